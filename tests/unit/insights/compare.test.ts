import fc from 'fast-check';

import { bestTime, timely } from '../../../server/src/insights/compare/best-time';
import { gained } from '../../../server/src/insights/compare/gained';
import { compare, engagement, median, usualOf } from '../../../server/src/insights/compare/usual';
import { ageFor, isLate, nextAgeAt, POST_AGES } from '../../../server/src/insights/ages';
import { dayOf, nextMorning } from '../../../server/src/insights/days';
import { gain, times, usual } from './recompute';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 30);

const views = fc.bigInt({ min: 0n, max: 10n ** 12n });
const sets = fc.array(
  fc.record({
    createdAt: fc.integer({ min: 1, max: 400 }).map((n) => n * 1000),
    kind: fc.constantFrom('video' as const, 'photo' as const),
    samples: fc.uniqueArray(
      fc.record({ hours: fc.constantFrom(1, 3, 24, 168), views, late: fc.boolean() }),
      { selector: ({ hours }) => hours, maxLength: 4 },
    ),
  }),
  { minLength: 1, maxLength: 45, size: 'max' },
);

describe('what an account usually gets', () => {
  it('is what a second reckoning from the raw samples finds, over a thousand random sets', () => {
    fc.assert(
      fc.property(sets, fc.nat(), (videos, pick) => {
        // No two are made in the same moment: which of them came first would be anybody's guess.
        const raw = videos.flatMap(({ createdAt, kind, samples }, video) =>
          samples.map((one) => ({ ...one, kind, video, createdAt: createdAt * 100 + video })),
        );
        const mine = pick % videos.length;
        const of = {
          video: mine,
          kind: videos[mine]!.kind,
          createdAt: videos[mine]!.createdAt * 100 + mine,
        };
        const ours = compare(
          of,
          raw.filter(({ late }) => !late),
        );
        const theirs = usual(raw, mine);
        expect(
          ours && { hours: ours.hours, views: ours.views, of: ours.of, usual: ours.usual },
        ).toEqual(theirs);
      }),
      { numRuns: 1000 },
    );
  });

  const at = (video: number, count: bigint, more = {}) => ({
    video,
    kind: 'video' as const,
    createdAt: video,
    hours: 24,
    views: count,
    ...more,
  });

  it('is the median of the last 20 before it, at the same age', () => {
    const all = Array.from({ length: 30 }, (_, n) => at(n, BigInt(n)));
    expect(compare(at(29, 29n), all)).toEqual({
      hours: 24,
      views: 29n,
      usual: 18.5,
      of: 20,
      times: 29 / 18.5,
    });
  });

  it('is not said of fewer than five, and photos are no videos', () => {
    const all = [at(9, 90n), ...[1, 2, 3, 4].map((n) => at(n, 10n)), at(5, 5n, { kind: 'photo' })];
    expect(compare(at(9, 90n), all)).toMatchObject({ usual: null, of: 4, times: null });
  });

  it('is said of an earlier age where the latest has too few', () => {
    const all = [
      at(9, 90n),
      at(9, 200n, { hours: 168 }),
      ...[1, 2, 3, 4, 5].map((n) => at(n, 45n)),
    ];
    expect(compare(at(9, 0n), all)).toMatchObject({ hours: 24, times: 2 });
  });
});

describe('what was gained in a period', () => {
  const sample = fc.record({
    at: fc.integer({ min: 0, max: 60 }).map((n) => n * 12 * HOUR),
    views,
  });
  it('is what a second reckoning finds, over a thousand random sets', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(sample, { selector: ({ at }) => at, maxLength: 20, size: 'max' }),
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        (samples, born, from, length) => {
          const period = { from: from * DAY, to: (from + length) * DAY };
          const full = samples.map((one) => ({ ...one, likes: 0n, comments: null, shares: 0n }));
          const ours = gained(full, born * DAY, period);
          expect(ours?.counters.views ?? null).toEqual(
            gain(samples, born * DAY, period.from, period.to),
          );
          expect(ours?.counters.comments ?? null).toBeNull();
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('says from when to when was measured where no sample lies near a border, and may be negative', () => {
    const at = (day: number, count: bigint) => ({
      at: day * DAY,
      views: count,
      likes: null,
      comments: null,
      shares: null,
    });
    expect(gained([at(15, 100n), at(20, 90n)], 0, { from: 10 * DAY, to: 30 * DAY })).toEqual({
      counters: { views: -10n, likes: null, comments: null, shares: null },
      from: 15 * DAY,
      to: 20 * DAY,
      partly: true,
    });
    expect(
      gained([at(10, 100n), at(29.5, 190n)], 0, { from: 10 * DAY, to: 30 * DAY }),
    ).toMatchObject({ partly: false });
    expect(gained([at(15, 100n)], 0, { from: 10 * DAY, to: 30 * DAY })).toBeNull();
  });
});

describe('the best time', () => {
  it('is what a second reckoning with another calendar finds, over a thousand random sets', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            kind: fc.constantFrom('video' as const, 'video' as const, 'photo' as const),
            createdAt: fc.integer({ min: 0, max: 200 * 24 * 4 }).map((n) => NOW - n * 900_000),
            views,
          }),
          { maxLength: 120, size: 'max' },
        ),
        fc.constantFrom(
          'Europe/Berlin',
          'America/New_York',
          'Australia/Lord_Howe',
          'Asia/Kolkata',
          'UTC',
        ),
        (posts, zone) => {
          const ours = bestTime(posts, zone, NOW);
          const theirs = times(posts, zone, NOW);
          if (theirs === null) return expect(ours).toBeNull();
          const filled = Object.fromEntries(
            (ours ?? [])
              .filter((cell) => cell.posts > 0)
              .map(({ weekday, hour, ...cell }) => [`${weekday}/${hour}`, cell]),
          );
          expect(filled).toEqual(theirs);
          expect(ours).toHaveLength(42);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

it('measures a photo by what photos get, when it tells the best time', () => {
  const day = (n: number): number => NOW - n * DAY;
  const post = (n: number, kind: 'video' | 'photo', views: bigint) => ({
    createdAt: day(n),
    kind,
    views,
  });
  // Photos get a tenth of what videos get: at their own time they do as photos do.
  const posts = Array.from({ length: 30 }, (_, n) =>
    n % 7 === 0 ? post(n, 'photo', 100n) : post(n, 'video', 1_000n),
  );
  const told = bestTime(posts, 'UTC', NOW)?.flatMap(({ times: factor }) => factor ?? []);
  expect(told).toHaveLength(7);
  expect(new Set(told)).toEqual(new Set([1]));
  // Of four photos nobody can say what is usual.
  expect(timely(posts.slice(0, 28), NOW).every(({ kind }) => kind === 'video')).toBe(true);
});

it('says what a group usually gets of its videos or of its photos, whichever are more', () => {
  const of = (kind: 'video' | 'photo', count: number, views: number) =>
    Array.from({ length: count }, () => ({ kind, views }));
  expect(usualOf([...of('video', 5, 900), ...of('photo', 6, 40)])).toEqual({ usual: 40, of: 6 });
  expect(usualOf([...of('video', 5, 900), ...of('photo', 4, 40)])).toEqual({ usual: 900, of: 5 });
  expect(usualOf([...of('video', 4, 900), ...of('photo', 4, 40)])).toEqual({ usual: null, of: 4 });
});

it('takes the mean of the two in the middle, and of nothing none', () => {
  expect([median([]), median([3]), median([4, 1]), median([9, 1, 2])]).toEqual([null, 3, 2.5, 2]);
});

it('reckons engagement from 100 views on, and not where a counter is missing', () => {
  const counters = { views: 200n, likes: 10n, comments: 6n, shares: 4n };
  expect(engagement(counters)).toBe(0.1);
  expect(engagement({ ...counters, views: 99n })).toBeNull();
  expect(engagement({ ...counters, shares: null })).toBeNull();
});

describe('ages', () => {
  it('are those of the plan, the latest that has come, and none after a year', () => {
    expect(POST_AGES.slice(0, 8)).toEqual([1, 3, 8, 24, 48, 168, 672, 2160]);
    expect(POST_AGES.at(-1)).toBe(360 * 24);
    expect([
      ageFor('post', 0, HOUR - 1),
      ageFor('post', 0, HOUR),
      ageFor('post', 0, 30 * HOUR),
    ]).toEqual([null, 1, 24]);
    expect([
      nextAgeAt('post', 0, 0),
      nextAgeAt('post', 0, 30 * HOUR),
      nextAgeAt('post', 0, 361 * DAY),
    ]).toEqual([HOUR, 48 * HOUR, null]);
    expect([nextAgeAt('other', 0, 25 * HOUR), ageFor('other', 0, 50 * HOUR)]).toEqual([
      48 * HOUR,
      48,
    ]);
  });

  it('allow a fifth of lateness, and never less than 15 minutes', () => {
    expect([isLate(1, HOUR + 15 * 60_000), isLate(1, HOUR + 15 * 60_000 + 1)]).toEqual([
      false,
      true,
    ]);
    expect([isLate(24, 28.8 * HOUR), isLate(24, 28.8 * HOUR + 1)]).toEqual([false, true]);
  });
});

describe('three in the morning', () => {
  const at = (iso: string, zone: string) =>
    new Date(nextMorning(Date.parse(iso), zone)).toISOString();
  it('follows the zone through the days on which its clocks change', () => {
    expect(at('2026-03-28T12:00:00Z', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z');
    expect(at('2026-10-24T12:00:00Z', 'Europe/Berlin')).toBe('2026-10-25T02:00:00.000Z');
    // In Helsinki the clock goes from 03:00 to 04:00 that night.
    expect(at('2026-03-28T12:00:00Z', 'Europe/Helsinki')).toBe('2026-03-29T01:00:00.000Z');
    expect(at('2026-06-01T07:00:00Z', 'America/New_York')).toBe('2026-06-02T07:00:00.000Z');
    expect(dayOf(Date.parse('2026-06-01T02:00:00Z'), 'America/New_York')).toBe('2026-05-31');
  });
});
