import { z } from 'zod';

import { callApi, type CallContext, type CallOptions, type WithLogId } from './call';
import { count, maybe } from './json';
import { fieldsQuery, MAX_VIDEOS, videoObject } from './video-object';

const page = z
  .object({
    videos: maybe(z.array(videoObject)),
    cursor: maybe(count),
    has_more: maybe(z.boolean()),
  })
  .transform((wire) => ({
    videos: wire.videos ?? [],
    /** Unix milliseconds; give it back for the next page. */
    cursor: wire.cursor,
    hasMore: wire.has_more ?? false,
  }));
export type VideoPage = z.output<typeof page>;

/**
 * Public posts, newest first. `cursor` is Unix milliseconds and may be any time: posts before it.
 * The fields go into the query although it is a POST (T83). Needs `video.list`.
 * [tiktok-api-v2-video-list]
 * @throws TikTokError
 */
export const listVideos = (
  context: CallContext,
  accessToken: string,
  { cursor, maxCount = MAX_VIDEOS }: { cursor?: number; maxCount?: number } = {},
  options?: CallOptions,
): Promise<WithLogId<VideoPage>> =>
  callApi(context, {
    method: 'POST',
    path: '/v2/video/list/',
    query: fieldsQuery,
    accessToken,
    body: {
      max_count: Math.min(Math.max(1, Math.trunc(maxCount)), MAX_VIDEOS),
      ...(cursor === undefined ? {} : { cursor }),
    },
    schema: page,
    options,
  });
