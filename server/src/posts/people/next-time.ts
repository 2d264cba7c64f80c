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
    const moments = times
      .filter(({ weekday }) => weekday === day.weekday)
      .map(({ time }) => momentOf(day, time))
      .sort((a, b) => a - b);
    const free = moments.find(
      (at) => at > after && !taken.some((other) => Math.abs(other - at) < SAME_MS),
    );
    if (free !== undefined) return free;
  }
  return null;
};
