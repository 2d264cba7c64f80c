import { z } from 'zod';

import { defineEndpoint } from './endpoint';
import { finding, mediaFacts, mediaItem } from './media';
import { ACTIONS } from './permissions';
import { entrySource, postReason, postSummary, privacyLevel } from './posts';
import { shareType } from './settings';

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

export const openComposer = defineEndpoint({
  method: 'POST',
  path: '/composer/open',
  handler: 'composer.open',
  access: { admin: [ACTIONS.composePosts] },
  summary:
    'What the post form shows for one account: creator info asked of TikTok at this moment (Direct Post), the media, and the preflight of the files.',
  body: z.object({
    accountId: z.number().int().positive(),
    shareType,
    source: entrySource.nullable(),
    assetIds: z.array(z.number().int().positive()).min(1).max(35),
  }),
  response: z.object({
    /** Null for Inbox: TikTok takes none of these settings there. */
    creator: creatorInfoView.nullable(),
    /** Set when TikTok says that this account cannot post right now. */
    cannotPost: postReason.nullable(),
    /** The app is not audited: the account must be private and only SELF_ONLY can be posted. */
    unauditedNote: z.string().nullable(),
    media: z.array(mediaItem.extend({ facts: mediaFacts.nullable(), findings: z.array(finding) })),
    warnings: z.array(finding),
  }),
});

/* --- an entry in the Content Manager ------------------------------------------------------ */

export const getEntry = defineEndpoint({
  method: 'GET',
  path: '/entries/:uid/:documentId',
  handler: 'entries.findOne',
  access: { admin: [ACTIONS.viewPosts, ACTIONS.composePosts] },
  summary: "One version of an entry: its media that TikTok could take, and the entry's posts.",
  params: z.object({ uid: z.string().max(200), documentId: z.string().max(100) }),
  query: z.object({
    locale: z.string().max(20).optional(),
    status: z.enum(['draft', 'published']),
  }),
  response: z.object({
    title: z.string(),
    source: entrySource,
    media: z.array(mediaItem),
    posts: z.array(postSummary),
    /** Whether the caller may post this entry; if not, why not, in words. */
    mayPost: z.boolean(),
    mayNotWhy: z.string().nullable(),
    /** What the settings allow and prefer; the account must have granted it too. */
    shareTypes: z.object({ allowed: z.array(shareType), preferred: shareType }),
  }),
});
