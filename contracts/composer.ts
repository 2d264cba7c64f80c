import { z } from 'zod';

import { defineEndpoint } from './endpoint';
import { id } from './ids';
import { finding, mediaFacts, mediaItem } from './media';
import { ACTIONS } from './permissions';
import {
  entrySource,
  postContent,
  postReason,
  postState,
  postSummary,
  postView,
  privacyLevel,
} from './posts';
import { suggestedWords } from './type-words';
import { approvalRule, shareType } from './settings';

export const creatorInfoView = z.object({
  nickname: z.string(),
  handle: z.string().nullable(),
  avatarUrl: z.string().nullable(),
  privacyLevels: z.array(privacyLevel),
  commentDisabled: z.boolean(),
  duetDisabled: z.boolean(),
  stitchDisabled: z.boolean(),
  maxVideoDurationSec: z.number(),
});
export type CreatorInfoView = z.output<typeof creatorInfoView>;

/** What the settings allow and prefer; the account must have granted it too. */
const shareTypeChoice = z.object({
  allowed: z.array(shareType),
  preferred: shareType,
  approval: approvalRule,
});

const openedAccount = z.object({
  /** Null for Inbox: TikTok takes none of these settings there. */
  creator: creatorInfoView.nullable(),
  /** Set when TikTok says that this account cannot post right now. */
  cannotPost: postReason.nullable(),
  /** The app is not audited: the account must be private and only SELF_ONLY can be posted. */
  unauditedNote: z.string().nullable(),
});
export type OpenedAccount = z.output<typeof openedAccount>;

/** A file as the form shows it; `fingerprint` is sent back with what the person agrees to. */
const openedMedia = mediaItem.extend({
  facts: mediaFacts.nullable(),
  findings: z.array(finding),
  fingerprint: z.string().nullable(),
});
export type OpenedMedia = z.output<typeof openedMedia>;

export const openComposer = defineEndpoint({
  method: 'POST',
  path: '/composer/open',
  handler: 'composer.open',
  access: { admin: [ACTIONS.composePosts, ACTIONS.approvePosts] },
  reads: [],
  summary:
    'What the post form shows for one account: creator info asked of TikTok at this moment (Direct Post), the media, and the preflight of the files.',
  body: z.object({
    accountId: id,
    shareType,
    source: entrySource.nullable(),
    assetIds: z.array(id).min(1).max(35),
  }),
  response: z.object({
    ...openedAccount.shape,
    media: z.array(openedMedia),
    /** About the post as a whole, for instance that TikTok will not fetch from an unverified host. */
    warnings: z.array(finding),
  }),
});

export const openComposerAccount = defineEndpoint({
  method: 'POST',
  path: '/composer/account',
  handler: 'composer.account',
  access: { admin: [ACTIONS.composePosts, ACTIONS.approvePosts] },
  reads: [],
  summary:
    'The part of the form that belongs to the account, for tables that show several posts of one account: creator info is asked once.',
  body: z.object({ accountId: id, shareType }),
  response: openedAccount,
});

export const openComposerMedia = defineEndpoint({
  method: 'POST',
  path: '/composer/media',
  handler: 'composer.media',
  access: { admin: [ACTIONS.composePosts, ACTIONS.approvePosts] },
  reads: [],
  summary: 'Any assets of the Media Library that the caller may read, with their preflight.',
  body: z.object({ assetIds: z.array(id).min(1).max(100) }),
  response: z.object({
    media: z.array(openedMedia),
    /**
     * About a post of each kind as a whole, for instance that TikTok will not fetch from an unverified
     * host.
     */
    warnings: z.object({ video: z.array(finding), photo: z.array(finding) }),
    shareTypes: shareTypeChoice,
  }),
});

export const openComposerEntries = defineEndpoint({
  method: 'POST',
  path: '/composer/entries',
  handler: 'composer.entries',
  access: { admin: [ACTIONS.composePosts] },
  reads: [],
  summary:
    'Several entries of one type as material for posts: the published version of each where there is one, else the draft.',
  body: z.object({
    uid: z.string().max(200),
    documentIds: z.array(z.string().max(100)).min(1).max(100),
    locale: z.string().max(20).nullable(),
  }),
  response: z.object({
    entries: z.array(
      z.object({
        source: entrySource,
        title: z.string(),
        media: z.array(mediaItem),
        mayPost: z.boolean(),
        mayNotWhy: z.string().nullable(),
        /** What the entry says of itself; null where its type has no templates. */
        suggested: suggestedWords.nullable(),
        /** How many posts of this entry are on TikTok or on their way. */
        posts: z.number().int(),
      }),
    ),
    /** Entries that do not exist or that the caller may not read. */
    missing: z.array(z.string()),
    shareTypes: shareTypeChoice,
  }),
});

/** A post in the making, as far as it can repeat another one. */
const inTheMaking = z.object({
  accountId: id,
  assetIds: z.array(id).min(1).max(35),
  content: postContent,
  /** The post that is being edited; it is no repeat of itself. */
  exceptPostId: id.optional(),
});

const repeat = z.object({
  what: z.enum(['text', 'file']),
  /** Null for one that the caller may not see; then its title is empty. */
  postId: z.number().int().nullable(),
  title: z.string(),
  state: postState,
  at: z.string(),
});

export const checkRepeats = defineEndpoint({
  method: 'POST',
  path: '/composer/repeats',
  handler: 'composer.repeats',
  access: { admin: [ACTIONS.composePosts, ACTIONS.approvePosts] },
  reads: [],
  summary: 'Whether the same text or the same file was posted, or is planned, for this account.',
  body: inTheMaking,
  response: z.object({ repeats: z.array(repeat) }),
});

export const checkRepeatsOfMany = defineEndpoint({
  method: 'POST',
  path: '/composer/repeats-of-many',
  handler: 'composer.repeatsOfMany',
  access: { admin: [ACTIONS.composePosts, ACTIONS.approvePosts] },
  reads: [],
  summary: 'The same for several posts in one call, each answered in its place.',
  body: z.object({ posts: z.array(inTheMaking).min(1).max(100) }),
  response: z.object({
    /** Null where the caller may not post with the account, or not read a file. */
    found: z.array(z.array(repeat).nullable()),
  }),
});

export const openComposerPosts = defineEndpoint({
  method: 'POST',
  path: '/composer/posts',
  handler: 'composer.posts',
  access: { admin: [ACTIONS.viewPosts] },
  reads: [],
  summary: 'Several posts that exist, to compose them anew in one table.',
  body: z.object({ postIds: z.array(id).min(1).max(100) }),
  response: z.object({
    posts: z.array(postView),
    /** Posts that do not exist or that the caller may not see. */
    missing: z.array(z.number().int()),
    shareTypes: shareTypeChoice,
  }),
});

/* --- an entry in the Content Manager ------------------------------------------------------ */

export const getEntry = defineEndpoint({
  method: 'GET',
  path: '/entries/:uid/:documentId',
  handler: 'entries.findOne',
  access: { admin: [ACTIONS.viewPosts, ACTIONS.composePosts] },
  reads: ['posts'],
  summary: "One version of an entry: its media that TikTok could take, and the entry's posts.",
  params: z.object({ uid: z.string().max(200), documentId: z.string().max(100) }),
  query: z.object({
    locale: z.string().max(20).optional(),
    status: z.enum(['draft', 'published']),
  }),
  response: z.object({
    title: z.string(),
    source: entrySource,
    /** What the entry says of itself; null where its type has no templates. */
    suggested: suggestedWords.nullable(),
    media: z.array(mediaItem),
    posts: z.array(postSummary),
    /** Whether the caller may post this entry; if not, why not, in words. */
    mayPost: z.boolean(),
    mayNotWhy: z.string().nullable(),
    shareTypes: shareTypeChoice,
  }),
});
