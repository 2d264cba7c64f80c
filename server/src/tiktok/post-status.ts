import { z } from 'zod';

import { callApi, type CallContext, type CallOptions, type WithLogId } from './call';
import { count, maybe, postIds } from './json';

export const PUBLISH_STATUSES = [
  'PROCESSING_UPLOAD',
  'PROCESSING_DOWNLOAD',
  'SEND_TO_USER_INBOX',
  'PUBLISH_COMPLETE',
  'FAILED',
] as const;
/** UNRECOGNISED stands for a word TikTok does not list; it decides nothing. */
export type PublishStatus = (typeof PUBLISH_STATUSES)[number] | 'UNRECOGNISED';

const statusAnswer = z
  .object({
    status: z.string().min(1),
    fail_reason: maybe(z.string()),
    publicaly_available_post_id: postIds,
    // TikTok's spelling is the one above; the right one costs nothing should it be mended.
    publicly_available_post_id: postIds,
    uploaded_bytes: maybe(count),
    downloaded_bytes: maybe(count),
  })
  .transform((wire) => ({
    status: (PUBLISH_STATUSES.find((known) => known === wire.status) ??
      'UNRECOGNISED') as PublishStatus,
    /** TikTok's word. */
    rawStatus: wire.status,
    /** See `explainFailReason`. */
    failReason: wire.fail_reason || undefined,
    /** 19-digit strings. Empty for good unless public and past moderation; several for a draft. */
    postIds: [
      ...new Set([...wire.publicaly_available_post_id, ...wire.publicly_available_post_id]),
    ],
    uploadedBytes: wire.uploaded_bytes,
    downloadedBytes: wire.downloaded_bytes,
  }));
export type PostStatus = z.output<typeof statusAnswer>;

/**
 * How far a post is. 30 a minute. [content-posting-api-reference-get-video-status]
 * @throws TikTokError
 */
export const fetchPostStatus = (
  context: CallContext,
  accessToken: string,
  publishId: string,
  options?: CallOptions,
): Promise<WithLogId<PostStatus>> =>
  callApi(context, {
    method: 'POST',
    path: '/v2/post/publish/status/fetch/',
    accessToken,
    body: { publish_id: publishId },
    schema: statusAnswer,
    options,
  });
