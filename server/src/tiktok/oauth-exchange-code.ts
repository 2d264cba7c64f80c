import { callOAuth, type CallContext, type CallOptions, type WithLogId } from './call';
import { type TokenSet, tokenSet } from './oauth-tokens';

export interface AppCredentials {
  clientKey: string;
  clientSecret: string;
}

export interface ExchangeCodeInput extends AppCredentials {
  /** URL-decoded exactly once: it contains `*` and `!`. */
  code: string;
  /** Identical to the one of the authorize address. */
  redirectUri: string;
  /** For Desktop redirects. */
  codeVerifier?: string;
}

/** Code to tokens. [oauth-get-a-user-access-token] @throws TikTokError */
export const exchangeCode = (
  context: CallContext,
  { clientKey, clientSecret, code, redirectUri, codeVerifier }: ExchangeCodeInput,
  options?: CallOptions,
): Promise<WithLogId<TokenSet>> =>
  callOAuth(context, {
    path: '/v2/oauth/token/',
    form: {
      client_key: clientKey,
      client_secret: clientSecret,
      code,
      grant_type: 'authorization_code',
      redirect_uri: redirectUri,
      ...(codeVerifier ? { code_verifier: codeVerifier } : {}),
    },
    schema: tokenSet,
    options,
  });
