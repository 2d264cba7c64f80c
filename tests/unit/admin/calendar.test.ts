import { readDrop } from '../../../admin/src/calendar/model/drop';
import {
  daysOf,
  eventOf,
  forecastEvents,
  mayMove,
  timeOf,
} from '../../../admin/src/calendar/model/events';
import { colourOf, PALETTE } from '../../../admin/src/calendar/model/palette';
import { mayUndo } from '../../../admin/src/calendar/model/moved';
import { whyFixed } from '../../../admin/src/calendar/model/why-fixed';
import { rememberedZone, rememberZone, zoneOf } from '../../../admin/src/calendar/model/zone';
import { type CapForecast } from '../../../contracts/plan';
import { type PostAction, type PostState, postState } from '../../../contracts/posts';
import { summaryOf } from '../../component/support/things';

const BERLIN = 'Europe/Berlin';
const NOW = Date.parse('2026-03-01T00:00:00Z');

describe('a drop on the calendar', () => {
  it('means the time on the wall of the zone that is shown', () => {
    expect(readDrop('2026-07-02T10:00:00+02:00', BERLIN, NOW)).toEqual({
      kind: 'at',
      at: '2026-07-02T08:00:00.000Z',
    });
    expect(readDrop('2026-07-02T10:00:00Z', 'UTC', NOW)).toEqual({
      kind: 'at',
      at: '2026-07-02T10:00:00.000Z',
    });
  });

  it('T94: on an hour that does not exist is asked about instead of being sent an hour earlier', () => {
    // FullCalendar reads 02:30 with the offset of 03:30: 00:30 UTC, which is 01:30 on the wall.
    expect(readDrop('2026-03-29T02:30:00+02:00', BERLIN, NOW)).toEqual({
      kind: 'ask',
      date: '2026-03-29',
      time: '02:30',
    });
  });

  it('T94: on an hour that comes twice is asked about instead of taking the first one', () => {
    expect(readDrop('2026-10-25T02:30:00+02:00', BERLIN, NOW)).toEqual({
      kind: 'ask',
      date: '2026-10-25',
      time: '02:30',
    });
  });

  it('T92: keeps the hour on the wall when it is dragged over a change of the clocks', () => {
    expect(readDrop('2026-03-28T18:00:00+01:00', BERLIN, NOW)).toMatchObject({
      at: '2026-03-28T17:00:00.000Z',
    });
    expect(readDrop('2026-03-30T18:00:00+02:00', BERLIN, NOW)).toMatchObject({
      at: '2026-03-30T16:00:00.000Z',
    });
  });

  it('on a day of the month asks for the time', () => {
    expect(readDrop('2026-07-02', BERLIN, NOW)).toEqual({
      kind: 'ask',
      date: '2026-07-02',
      time: '',
    });
  });

  it('on a time that has passed moves nothing', () => {
    expect(readDrop('2026-03-01T01:00:00+01:00', BERLIN, NOW)).toEqual({ kind: 'past' });
    expect(readDrop('2026-03-01T01:01:00+01:00', BERLIN, NOW).kind).toBe('at');
  });
});

describe('a post in the calendar', () => {
  const may = (...actions: PostAction[]) => ({ actions });

  it('stands where it went out, else where it is to', () => {
    const scheduledAt = '2026-07-02T08:00:00.000Z';
    const publishedAt = '2026-07-02T08:00:41.000Z';
    expect(timeOf({ scheduledAt, publishedAt })).toBe(publishedAt);
    expect(timeOf({ scheduledAt, publishedAt: null })).toBe(scheduledAt);
  });

  it('can be dragged exactly where the server offers another time', () => {
    expect(mayMove(may('edit', 'reschedule'))).toBe(true);
    expect(mayMove(may('edit'))).toBe(false);
    const item = (actions: PostAction[], more = 0) => {
      const post = summaryOf({ id: 7, actions });
      const at = post.scheduledAt;
      return eventOf({ key: 'x', date: '', at, post, more, posts: [post], openTimes: [] });
    };
    expect(item(['reschedule'])).toMatchObject({ id: 'x', startEditable: true });
    expect(item(['edit']).startEditable).toBe(false);
    // Which of them would go is not to be seen.
    expect(item(['reschedule'], 1).startEditable).toBe(false);
  });

  it('says in every state why it cannot be moved', () => {
    for (const state of postState.options) {
      expect(whyFixed({ state, ...may('reschedule') })).toBeNull();
      expect(whyFixed({ state, ...may() })).toEqual(expect.any(String));
    }
    expect(whyFixed({ state: 'published', ...may('duplicate') })).toBe('onTikTok');
    expect(whyFixed({ state: 'held', ...may('edit') })).toBe('held');
  });

  it('goes back to a time to come, and a draft to none', () => {
    const moved = (state: PostState, from: string | null) => ({
      post: { state },
      from,
      at: '2026-07-02T08:00:00.000Z',
    });
    expect(mayUndo(moved('scheduled', '2026-07-01T08:00:00.000Z'), NOW)).toBe(true);
    expect(mayUndo(moved('scheduled', '2026-02-28T08:00:00.000Z'), NOW)).toBe(false);
    expect(mayUndo(moved('draft', null), NOW)).toBe(true);
    expect(mayUndo(moved('awaiting_approval', null), NOW)).toBe(false);
  });
});

describe('where more is planned than TikTok takes', () => {
  const forecast: CapForecast = {
    accountId: 1,
    shareType: 'direct_post',
    limit: 15,
    planned: 17,
    from: '2026-03-28T22:30:00.000Z',
    to: '2026-03-29T22:30:00.000Z',
    postIds: [16, 17],
  };

  it('T94: is marked by days of the zone, also over a day of 23 hours', () => {
    expect(daysOf(forecast, BERLIN)).toEqual(['2026-03-28', '2026-03-29', '2026-03-30']);
    expect(daysOf(forecast, 'UTC')).toEqual(['2026-03-28', '2026-03-29']);
  });

  it('marks a day of the month once, however many stretches touch it', () => {
    const inbox: CapForecast = { ...forecast, shareType: 'inbox' };
    const events = forecastEvents([forecast, inbox], 'month', 'UTC');
    expect(events.map(({ start }) => start)).toEqual(['2026-03-28', '2026-03-29']);
    expect(events.every(({ allDay, display }) => allDay && display === 'background')).toBe(true);
  });

  it('marks the stretch itself in week and day, an hour where it is one moment', () => {
    expect(forecastEvents([forecast], 'week', BERLIN)).toEqual([
      expect.objectContaining({ start: forecast.from, end: forecast.to, display: 'background' }),
    ]);
    const moment = { ...forecast, to: forecast.from };
    expect(forecastEvents([moment], 'day', BERLIN)[0]).toMatchObject({
      end: '2026-03-28T23:30:00.000Z',
    });
  });
});

describe('the colour of an account', () => {
  const luminance = (hex: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5]
      .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one: string, other: string): number => {
    const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };

  it('is always the same, and another one for the next account', () => {
    expect(colourOf(3)).toBe(colourOf(3));
    const ids = Array.from({ length: PALETTE.length }, (_, index) => index + 1);
    expect(new Set(ids.map(colourOf)).size).toBe(PALETTE.length);
  });

  it.each(PALETTE)('%s can be told from the light and from the dark background', (colour) => {
    // The design system's neutral0 and neutral100 of both themes.
    for (const background of ['#ffffff', '#f6f6f9', '#212134', '#181826']) {
      expect(contrast(colour, background)).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('the time zone of the calendar', () => {
  it('is mine, the account’s, or UTC', () => {
    expect(zoneOf('mine', 'Asia/Tokyo', BERLIN)).toBe(BERLIN);
    expect(zoneOf('account', 'Asia/Tokyo', BERLIN)).toBe('Asia/Tokyo');
    expect(zoneOf('account', null, BERLIN)).toBe(BERLIN);
    expect(zoneOf('utc', 'Asia/Tokyo', BERLIN)).toBe('UTC');
  });

  it('is remembered, and asked for again where the browser keeps nothing', () => {
    // Node has no storage of a browser: reading and writing must not fail.
    expect(rememberedZone()).toBe('mine');
    expect(() => rememberZone('utc')).not.toThrow();
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    Object.defineProperty(globalThis, 'localStorage', { value: storage, configurable: true });
    try {
      rememberZone('utc');
      expect(rememberedZone()).toBe('utc');
      kept.set([...kept.keys()][0] ?? '', 'nonsense');
      expect(rememberedZone()).toBe('mine');
    } finally {
      Reflect.deleteProperty(globalThis, 'localStorage');
    }
  });
});
