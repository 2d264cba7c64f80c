import { z } from 'zod';

import { callOAuth, type CallContext, type CallOptions } from './call';
import { type AppCredentials } from './oauth-exchange-code';

/** The token itself is the proof; how long it lives concerns nobody. */
const clientToken = z.object({ access_token: z.string().min(1) }).transform(() => ({}));

/**
 * Asks whether TikTok accepts Client Key and Client Secret. The token itself is of no use for
 * posting and is not given out. [client-access-token-management]
 * @throws TikTokError: TikTokOAuthError `invalid_client` for a wrong pair; other OAuth codes do not
 * tell (whether every app may use this grant is undocumented).
 */
export const checkClientCredentials = (
  context: CallContext,
  { clientKey, clientSecret }: AppCredentials,
  options?: CallOptions,
): Promise<{ logId?: string }> =>
  callOAuth(context, {
    path: '/v2/oauth/token/',
    form: {
      client_key: clientKey,
      client_secret: clientSecret,
      grant_type: 'client_credentials',
    },
    schema: clientToken,
    options,
  });
