import { AsyncResource } from 'node:async_hooks';

import { type Core } from '@strapi/strapi';
import { schedule, type ScheduledTask } from 'node-cron';

import { type PluginConfig } from '../../config';
import { databaseNowMs } from '../../database/clock';
import { type Claims, type DuePost, fairly, type Lane } from './claims';
import { type Engine } from './engine';
import { errorName, type Hands } from './hands';
import { type Lease } from './lease';
import { type Visitors } from './visitors';

/** Lets several nudges of one request become one look. */
const NUDGE_DELAY_MS = 25;

/** What a look found that had no place is good for so long; then the database is asked again. */
const READ_FOR_MS = 1_000;
/** So many posts for each place are found in one look. */
const READ_AHEAD = 4;

interface SchedulerOptions {
  strapi: Core.Strapi;
  config: PluginConfig['publisher'];
  claims: Claims;
  hands: Hands;
  /** Whom a post that begins makes wait. */
  visitors: Visitors;
  /** When the next closed gate opens (epoch ms), or null. */
  gateOpensAt: () => Promise<number | null>;
}

interface Places {
  lane: Lane;
  /** Found by the last look, in the order of their turns. */
  ready: DuePost[];
  /** Monotonic milliseconds: when the last look was; 0 after something has changed. */
  readAt: number;
  /** The last look found something: there may be more. */
  more: boolean;
}

/** The engine on the database alone: a tick of node-cron, timers, and bounded places. */
export const createScheduler = ({
  strapi,
  config,
  claims,
  hands,
  visitors,
  gateOpensAt,
}: SchedulerOptions): Engine => {
  const placesOf = (lane: Lane): Places => ({ lane, ready: [], readAt: 0, more: false });
  const lanes = [placesOf('send'), placesOf('ask')];
  let task: ScheduledTask | undefined;
  let nudged: NodeJS.Timeout | undefined;
  let alarm: { timer: NodeJS.Timeout; at: number } | undefined;
  let stopping = false;
  let looking: Promise<number> | undefined;
  let lookAgain = false;

  const take = (places: Places, lease: Lease): void => {
    void hands.take(places.lane, lease).finally(() => {
      // The free place may be for a post that is due already.
      if (places.more || places.ready.length > 0) lookSoon();
    });
  };

  /** Takes up as many posts as there are places; what else was found is kept for the next ones. */
  const fill = async (places: Places, politely: boolean): Promise<number> => {
    const { lane } = places;
    const leases = hands.leases[lane];
    const count = hands.places[lane];
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
    let taken: Lease[] = [];
    // Where only one may begin and somebody else holds it, the next one has its turn.
    while (taken.length === 0 && hands.mayWork()) {
      const chosen = fairly(places.ready, free, busy, perAccount);
      if (chosen.length === 0) return 0;
      places.ready = places.ready.filter((post) => !chosen.includes(post));
      taken = await claims.claim(chosen);
    }
    for (const lease of taken) take(places, lease);
    if (lane === 'send' && taken.length > 0) {
      visitors.began();
      if (places.ready.length > 0) lookIn(visitors.turn().inMs);
    }
    return taken.length;
  };

  const look = async (politely: boolean): Promise<number> => {
    if (!hands.mayWork() || !(await hands.mayClaim())) return 0;
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
    hands.forget();
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

  // A nudge may come out of a transaction of the site's. Bound here, the work is not done in it.
  const lookOutside = AsyncResource.bind(() => void safely(lookOnce));

  const lookIn = (ms: number): void => {
    if (stopping || nudged || !config.enabled) return;
    nudged = setTimeout(
      () => {
        nudged = undefined;
        lookOutside();
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

  const wakeLater = (at: number): void => {
    void databaseNowMs(strapi).then(
      (now) => wakeAt(at, now),
      () => undefined,
    );
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
    wake: (_postId, at) => (at === 'now' ? nudge() : wakeLater(at)),
    nudge: (at) => (at === undefined ? nudge() : wakeLater(at)),
    // Whoever asks for it wants the posts to go, on a host that sleeps again afterwards.
    tick: () => tick(false),
    async stop(graceMs) {
      stopping = true;
      hands.close();
      clearTimeout(nudged);
      clearTimeout(alarm?.timer);
      await task?.destroy();
      await looking?.catch(() => undefined);
      await hands.finish(graceMs);
    },
    health: () => ({ ...hands.health(), engine: 'database', queue: null }),
  };
};
