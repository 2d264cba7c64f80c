import { TikTokInputError } from './errors';
import { isDesktopRedirect } from './pkce';

export interface AuthorizeUrlInput {
  clientKey: string;
  scopes: readonly string[];
  /** Exactly as registered, trailing slash included. */
  redirectUri: string;
  state: string;
  /** From `createPkce`. Needed for a Desktop redirect, left out of the address for a web one. */
  codeChallenge?: string;
}

/**
 * The address of TikTok's consent page. Always with `disable_auto_auth=1`, or a browser already
 * signed in would connect the same TikTok user again without asking. [login-kit-web, -desktop]
 * @throws TikTokInputError where something needed is missing.
 */
export const buildAuthorizeUrl = (authorizeUrl: string, input: AuthorizeUrlInput): string => {
  const { clientKey, scopes, redirectUri, state, codeChallenge } = input;
  const desktop = isDesktopRedirect(redirectUri);
  const missing = {
    ...(clientKey ? {} : { clientKey: 'The Client Key is missing.' }),
    ...(scopes.length > 0 ? {} : { scopes: 'At least one scope is needed.' }),
    ...(redirectUri ? {} : { redirectUri: 'The redirect URI is missing.' }),
    ...(state ? {} : { state: 'The state is missing.' }),
    ...(desktop && !codeChallenge
      ? { codeChallenge: 'A redirect to localhost needs a code challenge (PKCE).' }
      : {}),
  };
  if (Object.keys(missing).length > 0) throw new TikTokInputError(missing, 'GET authorize page');
  const url = new URL(authorizeUrl);
  const query: Record<string, string> = {
    client_key: clientKey,
    response_type: 'code',
    scope: scopes.join(','),
    redirect_uri: redirectUri,
    state,
    disable_auto_auth: '1',
    ...(desktop && codeChallenge
      ? { code_challenge: codeChallenge, code_challenge_method: 'S256' }
      : {}),
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.toString();
};
