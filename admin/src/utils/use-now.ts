import { useSyncExternalStore } from 'react';

/** Often enough for what says "past" by itself while nobody types. */
const LOOK_MS = 15_000;
const SECOND_MS = 1_000;

const second = (): number => Math.floor(Date.now() / SECOND_MS) * SECOND_MS;

const listeners = new Set<() => void>();
let shown = second();
let timer: ReturnType<typeof setInterval> | undefined;

const onClock = (told: () => void): (() => void) => {
  listeners.add(told);
  timer ??= setInterval(() => {
    shown = second();
    for (const listener of listeners) listener();
  }, LOOK_MS);
  return () => {
    listeners.delete(told);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
};

/**
 * While somebody listens, the clock moves by its ticks alone: read from the machine's clock, a page
 * that takes longer than a second to be drawn would be drawn again without end.
 */
const current = (): number => {
  if (listeners.size === 0) shown = second();
  return shown;
};

/** The present in epoch milliseconds, at most 15 seconds old; the same for everything on the screen. */
export const useNow = (): number => useSyncExternalStore(onClock, current);
