import { DateTime } from 'luxon';

import { type OpenTime } from '../../../../contracts/plan';
import { wallTimeOf } from '../../composer/model/wall-time';
import { type CalendarPost, timeOf } from './events';

/**
 * What stands at one place of the calendar: a post, what is merged with it, and the posting times that
 * are still free there.
 */
export interface Item {
  key: string;
  /** The day on the wall of the shown zone, YYYY-MM-DD. */
  date: string;
  /** Where it begins, ISO 8601; null: it belongs to the day as a whole. */
  at: string | null;
  /** The post that is seen. */
  post: CalendarPost | null;
  /** How many more there are behind it. */
  more: number;
  /** Every post of the place, the seen one and those behind it; what "+3" opens. */
  posts: readonly CalendarPost[];
  openTimes: readonly OpenTime[];
}

/** The name by which a post's box is found again, to give it the focus back. */
export const postKey = ({ id }: Pick<CalendarPost, 'id'>): string => `post-${id}`;

/** The same of what opens the posts that are merged at a place. */
export const moreKey = ({ key }: Pick<Item, 'key'>): string => `more-${key}`;

/** A box is as high as an hour: what begins within one would cover it. */
const BOX_MINUTES = 60;
/** So many posts of a day are seen in the month; the rest is merged. */
const SEEN_IN_DAY = 3;

interface Placed {
  at: string;
  date: string;
  /** Minutes on the wall since midnight: where it is drawn, also in the hour that comes twice. */
  minute: number;
  post: CalendarPost | null;
  openTime: OpenTime | null;
}

const place = (at: string, zone: string): Pick<Placed, 'at' | 'date' | 'minute'> => {
  const { date, time } = wallTimeOf(at, zone);
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return { at, date, minute: hour * 60 + minute };
};

/** All that has a time, in the order of the wall it is drawn on. */
const placed = (
  posts: readonly CalendarPost[],
  openTimes: readonly OpenTime[],
  zone: string,
): Placed[] =>
  [
    ...posts.flatMap((post): Placed[] => {
      const at = timeOf(post);
      return at === null ? [] : [{ ...place(at, zone), post, openTime: null }];
    }),
    ...openTimes.map((openTime) => ({ ...place(openTime.at, zone), post: null, openTime })),
  ].sort(
    (one, other) =>
      one.date.localeCompare(other.date) ||
      one.minute - other.minute ||
      Date.parse(one.at) - Date.parse(other.at) ||
      (one.post?.id ?? 0) - (other.post?.id ?? 0),
  );

const present = <T>(one: T | null): T[] => (one === null ? [] : [one]);

/** One after the other, cut wherever `startsAnew` says so of the first of a part and what comes. */
const cut = (all: readonly Placed[], startsAnew: (first: Placed, next: Placed) => boolean) => {
  const parts: Placed[][] = [];
  for (const one of all) {
    const part = parts.at(-1);
    if (part?.[0] && !startsAnew(part[0], one)) part.push(one);
    else parts.push([one]);
  }
  return parts;
};

const itemOf = (part: readonly Placed[]): Item[] => {
  const [first] = part;
  if (!first) return [];
  const posts = part.flatMap(({ post }) => present(post));
  const [post = null] = posts;
  return [
    {
      key: post ? postKey(post) : `open-${first.at}`,
      date: first.date,
      at: first.at,
      post,
      more: Math.max(0, posts.length - 1),
      posts,
      openTimes: part.flatMap(({ openTime }) => present(openTime)),
    },
  ];
};

/**
 * What stands in the columns of a week or a day: what begins within an hour on the wall is one place.
 *
 * @param beside  so many fit beside each other in a column; that many are not merged
 */
export const itemsByHour = (
  posts: readonly CalendarPost[],
  openTimes: readonly OpenTime[],
  zone: string,
  beside: number,
): Item[] =>
  cut(
    placed(posts, openTimes, zone),
    (first, next) => first.date !== next.date || next.minute - first.minute >= BOX_MINUTES,
  )
    .flatMap((part) => (part.length <= beside ? part.map((one) => [one]) : [part]))
    .flatMap(itemOf);

/**
 * What stands on the days of a month: the first posts of each, then one more item where some are
 * merged or posting times are free. One more line says as much as one more post: that one is shown.
 */
export const itemsByDay = (
  posts: readonly CalendarPost[],
  openTimes: readonly OpenTime[],
  zone: string,
): Item[] =>
  cut(placed(posts, openTimes, zone), (first, next) => first.date !== next.date).flatMap((day) => {
    const [first] = day;
    const withPost = day.filter(({ post }) => post !== null);
    const seen = withPost.length <= SEEN_IN_DAY + 1 ? withPost : withPost.slice(0, SEEN_IN_DAY);
    const items = seen.flatMap((one) => itemOf([one]));
    const free = day.flatMap(({ openTime }) => present(openTime));
    const more = withPost.length - seen.length;
    if (!first || (more === 0 && free.length === 0)) return items;
    const rest: Item = {
      key: `day-${first.date}`,
      date: first.date,
      at: null,
      post: null,
      more,
      posts: withPost.flatMap(({ post }) => present(post)),
      openTimes: free,
    };
    return [...items, rest];
  });

const DAY = 'yyyy-MM-dd';

/** The days of a stretch on the wall of a zone, YYYY-MM-DD; `to` is exclusive. */
export const daysBetween = (from: string, to: string, zone: string): string[] => {
  const days: string[] = [];
  const end = DateTime.fromISO(to, { zone });
  for (
    let day = DateTime.fromISO(from, { zone }).startOf('day');
    day < end;
    day = day.plus({ days: 1 })
  ) {
    days.push(day.toFormat(DAY));
  }
  return days;
};

/**
 * The days of a month in weeks, as a calendar's page has them: whole weeks, so that the first and the
 * last may reach into the months beside it.
 *
 * @param date  any day of the month, YYYY-MM-DD
 * @param firstDay  on which a week begins, 0 is Sunday
 */
export const weeksOfMonth = (date: string, firstDay: number): string[][] => {
  const first = DateTime.fromISO(date, { zone: 'UTC' }).startOf('month');
  const last = first.endOf('month');
  const weeks: string[][] = [];
  for (
    let start = first.minus({ days: ((first.weekday % 7) - firstDay + 7) % 7 });
    start <= last;
    start = start.plus({ weeks: 1 })
  ) {
    weeks.push(Array.from({ length: 7 }, (_, ahead) => start.plus({ days: ahead }).toFormat(DAY)));
  }
  return weeks;
};

/**
 * The weeks of the month that are over; none in another month than that of today, which is looked at
 * for what went.
 */
export const pastWeeks = (date: string, today: string, firstDay: number): string[][] =>
  date.slice(0, 7) === today.slice(0, 7)
    ? weeksOfMonth(date, firstDay).filter((week) => (week.at(-1) ?? '') < today)
    : [];

/** How many days a list shows. */
export const LIST_DAYS = 14;

/** What a list that begins on a day shows, ISO 8601, the end exclusive. */
export const stretchOfList = (date: string, zone: string): { from: string; to: string } => {
  const start = DateTime.fromISO(date, { zone }).startOf('day');
  const iso = (day: DateTime) => day.toJSDate().toISOString();
  return { from: iso(start), to: iso(start.plus({ days: LIST_DAYS })) };
};
