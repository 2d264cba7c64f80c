import { z } from 'zod';

import { callApi, type CallContext, type CallOptions, type WithLogId } from './call';
import { TikTokInputError } from './errors';
import { maybe } from './json';
import { fieldsQuery, MAX_VIDEOS, type VideoObject, videoObject } from './video-object';

const found = z
  .object({ videos: maybe(z.array(videoObject)) })
  .transform((wire) => ({ videos: wire.videos ?? [] }));

/**
 * The user's own posts by id, at most 20; also the way to renew cover addresses. Ids that are not
 * found are missing from the answer. Needs `video.list`. [tiktok-api-v2-video-query]
 * @throws TikTokError; TikTokInputError for no id, or more than 20
 */
export const queryVideos = async (
  context: CallContext,
  accessToken: string,
  videoIds: readonly string[],
  options?: CallOptions,
): Promise<WithLogId<{ videos: VideoObject[] }>> => {
  if (videoIds.length === 0 || videoIds.length > MAX_VIDEOS) {
    throw new TikTokInputError({ videoIds: `Ask for 1 to ${MAX_VIDEOS} videos at a time.` });
  }
  return callApi(context, {
    method: 'POST',
    path: '/v2/video/query/',
    query: fieldsQuery,
    accessToken,
    body: { filters: { video_ids: videoIds } },
    schema: found,
    options,
  });
};
