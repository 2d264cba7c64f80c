import { z } from 'zod';

import { defineEndpoint } from './endpoint';
import { count, id, idParams } from './ids';
import { videoCounters } from './insights-numbers';
import { ACTIONS } from './permissions';

/** Another video of the account, as TikTok's list shows it. */
export const listedVideo = z.object({
  id: z.number().int(),
  videoId: z.string(),
  /** It belongs to a post or an entry, also one that the caller may not see. */
  isLinked: z.boolean(),
  /** The post it was sent by, where it was sent from here and the caller may see it. */
  postId: z.number().int().nullable(),
  /** The entry that it belongs to, its post's or the one that a person said; null where it may not be read. */
  uid: z.string().nullable(),
  documentId: z.string().nullable(),
  kind: z.enum(['video', 'photo']),
  /** As TikTok cuts it, at 150 characters. */
  caption: z.string(),
  link: z.string().nullable(),
  /** Our own signed, short-lived address. */
  coverUrl: z.string().nullable(),
  createdAt: z.string(),
  counters: videoCounters,
});
export type ListedVideo = z.output<typeof listedVideo>;

export const accountVideos = defineEndpoint({
  method: 'GET',
  path: '/insights/accounts/:id/videos',
  handler: 'insights.videos',
  access: { admin: [ACTIONS.readInsights] },
  reads: ['insights'],
  summary:
    "The public videos of an account, newest first, as TikTok's list shows them now, 20 at a time.",
  params: idParams,
  query: z.object({
    /** Unix milliseconds, from the page before. */
    cursor: z
      .string()
      .regex(/^\d{1,15}$/)
      .optional(),
  }),
  response: z.object({
    videos: z.array(listedVideo),
    /** For the next page; null at the end. */
    cursor: z.string().nullable(),
  }),
});

export const videoCover = defineEndpoint({
  method: 'GET',
  path: '/insights/covers/:id',
  handler: 'insights.cover',
  access: { public: 'a signed link bound to the video and the admin user, valid for one hour' },
  summary: 'The cover of a video as an image (JPEG, PNG or WebP).',
  params: idParams,
  query: z.object({ token: z.string().max(500) }),
  response: null,
});

export const linkVideo = defineEndpoint({
  method: 'POST',
  path: '/insights/videos/:id/link',
  handler: 'insights.link',
  access: { admin: [ACTIONS.composePosts, ACTIONS.resolvePosts] },
  changes: ['insights', 'posts'],
  meanwhile: { unversioned: 'a video belongs to nothing before, and the post names its version' },
  summary:
    'Says which entry a video of the account belongs to, or which post of unknown outcome it is; that settles the post as published.',
  params: idParams,
  body: z.union([
    z.strictObject({
      entry: z.strictObject({
        uid: z.string().max(200),
        documentId: z.string().max(100),
        locale: z.string().max(20).nullable(),
      }),
    }),
    z.strictObject({
      post: z.strictObject({ id, version: count }),
    }),
  ]),
  response: z.object({ linked: z.literal(true) }),
});
