import { z } from 'zod';

import { chunkRange, type ChunkPlan } from './chunk-plan';
import { TIKTOK_LIMITS } from './limits';
import {
  type BodyOptions,
  BRANDED_PRIVATE,
  brandedMayNotBePrivate,
  brandFlags,
  checked,
  forAddresses,
  isPullUrl,
  limitedText,
  privacyLevel,
  PULL_URL,
} from './post-settings';

/** Where TikTok gets the video from. */
export type VideoSource =
  { source: 'FILE_UPLOAD'; plan: ChunkPlan } | { source: 'PULL_FROM_URL'; videoUrl: string };

const positive = z.number().int().positive();
const sourceSchema = (allowHttp: boolean) =>
  z.discriminatedUnion('source', [
    z.object({
      source: z.literal('FILE_UPLOAD'),
      plan: z.object({ size: positive, chunkSize: positive, count: positive }),
    }),
    z.object({
      source: z.literal('PULL_FROM_URL'),
      videoUrl: z.string().refine((url) => isPullUrl(url, allowHttp), PULL_URL),
    }),
  ]);

const sourceInfo = (source: VideoSource) =>
  source.source === 'FILE_UPLOAD'
    ? {
        source: source.source,
        video_size: source.plan.size,
        chunk_size: source.plan.chunkSize,
        total_chunk_count: source.plan.count,
      }
    : { source: source.source, video_url: source.videoUrl };

/** A plan must be one that `planChunks` could make, whoever made it. */
const planFits = ({ source }: { source: VideoSource }): boolean => {
  if (source.source !== 'FILE_UPLOAD') return true;
  const { plan } = source;
  const { chunkCount, lastChunkBytes, singleChunkBytes } = TIKTOK_LIMITS;
  return (
    plan.count <= chunkCount.max &&
    plan.count === Math.floor(plan.size / plan.chunkSize) &&
    plan.chunkSize <= singleChunkBytes &&
    chunkRange(plan, plan.count - 1).length <= lastChunkBytes
  );
};
const PLAN = { path: ['source', 'plan'], message: 'The chunks do not add up to the file.' };

const directSchema = (allowHttp: boolean) =>
  z
    .object({
      privacyLevel,
      title: limitedText('caption', TIKTOK_LIMITS.videoCaptionLength),
      disableDuet: z.boolean(),
      disableStitch: z.boolean(),
      disableComment: z.boolean(),
      videoCoverTimestampMs: z.number().int().min(0).max(2_147_483_647).optional(),
      ...brandFlags,
      isAigc: z.boolean().optional(),
      source: sourceSchema(allowHttp),
    })
    .refine(brandedMayNotBePrivate, BRANDED_PRIVATE)
    .refine(planFits, PLAN);

const direct = forAddresses(directSchema);

export type DirectVideoInput = z.input<ReturnType<typeof directSchema>>;

const inbox = forAddresses((allowHttp) =>
  z.object({ source: sourceSchema(allowHttp) }).refine(planFits, PLAN),
);
export interface InboxVideoInput {
  source: VideoSource;
}

/**
 * The exact body of a direct video init. Title is the caption, at most 2200 UTF-16 units; the cover
 * stands in `post_info`, where alone it is honoured (T71); both brand flags are always there.
 * [content-posting-api-reference-direct-post]
 * @throws TikTokInputError, for branded content with SELF_ONLY too (T75)
 */
export const buildDirectVideoBody = (input: DirectVideoInput, options: BodyOptions = {}) => {
  const post = checked(direct(options), input);
  return {
    post_info: {
      privacy_level: post.privacyLevel,
      ...(post.title === undefined ? {} : { title: post.title }),
      disable_duet: post.disableDuet,
      disable_stitch: post.disableStitch,
      disable_comment: post.disableComment,
      ...(post.videoCoverTimestampMs === undefined
        ? {}
        : { video_cover_timestamp_ms: post.videoCoverTimestampMs }),
      brand_content_toggle: post.brandContentToggle,
      brand_organic_toggle: post.brandOrganicToggle,
      ...(post.isAigc === undefined ? {} : { is_aigc: post.isAigc }),
    },
    source_info: sourceInfo(post.source),
  };
};

/**
 * The exact body of an inbox (draft) video init: `source_info` and nothing else. Caption, privacy and
 * flags cannot be sent; the creator sets them in the app (T70).
 * [content-posting-api-reference-upload-video]
 * @throws TikTokInputError
 */
export const buildInboxVideoBody = (input: InboxVideoInput, options: BodyOptions = {}) => ({
  source_info: sourceInfo(checked(inbox(options), input).source),
});
