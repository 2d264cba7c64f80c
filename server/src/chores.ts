import { setTimeout as sleep } from 'node:timers/promises';

import { type Core } from '@strapi/strapi';
import { schedule, type ScheduledTask } from 'node-cron';
import { z } from 'zod';

import { isOnDuty } from './on-duty';

/** Work that is done by itself every now and then, declared by its subject. */
export interface Chore {
  name: `tiktok-${string}`;
  /** node-cron's, with seconds where there are six fields. */
  cron: string;
  /** Milliseconds: whoever was asleep for longer owes it. */
  every: number;
  /** @param withinMs where somebody waits for it: what takes longer is better left to the next time */
  run: (strapi: Core.Strapi, withinMs?: number) => Promise<unknown>;
}

const HOUR = 3_600_000;
/** Between the first process and the last that come to a rare chore. */
const SPREAD_MS = 20_000;
/** An outside cron that waits for its answer looks for due posts no later than this. */
const OWED_MS = 10_000;
const lastRuns = z.record(z.string(), z.number()).catch({});

export interface Duty {
  chores: readonly Chore[];
  tasks: ScheduledTask[];
  /** Epoch ms of the last run, by name; of the rare ones kept in the database too. */
  ran: Map<string, number>;
  running: Map<string, Promise<void>>;
  stopped: boolean;
}
const duties = new WeakMap<Core.Strapi, Duty>();

/** The chores of one process, none of which it has done yet. */
export const newDuty = (chores: readonly Chore[]): Duty => ({
  chores,
  tasks: [],
  ran: new Map(),
  running: new Map(),
  stopped: false,
});

/** Strapi's own key-value store: it outlives a process, and a copy of it does no harm. */
const storeOf = (strapi: Core.Strapi) =>
  strapi.store({ type: 'plugin', name: 'tiktok', key: 'chores' });

const note = async (strapi: Core.Strapi, name: string): Promise<void> => {
  const store = storeOf(strapi);
  await store.set({ value: { ...lastRuns.parse(await store.get()), [name]: Date.now() } });
};

const runOne = (
  strapi: Core.Strapi,
  duty: Duty,
  { name, every, run }: Chore,
  withinMs?: number,
): Promise<void> => {
  const running = duty.running.get(name);
  if (running) return running;
  const work = async (): Promise<void> => {
    if (!isOnDuty(strapi)) return;
    try {
      duty.ran.set(name, Date.now());
      if (every >= HOUR) await note(strapi, name);
      await run(strapi, withinMs);
    } catch (error) {
      const word = error instanceof Error ? error.name : 'unknown error';
      strapi.log.warn(`TikTok: ${name} failed: ${word}`);
    }
  };
  const promise = work().finally(() => duty.running.delete(name));
  duty.running.set(name, promise);
  return promise;
};

/**
 * Many processes, of the site and workers, have the same clock. A rare chore is one process's: whoever
 * comes first notes it, and the others come a moment later and see that.
 * @param spreadMs between the first and the last of them
 */
export const runOnTime = async (
  strapi: Core.Strapi,
  duty: Duty,
  chore: Chore,
  spreadMs: number = SPREAD_MS,
): Promise<void> => {
  if (chore.every >= HOUR) {
    await sleep(Math.random() * spreadMs, undefined, { ref: false });
    if (duty.stopped || !isOnDuty(strapi)) return;
    const last = lastRuns.parse(await storeOf(strapi).get())[chore.name] ?? 0;
    if (Date.now() - last < chore.every / 2) return;
  }
  await runOne(strapi, duty, chore);
};

/** Begins to do them by the clock; `stopChores` ends it. */
export const startChores = (strapi: Core.Strapi, chores: readonly Chore[]): void => {
  const duty = newDuty(chores);
  duties.set(strapi, duty);
  duty.tasks = chores.map((chore) =>
    schedule(chore.cron, () => runOnTime(strapi, duty, chore), {
      name: chore.name,
      suppressMissedWarning: true,
      noOverlap: true,
    }),
  );
};

/**
 * Does what fell due while nobody was awake, the rarest first: for hosts that sleep between requests.
 * Whoever calls may look for due posts with the next call only, so none is waited for longer than
 * `withinMs`; what takes longer goes on for as long as the process is awake.
 */
export const runOwedChores = async (
  strapi: Core.Strapi,
  withinMs = OWED_MS,
  duty = duties.get(strapi),
): Promise<void> => {
  if (!duty) return;
  const work = async (): Promise<void> => {
    const stored = lastRuns.parse(await storeOf(strapi).get());
    for (const chore of [...duty.chores].sort((a, b) => b.every - a.every)) {
      const last = Math.max(duty.ran.get(chore.name) ?? 0, stored[chore.name] ?? 0);
      if (Date.now() - last >= chore.every) await runOne(strapi, duty, chore, withinMs);
    }
  };
  const done = new AbortController();
  const patience = sleep(withinMs, undefined, { signal: done.signal }).catch(() => undefined);
  await Promise.race([work(), patience]).finally(() => done.abort());
};

/** Ends them; what is under way is not waited for. */
export const stopChores = async (strapi: Core.Strapi): Promise<void> => {
  const duty = duties.get(strapi);
  if (!duty) return;
  duty.stopped = true;
  for (const task of duty.tasks) await task.destroy();
};
