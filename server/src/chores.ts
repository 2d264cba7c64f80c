import { type Core } from '@strapi/strapi';
import { schedule, type ScheduledTask } from 'node-cron';
import { z } from 'zod';

/** Work that is done by itself every now and then, declared by its subject. */
export interface Chore {
  name: `tiktok-${string}`;
  /** node-cron's, with seconds where there are six fields. */
  cron: string;
  /** Milliseconds: whoever was asleep for longer owes it. */
  every: number;
  run: (strapi: Core.Strapi) => Promise<unknown>;
}

const HOUR = 3_600_000;
const lastRuns = z.record(z.string(), z.number()).catch({});

interface Duty {
  chores: readonly Chore[];
  tasks: ScheduledTask[];
  /** Epoch ms of the last run, by name; of the rare ones kept in the database too. */
  ran: Map<string, number>;
  running: Map<string, Promise<void>>;
}
const duties = new WeakMap<Core.Strapi, Duty>();

/** Strapi's own key-value store: it outlives a process, and a copy of it does no harm. */
const storeOf = (strapi: Core.Strapi) =>
  strapi.store({ type: 'plugin', name: 'tiktok', key: 'chores' });

const runOne = (strapi: Core.Strapi, duty: Duty, { name, every, run }: Chore): Promise<void> => {
  const running = duty.running.get(name);
  if (running) return running;
  const work = async (): Promise<void> => {
    // `strapi export` and other commands load Strapi without listening: nothing is done then.
    if (!strapi.server.httpServer.listening) return;
    try {
      duty.ran.set(name, Date.now());
      await run(strapi);
      if (every < HOUR) return;
      const store = storeOf(strapi);
      await store.set({ value: { ...lastRuns.parse(await store.get()), [name]: Date.now() } });
    } catch (error) {
      const word = error instanceof Error ? error.name : 'unknown error';
      strapi.log.warn(`TikTok: ${name} failed: ${word}`);
    }
  };
  const promise = work().finally(() => duty.running.delete(name));
  duty.running.set(name, promise);
  return promise;
};

/** Begins to do them by the clock; `stopChores` ends it. */
export const startChores = (strapi: Core.Strapi, chores: readonly Chore[]): void => {
  const duty: Duty = { chores, tasks: [], ran: new Map(), running: new Map() };
  duties.set(strapi, duty);
  duty.tasks = chores.map((chore) =>
    schedule(chore.cron, () => runOne(strapi, duty, chore), {
      name: chore.name,
      suppressMissedWarning: true,
      noOverlap: true,
    }),
  );
};

/** Does what fell due while nobody was awake: for hosts that sleep between requests. */
export const runOwedChores = async (strapi: Core.Strapi): Promise<void> => {
  const duty = duties.get(strapi);
  if (!duty) return;
  const stored = lastRuns.parse(await storeOf(strapi).get());
  for (const chore of duty.chores) {
    const last = Math.max(duty.ran.get(chore.name) ?? 0, stored[chore.name] ?? 0);
    if (Date.now() - last >= chore.every) await runOne(strapi, duty, chore);
  }
};

/** Ends them; what is under way is not waited for. */
export const stopChores = async (strapi: Core.Strapi): Promise<void> => {
  for (const task of duties.get(strapi)?.tasks ?? []) await task.destroy();
};
