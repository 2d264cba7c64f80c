import { z } from 'zod';

import { defineEndpoint } from './endpoint';
import { videoCounters } from './insights';
import { mediaKind } from './media';

/** The permission of Users & Permissions and of API tokens for an entry's posts. */
export const FRONT_END_ACTION = 'plugin::tiktok.entryPosts.find';

/** The opt-in query parameter of an entry's own route: `?tiktok=posts`. */
export const FRONT_END_PARAMETER = 'tiktok';

/** A post of an entry that everyone can see on TikTok, and nothing of it that is not public. */
export const publicPost = z.object({
  kind: mediaKind,
  /** Only what is live: drafts, planned and failed posts are nobody's business out there. */
  state: z.literal('published'),
  publishedAt: z.string(),
  /** Its page on TikTok; null while the account's handle is not known. */
  link: z.string().nullable(),
  /** For an `<iframe>`; null while TikTok has not told the post's id. */
  embedLink: z.string().nullable(),
  /** The language of the entry it was made from; null for types without languages. */
  locale: z.string().nullable(),
  /**
   * What TikTok counted last, each in digits (they may be larger than a number holds); only where an
   * administrator allows it for the account.
   */
  counters: videoCounters.optional(),
});
export type PublicPost = z.output<typeof publicPost>;

export const findEntryPosts = defineEndpoint({
  method: 'GET',
  path: '/posts',
  handler: 'entryPosts.find',
  access: { contentApi: FRONT_END_ACTION },
  summary: "An entry's public TikTok posts, newest first, for a front end.",
  query: z.object({
    /** The content type, such as `api::article.article`. */
    uid: z.string().max(200),
    documentId: z.string().max(100),
    /** Absent: of every language. */
    locale: z.string().max(20).optional(),
  }),
  response: z.object({ data: z.array(publicPost) }),
});
