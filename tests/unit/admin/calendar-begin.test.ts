import { beginningAt } from '../../../admin/src/calendar/model/begin';
import { cameFrom, newPostAddress, readBegins } from '../../../admin/src/new-post/begins';

const BERLIN = 'Europe/Berlin';
const NOW = Date.parse('2026-03-01T12:00:00Z');

describe('what a place in the calendar begins', () => {
  const free = [{ accountId: 7, at: '2026-03-02T17:00:00.000Z' }];
  const begin = (wall: string, openTimes = free) =>
    beginningAt(wall, { zone: BERLIN, openTimes }, NOW);

  it('is a post for its time on the wall', () => {
    expect(begin('2026-03-02T09:30:00+01:00')).toEqual({
      place: { at: '2026-03-02T08:30:00.000Z' },
    });
  });

  it('is on a day its next free posting time, with whose it is', () => {
    expect(begin('2026-03-02')).toEqual({
      place: { at: '2026-03-02T17:00:00.000Z' },
      accountId: 7,
    });
  });

  it('is on a day without one the day, whose time the person types', () => {
    expect(begin('2026-03-03')).toEqual({ place: { date: '2026-03-03' } });
    expect(begin('2026-03-01')).toEqual({ place: { date: '2026-03-01' } });
  });

  it('is nothing where it has passed', () => {
    expect(begin('2026-03-01T12:30:00+01:00')).toBeNull();
    expect(begin('2026-02-28')).toBeNull();
  });

  it('T94: keeps an hour that does not exist as it stands: the form asks about it', () => {
    expect(begin('2026-03-29T02:30:00+02:00', [])).toEqual({
      place: { date: '2026-03-29', time: '02:30' },
    });
  });
});

describe('the address of a new post', () => {
  const read = (address: string) => readBegins(new URLSearchParams(address.split('?')[1]), BERLIN);

  it('says when, and for which account', () => {
    const at = '2026-12-02T11:00:00.000Z';
    expect(read(newPostAddress({ at }, 7))).toEqual({
      when: { type: 'at', date: '2026-12-02', time: '12:00', picked: at },
      accountId: 7,
    });
    expect(read(newPostAddress({ date: '2026-12-02' }))).toEqual({
      when: { type: 'at', date: '2026-12-02', time: '', picked: null },
      accountId: null,
    });
  });

  it('T94: names of an hour that comes twice the one that was meant', () => {
    const at = '2026-10-25T01:30:00.000Z';
    expect(read(newPostAddress({ at }))?.when).toMatchObject({ time: '02:30', picked: at });
  });

  it.each([
    '?',
    '?at=tomorrow',
    '?date=2026-13-45',
    '?date=2.12.2026',
    '?accountId=7',
    `?at=${'9'.repeat(400)}`,
  ])('begins nothing from "%s"', (address) => {
    expect(read(address)).toBeNull();
  });

  it('leaves out a time and an account that are none', () => {
    expect(read('?date=2026-12-02&time=25:00&accountId=7%20or%201')).toEqual({
      when: { type: 'at', date: '2026-12-02', time: '', picked: null },
      accountId: null,
    });
  });

  it('leads back to pages of ours alone', () => {
    const from = '/plugins/tiktok/calendar?view=week';
    expect(cameFrom({ from })).toBe(from);
    for (const state of [null, {}, { from: 7 }, { from: 'https://example.com' }, { from: '//x' }]) {
      expect(cameFrom(state)).toBeNull();
    }
  });
});
