import { z } from 'zod';

import { listAccounts } from '../../../contracts/accounts';
import { getAttention } from '../../../contracts/attention';
import {
  checkRepeats,
  getEntry,
  openComposer,
  openComposerEntries,
  openComposerMedia,
} from '../../../contracts/composer';
import { type Endpoint } from '../../../contracts/endpoint';
import { id, idempotencyKey } from '../../../contracts/ids';
import { bestTimes, insightsOverview, postInsights } from '../../../contracts/insights';
import { getCalendar, getPostingTimes } from '../../../contracts/plan';
import {
  createPost,
  draftedPost,
  getPost,
  listPosts,
  type PostView,
  updatePost,
} from '../../../contracts/posts';
import { getReview } from '../../../contracts/review';
import { type Call, Refused } from './call';

/** Something an assistant may ask the plugin for. */
export interface Tool {
  name: `tiktok_${string}`;
  title: string;
  description: string;
  /** The calls it makes; who may make none of them is not shown the tool. */
  endpoints: readonly [Endpoint, ...Endpoint[]];
  input: z.ZodObject;
  output: z.ZodObject;
  run: (call: Call, args: unknown) => Promise<unknown>;
}

const tool = <Input extends z.ZodObject, Output extends z.ZodObject>({
  run,
  ...rest
}: Omit<Tool, 'input' | 'output' | 'run'> & {
  input: Input;
  output: Output;
  run: (call: Call, args: z.output<Input>) => Promise<z.input<Output>>;
}): Tool => ({ ...rest, run: (call, args) => run(call, rest.input.parse(args)) });

/** The types of contracts let every part be missing. */
const given = <Part>(part: Part | undefined): Part => {
  if (part === undefined) throw new Error('The contract of this call has no such part.');
  return part;
};
const nothing = z.object({});
const ofId = z.object({ id });

const READING: readonly Tool[] = [
  tool({
    name: 'tiktok_list_accounts',
    title: 'TikTok: accounts',
    description: 'The connected TikTok accounts that the caller may see, and what each may do.',
    endpoints: [listAccounts],
    input: nothing,
    output: listAccounts.response,
    run: (call) => call(listAccounts),
  }),
  tool({
    name: 'tiktok_get_entry',
    title: 'TikTok: an entry as material for a post',
    description:
      "One version of an entry: its pictures and videos that TikTok could take, its suggested words, and the entry's posts.",
    endpoints: [getEntry],
    input: z.object({ ...given(getEntry.params).shape, ...given(getEntry.query).shape }),
    output: getEntry.response,
    run: (call, { uid, documentId, ...query }) =>
      call(getEntry, { params: { uid, documentId }, query }),
  }),
  tool({
    name: 'tiktok_find_entries',
    title: 'TikTok: entries as material for posts',
    description: 'Several entries of one content type: their files and whether they may be posted.',
    endpoints: [openComposerEntries],
    input: given(openComposerEntries.body),
    output: openComposerEntries.response,
    run: (call, body) => call(openComposerEntries, { body }),
  }),
  tool({
    name: 'tiktok_check_files',
    title: 'TikTok: check files',
    description: 'Looks at files of the Media Library as the form does: what TikTok would refuse.',
    endpoints: [openComposerMedia],
    input: given(openComposerMedia.body),
    output: openComposerMedia.response,
    run: (call, body) => call(openComposerMedia, { body }),
  }),
  tool({
    name: 'tiktok_check_post',
    title: 'TikTok: check a post for an account',
    description:
      'What the form would show for one account and these files: who may see a post, what is switched off there, findings of the files.',
    endpoints: [openComposer],
    input: given(openComposer.body),
    output: openComposer.response,
    run: (call, body) => call(openComposer, { body }),
  }),
  tool({
    name: 'tiktok_check_repeats',
    title: 'TikTok: look for repeats',
    description: 'Whether the same text or file was posted, or is planned, for this account.',
    endpoints: [checkRepeats],
    input: given(checkRepeats.body),
    output: checkRepeats.response,
    run: (call, body) => call(checkRepeats, { body }),
  }),
  tool({
    name: 'tiktok_list_posts',
    title: 'TikTok: list posts',
    description: 'Posts that the caller may see, filtered, ordered and paged.',
    endpoints: [listPosts],
    input: z.object({
      state: given(listPosts.query).shape.state,
      search: given(listPosts.query).shape.search,
      accountId: id.optional(),
      page: z.number().int().min(1).max(10_000).default(1),
      pageSize: z.number().int().min(1).max(100).default(25),
    }),
    output: listPosts.response,
    run: (call, query) => call(listPosts, { query }),
  }),
  tool({
    name: 'tiktok_get_post',
    title: 'TikTok: one post',
    description: 'One post with its words, files, state and everything that happened to it.',
    endpoints: [getPost],
    input: ofId,
    output: getPost.response,
    run: (call, params) => call(getPost, { params }),
  }),
  tool({
    name: 'tiktok_needs_a_hand',
    title: 'TikTok: what needs a hand',
    description: 'Posts and accounts that do not go on by themselves, and why.',
    endpoints: [getAttention],
    input: nothing,
    output: getAttention.response,
    run: (call) => call(getAttention),
  }),
  tool({
    name: 'tiktok_calendar',
    title: 'TikTok: calendar',
    description: 'The posts of a stretch of at most 62 days, and where more is planned than fits.',
    endpoints: [getCalendar],
    input: z.object({
      from: given(getCalendar.query).shape.from,
      to: given(getCalendar.query).shape.to,
      accountId: id.optional(),
    }),
    output: getCalendar.response,
    run: (call, query) => call(getCalendar, { query }),
  }),
  tool({
    name: 'tiktok_free_posting_time',
    title: 'TikTok: posting times',
    description: 'The times at which an account posts, and the next one that no post takes yet.',
    endpoints: [getPostingTimes],
    input: ofId.describe('The id of the account.'),
    output: getPostingTimes.response,
    run: (call, params) => call(getPostingTimes, { params }),
  }),
  tool({
    name: 'tiktok_post_insights',
    title: 'TikTok: how a post does',
    description: 'The counters of a published post over its ages, and what happened meanwhile.',
    endpoints: [postInsights],
    input: ofId,
    output: postInsights.response,
    run: (call, params) => call(postInsights, { params }),
  }),
  tool({
    name: 'tiktok_insights',
    title: 'TikTok: what a period brought',
    description: 'What the posts gained in a period: in total, the best, the worst, and in groups.',
    endpoints: [insightsOverview],
    input: z.object({
      ...given(insightsOverview.query).shape,
      accountId: id.optional(),
    }),
    output: insightsOverview.response,
    run: (call, query) => call(insightsOverview, { query }),
  }),
  tool({
    name: 'tiktok_best_times',
    title: 'TikTok: when posts do well',
    description: 'By weekday and four hours, how posts of an account did; from 20 posts on.',
    endpoints: [bestTimes],
    input: ofId.describe('The id of the account.'),
    output: bestTimes.response,
    run: (call, params) => call(bestTimes, { params }),
  }),
  tool({
    name: 'tiktok_review_checks',
    title: 'TikTok: is the app ready for review',
    description: 'The steps to an approved TikTok app, with the last result of each check.',
    endpoints: [getReview],
    input: nothing,
    output: getReview.response,
    run: (call) => call(getReview),
  }),
];

/** What is to be posted; when, and with whose consent, is no business of an assistant. */
const draft = draftedPost.extend({
  at: draftedPost.shape.at.describe(
    'A wish for the time, kept with the draft; nothing is sent at it.',
  ),
});
const versionSeen = { id, version: z.number().int().min(0) };

/** A draft belongs to nobody's plan yet; everything else somebody has agreed to or relies on. */
const draftById = async (call: Call, postId: number): Promise<PostView> => {
  const { post } = await call(getPost, { params: { id: postId } });
  if (post.state !== 'draft') {
    throw new Refused(
      `Post ${postId} is no draft (${post.stateLabel}). An assistant changes drafts alone; a person can open it in the admin.`,
    );
  }
  return post;
};

const DRAFTING: readonly Tool[] = [
  tool({
    name: 'tiktok_create_draft',
    title: 'TikTok: make a draft',
    description:
      'A draft of a post, which a person opens, completes and agrees to in the admin. Nothing is sent. The same key twice is one draft.',
    endpoints: [createPost],
    input: draft.extend({ idempotencyKey }),
    output: createPost.response,
    run: (call, { at, ...post }) =>
      call(createPost, { body: { ...post, when: { type: 'draft', at }, consent: null } }),
  }),
  tool({
    name: 'tiktok_change_draft',
    title: 'TikTok: change a draft',
    description: 'Composes a draft anew. Posts in any other state are not touched.',
    endpoints: [updatePost, getPost],
    input: draft.extend(versionSeen),
    output: updatePost.response,
    run: async (call, { id: postId, version, at, ...post }) => {
      await draftById(call, postId);
      return call(updatePost, {
        params: { id: postId },
        body: { ...post, version, when: { type: 'draft', at }, consent: null },
      });
    },
  }),
  tool({
    name: 'tiktok_ask_for_approval',
    title: 'TikTok: ask for approval',
    description:
      'Hands a draft to the people who may approve. One of them has to open it and agree before anything is sent.',
    endpoints: [updatePost, getPost],
    input: z.object({ ...versionSeen, at: draft.shape.at }),
    output: updatePost.response,
    run: async (call, { id: postId, version, at }) => {
      const { account, shareType, transfer, kind, source, assetIds, content, options } =
        await draftById(call, postId);
      return call(updatePost, {
        params: { id: postId },
        body: {
          accountId: account.id,
          shareType,
          transfer,
          kind,
          source,
          assetIds,
          content,
          options,
          version,
          when: { type: 'approval', at },
          consent: null,
        },
      });
    },
  }),
];

/**
 * Everything an assistant can do: read, and make drafts. No tool agrees to anything, publishes, tries
 * again, decides an unknown outcome, or reaches settings and secrets (docs/assistants.md).
 */
export const TOOLS: readonly Tool[] = [...READING, ...DRAFTING];
