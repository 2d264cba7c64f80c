import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

import { type Core } from '@strapi/strapi';

import { type EntrySource, isOneOf, postState } from '../../../contracts/posts';
import { accountsOf, type ErasedUser } from '../accounts';
import { postingTimesOf } from './people/posting-times';
import { contentOf } from '../content';
import { inTransaction } from '../database/tables';
import { mediaOf } from '../media';
import { publisherConfig } from '../on-duty';
import { noteDeliveryTrouble } from './evidence/delivery-trouble';
import { settingsOf, vaultOf } from '../settings';
import { askBeforeAgain } from './evidence/before-again';
import { createLookForChanges } from './entry/look-for-changes';
import { entryNow } from './entry/snapshot';
import { createHeartbeat } from './evidence/restored';
import { createAccountFor } from './people/account-for';
import { createAttemptStore } from './life/attempt-store';
import { createBudget } from './limits/budget';
import { createCancelPull } from './people/cancel-pull';
import { createClaims } from './queue/claims';
import { createComposing } from './people/composing';
import { createCreators } from './people/creator';
import { createEdits } from './people/edits';
import { createEntryPosts } from './people/entry-posts';
import { type Engine } from './queue/engine';
import { createGate } from './people/gate';
import { createHooks } from './people/hooks';
import { createInstallation } from './queue/installation';
import { createNewPosts } from './people/new-post';
import { createOnScreen } from './people/on-screen';
import { createOwnCode } from './people/own-code';
import { createOutageResume } from './people/outage-resume';
import { createGates } from './limits/gates';
import { createOutages } from './limits/outages';
import { createPeople } from './people/people';
import { createPostsEraser } from './life/erase-posts';
import { pruneGuards, takeGuards } from './life/guards';
import { countBy } from './life/counts';
import { attemptOutcome } from './life/rows';
import { MAY_BE_FETCHED, UPCOMING } from './life/state-machine';
import { createPostStore } from './life/post-store';
import { createPostMoves } from './life/post-moves';
import { createPublisher } from './publisher';
import { MENDED_ELSEWHERE } from './publisher/verdict';
import { createReading } from './people/reading';
import { type PublisherContext } from './context';
import { onNextStep } from './life/next-steps';
import { reason } from './life/reasons';
import { createRetention } from './life/retention';
import { createBullEngine } from './queue/bull/bull-engine';
import { createHands, type Hands } from './queue/hands';
import { createScheduler } from './queue/scheduler';
import { createVisitors } from './queue/visitors';
import { createStoring } from './people/storing';
import { createVisibility } from './people/visibility';
import { createWebhookIntake } from './evidence/webhook-intake';

/** A post that waits because its account was disconnected goes on when it is connected again. */
const WAITS_FOR_ACCOUNT = ['account_needs_reconnect', 'account_not_connected'];

/** The posts of this Strapi: the only place that decides about them. */
export const createPosts = ({ strapi }: { strapi: Core.Strapi }) => {
  const config = publisherConfig(strapi);
  const accounts = accountsOf(strapi);
  const settings = settingsOf(strapi);
  const media = mediaOf(strapi);
  const posts = createPostStore({ strapi });
  const moves = createPostMoves({ strapi, posts });
  const attempts = createAttemptStore({ strapi });
  const retention = createRetention({ strapi });
  const erasePosts = createPostsEraser({ strapi });
  const budget = createBudget({ strapi });
  const gates = createGates({
    strapi,
    config,
    onOpened: () => engine.nudge(),
    onClosed: (opensAt) => engine.nudge(opensAt),
  });
  const outages = createOutages({ strapi, accounts, gates, nudge: () => engine.nudge() });
  const context: PublisherContext = {
    strapi,
    config,
    posts,
    moves,
    attempts,
    budget,
    gates,
    outages,
    accounts,
    settings,
    media,
    vault: vaultOf(strapi),
    replayKept: (of) => webhooks.replayKept(of),
    random: Math.random,
  };
  const webhooks = createWebhookIntake(context);
  const installation = createInstallation({ strapi, settings, accounts, moves });
  const claims = createClaims({
    strapi,
    // Two containers may have the same name and process id.
    owner: `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`,
    leaseMs: config.leaseSeconds * 1000,
  });
  const hands = createHands({
    strapi,
    config,
    publisher: createPublisher(context),
    heartbeat: createHeartbeat({ strapi }),
    stopped: async () => (await installation.stopped())?.code ?? null,
  });
  const visitors = createVisitors();
  const queue = { strapi, config, claims, visitors, gateOpensAt: gates.nextOpening };
  const onDatabase = (own: Hands): Engine => createScheduler({ ...queue, hands: own });
  const engine: Engine =
    config.engine === 'bullmq'
      ? createBullEngine({ ...queue, hands, onDatabase })
      : onDatabase(hands);
  onNextStep(strapi, (postId, at) => engine.wake(postId, at));
  settings.onChange(async () => {
    // What was decided may be what posts wait for; what is still wrong closes its gate again.
    await gates.openAll(MENDED_ELSEWHERE);
    engine.nudge();
  });
  const creators = createCreators({ accounts, settings, budget });
  const hooks = createHooks(strapi, posts.find);
  const accountFor = createAccountFor({ accounts, settings });
  const seenNow = (source: EntrySource) => entryNow(strapi, source);
  const composing = createComposing({
    accountFor,
    settings,
    media,
    content: contentOf(strapi),
    entryNow: seenNow,
    creators,
    nextPostingTime: (accountId, except) => postingTimesOf(strapi).nextFree(accountId, except),
    askBeforeConsent: hooks.askBeforeConsent,
  });
  const visibility = createVisibility({ strapi, accounts, content: contentOf(strapi) });
  const onScreen = createOnScreen({ posts, visibility });
  const gate = createGate({
    strapi,
    posts,
    moves,
    settings,
    visibility,
    accountFor,
    askBeforeAgain: (post, account, knowing) => askBeforeAgain(context, post, account, knowing),
  });
  const storing = createStoring({ strapi, composing, visibility });
  const people = createPeople({
    gate,
    newPosts: createNewPosts({ gate, storing, posts, engine: () => engine }),
    edits: createEdits({
      posts,
      gate,
      composing,
      storing,
      guarded: (postId, guards) =>
        inTransaction(strapi, (trx) => takeGuards(strapi, trx, postId, guards)),
      entryNow: seenNow,
      engine: () => engine,
    }),
    cancelPull: createCancelPull({ accounts, settings, attempts, moves, posts }),
    engine: () => engine,
  });

  const reading = createReading({
    strapi,
    posts,
    attempts,
    accounts,
    media,
    settings,
    visibility,
    onScreen,
    gates,
  });

  return {
    ...reading,
    ...createOwnCode(strapi, () => ({ ...reading, create: people.create, cancel: people.cancel })),
    /** For the site's own code: to refuse a post before its consent, to hear of its outcome. */
    hooks: { beforeConsent: hooks.beforeConsent, afterOutcome: hooks.afterOutcome },
    ...createEntryPosts({ posts, moves, engine: () => engine }),
    lookForEntryChanges: createLookForChanges({ strapi, posts }),
    engine,
    visitors,
    people,
    accountFor,
    resumeAfterOutage: createOutageResume({
      accounts,
      outages,
      visibility,
      people: () => people,
    }),
    creators,
    webhooks,
    installation,

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
        isOneOf(post.state, MAY_BE_FETCHED)
      );
    },

    /** TikTok asked for a file of this attempt and could not be given it (the delivery route tells). */
    async deliveryFailed(attemptId: number, message: string): Promise<void> {
      const attempt = await attempts.find(attemptId);
      if (attempt) await noteDeliveryTrouble(strapi, attempt, message);
    },

    /** The post, whoever asks; null if there is none. For the plugin's own work only. */
    find: posts.find,

    countHeld: (accountId: number): Promise<number> =>
      posts.count({ accountIds: [accountId], state: ['held'] }),

    countScheduled: (accountId: number): Promise<number> =>
      posts.count({ accountIds: [accountId], state: [...UPCOMING] }),

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
      await gates.openAll(['account_not_connected', 'tokens_unreadable']);
      engine.nudge();
      return released;
    },

    /** Erases what is personal in an account's posts; the rows and their states stay. */
    async eraseForAccount(
      user: ErasedUser,
      erased: (counts: Record<string, number>) => Promise<void>,
    ): Promise<void> {
      await moves.holdForAccount(
        user.accountId,
        reason(
          'account_erased',
          'The TikTok account was erased.',
          'Cancel the post, or make it anew for another account.',
        ),
      );
      await erasePosts(user, erased);
      await budget.forget(user.accountId);
      creators.forget(user.accountId);
      await gates.forget(user.accountId);
    },

    forgetIdentity: webhooks.forgetIdentity,
    followUpRemovals: webhooks.followUpRemovals,

    /** The whole site's figures, for metrics: no names, no ids. */
    async figures() {
      const [byState, byOutcome, send, ask] = await Promise.all([
        countBy(strapi, 'tiktok_posts', 'state', postState.options),
        countBy(strapi, 'tiktok_attempts', 'outcome', attemptOutcome.options),
        claims.backlog('send'),
        claims.backlog('ask'),
      ]);
      return { byState, byOutcome, queue: { send, ask } };
    },

    async health() {
      const { engine: name, queue: answer, lastTickAt, working, clockSkewMs } = engine.health();
      const outage = await outages.summary();
      return {
        engine: name,
        queue: answer,
        lastTickAt: lastTickAt === null ? null : new Date(lastTickAt).toISOString(),
        due: await posts.countDue(),
        working,
        clockSkewMs,
        stopped: await installation.stopped(),
        strangeEvents: await webhooks.countNobodys(),
        outage: outage && {
          since: new Date(outage.since).toISOString(),
          retryAt: outage.retryAt === null ? null : new Date(outage.retryAt).toISOString(),
          waiting: outage.waiting,
        },
      };
    },

    /** Ends what is older than the settings keep. */
    async prune(): Promise<void> {
      const { retention: keep } = await settings.current();
      await webhooks.prune(keep.webhookDays);
      await pruneGuards(strapi);
      await gates.prune();
      for (const accountId of await attempts.accountsOutOfSight()) {
        await webhooks.replayKept({ accountId });
      }
      if (keep.timelineDays !== null) await retention.pruneTimeline(keep.timelineDays);
    },
  };
};

export type Posts = ReturnType<typeof createPosts>;

export const postsOf = (strapi: Core.Strapi): Posts => strapi.plugin('tiktok').service('posts');
