import { DateTime } from 'luxon';

import { type PostingTime } from '../../../contracts/plan';
import { forecastCaps } from '../../../server/src/plan/forecast';
import { momentsOf, timeOf } from '../../../server/src/plan/import-time';
import { freeTimesBetween, nextFreeTime } from '../../../server/src/posts/people/next-time';

const ZONE = 'Europe/Berlin';
const at = (iso: string): number => DateTime.fromISO(iso, { zone: ZONE }).toMillis();
const shown = (ms: number | null): string | null =>
  ms === null
    ? null
    : DateTime.fromMillis(ms, { zone: ZONE }).toISO({ suppressMilliseconds: true });

describe('the next posting time of an account', () => {
  const times: PostingTime[] = [
    { weekday: 1, time: '18:00' },
    { weekday: 3, time: '18:00' },
    { weekday: 5, time: '09:30' },
  ];

  it('is the first one to come, in the account’s own zone', () => {
    expect(shown(nextFreeTime(times, ZONE, at('2026-11-24T12:00'), []))).toBe(
      '2026-11-25T18:00:00+01:00',
    );
  });

  it('is never one that has passed, however many were missed (T11)', () => {
    const after = at('2026-11-25T18:00:30');
    expect(shown(nextFreeTime(times, ZONE, after, []))).toBe('2026-11-27T09:30:00+01:00');
  });

  it('is not one that another post takes', () => {
    const taken = [at('2026-11-25T18:00'), at('2026-11-27T09:30')];
    expect(shown(nextFreeTime(times, ZONE, at('2026-11-24T12:00'), taken))).toBe(
      '2026-11-30T18:00:00+01:00',
    );
  });

  it('keeps its wall clock over both changes of the clocks (T90, T94)', () => {
    const daily: PostingTime[] = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
      weekday,
      time: '18:00',
    }));
    expect(shown(nextFreeTime(daily, ZONE, at('2026-03-28T19:00'), []))).toBe(
      '2026-03-29T18:00:00+02:00',
    );
    expect(shown(nextFreeTime(daily, ZONE, at('2026-10-24T19:00'), []))).toBe(
      '2026-10-25T18:00:00+01:00',
    );
  });

  it('is not lost in the hour that the clocks skip, and comes once in the one they repeat (T94)', () => {
    const night: PostingTime[] = [{ weekday: 7, time: '02:30' }];
    expect(shown(nextFreeTime(night, ZONE, at('2026-03-28T12:00'), []))).toBe(
      '2026-03-29T03:30:00+02:00',
    );
    const first = nextFreeTime(night, ZONE, at('2026-10-24T12:00'), []);
    expect(shown(first)).toBe('2026-10-25T02:30:00+02:00');
    expect(shown(nextFreeTime(night, ZONE, first ?? 0, []))).toBe('2026-11-01T02:30:00+01:00');
  });

  it('is none where there are no times, or the zone is unknown', () => {
    expect(nextFreeTime([], ZONE, at('2026-11-24T12:00'), [])).toBeNull();
    expect(nextFreeTime(times, 'Mars/Olympus', at('2026-11-24T12:00'), [])).toBeNull();
  });
});

describe('the free posting times of a stretch', () => {
  const weekly: PostingTime[] = [
    { weekday: 6, time: '18:00' },
    { weekday: 7, time: '02:30' },
    { weekday: 7, time: '18:00' },
  ];
  const between = (from: string, to: string, taken: number[] = []) =>
    freeTimesBetween(weekly, ZONE, at(from), at(to), taken).map(shown);

  it('are all between its ends, without those that a post takes', () => {
    expect(between('2026-11-28T18:00', '2026-12-05T18:00', [at('2026-11-29T18:00')])).toEqual([
      '2026-11-29T02:30:00+01:00',
    ]);
  });

  it('keep their wall clock over both changes of the clocks (T90, T94)', () => {
    expect(between('2026-03-28T00:00', '2026-03-30T00:00')).toEqual([
      '2026-03-28T18:00:00+01:00',
      '2026-03-29T03:30:00+02:00',
      '2026-03-29T18:00:00+02:00',
    ]);
    expect(between('2026-10-24T20:00', '2026-10-26T00:00')).toEqual([
      '2026-10-25T02:30:00+02:00',
      '2026-10-25T18:00:00+01:00',
    ]);
  });

  it('are none where there are no times, or the zone is unknown', () => {
    const [from, to] = [at('2026-11-24T12:00'), at('2026-12-24T12:00')];
    expect(freeTimesBetween([], ZONE, from, to, [])).toEqual([]);
    expect(freeTimesBetween(weekly, 'Mars/Olympus', from, to, [])).toEqual([]);
  });
});

describe('a time in an imported row', () => {
  const read = (time: string, zone = ZONE) => {
    const problems: { message: string }[] = [];
    return { at: timeOf({ time }, zone, problems as never), says: problems[0]?.message ?? null };
  };

  it('is read in the given zone', () => {
    expect(shown(read('2031-07-01 18:00').at)).toBe('2031-07-01T18:00:00+02:00');
    expect(shown(read('2031-07-01T16:00:00Z').at)).toBe('2031-07-01T18:00:00+02:00');
  });

  it('is asked about where the clocks skip or repeat it (T91, T94)', () => {
    expect(read('2031-03-30 02:30')).toMatchObject({
      at: null,
      says: expect.stringContaining('skip'),
    });
    expect(read('2031-10-26 02:30')).toMatchObject({
      at: null,
      says: expect.stringContaining('2031-10-26T02:30:00+02:00'),
    });
    expect(momentsOf(Date.UTC(2031, 9, 26, 2, 30), ZONE)).toHaveLength(2);
  });

  it('says what is wrong with it', () => {
    expect(read('tomorrow').says).toContain('2026-12-01 18:00');
    expect(read('2020-01-01 10:00').says).toContain('past');
    expect(read('2031-01-01 10:00', 'Mars/Olympus').says).toContain('not known');
  });
});

describe('the forecast of TikTok’s caps', () => {
  const limits = { direct_post: 3, inbox: 2 };
  const posts = (...hours: number[]) =>
    hours.map((hour, index) => ({
      id: index + 1,
      accountId: 7,
      shareType: 'direct_post' as const,
      at: hour * 3_600_000,
    }));

  it('names the posts that would have to wait, and the stretch', () => {
    expect(forecastCaps(posts(0, 5, 10, 15, 20), limits)).toEqual([
      {
        accountId: 7,
        shareType: 'direct_post',
        limit: 3,
        planned: 5,
        from: '1970-01-01T00:00:00.000Z',
        to: '1970-01-01T20:00:00.000Z',
        postIds: [4, 5],
      },
    ]);
  });

  it('counts rolling 24 hours, not calendar days', () => {
    expect(forecastCaps(posts(20, 22, 26, 30), limits)).toHaveLength(1);
    expect(forecastCaps(posts(0, 8, 16, 24, 32, 40, 48), limits)).toEqual([]);
  });

  it('keeps accounts and Share Types apart', () => {
    const mixed = posts(0, 1, 2, 3).map((post, index) => ({
      ...post,
      accountId: index % 2,
    }));
    expect(forecastCaps(mixed, limits)).toEqual([]);
  });
});
