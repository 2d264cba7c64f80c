import { DateTime } from 'luxon';

import { DAY } from '../ages';
import { median } from './usual';

/** So far back posts count, so many it takes in all, and so many in one cell. */
export const BEST_TIME_DAYS = 180;
export const BEST_TIME_POSTS = 20;
export const BEST_TIME_IN_CELL = 3;
const HOURS = 4;

/** A post with its views after 24 hours. */
export interface Timed {
  /** Epoch ms at which it went live. */
  createdAt: number;
  views: bigint;
}

export interface Cell {
  /** ISO: 1 is Monday. */
  weekday: number;
  /** The hour at which its four hours begin. */
  hour: number;
  posts: number;
  /** Its median of 24-hour views over the account's; null with too few posts. */
  times: number | null;
}

/**
 * When posts of one account do well: by weekday and four hours of the account's day. Null with fewer
 * than 20 posts in the last 180 days, or where the account's median is nothing.
 */
export const bestTime = (
  posts: readonly Timed[],
  timeZone: string | null,
  now: number,
): Cell[] | null => {
  const recent = posts.filter(
    ({ createdAt }) => createdAt <= now && now - createdAt <= BEST_TIME_DAYS * DAY,
  );
  const usual = median(recent.map(({ views }) => Number(views)));
  if (recent.length < BEST_TIME_POSTS || usual === null || usual === 0) return null;
  const cells = new Map<string, number[]>();
  for (const { createdAt, views } of recent) {
    const there = DateTime.fromMillis(createdAt, { zone: timeZone ?? 'utc' });
    const key = `${there.weekday} ${Math.floor(there.hour / HOURS) * HOURS}`;
    cells.set(key, [...(cells.get(key) ?? []), Number(views)]);
  }
  return Array.from({ length: 7 }, (_, day) => day + 1).flatMap((weekday) =>
    Array.from({ length: 24 / HOURS }, (_, part): Cell => {
      const hour = part * HOURS;
      const values = cells.get(`${weekday} ${hour}`) ?? [];
      const own = values.length < BEST_TIME_IN_CELL ? null : median(values);
      return { weekday, hour, posts: values.length, times: own === null ? null : own / usual };
    }),
  );
};
