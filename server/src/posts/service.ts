import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

import { type Core } from '@strapi/strapi';

import { type EntrySource } from '../../../contracts/posts';
import { accountsOf } from '../accounts';
import { postingTimesOf } from './people/posting-times';
import { contentOf } from '../content';
import { inTransaction } from '../database/tables';
import { mediaOf } from '../media';
import { publisherConfig } from '../on-duty';
import { settingsOf, vaultOf } from '../settings';
import { createAskBeforeAgain } from './evidence/before-again';
import { createDeliveries } from './evidence/deliveries';
import { createLookForChanges } from './entry/look-for-changes';
import { entryNow } from './entry/snapshot';
import { createHeartbeat } from './evidence/restored';
import { createAccountFor } from './people/account-for';
import { createAccountPosts } from './life/account-posts';
import { createAttemptStore } from './life/attempt-store';
import { createBudget } from './limits/budget';
import { createCancelPull } from './people/cancel-pull';
import { createClaims } from './queue/claims';
import { createCondition } from './queue/condition';
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
import { createPostStore } from './life/post-store';
import { createPostMoves } from './life/post-moves';
import { createPublisher } from './publisher';
import { MENDED_ELSEWHERE } from './publisher/verdict';
import { createReading } from './people/reading';
import { createRemovePost } from './life/remove-post';
import { createRestoring } from './people/restoring';
import { type PublisherContext } from './context';
import { onNextStep } from './life/next-steps';
import { createRetention } from './life/retention';
import { createBullEngine } from './queue/bull/bull-engine';
import { createHands, type Hands } from './queue/hands';
import { createScheduler } from './queue/scheduler';
import { createVisitors } from './queue/visitors';
import { createStoring } from './people/storing';
import { createVisibility } from './people/visibility';
import { createWebhookIntake } from './evidence/webhook-intake';

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
    askBeforeAgain: createAskBeforeAgain(context),
    guarded: (postId, guards) =>
      inTransaction(strapi, (trx) => takeGuards(strapi, trx, postId, guards)),
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
      entryNow: seenNow,
      engine: () => engine,
    }),
    restoring: createRestoring({
      ...{ strapi, gate, accounts, media },
      entryNow: seenNow,
      engine: () => engine,
    }),
    removePost: createRemovePost(strapi),
    cancelPull: createCancelPull({ accounts, settings, attempts, moves, posts }),
    engine: () => engine,
  });

  const resumeAfterOutage = createOutageResume({
    accounts,
    outages,
    visibility,
    people: () => people,
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

  const condition = createCondition({
    ...{ strapi, posts, claims, engine, installation, outages },
    countStrangeEvents: () => webhooks.countNobodys(),
  });
  const accountPosts = createAccountPosts({
    posts,
    moves,
    erasePosts: createPostsEraser({ strapi }),
    async onReleased() {
      await gates.openAll(['account_not_connected', 'tokens_unreadable']);
      engine.nudge();
    },
    async onErased(accountId) {
      await budget.forget(accountId);
      creators.forget(accountId);
      await gates.forget(accountId);
    },
  });
  const doors = () => ({ ...reading, create: people.create, cancel: people.cancel });

  return {
    /** For the site's own code: posts in the name of an administrator, never with their consent. */
    ...createOwnCode(strapi, doors),
    /** For the site's own code: to refuse a post before its consent, to hear of its outcome. */
    hooks: { beforeConsent: hooks.beforeConsent, afterOutcome: hooks.afterOutcome },

    /** The post, whoever asks; null if there is none. For the plugin's own work only. */
    find: posts.find,
    /** As people may see them. */
    reading,
    /** What people do with them. */
    people: { ...people, accountFor, creators, resumeAfterOutage },
    /** What follows for them when something happens to their entry. */
    entries: {
      ...createEntryPosts({ posts, moves, engine: () => engine }),
      lookForChanges: createLookForChanges({ strapi, posts }),
    },
    /** What follows for them when something happens to their account. */
    ofAccount: {
      ...accountPosts,
      forgetIdentity: webhooks.forgetIdentity,
      followUpRemovals: webhooks.followUpRemovals,
    },
    webhooks,
    deliveries: createDeliveries({ strapi, posts, attempts }),
    engine,
    /** Who is on the site, and goes before a post. */
    visitors,
    installation,
    condition,

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
