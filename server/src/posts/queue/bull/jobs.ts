import { AsyncResource } from 'node:async_hooks';

import { type Core } from '@strapi/strapi';

import { databaseNowMs } from '../../../database/clock';
import { type Claims, type DueJob, LANE_NAMES, laneOf } from '../claims';
import { type Hands } from '../hands';
import { type Link } from './link';

/** Jobs are made anew from the database this often, whatever has become of them. */
const SWEEP_MS = 60_000;
/** A sweep makes jobs of what falls due until well after the next one. */
const AHEAD_MS = 3 * SWEEP_MS;
/** A drained queue asks the database at most so often whether that is all. */
const FILL_MS = 1_000;
/** So many jobs are made at once of each kind; the next look goes on. */
const LOT = 2_000;
/** Lets all that one request writes become one question and one message. */
const WAKE_DELAY_MS = 25;
/** After a gate's time by another clock than ours. */
const MARGIN_MS = 250;
/** BullMQ's own limit. */
const LOWEST_PRIORITY = 2_097_152;

interface JobsOptions {
  strapi: Core.Strapi;
  claims: Claims;
  hands: Hands;
  /** When the next closed gate opens (epoch ms), or null. */
  gateOpensAt: () => Promise<number | null>;
  link: Link;
}

/** The time too: what is put forward without a new fence must not meet the job of its former time. */
const keyOf = ({ id, fence, next_step_at: at }: DueJob): string => `${id}-${fence}-${at}`;

/** Jobs for what the database says: at once for what was just stored, and again for what is missing. */
export const createJobs = ({ strapi, claims, hands, gateOpensAt, link }: JobsOptions) => {
  const woken = new Set<number>();
  let waking: NodeJS.Timeout | undefined;
  let soon: NodeJS.Timeout | undefined;
  let alarm: { timer: NodeJS.Timeout; at: number } | undefined;
  let filledAt = Number.NEGATIVE_INFINITY;
  let sweptAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<number> = Promise.resolve(0);
  let stopping = false;

  const add = async (jobs: readonly DueJob[]): Promise<number> => {
    const opened = link.open();
    if (!opened || jobs.length === 0) return 0;
    const now = await databaseNowMs(strapi);
    let added = 0;
    for (const lane of LANE_NAMES) {
      const own = jobs.filter(({ state }) => laneOf(state) === lane);
      if (own.length === 0) continue;
      const bulk = own.map((job) => ({
        name: 'step',
        data: { post: job.id, account: job.account_id, at: job.next_step_at },
        opts: {
          // One that is there already stays as it is.
          jobId: keyOf(job),
          delay: Math.max(0, job.next_step_at - now),
          // Each account's first before any account's second.
          priority: Math.min(LOWEST_PRIORITY, job.turn),
          removeOnComplete: true,
          removeOnFail: true,
        },
      }));
      await link.ask(opened.queues[lane].addBulk(bulk));
      added += own.length;
    }
    return added;
  };

  const flush = async (): Promise<void> => {
    const ids = [...woken];
    woken.clear();
    // While the queue is not there a sweep follows its return.
    if (ids.length === 0 || !link.isThere()) return;
    try {
      await add(await claims.nextOf(ids));
    } catch (error) {
      link.tell(error);
    }
  };
  // A wake may come from inside a transaction; what follows must not run in its context.
  const flushOutside = AsyncResource.bind(() => void flush());

  /** What is due and may go. */
  const fillNow = async (): Promise<number> => {
    filledAt = performance.now();
    let added = 0;
    for (const lane of LANE_NAMES) {
      added += await add(await claims.dueInTurn(lane, LOT, 4 * hands.places[lane]));
    }
    const opensAt = await gateOpensAt();
    if (opensAt !== null) fillAt(opensAt, await databaseNowMs(strapi));
    return added;
  };

  /** One after the other. */
  const inLine = (look: () => Promise<number>): Promise<number> => {
    looking = looking.then(look, look);
    return looking;
  };

  const fill = AsyncResource.bind(() => {
    if (!hands.mayWork() || !link.isThere()) return;
    inLine(fillNow).catch(link.tell);
  });

  const fillSoon = (): void => {
    if (stopping || soon) return;
    const wait = Math.max(WAKE_DELAY_MS, FILL_MS - (performance.now() - filledAt));
    soon = setTimeout(() => {
      soon = undefined;
      fill();
    }, wait);
    soon.unref();
  };

  const fillAt = (at: number, now: number): void => {
    if (stopping || at - now > AHEAD_MS || (alarm && alarm.at <= at)) return;
    clearTimeout(alarm?.timer);
    const timer = setTimeout(
      () => {
        alarm = undefined;
        fillSoon();
      },
      Math.max(0, at - now + MARGIN_MS),
    );
    timer.unref();
    alarm = { timer, at };
  };

  const sweepNow = async (): Promise<number> => {
    sweptAt = performance.now();
    const due = await fillNow();
    const now = await databaseNowMs(strapi);
    return due + (await add(await claims.dueBetween(now, now + AHEAD_MS, LOT)));
  };

  return {
    /** This post's next step is due at another time than before. */
    wake(postId: number): void {
      woken.add(postId);
      waking ??= setTimeout(() => {
        waking = undefined;
        flushOutside();
      }, WAKE_DELAY_MS).unref();
    },

    /** Jobs for what is due and may go, but has none. */
    fillSoon,

    /** The same, when a gate opens. */
    fillWhen: (at: number): void => {
      void databaseNowMs(strapi).then(
        (now) => fillAt(at, now),
        () => undefined,
      );
    },

    /** The jobs of all that is due and may go, and of what is due soon, that are not there yet. */
    sweep: (): Promise<number> => inLine(sweepNow),

    isTimeToSweep: (): boolean => performance.now() - sweptAt >= SWEEP_MS,
    /** Whatever was there may be gone. */
    forgetSweep(): void {
      sweptAt = Number.NEGATIVE_INFINITY;
    },

    /** Makes no more by itself; what is under way ends. */
    async stop(): Promise<void> {
      stopping = true;
      for (const timer of [waking, soon, alarm?.timer]) clearTimeout(timer);
      await looking.catch(() => undefined);
    },

    /** The last ones: what was given back is for another process at once. */
    flush,
  };
};

export type Jobs = ReturnType<typeof createJobs>;
