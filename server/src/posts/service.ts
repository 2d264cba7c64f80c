import { hostname } from 'node:os';

import { type Core } from '@strapi/strapi';

import { type EntrySource, type PostSummary, type PostView } from '../../../contracts/posts';
import { accountsOf } from '../accounts';
import { pluginConfig } from '../config';
import { contentOf } from '../content';
import { type Caller } from '../http/handle';
import { notFound } from '../http/problem';
import { mediaOf } from '../media';
import { settingsOf, vaultOf } from '../settings';
import { createAttemptStore } from './attempt-store';
import { createBudget } from './budget';
import { createCancelPull } from './cancel-pull';
import { createClaims } from './claims';
import { createCreators } from './creator';
import { type Engine } from './engine';
import { createInstallation } from './installation';
import { createNewPosts } from './new-post';
import { createPauses } from './pauses';
import { createPeople } from './people';
import { createPostStore, type PostFilter } from './post-store';
import { createPostMoves } from './post-moves';
import { createPublisher } from './publisher';
import { type PublisherContext } from './publisher/context';
import { reason } from './reasons';
import { type PostRow } from './rows';
import { createRetention } from './retention';
import { createScheduler } from './scheduler';
import { readTimeline } from './timeline';
import { summaryOf, viewOf } from './view';
import { createVisibility } from './visibility';
import { createWebhookIntake } from './webhook-intake';

/** A post that waits because its account was disconnected goes on when it is connected again. */
const WAITS_FOR_ACCOUNT = ['account_needs_reconnect', 'account_not_connected'];

/** The posts of this Strapi: the only place that decides about them. */
export const createPosts = ({ strapi }: { strapi: Core.Strapi }) => {
  const config = pluginConfig(strapi).publisher;
  const accounts = accountsOf(strapi);
  const settings = settingsOf(strapi);
  const media = mediaOf(strapi);
  const posts = createPostStore({ strapi });
  const moves = createPostMoves({ strapi, posts });
  const attempts = createAttemptStore({ strapi });
  const retention = createRetention({ strapi });
  const budget = createBudget({ strapi });
  const context: PublisherContext = {
    strapi,
    config,
    posts,
    moves,
    attempts,
    budget,
    pauses: createPauses({ strapi }),
    accounts,
    settings,
    media,
    vault: vaultOf(strapi),
    replayKept: (of) => webhooks.replayKept(of),
    random: Math.random,
  };
  const webhooks = createWebhookIntake(context);
  const installation = createInstallation({ strapi, settings, accounts, moves });
  const engine: Engine = createScheduler({
    strapi,
    config,
    claims: createClaims({
      strapi,
      owner: `${hostname()}:${process.pid}`,
      leaseMs: config.leaseSeconds * 1000,
    }),
    publisher: createPublisher(context),
    stopped: async () => (await installation.stopped())?.code ?? null,
  });
  const creators = createCreators({ accounts, settings, budget });
  const newPosts = createNewPosts({
    posts,
    accounts,
    settings,
    media,
    content: contentOf(strapi),
    creators,
    engine: () => engine,
  });
  const visibility = createVisibility({ strapi, accounts, content: contentOf(strapi) });
  const people = createPeople({
    strapi,
    posts,
    moves,
    visibility,
    newPosts,
    cancelPull: createCancelPull({ accounts, settings, attempts, moves, posts }),
    engine: () => engine,
  });

  /** The accounts whose posts this person may see. */
  const visibleAccounts = async (caller: Caller) => {
    const all = await accounts.all();
    return new Map(
      all
        .filter((account) => accounts.mayPostWith(caller, account))
        .map((account) => [
          account.id,
          { id: account.id, nickname: account.nickname, handle: account.handle },
        ]),
    );
  };

  const summarise = async (
    rows: PostRow[],
    caller: Caller,
    names: Awaited<ReturnType<typeof visibleAccounts>>,
  ): Promise<PostSummary[]> => {
    const latest = await attempts.latestOf(rows.map(({ id }) => id));
    return rows.map((post) => {
      const name = names.get(post.account_id) ?? {
        id: post.account_id,
        nickname: '',
        handle: null,
      };
      return summaryOf(post, name, latest.get(post.id) ?? null, caller);
    });
  };

  return {
    engine,
    people,
    creators,
    webhooks,
    installation,

    async view(caller: Caller, id: number): Promise<PostView> {
      const post = await posts.require(id);
      if (!(await visibility.maySee(caller, post))) throw notFound(`Post ${id}`);
      const account = await accounts.find(post.account_id);
      const name = {
        id: post.account_id,
        nickname: account?.nickname ?? '',
        handle: account?.handle ?? null,
      };
      const [timeline, tried, items] = await Promise.all([
        readTimeline(strapi, id),
        attempts.ofPost(id),
        media.items(
          post.media.map(({ assetId }) => ({ assetId, field: null })),
          caller,
        ),
      ]);
      return viewOf(post, summaryOf(post, name, tried.at(-1) ?? null, caller), {
        media: items,
        timeline,
        attempts: tried,
      });
    },

    async list(
      caller: Caller,
      filter: PostFilter,
      page: number,
      pageSize: number,
    ): Promise<{ posts: PostSummary[]; total: number }> {
      const names = await visibleAccounts(caller);
      const accountIds = (filter.accountIds ?? [...names.keys()]).filter((id) => names.has(id));
      const readableUids = await visibility.readableUids(caller);
      const found = await posts.page({ ...filter, accountIds, readableUids }, page, pageSize);
      const shown = await visibility.visibleOf(caller, found.posts);
      return { posts: await summarise(shown, caller, names), total: found.total };
    },

    /** The posts of an entry, whichever of its versions they were made from, newest first. */
    async summariesOfEntry(source: EntrySource, caller: Caller): Promise<PostSummary[]> {
      const names = await visibleAccounts(caller);
      const { posts: rows } = await posts.page(
        {
          uid: source.uid,
          documentId: source.documentId,
          locale: source.locale,
          accountIds: [...names.keys()],
        },
        1,
        50,
      );
      return summarise(rows, caller, names);
    },

    /** Whether TikTok may fetch a file of this attempt now (the delivery route asks). */
    async mayBePulled(attemptId: number, index: number): Promise<boolean> {
      const attempt = await attempts.find(attemptId);
      if (!attempt || attempt.committed_at === null) return false;
      const post = await posts.find(attempt.post_id);
      // An attempt that another one has taken the place of must not be fetched late.
      const newest = (await attempts.ofPost(attempt.post_id)).at(-1);
      return (
        post !== null &&
        newest?.id === attempt.id &&
        post.transfer === 'pull_from_url' &&
        index < post.media.length &&
        ['open', 'unknown'].includes(attempt.outcome) &&
        ['committing', 'processing', 'outcome_unknown'].includes(post.state)
      );
    },

    countScheduled: (accountId: number): Promise<number> =>
      posts.count({ accountIds: [accountId], state: ['scheduled', 'due'] }),

    /** Holds what waits for an account that cannot be posted to; it goes on by itself afterwards. */
    holdForAccount: (accountId: number, why: string): Promise<number> =>
      moves.holdForAccount(
        accountId,
        reason(
          'account_not_connected',
          why,
          'Connect the account again under Settings > TikTok > Accounts; the post then goes on by itself.',
        ),
      ),

    /** The account works again: what only waited for it goes on. Returns how many. */
    async releaseForAccount(accountId: number): Promise<number> {
      const released = await moves.releaseHeld(
        accountId,
        WAITS_FOR_ACCOUNT,
        'The account is connected again; the post goes on.',
      );
      if (released > 0) engine.nudge();
      return released;
    },

    /** Erases what is personal in an account's posts; the rows and their states stay. */
    async eraseForAccount(accountId: number): Promise<Record<string, number>> {
      await moves.holdForAccount(
        accountId,
        reason(
          'account_erased',
          'The TikTok account was erased.',
          'Cancel the post, or make it anew for another account.',
        ),
      );
      const account = await accounts.find(accountId);
      const erased = await retention.erase(accountId, account);
      await budget.forget(accountId);
      return erased;
    },

    async health() {
      const { lastTickAt, working, clockSkewMs } = engine.health();
      return {
        lastTickAt: lastTickAt === null ? null : new Date(lastTickAt).toISOString(),
        due: await posts.countDue(),
        working,
        clockSkewMs,
        stopped: await installation.stopped(),
      };
    },

    /** Ends what is older than the settings keep. */
    async prune(): Promise<void> {
      const { retention: keep } = await settings.current();
      await webhooks.prune(keep.webhookDays);
      for (const accountId of await attempts.accountsOutOfSight()) {
        await webhooks.replayKept({ accountId });
      }
      if (keep.timelineDays !== null) await retention.pruneTimeline(keep.timelineDays);
    },
  };
};

export type Posts = ReturnType<typeof createPosts>;

export const postsOf = (strapi: Core.Strapi): Posts => strapi.plugin('tiktok').service('posts');
