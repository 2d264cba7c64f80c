import { consentPage, refusalPage } from './authorize-page';
import { type Context, type Core, type Handler } from './core';
import { htmlReply, redirectReply, type Reply } from './http';
import { newCode, newSecret } from './ids';
import { SCOPES, type App, type Scope } from './types';

/** A valid authorization request. */
export interface AuthorizeRequest {
  app: App;
  redirectUri: string;
  scopes: readonly Scope[];
  state: string | undefined;
  codeChallenge: string | undefined;
  alwaysShow: boolean;
}

const isScope = (name: string): name is Scope => SCOPES.some((scope) => scope === name);

/** Exact comparison, trailing slash included; a desktop URI may be registered with port `*`. */
const matches = (registered: string, given: string): boolean => {
  if (registered === given) return true;
  const [before, behind, ...more] = registered.split(':*');
  if (before === undefined || behind === undefined || more.length > 0) return false;
  return (
    given.startsWith(`${before}:`) &&
    given.endsWith(behind) &&
    /^\d{1,5}$/.test(given.slice(before.length + 1, given.length - behind.length))
  );
};

/** Desktop clients must use PKCE; web clients need not (contract 1.3). */
export const isDesktop = (app: App, redirectUri: string): boolean =>
  (app.kind ?? (redirectUri.startsWith('http:') ? 'desktop' : 'web')) === 'desktop';

/**
 * Checks the query of an authorize URL.
 * @returns the request, or the names of the items TikTok's own error page would list.
 */
export const readAuthorizeRequest = (
  core: Core,
  query: URLSearchParams,
): AuthorizeRequest | { wrong: string[] } => {
  const wrong: string[] = [];
  const app = core.state.apps.get(query.get('client_key') ?? '');
  if (!app) return { wrong: ['client_key'] };
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!app.redirectUris.some((uri) => matches(uri, redirectUri))) wrong.push('redirect_uri');
  if (query.get('response_type') !== 'code') wrong.push('response_type');
  const names = (query.get('scope') ?? '').split(',');
  const scopes = names.filter(isScope).filter((scope) => app.scopes.includes(scope));
  if (scopes.length !== names.length || new Set(names).size !== names.length) wrong.push('scope');
  const codeChallenge = query.get('code_challenge') ?? undefined;
  if (isDesktop(app, redirectUri) && !wrong.includes('redirect_uri')) {
    // The hex form of SHA-256, not base64url as in RFC 7636.
    if (!/^[0-9a-f]{64}$/.test(codeChallenge ?? '')) wrong.push('code_challenge');
    if (query.get('code_challenge_method') !== 'S256') wrong.push('code_challenge_method');
  }
  const auto = query.get('disable_auto_auth') ?? '0';
  if (!/^[01]$/.test(auto)) wrong.push('disable_auto_auth');
  if (wrong.length > 0) return { wrong };
  return {
    app,
    redirectUri,
    scopes,
    state: query.get('state') ?? undefined,
    codeChallenge,
    alwaysShow: auto === '1',
  };
};

/** Every value percent-encoded, `*` and `!` too, as they arrive from TikTok. */
const withQuery = (uri: string, values: Record<string, string | undefined>): string => {
  const pairs = Object.entries(values).flatMap(([key, value]) =>
    value === undefined
      ? []
      : [
          `${key}=${encodeURIComponent(value).replace(/[!*'()]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`,
        ],
  );
  return `${uri}?${pairs.join('&')}`;
};

/** The user agrees: the address the browser is sent to, with `code`, `scopes` and `state`. */
export const approve = (
  core: Core,
  request: AuthorizeRequest,
  handle: string,
  scopes: readonly Scope[],
): string => {
  const code = newCode();
  core.state.codes.set(code, {
    code,
    clientKey: request.app.clientKey,
    handle,
    scopes,
    redirectUri: request.redirectUri,
    codeChallenge: request.codeChallenge,
    expiresAt: core.clock.now() + core.settings.tokens.codeSec * 1000,
  });
  return withQuery(request.redirectUri, { code, scopes: scopes.join(','), state: request.state });
};

/** The user refuses: the address the browser is sent to. */
export const cancel = (request: AuthorizeRequest): string =>
  withQuery(request.redirectUri, {
    error: 'access_denied',
    error_description: 'User cancelled the authorization.',
    state: request.state,
  });

/** Whether this user may log in to this app; in a sandbox only its target users may. */
export const mayLogIn = (app: App, handle: string): boolean =>
  app.mode === 'live' || app.targetUsers === undefined || app.targetUsers.includes(handle);

const COOKIE = 'emulator_session';

const sessionOf = (context: Context): string | undefined => {
  const pair = (context.request.headers.cookie ?? '')
    .split(';')
    .map((part) => part.trim().split('='))
    .find(([name]) => name === COOKIE);
  return pair?.[1];
};

/** The scopes this user has granted this app before; a session may skip the page only for those. */
const grantedBefore = (core: Core, clientKey: string, handle: string): Set<Scope> =>
  new Set(
    [...core.state.grants.values()]
      .filter((grant) => grant.clientKey === clientKey && grant.handle === handle)
      .flatMap((grant) => [...grant.scopes]),
  );

const refuse = (wrong: readonly string[]): Reply => ({
  ...htmlReply(refusalPage(wrong), 400),
  errorCode: wrong.join(','),
});

/** GET: TikTok's consent page, its error page, or straight back for a user with a session. */
export const showAuthorize: Handler = (context) => {
  const { core, url, call } = context;
  const request = readAuthorizeRequest(core, url.searchParams);
  if ('wrong' in request) return refuse(request.wrong);
  call.effect = true;
  const handle = core.state.sessions.get(sessionOf(context) ?? '');
  if (handle !== undefined && !request.alwaysShow && mayLogIn(request.app, handle)) {
    const granted = grantedBefore(core, request.app.clientKey, handle);
    if (request.scopes.every((scope) => granted.has(scope))) {
      call.handle = handle;
      return redirectReply(approve(core, request, handle, request.scopes));
    }
  }
  return htmlReply(consentPage(core, request, url.search, handle));
};

/** POST of the consent page's form. */
export const decideAuthorize: Handler = (context) => {
  const { core, url, call } = context;
  const request = readAuthorizeRequest(core, url.searchParams);
  if ('wrong' in request) return refuse(request.wrong);
  const form = new URLSearchParams(context.body);
  call.effect = true;
  if (form.get('decision') !== 'authorize') return redirectReply(cancel(request));
  const handle = form.get('account') ?? '';
  if (!core.state.accounts.has(handle) || !mayLogIn(request.app, handle)) {
    return refuse([`account (${handle} is no target user of this sandbox)`]);
  }
  call.handle = handle;
  const chosen = form.getAll('scope');
  const session = newSecret();
  core.state.sessions.set(session, handle);
  const reply = redirectReply(
    approve(
      core,
      request,
      handle,
      request.scopes.filter((scope) => chosen.includes(scope)),
    ),
  );
  reply.headers['set-cookie'] = `${COOKIE}=${session}; Path=/; HttpOnly; SameSite=Lax`;
  return reply;
};
