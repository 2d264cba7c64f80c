import { type Core } from '@strapi/strapi';

import { type PluginConfig } from '../../config';
import { measureDatabaseNowMs } from '../../database/clock';
import { isOnDuty } from '../../on-duty';
import { type Publisher } from '../publisher';
import { type Lane } from './claims';
import { type EngineHealth } from './engine';
import { type Lease } from './lease';

/** Beyond this the lease arithmetic of several servers is not to be trusted. */
const MAX_SKEW_MS = 5_000;
/** How long work that was cut off may take to end. */
const CUT_MS = 1_000;
/** Whether this process may send at all is asked again after so long. */
const CHECKED_FOR_MS = 1_000;

interface HandsOptions {
  strapi: Core.Strapi;
  config: PluginConfig['publisher'];
  publisher: Publisher;
  /** Called at each look that may claim, before it does. */
  heartbeat: () => Promise<void>;
  /** Why nothing may be claimed at present (for instance: this is a copied database), or null. */
  stopped: () => Promise<string | null>;
}

/** Places for asking TikTok what became of posts: such a step is one call. */
const askPlaces = (concurrency: number): number => Math.max(2, Math.ceil(concurrency / 4));

/** What this process works on, and whether it may: the same for every engine. */
export const createHands = ({ strapi, config, publisher, heartbeat, stopped }: HandsOptions) => {
  const leases: Record<Lane, Set<Lease>> = { send: new Set(), ask: new Set() };
  const running = new Set<Promise<void>>();
  let stopping = false;
  let lastTickAt: number | null = null;
  let clockSkewMs: number | null = null;
  let skewTold = false;
  let checked = { at: 0, mayClaim: false };

  const mayWork = (): boolean => !stopping && isOnDuty(strapi);

  const measureSkew = async (): Promise<boolean> => {
    const before = Date.now();
    const database = await measureDatabaseNowMs(strapi);
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

  const handBack = async (lease: Lease): Promise<void> => {
    try {
      await lease.handBack();
    } catch (error) {
      // The lease runs out by itself.
      strapi.log.warn(`TikTok: post ${lease.post.id} could not be given back: ${errorName(error)}`);
    }
  };

  return {
    leases,
    /** How many posts of each lane this process works on at the same time. */
    places: { send: config.concurrency, ask: askPlaces(config.concurrency) } satisfies Record<
      Lane,
      number
    >,

    mayWork,

    /** Whether this process may claim posts now; the answer is good for a second. */
    async mayClaim(): Promise<boolean> {
      lastTickAt = Date.now();
      const isFresh = checked.at > 0 && performance.now() - checked.at < CHECKED_FOR_MS;
      if (isFresh) return checked.mayClaim;
      const fine = (await measureSkew()) && (await stopped()) === null;
      if (fine) await heartbeat();
      checked = { at: performance.now(), mayClaim: fine };
      return fine;
    },

    /** Has `mayClaim` ask anew. */
    forget(): void {
      checked = { at: 0, mayClaim: false };
    },

    /** Works on a claimed post; ends when nothing of it is under way any more. */
    take(lane: Lane, lease: Lease): Promise<void> {
      leases[lane].add(lease);
      const work = publisher.work(lease).finally(async () => {
        // Only now that nothing of it is under way any more may another process have it.
        if (stopping) await handBack(lease);
        leases[lane].delete(lease);
        running.delete(work);
      });
      running.add(work);
      return work;
    },

    /** From now on nothing is claimed. */
    close(): void {
      stopping = true;
    },

    /** What must not be cut finishes within `graceMs`, the rest is aborted. */
    async finish(graceMs: number): Promise<void> {
      const held = [...leases.send, ...leases.ask];
      // Polls, reads and chunks but the last are aborted; an init and a last chunk finish.
      for (const lease of held) lease.windDown();
      if (await within(graceMs, running)) return;
      // What is left is aborted too, and given back if it ends; otherwise its lease runs out.
      for (const lease of held) lease.stop();
      await within(CUT_MS, running);
    },

    health: (): Omit<EngineHealth, 'engine' | 'queue'> => ({
      lastTickAt,
      working: leases.send.size + leases.ask.size,
      clockSkewMs,
    }),
  };
};

export type Hands = ReturnType<typeof createHands>;

/** Waits for all of them, at most so long. Returns whether they have ended. */
export const within = async (ms: number, work: Iterable<Promise<unknown>>): Promise<boolean> => {
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

export const errorName = (error: unknown): string =>
  error instanceof Error ? error.name : 'unknown error';
