import { DateTime } from 'luxon';

import {
  daysBetween,
  type Item,
  itemsByDay,
  itemsByHour,
  pastWeeks,
  stretchOfList,
  weeksOfMonth,
} from '../../../admin/src/calendar/model/layout';
import { readerLocale, weekStart } from '../../../admin/src/calendar/model/week-start';
import { summaryOf } from '../../component/support/things';

const ZONE = 'Europe/Berlin';
const iso = (wall: string): string =>
  DateTime.fromISO(wall, { zone: ZONE }).toJSDate().toISOString();

let lastId = 0;
const postAt = (at: string) => {
  lastId += 1;
  return summaryOf({ id: lastId, scheduledAt: at, title: at });
};
const at = (wall: string) => postAt(iso(wall));
const free = (wall: string, accountId = 1) => ({ accountId, at: iso(wall) });

/** What is told of an item: where it is, how many posts, how many of them behind it, what is free. */
const told = (items: Item[]) =>
  items.map(({ date, at: start, posts, more, openTimes }) =>
    [
      date,
      start && DateTime.fromISO(start, { zone: ZONE }).toFormat('HH:mm'),
      posts.length,
      more,
      openTimes.length,
    ].join(' '),
  );

describe('the columns of a week', () => {
  it('merge what begins within an hour, counted from the first', () => {
    const posts = ['2026-12-02T12:00', '2026-12-02T12:59', '2026-12-02T13:00'].map(at);
    expect(told(itemsByHour(posts, [], ZONE, 1))).toEqual([
      '2026-12-02 12:00 2 1 0',
      '2026-12-02 13:00 1 0 0',
    ]);
  });

  it('merge no further than midnight', () => {
    const posts = ['2026-12-02T23:50', '2026-12-03T00:05'].map(at);
    expect(told(itemsByHour(posts, [], ZONE, 1))).toEqual([
      '2026-12-02 23:50 1 0 0',
      '2026-12-03 00:05 1 0 0',
    ]);
  });

  it('show a free posting time with the post beside it, and alone as a place of its own', () => {
    const items = itemsByHour(
      [at('2026-12-02T12:15')],
      [free('2026-12-02T12:00'), free('2026-12-02T18:00'), free('2026-12-02T18:00', 2)],
      ZONE,
      1,
    );
    expect(told(items)).toEqual(['2026-12-02 12:00 1 0 1', '2026-12-02 18:00 0 0 2']);
    expect(items[1]?.post).toBeNull();
  });

  it('leave side by side what fits there, in a day', () => {
    const posts = ['2026-12-02T12:00', '2026-12-02T12:00', '2026-12-02T12:30'].map(at);
    expect(told(itemsByHour(posts, [], ZONE, 4)).every((one) => one.endsWith('1 0 0'))).toBe(true);
    expect(itemsByHour(posts, [], ZONE, 2)).toHaveLength(1);
  });

  it('T94: merge on the wall: 01:30 and 03:00 stand apart where an hour is skipped', () => {
    const posts = [at('2026-03-29T01:30'), at('2026-03-29T03:00')];
    // Half an hour lies between them, and an hour and a half of the column.
    expect(told(itemsByHour(posts, [], ZONE, 1))).toEqual([
      '2026-03-29 01:30 1 0 0',
      '2026-03-29 03:00 1 0 0',
    ]);
  });

  it('T94: merge on the wall: both 02:30 of the hour that comes twice are one place', () => {
    const posts = [postAt('2026-10-25T01:30:00.000Z'), postAt('2026-10-25T00:30:00.000Z')];
    const [item, ...others] = itemsByHour(posts, [], ZONE, 1);
    expect(others).toEqual([]);
    expect(item?.at).toBe('2026-10-25T00:30:00.000Z');
    expect(item?.more).toBe(1);
  });
});

describe('the days of a month', () => {
  it('show three posts, and merge the rest', () => {
    const posts = [9, 10, 11, 12, 13].map((hour) =>
      at(`2026-12-02T${String(hour).padStart(2, '0')}:00`),
    );
    expect(told(itemsByDay(posts, [], ZONE))).toEqual([
      '2026-12-02 09:00 1 0 0',
      '2026-12-02 10:00 1 0 0',
      '2026-12-02 11:00 1 0 0',
      '2026-12-02  5 2 0',
    ]);
    // "+1" takes as much room as the post.
    expect(itemsByDay(posts.slice(0, 4), [], ZONE)).toHaveLength(4);
  });

  it('show what is free below the posts, once for the day', () => {
    const open = [free('2026-12-02T08:00'), free('2026-12-02T20:00')];
    expect(told(itemsByDay([at('2026-12-02T12:00')], open, ZONE))).toEqual([
      '2026-12-02 12:00 1 0 0',
      '2026-12-02  1 0 2',
    ]);
  });

  it('are those of the shown zone', () => {
    const late = postAt('2026-12-02T23:30:00.000Z');
    expect(itemsByDay([late], [], ZONE)[0]?.date).toBe('2026-12-03');
    expect(itemsByDay([late], [], 'UTC')[0]?.date).toBe('2026-12-02');
  });

  it('leave out what has no time', () => {
    expect(itemsByDay([{ ...at('2026-12-02T12:00'), scheduledAt: null }], [], ZONE)).toEqual([]);
  });
});

describe('the weeks of a month', () => {
  it('begin on the given day, and are whole', () => {
    expect(weeksOfMonth('2026-11-30', 1).map((week) => week[0])).toEqual([
      '2026-10-26',
      '2026-11-02',
      '2026-11-09',
      '2026-11-16',
      '2026-11-23',
      '2026-11-30',
    ]);
    expect(weeksOfMonth('2026-11-01', 0).map((week) => week[0])).toEqual([
      '2026-11-01',
      '2026-11-08',
      '2026-11-15',
      '2026-11-22',
      '2026-11-29',
    ]);
    expect(weeksOfMonth('2026-02-10', 6)[0]?.[0]).toBe('2026-01-31');
    expect(weeksOfMonth('2026-10-25', 1).every((week) => new Set(week).size === 7)).toBe(true);
  });

  it('are folded once their last day is over', () => {
    expect(pastWeeks('2026-11-01', '2026-11-15', 1).map((week) => week.at(-1))).toEqual([
      '2026-11-01',
      '2026-11-08',
    ]);
    expect(pastWeeks('2026-11-01', '2026-11-16', 1)).toHaveLength(3);
    expect(pastWeeks('2026-12-01', '2026-12-01', 1)).toEqual([]);
  });

  it('are not folded in a month that has passed: it is looked at for what went', () => {
    expect(pastWeeks('2026-10-01', '2026-11-16', 1)).toEqual([]);
  });
});

describe('a list by day', () => {
  it('T94: has fourteen days, also where one has 23 or 25 hours', () => {
    for (const date of ['2026-03-20', '2026-10-20', '2026-12-01']) {
      const { from, to } = stretchOfList(date, ZONE);
      const days = daysBetween(from, to, ZONE);
      expect(days).toHaveLength(14);
      expect(new Set(days).size).toBe(14);
      expect(days[0]).toBe(date);
    }
  });
});

describe('the first day of the week', () => {
  it.each([
    ['en', ['en-GB', 'en'], 'en-GB', 1],
    ['en', ['en-US'], 'en-US', 0],
    // Reads English in Germany.
    ['en', ['de-DE'], 'en-DE', 1],
    ['en', ['de-DE', 'en-US'], 'en-US', 0],
    ['pt-BR', ['pt-PT'], 'pt-BR', 0],
    ['ja', ['ja'], 'ja', 0],
    ['fr', [], 'fr', 1],
    ['ar', ['ar-EG'], 'ar-EG', 6],
  ])('of %s with a browser in %j is that of %s', (admin, browser, locale, day) => {
    expect(readerLocale(admin, browser)).toBe(locale);
    expect(weekStart(locale)).toBe(day);
  });

  it('is the same where the browser cannot say it', () => {
    for (const region of ['US', 'GB', 'DE', 'BR', 'JP', 'EG', 'FR', 'IN', 'SA', 'PT']) {
      expect(weekStart(`en-${region}`, false)).toBe(weekStart(`en-${region}`, true));
    }
    expect(weekStart('zh-Hans', false)).toBe(1);
    expect(weekStart('not a language', false)).toBe(1);
  });
});
