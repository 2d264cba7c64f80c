import { z } from 'zod';

import { callOAuth, type CallContext, type CallOptions } from './call';
import { type AppCredentials } from './oauth-exchange-code';

/**
 * Removes the app from the user's connected apps. Takes the ACCESS token.
 * [oauth-revoke-a-user-access-token]
 * @throws TikTokError
 */
export const revokeToken = (
  context: CallContext,
  { clientKey, clientSecret, accessToken }: AppCredentials & { accessToken: string },
  options?: CallOptions,
): Promise<{ logId?: string }> =>
  callOAuth(context, {
    path: '/v2/oauth/revoke/',
    form: { client_key: clientKey, client_secret: clientSecret, token: accessToken },
    schema: z.object({}),
    emptyIsSuccess: true,
    options,
  });
