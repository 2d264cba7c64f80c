import { useEffect, useRef, useState, useSyncExternalStore } from 'react';

/** The longest pause between two looks at something that does not move. */
const LONGEST_MS = 60_000;
const GROWTH = 1.5;

interface Pace {
  base: number;
  answer: unknown;
  answeredAt: number | undefined;
  interval: number;
}

/** The next pause: as asked for after news, ever longer while the answers stay the same. */
export const nextPace = (last: Pace, now: Omit<Pace, 'interval'>): Pace => {
  if (last.base !== now.base || last.answer !== now.answer) return { ...now, interval: now.base };
  if (last.answeredAt === now.answeredAt) return last;
  return { ...now, interval: Math.min(Math.max(LONGEST_MS, now.base), last.interval * GROWTH) };
};

const isSamePace = (one: Pace, other: Pace): boolean =>
  one.interval === other.interval &&
  one.base === other.base &&
  one.answer === other.answer &&
  one.answeredAt === other.answeredAt;

const onVisibility = (told: () => void): (() => void) => {
  document.addEventListener('visibilitychange', told);
  return () => document.removeEventListener('visibilitychange', told);
};

const useIsVisible = (): boolean =>
  useSyncExternalStore(onVisibility, () => document.visibilityState !== 'hidden');

/**
 * How long to wait until the next look, in milliseconds; 0: none. `base` is what the answer asks for
 * (0: nothing is under way). Rests while the tab is hidden, and looks at once when it is seen again.
 */
export const usePolling = (
  base: number,
  answer: unknown,
  answeredAt: number | undefined,
  reload: () => void,
): number => {
  const [pace, setPace] = useState<Pace>({ base, answer, answeredAt, interval: base });
  const next = nextPace(pace, { base, answer, answeredAt });
  if (!isSamePace(next, pace)) setPace(next);
  const isVisible = useIsVisible();
  const wasVisible = useRef(isVisible);
  useEffect(() => {
    if (isVisible && !wasVisible.current && base > 0) reload();
    wasVisible.current = isVisible;
  }, [isVisible, base, reload]);
  return isVisible ? next.interval : 0;
};
