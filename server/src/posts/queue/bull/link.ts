import { type Core } from '@strapi/strapi';

import { type PluginConfig } from '../../../config';
import { LANE_NAMES, type Lane } from '../claims';
import { type EngineHealth } from '../engine';
import { errorName, type Hands, within } from '../hands';
import {
  type BullQueues,
  createBullQueues,
  type Job,
  type JobQueue,
  type JobWorker,
} from './bull-queues';

/** A queue that does not answer within this is one that is not there. */
const ANSWER_MS = 5_000;
/** One that did not answer last time is not waited for that long. */
const SILENT_MS = 1_000;
/** What has failed for so long is opened anew: what BullMQ could not set up it does not try again. */
const REOPEN_MS = 5_000;
/** The same trouble is told once in this time. */
const TELL_MS = 60_000;

export interface Opened {
  bull: BullQueues;
  queues: Record<Lane, JobQueue>;
  workers: Partial<Record<Lane, JobWorker>>;
}

/** Works on a job that was taken. */
export type JobWork = (
  lane: Lane,
  job: Job,
  token: string | undefined,
  bull: BullQueues,
) => Promise<void>;

interface LinkOptions {
  strapi: Core.Strapi;
  config: PluginConfig['publisher'];
  hands: Hands;
  work: JobWork;
  /** A worker has found nothing more to do. */
  onDrained: () => void;
}

const CODE = /^[A-Z0-9_]{4,40}$/;
/** Redis begins its refusals with a word: WRONGPASS, NOAUTH, OOM. */
const REFUSAL = /^[A-Z]{3,20}(?= )/;

/** What an error of a client is called. Without its words: they may hold the address, and the password. */
export const troubleWord = (error: unknown): string => {
  const code: unknown = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && CODE.test(code)) return code;
  const refusal = error instanceof Error ? REFUSAL.exec(error.message)?.[0] : undefined;
  return refusal ?? errorName(error);
};

/** BullMQ's own numbers: the job is gone or another's by now, which the claim has seen to. */
const isAboutTheJob = (error: unknown): boolean =>
  typeof (error as { code?: unknown } | null)?.code === 'number';

const inTime = async <T>(ms: number, work: Promise<T>): Promise<T> => {
  if (!(await within(ms, [work]))) throw new NoAnswer();
  return work;
};
class NoAnswer extends Error {
  override name = 'no answer';
}

/** The connection to BullMQ's queues: whether they answer, and to make it anew where they do not. */
export const createLink = ({ strapi, config, hands, work, onDrained }: LinkOptions) => {
  let opened: Opened | undefined;
  let isThere: boolean | null = null;
  let isPaused = false;
  let failingSince = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  let stopping = false;

  const tell = (error: unknown): void => {
    if (stopping || performance.now() - toldAt < TELL_MS) return;
    toldAt = performance.now();
    strapi.log.warn(
      `TikTok: trouble with the publisher's queue (${troubleWord(error)}). Nothing is lost: as long as it lasts, posts are looked for in the database.`,
    );
  };
  const onError = (error: unknown): void => {
    if (isAboutTheJob(error)) strapi.log.debug(`TikTok: a job of the queue is another's by now.`);
    else tell(error);
  };

  const open = (): Opened | undefined => {
    if (opened || stopping || !hands.mayWork()) return opened;
    const bull = createBullQueues(strapi, config);
    const workers: Opened['workers'] = {};
    const queues = { send: bull.queue('send'), ask: bull.queue('ask') };
    for (const lane of LANE_NAMES) {
      queues[lane].on('error', onError);
      if (!config.enabled) continue;
      const worker = bull.worker(lane, hands.places[lane], (job, token) =>
        work(lane, job, token, bull),
      );
      worker.on('error', onError);
      worker.on('drained', onDrained);
      workers[lane] = worker;
    }
    opened = { bull, queues, workers };
    return opened;
  };

  const close = async (force: boolean): Promise<void> => {
    const { queues, workers } = opened ?? {};
    opened = undefined;
    const all = Object.values(workers ?? {});
    const isClosed = await within(
      ANSWER_MS,
      all.map((worker) => worker.close(force)),
    );
    if (!isClosed) for (const worker of all) worker.disconnect().catch(() => undefined);
    await within(
      ANSWER_MS,
      Object.values(queues ?? {}).map((queue) => queue.close()),
    );
  };

  const failed = async (error: unknown): Promise<void> => {
    tell(error);
    const now = performance.now();
    if (isThere !== false) failingSince = now;
    isThere = false;
    if (now - failingSince < REOPEN_MS) return;
    failingSince = now;
    // The posts that its jobs were about go on; only the jobs are forgotten.
    await close(true);
  };

  return {
    /** Connects if that has not happened. Undefined: this process does not work. */
    open,

    /** Asks the queue whether it is there, and whether somebody has paused it. True: it is there again. */
    async look(): Promise<boolean> {
      try {
        const { queues } = open() ?? {};
        if (!queues) return false;
        const answer = queues.send.isPaused();
        isPaused = await inTime(isThere === false ? SILENT_MS : ANSWER_MS, answer);
      } catch (error) {
        await failed(error);
        return false;
      }
      const isBack = isThere === false;
      isThere = true;
      if (!isBack) return false;
      toldAt = Number.NEGATIVE_INFINITY;
      strapi.log.info('TikTok: the publisher’s queue answers again.');
      return true;
    },

    /** A call to the queue, with a limit. @throws Error when it does not answer */
    ask: <T>(answer: Promise<T>): Promise<T> => inTime(ANSWER_MS, answer),

    tell,

    /** False: posts are looked for in the database. */
    isThere: (): boolean => isThere !== false,
    /** Somebody has paused it with BullMQ's own means; so nothing goes out by another way either. */
    isPaused: (): boolean => isPaused,
    state: (): EngineHealth['queue'] => {
      if (isThere === null) return null;
      if (!isThere) return 'unreachable';
      return isPaused ? 'paused' : 'working';
    },

    /** A process that may not send (a copied database, a wrong clock) takes no jobs. */
    async pauseOrGoOn(mayClaim: boolean): Promise<void> {
      for (const worker of Object.values(opened?.workers ?? {})) {
        if (mayClaim && worker.isPaused()) await worker.resume();
        if (!mayClaim && !worker.isPaused()) await worker.pause(true);
      }
    },

    /** No new jobs are taken; those at work end with the posts they are about. */
    async stopTaking(): Promise<void> {
      stopping = true;
      const all = Object.values(opened?.workers ?? {});
      await within(
        ANSWER_MS,
        all.map((worker) => worker.pause(true)),
      );
    },

    close: () => close(false),
  };
};

export type Link = ReturnType<typeof createLink>;
