import { z } from 'zod';

import { callApi, type CallContext, type CallOptions } from './call';

/**
 * Asks TikTok to stop fetching media. Best effort, for PULL_FROM_URL in progress only; success shows
 * later as fail_reason `publish_cancelled`. [content-posting-api-media-transfer-guide]
 * @throws TikTokError, `publish_not_cancellable` when it is too late
 */
export const cancelPost = async (
  context: CallContext,
  accessToken: string,
  publishId: string,
  options?: CallOptions,
): Promise<{ logId?: string }> => {
  const { logId } = await callApi(context, {
    method: 'POST',
    path: '/v2/post/publish/cancel/',
    accessToken,
    body: { publish_id: publishId },
    schema: z
      .looseObject({})
      .nullish()
      .transform((data) => data ?? {}),
    options,
  });
  return logId ? { logId } : {};
};
