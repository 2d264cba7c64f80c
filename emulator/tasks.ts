import { setMaxListeners } from 'node:events';

/** Work that goes on after an answer: processing, downloads, webhook deliveries. */
export interface Tasks {
  /** Starts work and keeps track of it. An error in it is reported by `settled`. */
  run(work: (epoch: Epoch) => Promise<void>): void;
  /** Resolves when nothing is under way. @throws the first error of the work since the last call. */
  settled(): Promise<void>;
  /** Ends all pauses; work started before stops at its next look at `epoch.over`. */
  cut(): void;
}

/** The time between two resets; work of an epoch that is over must have no further effect. */
export interface Epoch {
  readonly over: boolean;
  readonly signal: AbortSignal;
  /** Waits in real time. Resolves early when the epoch ends. */
  pause(ms: number): Promise<void>;
}

const createEpoch = (): Epoch & { end(): void } => {
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  return {
    get over() {
      return stop.signal.aborted;
    },
    signal: stop.signal,
    pause: (ms) =>
      new Promise((resolve) => {
        if (stop.signal.aborted || ms <= 0) return resolve();
        const done = () => {
          clearTimeout(timer);
          stop.signal.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, ms);
        stop.signal.addEventListener('abort', done);
      }),
    end: () => stop.abort(),
  };
};

export const createTasks = (): Tasks => {
  const running = new Set<Promise<void>>();
  const errors: unknown[] = [];
  let epoch = createEpoch();
  return {
    run: (work) => {
      const mine = epoch;
      const task: Promise<void> = work(mine)
        .catch((error: unknown) => {
          if (!mine.over) errors.push(error);
        })
        .finally(() => running.delete(task));
      running.add(task);
    },
    settled: async () => {
      while (running.size > 0) await Promise.all(running);
      if (errors.length > 0) throw errors.splice(0)[0];
    },
    cut: () => {
      epoch.end();
      epoch = createEpoch();
    },
  };
};
