import { z } from 'zod';

import { defineEndpoint } from './endpoint';
import { idInAddress } from './ids';

/** What is posted: one video, or one to 35 pictures in order. */
export const mediaKind = z.enum(['video', 'photo']);
export type MediaKind = z.output<typeof mediaKind>;

/** One finding of the preflight: what TikTok's limit is, what the file has, what to do. */
export const finding = z.object({
  code: z.string(),
  level: z.enum(['info', 'warning', 'blocking']),
  message: z.string(),
  remedy: z.string().optional(),
});
export type Finding = z.output<typeof finding>;

/** What the file's own headers say; null where they do not. */
export const mediaFacts = z.object({
  container: z.string().nullable(),
  videoCodec: z.string().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  /** Frames per second; of a variable rate the mean. */
  frameRate: z.number().nullable(),
  /** The slowest and fastest moment of a variable frame rate; null where it does not vary. */
  frameRateRange: z.object({ min: z.number(), max: z.number() }).nullable(),
  /** Seconds. */
  duration: z.number().nullable(),
  /** A place is noted in the file; it goes to TikTok with it. */
  hasPlace: z.boolean(),
});
export type MediaFacts = z.output<typeof mediaFacts>;

/** A Strapi asset as a candidate for TikTok. */
export const mediaItem = z.object({
  assetId: z.number().int(),
  kind: mediaKind,
  name: z.string(),
  mime: z.string(),
  ext: z.string().nullable(),
  /** From stat or HEAD, exact; null when the provider would not say. */
  bytes: z.number().int().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  /** A signed same-origin address of the content, short-lived, with Range; for <video> and <img>. */
  previewUrl: z.string().nullable(),
  updatedAt: z.string(),
  /** Where in the entry it stands, such as `video` or `blocks[2].gallery[0]`; null without an entry. */
  field: z.string().nullable(),
});
export type MediaItem = z.output<typeof mediaItem>;

/**
 * A small picture of a file where Strapi's Media Library has it: an address that opens without a
 * secret, so that it may stand in lists.
 */
export const thumbnail = z.object({
  url: z.string(),
  /** `video`: the address is the video's own and names the moment whose frame stands for it. */
  element: z.enum(['img', 'video']),
});
export type Thumbnail = z.output<typeof thumbnail>;

/**
 * What exactly was agreed to be posted. Other bytes at send time mean "content changed, confirm
 * again"; another name, caption or folder means nothing. `hash` is Strapi's file hash, which a
 * replaced file keeps; `updatedAt` counts only where the storage gives no strong ETag.
 */
export const mediaFingerprint = z.object({
  assetId: z.number().int(),
  kind: mediaKind,
  name: z.string(),
  mime: z.string(),
  hash: z.string(),
  bytes: z.number().int(),
  updatedAt: z.string(),
  etag: z.string().nullable(),
  /** Of the content, in hex; absent where the ETag is made of it, or where it was too long to read. */
  sha256: z.string().optional(),
});
export type MediaFingerprint = z.output<typeof mediaFingerprint>;

export const previewMedia = defineEndpoint({
  method: 'GET',
  path: '/media/preview/:assetId',
  handler: 'media.preview',
  access: { public: 'a signed link bound to asset and admin user, valid for one hour' },
  summary: "An asset's content for the form's preview, with Range and HEAD.",
  params: z.object({ assetId: idInAddress }),
  query: z.object({ token: z.string().max(500) }),
  response: null,
});

export const deliverMedia = defineEndpoint({
  method: 'GET',
  path: '/media/deliver/:token',
  handler: 'media.deliver',
  access: {
    public:
      'a signed link bound to one attempt, one file and its agreed version, while TikTok may pull it',
  },
  summary:
    'What TikTok pulls: the agreed video or picture, never redirected, with Range and HEAD. 404 for everything else.',
  params: z.object({ token: z.string().max(1000) }),
  response: null,
});
