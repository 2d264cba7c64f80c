import { Problem } from '../../http/problem';

/** Who waits for the facts of a file: a part of the plugin, or a signed-in person by their id. */
export type Asker = 'publisher' | 'review' | { person: number };

interface Job {
  start(): void;
}

interface TurnsOptions {
  /** Works running at the same time. */
  atOnce: number;
  /** Works of one person that may wait; one more is refused. */
  mostWaiting: number;
}

/** When a person who asks for too much may ask again. */
const AGAIN_MS = 10_000;

const tooMuch = (): Problem =>
  new Problem({
    status: 429,
    code: 'too_many_files',
    message: 'Too many of your files are being read at this moment.',
    remedy: 'Close forms that you do not need, wait a little, and open this one again.',
    retryAt: new Date(Date.now() + AGAIN_MS),
  });

const keyOf = (asker: Asker): string => (typeof asker === 'string' ? asker : String(asker.person));

/**
 * Runs heavy work a few at a time: the publisher's first, then one of each person in turn, so that
 * nobody waits for everything that somebody else asked for.
 */
export const createTurns = ({ atOnce, mostWaiting }: TurnsOptions) => {
  /** In the order in which askers get their turn; one without waiting jobs is not in it. */
  const waiting = new Map<string, Job[]>();
  let running = 0;

  const next = (): Job | undefined => {
    const first = waiting.has('publisher') ? 'publisher' : waiting.keys().next().value;
    if (first === undefined) return undefined;
    const [job, ...rest] = waiting.get(first) ?? [];
    // Behind the others with what is left.
    waiting.delete(first);
    if (rest.length > 0) waiting.set(first, rest);
    return job;
  };

  const startMore = (): void => {
    while (running < atOnce) {
      const job = next();
      if (!job) return;
      running += 1;
      job.start();
    }
  };

  const leave = (key: string, job: Job): void => {
    const rest = (waiting.get(key) ?? []).filter((other) => other !== job);
    if (rest.length > 0) waiting.set(key, rest);
    else waiting.delete(key);
  };

  const wait = (key: string, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const giveUp = (): void => {
        leave(key, job);
        reject(signal?.reason as Error);
      };
      const job: Job = {
        start: () => {
          signal?.removeEventListener('abort', giveUp);
          resolve();
        },
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      waiting.set(key, [...(waiting.get(key) ?? []), job]);
      startMore();
    });

  /**
   * @param signal gives the place in the queue up; work that has begun has to look at it itself
   * @throws Problem `too_many_files`, the signal's reason, and what `work` throws
   */
  return async <T>(
    asker: Asker,
    signal: AbortSignal | undefined,
    work: () => Promise<T>,
  ): Promise<T> => {
    signal?.throwIfAborted();
    const key = keyOf(asker);
    const mine = waiting.get(key)?.length ?? 0;
    if (asker !== 'publisher' && mine >= mostWaiting) throw tooMuch();
    await wait(key, signal);
    try {
      return await work();
    } finally {
      running -= 1;
      startMore();
    }
  };
};

export type Turns = ReturnType<typeof createTurns>;
