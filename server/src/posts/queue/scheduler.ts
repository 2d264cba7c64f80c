import { type Core } from '@strapi/strapi';
import { schedule, type ScheduledTask } from 'node-cron';

import { type PluginConfig } from '../../config';
import { databaseNowMs } from '../../database/clock';
import { type Candidate, type Claims } from './claims';
import { type Engine } from './engine';
import { type Lease } from './lease';
import { type Publisher } from '../publisher';

/** Beyond this the lease arithmetic of several servers is not to be trusted (invariant 3). */
const MAX_SKEW_MS = 5_000;
/** Lets several nudges of one request become one look. */
const NUDGE_DELAY_MS = 25;

/** How long work that was cut off may take to end. */
const CUT_MS = 1_000;

interface SchedulerOptions {
  strapi: Core.Strapi;
  config: PluginConfig['publisher'];
  claims: Claims;
  publisher: Publisher;
  /** Called at each look that may claim, before it does. */
  heartbeat: () => Promise<void>;
  /** Why nothing may be claimed at present (for instance: this is a copied database), or null. */
  stopped: () => Promise<string | null>;
}

/** The engine on the database alone: a tick of node-cron, a nudge, and a bounded pool. */
export const createScheduler = ({
  strapi,
  config,
  claims,
  publisher,
  heartbeat,
  stopped,
}: SchedulerOptions): Engine => {
  const leases = new Set<Lease>();
  const running = new Set<Promise<void>>();
  let task: ScheduledTask | undefined;
  let nudged: NodeJS.Timeout | undefined;
  let stopping = false;
  let looking: Promise<number> | undefined;
  let lookAgain = false;
  let lastTickAt: number | null = null;
  let clockSkewMs: number | null = null;
  let skewTold = false;

  // `strapi export` and other commands load Strapi without listening: nothing may be sent then.
  const mayWork = (): boolean => !stopping && strapi.server.httpServer.listening;

  const measureSkew = async (): Promise<boolean> => {
    const before = Date.now();
    const database = await databaseNowMs(strapi);
    clockSkewMs = Math.round((before + Date.now()) / 2 - database);
    const fine = Math.abs(clockSkewMs) <= MAX_SKEW_MS;
    if (!fine && !skewTold) {
      strapi.log.warn(
        `TikTok: the clock of this server is ${clockSkewMs} ms off the database's; nothing is sent until it is set right.`,
      );
    }
    skewTold = !fine;
    return fine;
  };

  const take = (lease: Lease): void => {
    leases.add(lease);
    const work = publisher.work(lease).finally(async () => {
      // Only now that nothing of it is under way any more may another process have it.
      if (stopping) await handBack(lease);
      leases.delete(lease);
      running.delete(work);
      // A free place may be for a post that is due already.
      if (!stopping) nudge();
    });
    running.add(work);
  };

  const handBack = async (lease: Lease): Promise<void> => {
    try {
      await lease.handBack();
    } catch (error) {
      // The lease runs out by itself.
      strapi.log.warn(`TikTok: post ${lease.post.id} could not be given back: ${errorName(error)}`);
    }
  };

  /** One row that cannot be read must not stop all the others. */
  const claimOrTell = async (candidate: Candidate): Promise<Lease | null> => {
    try {
      return await claims.claim(candidate);
    } catch (error) {
      strapi.log.error(`TikTok: post ${candidate.id} could not be taken up: ${errorName(error)}`);
      return null;
    }
  };

  const look = async (): Promise<number> => {
    if (!mayWork()) return 0;
    lastTickAt = Date.now();
    const free = config.concurrency - leases.size;
    if (free <= 0 || !(await measureSkew()) || (await stopped()) !== null) return 0;
    await heartbeat();
    const busy = new Map<number, number>();
    for (const { post } of leases) busy.set(post.account_id, (busy.get(post.account_id) ?? 0) + 1);
    let taken = 0;
    for (const candidate of await claims.due(free, busy)) {
      if (!mayWork()) break;
      const lease = await claimOrTell(candidate);
      if (!lease) continue;
      take(lease);
      taken += 1;
    }
    return taken;
  };

  /** One look at a time; a look asked for meanwhile follows at once. */
  const tick = async (): Promise<number> => {
    if (looking) {
      lookAgain = true;
      return looking;
    }
    try {
      looking = look();
      return await looking;
    } finally {
      looking = undefined;
      if (lookAgain) {
        lookAgain = false;
        nudge();
      }
    }
  };

  const tickSafely = async (): Promise<void> => {
    try {
      await tick();
    } catch (error) {
      strapi.log.error(`TikTok: the publisher could not look for due posts: ${errorName(error)}`);
    }
  };

  const nudge = (): void => {
    if (stopping || nudged || !config.enabled) return;
    nudged = setTimeout(() => {
      nudged = undefined;
      void tickSafely();
    }, NUDGE_DELAY_MS);
    nudged.unref();
  };

  return {
    start() {
      if (!config.enabled) return;
      task = schedule(`*/${config.tickSeconds} * * * * *`, tickSafely, {
        name: 'tiktok-publisher',
        noOverlap: true,
        // A look that comes late is no loss: the next one finds the same posts.
        suppressMissedWarning: true,
      });
    },
    nudge,
    tick,
    async stop(graceMs) {
      stopping = true;
      clearTimeout(nudged);
      await task?.destroy();
      await looking?.catch(() => undefined);
      // Polls, reads and chunks but the last are aborted; an init and a last chunk finish.
      for (const lease of leases) lease.windDown();
      if (await within(graceMs, running)) return;
      // What is left is aborted too, and given back if it ends; otherwise its lease runs out.
      for (const lease of leases) lease.stop();
      await within(CUT_MS, running);
    },
    health: () => ({ lastTickAt, working: leases.size, clockSkewMs }),
  };
};

/** Waits for all of them, at most so long. Returns whether they have ended. */
const within = async (ms: number, work: ReadonlySet<Promise<void>>): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const ended = Promise.allSettled(work).then(() => true);
  try {
    return await Promise.race([ended, limit]);
  } finally {
    clearTimeout(timer);
  }
};

const errorName = (error: unknown): string =>
  error instanceof Error ? error.name : 'unknown error';
