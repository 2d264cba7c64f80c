import { DateTime } from 'luxon';

import { type PostingTime } from '../../../../contracts/plan';

/** So far ahead is looked for a free time. */
const DAYS_AHEAD = 90;
/** Two posts closer than this share a posting time. */
const SAME_MS = 60_000;

/** The moment of a wall-clock time on a day. One that summer time skips moves to the hour after; of one
 *  that happens twice the first is taken. */
const momentOf = (day: DateTime, time: string): number => {
  const [hour, minute] = time.split(':').map(Number);
  return day.set({ hour, minute, second: 0, millisecond: 0 }).toMillis();
};

/** The recurring times of one day (of the zone), in order. */
const momentsOf = (day: DateTime, times: readonly PostingTime[]): number[] =>
  times
    .filter(({ weekday }) => weekday === day.weekday)
    .map(({ time }) => momentOf(day, time))
    .sort((a, b) => a - b);

const isTaken = (at: number, taken: readonly number[]): boolean =>
  taken.some((other) => Math.abs(other - at) < SAME_MS);

/**
 * The first of the recurring times after `after` (epoch ms) that is not among `taken`; null when there
 * are none, or all of the next 90 days are taken. Always in the future of `after`, so that times that
 * were missed are never made up for (T11).
 */
export const nextFreeTime = (
  times: readonly PostingTime[],
  timeZone: string,
  after: number,
  taken: readonly number[],
): number | null => {
  const from = DateTime.fromMillis(after, { zone: timeZone });
  if (!from.isValid || times.length === 0) return null;
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
    const day = from.startOf('day').plus({ days: ahead });
    const free = momentsOf(day, times).find((at) => at > after && !isTaken(at, taken));
    if (free !== undefined) return free;
  }
  return null;
};

/**
 * All recurring times after `after` and before `before` (epoch ms) that are not among `taken`, in
 * order; one that falls together with another is there once.
 */
export const freeTimesBetween = (
  times: readonly PostingTime[],
  timeZone: string,
  after: number,
  before: number,
  taken: readonly number[],
): number[] => {
  const from = DateTime.fromMillis(after, { zone: timeZone });
  if (!from.isValid || times.length === 0) return [];
  const found = new Set<number>();
  for (let day = from.startOf('day'); day.toMillis() < before; day = day.plus({ days: 1 })) {
    for (const at of momentsOf(day, times)) {
      if (at > after && at < before && !isTaken(at, taken)) found.add(at);
    }
  }
  return [...found].sort((a, b) => a - b);
};
