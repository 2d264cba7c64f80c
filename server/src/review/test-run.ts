import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type RequestOf } from '../../../contracts/endpoint';
import { ACTIONS } from '../../../contracts/permissions';
import { createPost, isOneOf, postReason } from '../../../contracts/posts';
import { type startTestRun } from '../../../contracts/review';
import { type ReviewView } from '../../../contracts/review-view';
import { type AppMode } from '../../../contracts/settings';
import { accountsOf } from '../accounts';
import { table } from '../database/tables';
import { type Caller } from '../http/handle';
import { forbidden, Problem } from '../http/problem';
import { CAME_TO_NOTHING, postsOf } from '../posts';
import { settingsOf } from '../settings';
import { clipAsset } from './clip-asset';
import { type FactsStore } from './facts-store';

type Part = ReviewView['testRun']['parts'][number];
type Kind = 'inbox' | 'direct_post';

const runRow = z.object({
  post_id: z.coerce.number().int().nullish(),
  refusal: z.string().nullish(),
  by_name: z.string(),
  at: z.coerce.number(),
});
const postRow = z.object({ state: z.string(), reason: z.string().nullish() });

const CAPTION = 'Test run of our TikTok connection';
/** A call that was not right teaches nothing about TikTok, nor does what this site itself refuses. */
const NOT_TIKTOKS = new Set([400, 401, 403, 404, 422]);
const OWN_REFUSALS = new Set(['just_sent', 'consent_missing', 'consent_outdated']);
const isTikToks = ({ details }: Problem): boolean =>
  !NOT_TIKTOKS.has(details.status) && !OWN_REFUSALS.has(details.code);

const verdictOf = (post: z.output<typeof postRow> | null): Pick<Part, 'outcome' | 'message'> => {
  if (!post) return { outcome: 'not_tried', message: 'The post of the test run is gone.' };
  if (post.state === 'published') return { outcome: 'accepted', message: 'TikTok published it.' };
  if (post.state === 'in_inbox') {
    return { outcome: 'accepted', message: 'The draft arrived in the TikTok inbox.' };
  }
  const reason = post.reason ? postReason.safeParse(JSON.parse(post.reason)) : null;
  const words = reason?.success ? reason.data.message : null;
  // A held one waits for a person: for this app, TikTok has said no.
  if (isOneOf(post.state, CAME_TO_NOTHING)) {
    return { outcome: 'refused', message: words ?? `The post was ${post.state}.` };
  }
  return { outcome: 'running', message: words ?? 'It is on its way.' };
};

/** A try with the plugin's own clip, by a person's press. What TikTok says is recorded, all of it. */
export const createTestRun = ({
  strapi,
  store,
  now,
}: {
  strapi: Core.Strapi;
  store: FactsStore;
  now: () => number;
}) => {
  const runs = () => table(strapi, 'tiktok_review_test_runs');

  const partOf = async (mode: AppMode, kind: Kind): Promise<Part> => {
    const found: unknown = await runs().where({ mode, kind }).orderBy('id', 'desc').first();
    if (!found) {
      return {
        kind,
        outcome: 'not_tried',
        message: 'Not tried yet.',
        postId: null,
        by: null,
        at: null,
      };
    }
    const run = runRow.parse(found);
    const common = { kind, by: run.by_name, at: new Date(run.at).toISOString() };
    if (run.refusal) {
      return { ...common, outcome: 'refused', message: run.refusal, postId: null };
    }
    const postId = run.post_id ?? null;
    const post: unknown =
      postId === null
        ? null
        : await table(strapi, 'tiktok_posts').where({ id: postId }).first('state', 'reason');
    return { ...common, ...verdictOf(post ? postRow.parse(post) : null), postId };
  };

  const connectPart = async (mode: AppMode): Promise<Part> => {
    const accounts = await accountsOf(strapi).all();
    const own = accounts.filter((account) => account.mode === mode && account.connectedAt !== null);
    const [first] = own;
    const none = { kind: 'connect', postId: null, by: null, at: null } as const;
    return first
      ? {
          ...none,
          outcome: 'accepted',
          // Nameless: it is stored with the finding, where an erasure would have to look for it.
          message:
            own.length === 1
              ? 'One account was connected.'
              : `${own.length} accounts were connected.`,
          at: new Date(first.connectedAt ?? 0).toISOString(),
        }
      : { ...none, outcome: 'not_tried', message: 'No account was connected yet.' };
  };

  return {
    async parts(mode: AppMode): Promise<Part[]> {
      return [
        await connectPart(mode),
        await partOf(mode, 'inbox'),
        await partOf(mode, 'direct_post'),
      ];
    },

    /**
     * Sends the clip on the caller's consent.
     * @throws Problem of the posts: rights, consent, and TikTok's refusals, which are recorded as well
     */
    async start(caller: Caller, body: RequestOf<typeof startTestRun>['body']): Promise<void> {
      if (!caller.isPerson) {
        throw forbidden('Only a person can start a test run.', 'Do it in the Strapi admin.');
      }
      if (!caller.ability.can(ACTIONS.composePosts)) {
        throw forbidden(
          'You may not post to TikTok.',
          'Ask an administrator for the right to compose and to publish.',
        );
      }
      const { mode } = await settingsOf(strapi).current();
      const record = (outcome: { post_id?: number; refusal?: string }) =>
        runs().insert({
          mode,
          kind: body.shareType,
          account_id: body.accountId,
          by_name: caller.name,
          at: now(),
          ...outcome,
        });
      const assetId = await clipAsset(strapi, store, caller);
      // The page tells of the run of the other Share Type, whose clip is the same.
      const other = await partOf(mode, body.shareType === 'inbox' ? 'direct_post' : 'inbox');
      const request = createPost.body?.parse({
        idempotencyKey: `review-test-run-${caller.id}-${now()}`,
        accountId: body.accountId,
        shareType: body.shareType,
        kind: 'video',
        source: null,
        assetIds: [assetId],
        content: { caption: CAPTION },
        options: { privacyLevel: body.privacyLevel },
        when: { type: 'now' },
        consent: body.consent,
        knownRepeats: other.postId === null ? [] : [other.postId],
      });
      if (!request) throw new Error('the contract of a post has a body');
      try {
        const post = await postsOf(strapi).people.create(caller, request);
        await record({ post_id: post.id });
      } catch (error) {
        if (error instanceof Problem && isTikToks(error)) {
          await record({ refusal: error.message });
        }
        throw error;
      }
    },
  };
};

export type TestRun = ReturnType<typeof createTestRun>;
