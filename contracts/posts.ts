import { z } from 'zod';

import { defineEndpoint } from './endpoint';
import { mediaItem, mediaKind } from './media';
import { ACTIONS } from './permissions';
import { shareType, transferMode } from './settings';

/** The life of a post; `server/src/posts/state-machine.ts` has the arrows. */
export const postState = z.enum([
  'draft',
  'awaiting_approval',
  'scheduled',
  'due',
  'sending',
  'committing',
  'processing',
  'in_inbox',
  'published',
  'failed',
  'held',
  'outcome_unknown',
  'cancelled',
]);
export type PostState = z.output<typeof postState>;

export const privacyLevel = z.enum([
  'PUBLIC_TO_EVERYONE',
  'MUTUAL_FOLLOW_FRIENDS',
  'FOLLOWER_OF_CREATOR',
  'SELF_ONLY',
]);
export type PrivacyLevel = z.output<typeof privacyLevel>;

/** The version of a document that is posted; absent for an asset without an entry. */
export const entrySource = z.object({
  uid: z.string().max(200),
  documentId: z.string().max(100),
  locale: z.string().max(20).nullable(),
  status: z.enum(['draft', 'published']),
});
export type EntrySource = z.output<typeof entrySource>;

/** What the person wrote. Lengths are TikTok's, in UTF-16 units; checked by `post-rules`. */
export const postContent = z.object({
  /** Videos: the caption. TikTok calls it title. Not sent for Inbox videos. */
  caption: z.string().max(10_000).default(''),
  /** Photos only. */
  title: z.string().max(1_000).default(''),
  /** Photos only. */
  description: z.string().max(10_000).default(''),
  /** Videos: the frame for the cover in milliseconds; null keeps TikTok's choice. */
  coverTimestampMs: z.number().int().min(0).nullable().default(null),
  /** Photos: index of the cover picture. */
  photoCoverIndex: z.number().int().min(0).max(34).default(0),
});
export type PostContent = z.output<typeof postContent>;

/**
 * What Direct Post asks. Nothing has a default that allows more: privacy starts empty, every
 * interaction unticked, disclosure off (TikTok's Content Sharing Guidelines, point 2 and 3).
 */
export const postOptions = z.object({
  privacyLevel: privacyLevel.nullable().default(null),
  allowComment: z.boolean().default(false),
  allowDuet: z.boolean().default(false),
  allowStitch: z.boolean().default(false),
  discloseContent: z.boolean().default(false),
  yourBrand: z.boolean().default(false),
  brandedContent: z.boolean().default(false),
  aiGenerated: z.boolean().default(false),
  autoAddMusic: z.boolean().default(false),
});
export type PostOptions = z.output<typeof postOptions>;

/** What the person agreed to, as shown; the server checks that it is the sentence in force. */
export const consentGiven = z.object({
  /** The English sentence(s) on the screen, verbatim. */
  text: z.string().max(2000),
  version: z.string().max(40),
});

export const timelineEntry = z.object({
  id: z.number().int(),
  at: z.string(),
  from: postState.nullable(),
  to: postState.nullable(),
  code: z.string(),
  /** In words an editor reads. */
  message: z.string(),
  /** Who caused it: a person's name, "TikTok", or "publisher". */
  actor: z.string(),
  logId: z.string().nullable(),
});
export type TimelineEntry = z.output<typeof timelineEntry>;

export const postProgress = z.object({
  sentBytes: z.number(),
  totalBytes: z.number(),
});

/** A reason to wait or to have failed, in words. */
export const postReason = z.object({
  code: z.string(),
  message: z.string(),
  remedy: z.string().nullable(),
  /** When it goes on or may be tried again; ISO 8601. */
  retryAt: z.string().nullable(),
});
export type PostReason = z.output<typeof postReason>;

/** What the signed-in person may do with the post in its present state. */
export const postAction = z.enum([
  'edit',
  'cancel',
  'publish_now',
  'retry',
  'reschedule',
  'resolve',
]);
export type PostAction = z.output<typeof postAction>;

export const postSummary = z.object({
  id: z.number().int(),
  version: z.number().int(),
  kind: mediaKind,
  shareType,
  transfer: transferMode,
  state: postState,
  /** The state in words, e.g. "TikTok is still processing". */
  stateLabel: z.string(),
  reason: postReason.nullable(),
  account: z.object({ id: z.number().int(), nickname: z.string(), handle: z.string().nullable() }),
  source: entrySource.nullable(),
  title: z.string(),
  scheduledAt: z.string().nullable(),
  /** When the publisher looks at it next, if it waits for that. */
  nextStepAt: z.string().nullable(),
  publishedAt: z.string().nullable(),
  /** Where it is on TikTok; null with `linkNote` saying why there is none. */
  link: z.string().nullable(),
  linkNote: z.string().nullable(),
  progress: postProgress.nullable(),
  actions: z.array(postAction),
  createdAt: z.string(),
  createdBy: z.string().nullable(),
});
export type PostSummary = z.output<typeof postSummary>;

export const consentRecord = z.object({
  text: z.string(),
  version: z.string(),
  by: z.string(),
  at: z.string(),
});

export const attemptView = z.object({
  number: z.number().int(),
  startedAt: z.string(),
  publishId: z.string().nullable(),
  outcome: z.enum(['open', 'published', 'in_inbox', 'failed', 'unknown', 'abandoned']),
  logIds: z.array(z.string()),
  failReason: z.string().nullable(),
});

export const postView = postSummary.extend({
  content: postContent,
  options: postOptions,
  media: z.array(mediaItem),
  consent: consentRecord.nullable(),
  timeline: z.array(timelineEntry),
  attempts: z.array(attemptView),
});
export type PostView = z.output<typeof postView>;

/* --- posts -------------------------------------------------------------------------------- */

const idParams = z.object({ id: z.coerce.number().int().positive() });
const oneVersion = z.object({
  /** The version that was on the screen; 409 when the post changed since. */
  version: z.number().int(),
});

export const createPost = defineEndpoint({
  method: 'POST',
  path: '/posts',
  handler: 'posts.create',
  access: { admin: [ACTIONS.composePosts] },
  summary:
    'Records a post with the consent given for it and, when `when` says so, hands it to the publisher. `idempotencyKey` is made by the form: the same key twice is one post. Without consent it becomes a draft.',
  body: z.object({
    idempotencyKey: z.string().min(8).max(100),
    accountId: z.number().int().positive(),
    shareType,
    /** Absent: the site's default for videos; photos are always pulled by TikTok. */
    transfer: transferMode.optional(),
    kind: mediaKind,
    source: entrySource.nullable(),
    assetIds: z.array(z.number().int().positive()).min(1).max(35),
    content: postContent,
    options: postOptions,
    when: z.discriminatedUnion('type', [
      z.object({ type: z.literal('draft') }),
      z.object({ type: z.literal('now') }),
      z.object({ type: z.literal('at'), at: z.iso.datetime({ offset: true }) }),
    ]),
    consent: consentGiven.nullable(),
  }),
  response: z.object({ post: postView }),
});

export const listPosts = defineEndpoint({
  method: 'GET',
  path: '/posts',
  handler: 'posts.find',
  access: { admin: [ACTIONS.viewPosts] },
  summary: 'Posts, newest first, filtered and paged.',
  query: z.object({
    page: z.coerce.number().int().min(1).default(1),
    pageSize: z.coerce.number().int().min(1).max(100).default(25),
    state: z.union([postState, z.array(postState)]).optional(),
    accountId: z.coerce.number().int().optional(),
    uid: z.string().max(200).optional(),
    documentId: z.string().max(100).optional(),
  }),
  response: z.object({
    posts: z.array(postSummary),
    pagination: z.object({
      page: z.number().int(),
      pageSize: z.number().int(),
      total: z.number().int(),
    }),
  }),
});

export const getPost = defineEndpoint({
  method: 'GET',
  path: '/posts/:id',
  handler: 'posts.findOne',
  access: { admin: [ACTIONS.viewPosts] },
  summary: 'One post with its timeline, attempts and consent.',
  params: idParams,
  response: z.object({ post: postView }),
});

export const cancelPost = defineEndpoint({
  method: 'POST',
  path: '/posts/:id/cancel',
  handler: 'posts.cancel',
  access: { admin: [ACTIONS.composePosts, ACTIONS.resolvePosts] },
  summary: 'Cancels a post that TikTok has not got yet.',
  params: idParams,
  body: oneVersion,
  response: z.object({ post: postView }),
});

export const publishPostNow = defineEndpoint({
  method: 'POST',
  path: '/posts/:id/publish-now',
  handler: 'posts.publishNow',
  access: { admin: [ACTIONS.publishPosts] },
  summary: 'Brings a scheduled or held post forward to now, with the consent it has.',
  params: idParams,
  body: oneVersion,
  response: z.object({ post: postView }),
});

export const retryPost = defineEndpoint({
  method: 'POST',
  path: '/posts/:id/retry',
  handler: 'posts.retry',
  access: { admin: [ACTIONS.publishPosts] },
  summary: 'Sends a failed post again. The consent must still match the content.',
  params: idParams,
  body: oneVersion,
  response: z.object({ post: postView }),
});

export const resolvePost = defineEndpoint({
  method: 'POST',
  path: '/posts/:id/resolve',
  handler: 'posts.resolve',
  access: { admin: [ACTIONS.resolvePosts] },
  summary:
    'A person settles a post whose outcome is unknown: it is live (optionally with its address), or it is not: send again or give up.',
  params: idParams,
  body: oneVersion.extend({
    verdict: z.enum(['live', 'not_live_send_again', 'not_live_give_up']),
    link: z
      .url({ protocol: /^https$/, hostname: /(^|\.)tiktok\.com$/ })
      .max(500)
      .optional(),
  }),
  response: z.object({ post: postView }),
});
