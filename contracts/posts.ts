import { z } from 'zod';

import { defineEndpoint } from './endpoint';
import {
  count,
  id,
  idempotencyKey,
  idInAddress,
  idParams,
  idsInQuery,
  moment,
  paging,
} from './ids';
import { mediaItem, mediaKind, thumbnail } from './media';
import { ACTIONS } from './permissions';
import { shareType, transferMode } from './settings';
import { exactVersion, exactVersionQuery } from './versions';

/** The life of a post; `server/src/posts/life/state-machine.ts` has the arrows. */
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

/** States in which bytes or calls for this post are under way; the admin polls only then. */
export const UNDER_WAY = [
  'due',
  'sending',
  'committing',
  'processing',
] as const satisfies readonly PostState[];

/** TikTok has it where it was meant to go. */
export const ARRIVED = ['published', 'in_inbox'] as const satisfies readonly PostState[];

/** Nothing of it has been sent, and it is not given up. */
export const UNSENT = [
  'draft',
  'awaiting_approval',
  'scheduled',
  'due',
  'held',
] as const satisfies readonly PostState[];

/** Whether a state is one of a set. */
export const isOneOf = (state: string, states: readonly PostState[]): boolean =>
  (states as readonly string[]).includes(state);

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
  coverTimestampMs: count.nullable().default(null),
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

/** What is different in the entry since the post was composed; `at`: when it was saved. */
export const entryChange = z.object({
  at: z.string(),
  what: z.array(z.enum(['text', 'media'])).min(1),
});
export type EntryChange = z.output<typeof entryChange>;

/** What the signed-in person may do with the post in its present state. */
export const postAction = z.enum([
  'edit',
  'cancel',
  'publish_now',
  'retry',
  'reschedule',
  'resolve',
  'submit',
  'approve',
  'return',
  'duplicate',
  'keep',
  'restore',
  'delete',
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
  assetIds: z.array(z.number().int()),
  title: z.string(),
  /** The beginning of what its readers will read. */
  excerpt: z.string(),
  /** Null where the file is gone, hidden from the reader, or only opens with a secret address. */
  thumbnail: thumbnail.nullable(),
  scheduledAt: z.string().nullable(),
  /** When the publisher looks at it next, if it waits for that. */
  nextStepAt: z.string().nullable(),
  /** It goes out when its entry is published in Strapi, not at a time. */
  waitsForEntry: z.boolean(),
  publishedAt: z.string().nullable(),
  /** Where it is on TikTok; null with `linkNote` saying why there is none. */
  link: z.string().nullable(),
  linkNote: z.string().nullable(),
  progress: postProgress.nullable(),
  actions: z.array(postAction),
  createdAt: z.string(),
  createdBy: z.string().nullable(),
  /** The rule that made it; null for what people made. */
  ruleName: z.string().nullable(),
  /** Set while it waits to go out and its entry is no longer what it was made of. */
  entryChanged: entryChange.nullable(),
});
export type PostSummary = z.output<typeof postSummary>;

export const consentRecord = z.object({
  text: z.string(),
  version: z.string(),
  by: z.string(),
  at: z.string(),
  /** Set where it was given once for all posts of a rule. */
  waiver: z.object({ rule: z.string(), givenAt: z.string(), expiresAt: z.string() }).nullable(),
});

export const attemptView = z.object({
  number: z.number().int(),
  startedAt: z.string(),
  publishId: z.string().nullable(),
  outcome: z.enum(['open', 'published', 'in_inbox', 'failed', 'unknown', 'abandoned']),
  logIds: z.array(z.string()),
  failReason: z.string().nullable(),
});

/** A public post on TikTok that may be one whose outcome is not known. */
export const postCandidate = z.object({
  postId: z.string(),
  link: z.string(),
  createdAt: z.string(),
  /** As TikTok gives it: cut at 150 characters. */
  caption: z.string(),
});
export type PostCandidate = z.output<typeof postCandidate>;

export const postView = postSummary.extend({
  content: postContent,
  options: postOptions,
  media: z.array(mediaItem),
  consent: consentRecord.nullable(),
  timeline: z.array(timelineEntry),
  attempts: z.array(attemptView),
  /** Outcome unknown: what TikTok's list of public posts shows that may be this one. */
  candidates: z.array(postCandidate),
});
export type PostView = z.output<typeof postView>;

/* --- posts -------------------------------------------------------------------------------- */

const oneVersion = z.object(exactVersion);

/**
 * Posts with the same files that the person was told of. One that was sent to the account in this
 * minute and is not among them refuses the call (409 `just_sent`, `details.postId`).
 */
const knownRepeats = z.array(id).max(100).optional();

/** For calls that may send once more what TikTok was given before. */
const sentBefore = oneVersion.extend({
  /**
   * The person was told what cannot be known of the earlier try (409 `cannot_be_known` says it in
   * words) and goes on. What TikTok shows to be live is not sent again all the same.
   */
  knowing: z.boolean().optional(),
  knownRepeats,
});

/** When it shall go out. Everything but `draft` and `approval` takes the consent of a person. */
export const postTime = z.discriminatedUnion('type', [
  /** `at` is a wish for the time, kept with the draft. */
  z.object({
    type: z.literal('draft'),
    at: moment.nullable().optional(),
  }),
  z.object({ type: z.literal('now') }),
  z.object({ type: z.literal('at'), at: moment }),
  /** At the account's next posting time that no other post takes. */
  z.object({ type: z.literal('next_slot') }),
  /** When the entry it was made from is published in Strapi the next time. */
  z.object({ type: z.literal('entry_published') }),
  /** Someone with the right to approve looks at it first; `at` is the wish for the time, null: at once. */
  z.object({ type: z.literal('approval'), at: moment.nullable() }),
]);
export type PostTime = z.output<typeof postTime>;

/** What a person composed, and when it shall go out. */
export const composedPost = z.object({
  accountId: id,
  shareType,
  /** Absent: the site's default for videos; photos are always pulled by TikTok. */
  transfer: transferMode.optional(),
  kind: mediaKind,
  source: entrySource.nullable(),
  assetIds: z.array(id).min(1).max(35),
  /**
   * The `fingerprint` of each file as `openComposer` gave it, in the order of `assetIds`: a file that
   * was replaced while the form was open is then refused instead of being agreed to unseen.
   */
  fingerprints: z.array(z.string().max(100)).max(35).optional(),
  content: postContent,
  options: postOptions,
  when: postTime,
  consent: consentGiven.nullable(),
  knownRepeats,
});
export type ComposedPost = z.output<typeof composedPost>;

/** A draft as code or an assistant makes one; a person completes it and agrees to it. */
export const draftedPost = composedPost
  .pick({ accountId: true, shareType: true, kind: true, assetIds: true })
  .extend({
    source: composedPost.shape.source.default(null),
    content: composedPost.shape.content.prefault({}),
    options: composedPost.shape.options.prefault({}),
    /** The wish for a time, kept with the draft; nothing is sent at it. */
    at: moment.nullable().default(null),
  });

export const createPost = defineEndpoint({
  method: 'POST',
  path: '/posts',
  handler: 'posts.create',
  access: { admin: [ACTIONS.composePosts] },
  changes: ['posts', 'accounts'],
  meanwhile: { unversioned: 'it makes a new post' },
  summary:
    'Records a post with the consent given for it and, when `when` says so, hands it to the publisher. `idempotencyKey` is made by the form: the same key twice is one post. Without consent it becomes a draft.',
  body: composedPost.extend({ idempotencyKey }),
  response: z.object({ post: postView }),
});

export const updatePost = defineEndpoint({
  method: 'PUT',
  path: '/posts/:id',
  handler: 'posts.update',
  access: { admin: [ACTIONS.composePosts, ACTIONS.approvePosts] },
  changes: ['posts', 'accounts'],
  meanwhile: 'version',
  summary:
    'Composes a post anew that TikTok has not got: a draft, one that waits for approval or for its time, a held or a failed one. Whatever was agreed before is void; `consent` is the new agreement. Approving is this call, by someone with the right to approve, with consent.',
  params: idParams,
  body: composedPost.extend(sentBefore.shape),
  response: z.object({ post: postView }),
});

export const reschedulePost = defineEndpoint({
  method: 'POST',
  path: '/posts/:id/reschedule',
  handler: 'posts.reschedule',
  access: { admin: [ACTIONS.composePosts, ACTIONS.publishPosts] },
  changes: ['posts', 'accounts'],
  meanwhile: 'version',
  summary:
    'Another time for a post that waits; its content, settings and consent stay as they are. A held post goes on by it, and a time less than a minute away is "now": both take the right to publish.',
  params: idParams,
  body: sentBefore.extend({ at: moment }),
  response: z.object({ post: postView }),
});

export const returnPost = defineEndpoint({
  method: 'POST',
  path: '/posts/:id/return',
  handler: 'posts.return',
  access: { admin: [ACTIONS.approvePosts] },
  changes: ['posts', 'accounts'],
  meanwhile: 'version',
  summary: 'Gives a post that waits for approval back to its author, with a comment.',
  params: idParams,
  body: oneVersion.extend({ comment: z.string().trim().min(1).max(2_000) }),
  response: z.object({ post: postView }),
});

export const keepPost = defineEndpoint({
  method: 'POST',
  path: '/posts/:id/keep',
  handler: 'posts.keep',
  access: { admin: [ACTIONS.composePosts, ACTIONS.publishPosts] },
  changes: ['posts'],
  meanwhile: 'version',
  summary:
    'A planned post whose entry changed goes out as it was agreed to; only further changes of the entry are told of again.',
  params: idParams,
  body: oneVersion,
  response: z.object({ post: postView }),
});

export const duplicatePost = defineEndpoint({
  method: 'POST',
  path: '/posts/:id/duplicate',
  handler: 'posts.duplicate',
  access: { admin: [ACTIONS.composePosts] },
  changes: ['posts'],
  meanwhile: { unversioned: 'it makes a new draft' },
  summary: 'A new draft with the same content for the same account. Nobody has agreed to it yet.',
  params: idParams,
  body: z.object({ idempotencyKey }),
  response: z.object({ post: postView }),
});

/** What a list of posts can be narrowed to and ordered by. */
export const postQuery = z.object({
  state: z.union([postState, z.array(postState).max(postState.options.length)]).optional(),
  accountId: idsInQuery.optional(),
  kind: mediaKind.optional(),
  shareType: shareType.optional(),
  uid: z.string().max(200).optional(),
  documentId: z.string().max(100).optional(),
  authorId: idInAddress.optional(),
  /** Posts whose time (sent, else planned, else made) is in [from, to). */
  from: moment.optional(),
  to: moment.optional(),
  /** Posts with a time of their own (`true`) or without one (`false`). */
  dated: z.enum(['true', 'false']).optional(),
  /** Text in the post's title or caption. */
  search: z.string().trim().max(200).optional(),
  /** `views` is for who may read insights. */
  sort: z.enum(['created', 'time', 'state', 'account', 'views']).default('created'),
  order: z.enum(['asc', 'desc']).default('desc'),
});
export type PostQuery = z.output<typeof postQuery>;

export const listPosts = defineEndpoint({
  method: 'GET',
  path: '/posts',
  handler: 'posts.find',
  access: { admin: [ACTIONS.viewPosts] },
  reads: ['posts'],
  summary: 'Posts, filtered, ordered and paged.',
  query: postQuery.extend(paging),
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
  reads: ['posts'],
  summary: 'One post with its timeline, attempts and consent.',
  params: idParams,
  response: z.object({ post: postView }),
});

export const cancelPost = defineEndpoint({
  method: 'POST',
  path: '/posts/:id/cancel',
  handler: 'posts.cancel',
  access: { admin: [ACTIONS.composePosts, ACTIONS.resolvePosts] },
  changes: ['posts', 'accounts'],
  meanwhile: 'version',
  summary: 'Cancels a post that TikTok has not got yet.',
  params: idParams,
  body: oneVersion,
  response: z.object({ post: postView }),
});

export const restorePost = defineEndpoint({
  method: 'POST',
  path: '/posts/:id/restore',
  handler: 'posts.restore',
  access: { admin: [ACTIONS.composePosts, ACTIONS.publishPosts] },
  changes: ['posts', 'accounts'],
  meanwhile: 'version',
  summary:
    'Takes back that a person cancelled a post. It is what it was, with its consent, if that still covers it and its time is to come; else it is a draft, and `reason` says why.',
  params: idParams,
  body: oneVersion,
  response: z.object({ post: postView }),
});

export const deletePost = defineEndpoint({
  method: 'DELETE',
  path: '/posts/:id',
  handler: 'posts.delete',
  access: { admin: [ACTIONS.composePosts] },
  changes: ['posts'],
  meanwhile: 'version',
  summary:
    'Deletes a draft with its history. What was ever given to TikTok is not deleted (409 `sent_before`).',
  params: idParams,
  query: exactVersionQuery,
  response: z.object({ deleted: z.literal(true) }),
});

export const publishPostNow = defineEndpoint({
  method: 'POST',
  path: '/posts/:id/publish-now',
  handler: 'posts.publishNow',
  access: { admin: [ACTIONS.publishPosts] },
  changes: ['posts', 'accounts'],
  meanwhile: 'version',
  summary: 'Brings a scheduled or held post forward to now, with the consent it has.',
  params: idParams,
  body: sentBefore,
  response: z.object({ post: postView }),
});

export const retryPost = defineEndpoint({
  method: 'POST',
  path: '/posts/:id/retry',
  handler: 'posts.retry',
  access: { admin: [ACTIONS.publishPosts] },
  changes: ['posts', 'accounts'],
  meanwhile: 'version',
  summary:
    'Sends a failed post again. The consent must still match the content. TikTok is asked anew what became of it; what cannot be known is said (409 `cannot_be_known`) before it is sent.',
  params: idParams,
  body: sentBefore,
  response: z.object({ post: postView }),
});

export const resolvePost = defineEndpoint({
  method: 'POST',
  path: '/posts/:id/resolve',
  handler: 'posts.resolve',
  access: { admin: [ACTIONS.resolvePosts] },
  changes: ['posts', 'accounts'],
  meanwhile: 'version',
  summary:
    'A person settles a post whose outcome is unknown: it is live (optionally with its address), or it is not: send again or give up.',
  params: idParams,
  body: oneVersion.extend({
    verdict: z.enum(['live', 'not_live_send_again', 'not_live_give_up']),
    link: z
      .url({ protocol: /^https$/, hostname: /(^|\.)tiktok\.com$/ })
      .max(500)
      .optional(),
    knownRepeats,
  }),
  response: z.object({ post: postView }),
});

export const bulkPosts = defineEndpoint({
  method: 'POST',
  path: '/posts/bulk',
  handler: 'posts.bulk',
  access: { admin: [ACTIONS.composePosts, ACTIONS.publishPosts, ACTIONS.resolvePosts] },
  changes: ['posts', 'accounts'],
  meanwhile: 'version',
  summary:
    'The same for many posts: cancel, take that back, retry, or new times `spacingMinutes` apart from `at`. Each is judged by itself; the answer says what became of each.',
  body: z.object({
    action: z.enum(['cancel', 'restore', 'retry', 'reschedule']),
    posts: z
      .array(z.object({ id, ...exactVersion }))
      .min(1)
      .max(100),
    at: moment.optional(),
    spacingMinutes: z.number().int().min(0).max(10_080).default(0),
  }),
  response: z.object({
    results: z.array(
      z.object({
        id: z.number().int(),
        done: z.boolean(),
        /** The post's version since; null where nothing was done. */
        version: z.number().int().nullable(),
        /** Why not, in words; null when done. */
        message: z.string().nullable(),
        code: z.string().nullable(),
      }),
    ),
  }),
});
