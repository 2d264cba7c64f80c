import { DateTime } from 'luxon';

import { DAY } from '../ages';
import { ENOUGH, median } from './usual';

/** So far back posts count, so many it takes in all, and so many in one cell. */
export const BEST_TIME_DAYS = 180;
export const BEST_TIME_POSTS = 20;
export const BEST_TIME_IN_CELL = 3;
const HOURS = 4;

/** A post with its views after 24 hours. */
export interface Timed {
  kind: 'video' | 'photo';
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

/** The posts that count: of the last 180 days, and of a kind of which there are enough to compare. */
export const timely = <T extends Timed>(posts: readonly T[], now: number): T[] => {
  const recent = posts.filter(({ createdAt }) => now - createdAt <= BEST_TIME_DAYS * DAY);
  const ofKind = { video: 0, photo: 0 };
  for (const { kind } of recent) ofKind[kind] += 1;
  return recent.filter(({ kind }) => ofKind[kind] >= ENOUGH);
};

/**
 * When posts of one account do well: by weekday and four hours of the account's day, the median of how
 * each did against what its kind usually gets. Null with fewer than 20 posts that count.
 */
export const bestTime = (
  posts: readonly Timed[],
  timeZone: string | null,
  now: number,
): Cell[] | null => {
  const counted = timely(posts, now);
  if (counted.length < BEST_TIME_POSTS) return null;
  const usual = (of: Timed['kind']): number =>
    median(counted.filter(({ kind }) => kind === of).map(({ views }) => Number(views))) ?? 0;
  const usually = { video: usual('video'), photo: usual('photo') };
  const cells = new Map<string, number[]>();
  for (const { createdAt, views, kind } of counted) {
    // Where nothing is usual, nothing can be said of it.
    if (usually[kind] === 0) continue;
    const there = DateTime.fromMillis(createdAt, { zone: timeZone ?? 'utc' });
    const key = `${there.weekday} ${Math.floor(there.hour / HOURS) * HOURS}`;
    cells.set(key, [...(cells.get(key) ?? []), Number(views) / usually[kind]]);
  }
  if (cells.size === 0) return null;
  return Array.from({ length: 7 }, (_, day) => day + 1).flatMap((weekday) =>
    Array.from({ length: 24 / HOURS }, (_, part): Cell => {
      const hour = part * HOURS;
      const values = cells.get(`${weekday} ${hour}`) ?? [];
      const times = values.length < BEST_TIME_IN_CELL ? null : median(values);
      return { weekday, hour, posts: values.length, times };
    }),
  );
};
