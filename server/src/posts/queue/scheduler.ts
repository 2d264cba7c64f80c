import { type Core } from '@strapi/strapi';
import { schedule, type ScheduledTask } from 'node-cron';

import { type PluginConfig } from '../../config';
import { databaseNowMs, measureDatabaseNowMs } from '../../database/clock';
import { isOnDuty } from '../../on-duty';
import { type Candidate, type Claims, fairly, type Lane } from './claims';
import { type Engine } from './engine';
import { type Lease } from './lease';
import { type Publisher } from '../publisher';
import { type Visitors } from './visitors';

/** Beyond this the lease arithmetic of several servers is not to be trusted (invariant 3). */
const MAX_SKEW_MS = 5_000;
/** Lets several nudges of one request become one look. */
const NUDGE_DELAY_MS = 25;

/** How long work that was cut off may take to end. */
const CUT_MS = 1_000;

/** What a look found that had no place is good for so long; then the database is asked again. */
const READ_FOR_MS = 1_000;
/** So many posts for each place are found in one look. */
const READ_AHEAD = 4;
/** Whether this process may send at all is asked again after so long. */
const CHECKED_FOR_MS = 1_000;

interface SchedulerOptions {
  strapi: Core.Strapi;
  config: PluginConfig['publisher'];
  claims: Claims;
  publisher: Publisher;
  /** Whom a post that begins makes wait. */
  visitors: Visitors;
  /** Called at each look that may claim, before it does. */
  heartbeat: () => Promise<void>;
  /** Why nothing may be claimed at present (for instance: this is a copied database), or null. */
  stopped: () => Promise<string | null>;
  /** When the next closed gate opens (epoch ms), or null. */
  gateOpensAt: () => Promise<number | null>;
}

interface Places {
  lane: Lane;
  count: number;
  leases: Set<Lease>;
  /** Found by the last look, in the order of their turns. */
  ready: Candidate[];
  /** Monotonic milliseconds: when the last look was; 0 after something has changed. */
  readAt: number;
  /** The last look found something: there may be more. */
  more: boolean;
}

/** Places for asking TikTok what became of posts: such a step is one call. */
const askPlaces = (concurrency: number): number => Math.max(2, Math.ceil(concurrency / 4));

/** The engine on the database alone: a tick of node-cron, timers, and bounded places. */
export const createScheduler = ({
  strapi,
  config,
  claims,
  publisher,
  visitors,
  heartbeat,
  stopped,
  gateOpensAt,
}: SchedulerOptions): Engine => {
  const placesOf = (lane: Lane, count: number): Places => ({
    lane,
    count,
    leases: new Set(),
    ready: [],
    readAt: 0,
    more: false,
  });
  const lanes = [
    placesOf('send', config.concurrency),
    placesOf('ask', askPlaces(config.concurrency)),
  ];
  const running = new Set<Promise<void>>();
  let task: ScheduledTask | undefined;
  let nudged: NodeJS.Timeout | undefined;
  let alarm: { timer: NodeJS.Timeout; at: number } | undefined;
  let stopping = false;
  let looking: Promise<number> | undefined;
  let lookAgain = false;
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

  const mayClaim = async (): Promise<boolean> => {
    const isFresh = checked.at > 0 && performance.now() - checked.at < CHECKED_FOR_MS;
    if (isFresh) return checked.mayClaim;
    const fine = (await measureSkew()) && (await stopped()) === null;
    if (fine) await heartbeat();
    checked = { at: performance.now(), mayClaim: fine };
    return fine;
  };

  const take = (places: Places, lease: Lease): void => {
    places.leases.add(lease);
    const work = publisher.work(lease).finally(async () => {
      // Only now that nothing of it is under way any more may another process have it.
      if (stopping) await handBack(lease);
      places.leases.delete(lease);
      running.delete(work);
      // The free place may be for a post that is due already.
      if (places.more || places.ready.length > 0) lookSoon();
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

  /** Takes up as many posts as there are places; what else was found is kept for the next ones. */
  const fill = async (places: Places, politely: boolean): Promise<number> => {
    const { lane, count, leases } = places;
    // To ask what became of a post is one small call.
    const turn = politely && lane === 'send' ? visitors.turn() : { inMs: 0, atOnce: Infinity };
    const free = Math.min(count - leases.size, turn.atOnce);
    if (free <= 0) return 0;
    if (turn.inMs > 0) {
      lookIn(turn.inMs);
      return 0;
    }
    // The last free place is never one account's that has others already.
    const perAccount = Math.max(1, count - 1);
    const isOld = places.readAt === 0 || performance.now() - places.readAt > READ_FOR_MS;
    if (isOld || (places.ready.length === 0 && places.more)) {
      places.readAt = performance.now();
      places.ready = await claims.due(lane, count * READ_AHEAD, perAccount);
      places.more = places.ready.length > 0;
    }
    const busy = new Map<number, number>();
    for (const { post } of leases) busy.set(post.account_id, (busy.get(post.account_id) ?? 0) + 1);
    const chosen = fairly(places.ready, free, busy, perAccount);
    if (chosen.length === 0 || !mayWork()) return 0;
    places.ready = places.ready.filter((candidate) => !chosen.includes(candidate));
    const taken = await claims.claim(chosen);
    for (const lease of taken) take(places, lease);
    if (lane === 'send' && taken.length > 0) {
      visitors.began();
      if (turn.atOnce < chosen.length + places.ready.length) lookIn(visitors.turn().inMs);
    }
    return taken.length;
  };

  const look = async (politely: boolean): Promise<number> => {
    if (!mayWork()) return 0;
    lastTickAt = Date.now();
    if (!(await mayClaim())) return 0;
    let taken = 0;
    for (const places of lanes) taken += await fill(places, politely);
    if (lanes.some(({ more }) => !more)) await setAlarm();
    return taken;
  };

  /** Looks again when the next post is due, if that is before the next tick. */
  const setAlarm = async (): Promise<void> => {
    const now = await databaseNowMs(strapi);
    const times = [await claims.next(now), await gateOpensAt()];
    const at = Math.min(...times.filter((time) => time !== null));
    if (Number.isFinite(at)) wakeAt(at, now);
  };

  const wakeAt = (at: number, now: number): void => {
    const inMs = at - now;
    if (stopping || !config.enabled || inMs > config.tickSeconds * 1000) return;
    if (alarm && alarm.at <= at) return;
    clearTimeout(alarm?.timer);
    const timer = setTimeout(
      () => {
        alarm = undefined;
        nudge();
      },
      Math.max(0, inMs),
    );
    timer.unref();
    alarm = { timer, at };
  };

  /** One look at a time; a look asked for meanwhile follows at once. */
  const lookOnce = async (politely = true): Promise<number> => {
    if (looking) {
      lookAgain = true;
      return looking;
    }
    try {
      looking = look(politely);
      return await looking;
    } finally {
      looking = undefined;
      if (lookAgain) {
        lookAgain = false;
        lookSoon();
      }
    }
  };

  const forgetFound = (): void => {
    checked = { at: 0, mayClaim: false };
    for (const places of lanes) places.readAt = 0;
  };

  const tick = (politely: boolean): Promise<number> => {
    forgetFound();
    return lookOnce(politely);
  };

  const safely = async (work: () => Promise<number>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      strapi.log.error(`TikTok: the publisher could not look for due posts: ${errorName(error)}`);
    }
  };

  const lookIn = (ms: number): void => {
    if (stopping || nudged || !config.enabled) return;
    nudged = setTimeout(
      () => {
        nudged = undefined;
        void safely(lookOnce);
      },
      Math.max(NUDGE_DELAY_MS, ms),
    );
    nudged.unref();
  };

  const lookSoon = (): void => lookIn(NUDGE_DELAY_MS);

  const nudge = (): void => {
    forgetFound();
    lookSoon();
  };

  return {
    start() {
      if (!config.enabled) return;
      task = schedule(`*/${config.tickSeconds} * * * * *`, () => safely(() => tick(true)), {
        name: 'tiktok-publisher',
        noOverlap: true,
        // A look that comes late is no loss: the next one finds the same posts.
        suppressMissedWarning: true,
      });
    },
    wake(_postId, at) {
      if (at === 'now') nudge();
      else
        void databaseNowMs(strapi).then(
          (now) => wakeAt(at, now),
          () => undefined,
        );
    },
    nudge,
    // Whoever asks for it wants the posts to go, on a host that sleeps again afterwards.
    tick: () => tick(false),
    async stop(graceMs) {
      stopping = true;
      clearTimeout(nudged);
      clearTimeout(alarm?.timer);
      await task?.destroy();
      await looking?.catch(() => undefined);
      const leases = lanes.flatMap((places) => [...places.leases]);
      // Polls, reads and chunks but the last are aborted; an init and a last chunk finish.
      for (const lease of leases) lease.windDown();
      if (await within(graceMs, running)) return;
      // What is left is aborted too, and given back if it ends; otherwise its lease runs out.
      for (const lease of leases) lease.stop();
      await within(CUT_MS, running);
    },
    health: () => ({
      lastTickAt,
      working: lanes.reduce((sum, { leases }) => sum + leases.size, 0),
      clockSkewMs,
    }),
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
