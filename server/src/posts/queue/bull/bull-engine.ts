import { type Core } from '@strapi/strapi';
import { schedule, type ScheduledTask } from 'node-cron';

import { type PluginConfig } from '../../../config';
import { type Claims } from '../claims';
import { type Engine } from '../engine';
import { type Hands, within } from '../hands';
import { type Visitors } from '../visitors';
import { checkBull } from './bull-queues';
import { createJobWork } from './job-work';
import { createJobs } from './jobs';
import { createLink } from './link';

/** How long the last jobs of a stopping process may take to be stored. */
const LAST_MS = 5_000;

interface BullEngineOptions {
  strapi: Core.Strapi;
  config: PluginConfig['publisher'];
  claims: Claims;
  hands: Hands;
  /** Whom a post that begins makes wait. */
  visitors: Visitors;
  gateOpensAt: () => Promise<number | null>;
  /** The engine on the database alone, which looks while the queue cannot be reached. */
  onDatabase: (hands: Hands) => Engine;
}

/**
 * The engine on BullMQ. A job is only a word that a post is due at a time: what is true stands in the
 * database, the claim there decides, and a sweep makes again whatever jobs are missing. So a queue that
 * is lost, flushed, old or doubled loses nothing and sends nothing twice.
 */
export const createBullEngine = (options: BullEngineOptions): Engine => {
  const { strapi, config, claims, hands, visitors, gateOpensAt, onDatabase } = options;
  let task: ScheduledTask | undefined;
  let beating: Promise<void> | undefined;

  const link = createLink({
    strapi,
    config,
    hands,
    work: createJobWork({
      strapi,
      config,
      claims,
      hands,
      visitors,
      wake: (postId) => jobs.wake(postId),
      onPlace: () => jobs.fillSoon(),
      onTrouble: (error) => link.tell(error),
    }),
    onDrained: () => jobs.fillSoon(),
  });
  const jobs = createJobs({ strapi, claims, hands, gateOpensAt, link });

  /** Where somebody has paused the queue, nothing goes out past it. */
  const looksInDatabase = (): boolean => !link.isThere() && !link.isPaused();
  const database = onDatabase({
    ...hands,
    mayWork: () => hands.mayWork() && looksInDatabase(),
  });

  const beat = async (): Promise<void> => {
    if (!hands.mayWork()) return;
    try {
      if (await link.look()) jobs.forgetSweep();
      hands.forget();
      const mayClaim = config.enabled && (await hands.mayClaim());
      await link.pauseOrGoOn(mayClaim);
      if (!link.isThere()) {
        if (mayClaim) await database.tick();
      } else if (jobs.isTimeToSweep() && (mayClaim || !config.enabled)) {
        await jobs.sweep();
      }
    } catch (error) {
      link.tell(error);
    }
  };

  /** A queue that is silent takes longer than a tick; node-cron would complain of each. */
  const beatOnce = (): void => {
    beating ??= beat().finally(() => {
      beating = undefined;
    });
  };

  return {
    start() {
      checkBull(strapi, config);
      task = schedule(`*/${config.tickSeconds} * * * * *`, beatOnce, {
        name: 'tiktok-publisher',
        suppressMissedWarning: true,
      });
    },
    wake(postId, at) {
      if (looksInDatabase()) database.wake(postId, at);
      else jobs.wake(postId);
    },
    nudge(at) {
      hands.forget();
      if (looksInDatabase()) database.nudge(at);
      else if (at === undefined) jobs.fillSoon();
      else jobs.fillWhen(at);
    },
    async tick() {
      if (!hands.mayWork()) return 0;
      return link.isThere() ? jobs.sweep() : database.tick();
    },
    async stop(graceMs) {
      hands.close();
      await task?.destroy();
      await link.stopTaking();
      await within(LAST_MS, [jobs.stop()]);
      await hands.finish(graceMs);
      await within(LAST_MS, [jobs.flush()]);
      await link.close();
      await database.stop(0);
    },
    health: () => ({ ...hands.health(), engine: 'bullmq', queue: link.state() }),
  };
};
