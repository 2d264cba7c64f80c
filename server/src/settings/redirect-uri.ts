import { type Notice } from '../../../contracts/settings';

export type RedirectKind = 'desktop' | 'web' | 'invalid';

export interface CheckedRedirect {
  kind: RedirectKind;
  notices: Notice[];
}

const MAX_LENGTH = 511;
const LOOPBACK = new Set(['localhost', '127.0.0.1']);

const danger = (code: string, message: string, remedy: string): Notice => ({
  code,
  level: 'danger',
  message,
  remedy,
});

/** What TikTok takes at most; only TikTok's portal knows how many are registered. */
const LIMIT_NOTICE: Notice = {
  code: 'redirect_limit',
  level: 'info',
  message: 'TikTok takes at most ten redirect URIs per app. This site needs one.',
  remedy: 'If the portal refuses it, remove an address there that is no longer used.',
};

const EXACT_NOTICE: Notice = {
  code: 'redirect_trailing_slash',
  level: 'warning',
  message: 'The redirect URI ends in "/". TikTok compares it letter by letter.',
  remedy: 'Register it with the slash, exactly as shown, or remove the slash here.',
};

const faultsOf = (url: string, parsed: URL): Notice[] => {
  const faults: Notice[] = [];
  const local = LOOPBACK.has(parsed.hostname);
  if (!local && parsed.protocol !== 'https:') {
    faults.push(
      danger(
        'redirect_http',
        'The redirect URI starts with http. TikTok takes http for localhost only.',
        'Set an https address: `url` in config/server, `publicUrl` of this plugin, or the public callback URL.',
      ),
    );
  }
  if (local && parsed.port === '' && !/:(80|443)(\/|$)/.test(url)) {
    faults.push(
      danger(
        'redirect_port_missing',
        'The redirect URI is on localhost without a port. TikTok wants one there.',
        'Write the port into the address, for example http://localhost:1337/….',
      ),
    );
  }
  if (parsed.search !== '' || url.includes('?')) {
    faults.push(
      danger(
        'redirect_query',
        'The redirect URI has a query ("?…"). TikTok takes static addresses only.',
        'Use an address without "?".',
      ),
    );
  }
  if (parsed.hash !== '' || url.includes('#')) {
    faults.push(
      danger(
        'redirect_fragment',
        'The redirect URI has a fragment ("#…"), which TikTok refuses.',
        'Use an address without "#".',
      ),
    );
  }
  if (url.length > MAX_LENGTH) {
    faults.push(
      danger(
        'redirect_too_long',
        `The redirect URI has ${url.length} characters; TikTok takes fewer than 512.`,
        'Use a shorter address.',
      ),
    );
  }
  if (parsed.username !== '' || parsed.password !== '') {
    faults.push(
      danger(
        'redirect_credentials',
        'The redirect URI holds a user name or password.',
        'Use an address without them.',
      ),
    );
  }
  return faults;
};

/**
 * Judges an address by TikTok's rules for redirect URIs [login-kit-web, login-kit-desktop]: Web
 * needs https; Desktop is localhost or 127.0.0.1 with a port, http allowed.
 */
export const checkRedirectUri = (url: string): CheckedRedirect => {
  if (!URL.canParse(url) || !/^https?:\/\//i.test(url)) {
    return {
      kind: 'invalid',
      notices: [
        danger(
          'redirect_not_absolute',
          'The redirect URI is not a whole web address.',
          'Write it with https:// and the host.',
        ),
      ],
    };
  }
  const parsed = new URL(url);
  const faults = faultsOf(url, parsed);
  const notices = [...faults, ...(url.endsWith('/') ? [EXACT_NOTICE] : []), LIMIT_NOTICE];
  if (faults.length > 0) return { kind: 'invalid', notices };
  return { kind: LOOPBACK.has(parsed.hostname) ? 'desktop' : 'web', notices };
};
