import { type z } from 'zod';

import { callOAuth, type CallContext, type CallOptions, type WithLogId } from './call';
import { type AppCredentials } from './oauth-exchange-code';
import { refreshedTokens } from './oauth-tokens';

/** `refreshToken` is the rotated one, or the one sent where TikTok gave none; never empty. */
export type RefreshedTokens = Omit<z.output<typeof refreshedTokens>, 'refreshToken'> & {
  refreshToken: string;
};

/**
 * A new pair of tokens. The old refresh token is dead from then on: store the pair before anything
 * else. Only a TikTokOAuthError with code `invalid_grant` means that the token is dead; 5xx, HTML
 * and timeouts (outcome `unknown`) do not (T42). [oauth-refresh-a-user-access-token]
 * @throws TikTokError
 */
export const refreshTokens = async (
  context: CallContext,
  { clientKey, clientSecret, refreshToken }: AppCredentials & { refreshToken: string },
  options?: CallOptions,
): Promise<WithLogId<RefreshedTokens>> => {
  const answer = await callOAuth(context, {
    path: '/v2/oauth/token/',
    form: {
      client_key: clientKey,
      client_secret: clientSecret,
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
    },
    schema: refreshedTokens,
    options,
  });
  return { ...answer, refreshToken: answer.refreshToken ?? refreshToken };
};
