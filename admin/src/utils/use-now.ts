import { useSyncExternalStore } from 'react';

/** Often enough for what says "past" by itself while nobody types. */
const LOOK_MS = 15_000;
const SECOND_MS = 1_000;

const onClock = (told: () => void): (() => void) => {
  const timer = setInterval(told, LOOK_MS);
  return () => clearInterval(timer);
};

const second = (): number => Math.floor(Date.now() / SECOND_MS) * SECOND_MS;

/** The present second in epoch milliseconds: the same throughout a render, new in the next one. */
export const useNow = (): number => useSyncExternalStore(onClock, second);
