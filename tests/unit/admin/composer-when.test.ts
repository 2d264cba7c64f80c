import {
  readWallTime,
  sameClock,
  wallTimeOf,
  zonedText,
} from '../../../admin/src/composer/model/wall-time';
import {
  instantOf,
  postTimeOf,
  type When,
  whenOfPost,
  whenProblem,
} from '../../../admin/src/composer/model/when';

const BERLIN = 'Europe/Berlin';
const at = (date: string, time: string, picked: string | null = null): When => ({
  type: 'at',
  date,
  time,
  picked,
});

describe('a time on the wall', () => {
  it('is one instant on an ordinary day, in the zone of the person', () => {
    expect(readWallTime('2026-11-02', '10:00', BERLIN)).toEqual({
      kind: 'one',
      at: '2026-11-02T09:00:00.000Z',
    });
    expect(readWallTime('2026-07-02', '10:00', BERLIN)).toEqual({
      kind: 'one',
      at: '2026-07-02T08:00:00.000Z',
    });
    expect(readWallTime('2026-07-02', '10:00', 'Asia/Kolkata')).toEqual({
      kind: 'one',
      at: '2026-07-02T04:30:00.000Z',
    });
  });

  it('is none while it is half typed', () => {
    expect(readWallTime('', '10:00', BERLIN)).toEqual({ kind: 'none' });
    expect(readWallTime('2026-11-02', '', BERLIN)).toEqual({ kind: 'none' });
    expect(readWallTime('2026-02-30', '10:00', BERLIN)).toEqual({ kind: 'none' });
  });

  it('T94: does not exist where the clocks are put forward; the two nearest are named', () => {
    expect(readWallTime('2026-03-29', '02:30', BERLIN)).toEqual({
      kind: 'gap',
      before: '2026-03-29T00:59:00.000Z',
      after: '2026-03-29T01:00:00.000Z',
    });
    expect(wallTimeOf('2026-03-29T00:59:00.000Z', BERLIN).time).toBe('01:59');
    expect(wallTimeOf('2026-03-29T01:00:00.000Z', BERLIN).time).toBe('03:00');
    expect(readWallTime('2026-03-29', '03:00', BERLIN).kind).toBe('one');
    expect(readWallTime('2026-03-29', '01:59', BERLIN).kind).toBe('one');
  });

  it('T94: finds a gap of half an hour, and a day that was left out', () => {
    expect(readWallTime('2026-10-04', '02:15', 'Australia/Lord_Howe')).toEqual({
      kind: 'gap',
      before: '2026-10-03T15:29:00.000Z',
      after: '2026-10-03T15:30:00.000Z',
    });
    expect(readWallTime('2011-12-30', '12:00', 'Pacific/Apia')).toEqual({
      kind: 'gap',
      before: '2011-12-30T09:59:00.000Z',
      after: '2011-12-30T10:00:00.000Z',
    });
  });

  it('T94: comes twice where the clocks are put back; both are named, the earlier one first', () => {
    expect(readWallTime('2026-10-25', '02:30', BERLIN)).toEqual({
      kind: 'twice',
      first: '2026-10-25T00:30:00.000Z',
      second: '2026-10-25T01:30:00.000Z',
    });
    expect(readWallTime('2026-10-25', '03:00', BERLIN).kind).toBe('one');
    const names = ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'].map((instant) =>
      zonedText(instant, BERLIN, 'en'),
    );
    expect(names[0]).not.toBe(names[1]);
  });

  it('T91: is compared as an instant: London in summer is not the UTC that it reads like', () => {
    const now = Date.parse('2026-07-02T09:30:00Z');
    // 10:35 in London is 09:35 UTC: five minutes from now, though "10:35" and "09:30Z" are an hour apart.
    expect(whenProblem(at('2026-07-02', '10:35'), 'Europe/London', now)).toBeNull();
    expect(whenProblem(at('2026-07-02', '10:25'), 'Europe/London', now)).toBe('past');
  });

  it('knows whether another zone shows the same clock at that instant', () => {
    expect(sameClock('2026-11-02T09:00:00Z', BERLIN, 'Europe/Madrid')).toBe(true);
    expect(sameClock('2026-11-02T09:00:00Z', BERLIN, 'Europe/London')).toBe(false);
    expect(sameClock('2026-07-02T09:00:00Z', 'Europe/London', 'UTC')).toBe(false);
    expect(sameClock('2026-12-02T09:00:00Z', 'Europe/London', 'UTC')).toBe(true);
  });
});

describe('when', () => {
  const now = Date.parse('2026-11-02T09:00:00Z');

  it('wants a time that is still to come', () => {
    expect(whenProblem({ type: 'now' }, BERLIN, now)).toBeNull();
    expect(whenProblem({ type: 'entry_published' }, BERLIN, now)).toBeNull();
    expect(whenProblem(at('', ''), BERLIN, now)).toBe('missing');
    expect(whenProblem(at('2026-11-02', '10:00'), BERLIN, now)).toBe('past');
    expect(whenProblem(at('2026-11-02', '10:01'), BERLIN, now)).toBeNull();
  });

  it('T94: guesses nothing: a time that does not exist or comes twice waits for an answer', () => {
    expect(whenProblem(at('2027-03-28', '02:30'), BERLIN, now)).toBe('gap');
    expect(whenProblem(at('2027-10-31', '02:30'), BERLIN, now)).toBe('twice');
    expect(postTimeOf(at('2027-03-28', '02:30'), BERLIN)).toBeNull();
    const second = '2027-10-31T01:30:00.000Z';
    expect(whenProblem(at('2027-10-31', '02:30', second), BERLIN, now)).toBeNull();
    expect(postTimeOf(at('2027-10-31', '02:30', second), BERLIN)).toEqual({
      type: 'at',
      at: second,
    });
  });

  it('T94: an answer to another question does not count', () => {
    const old = '2026-10-25T01:30:00.000Z';
    expect(instantOf(at('2027-10-31', '02:30', old), BERLIN)).toBeNull();
  });

  it('of a post that exists is its time in the zone of the person, to the right one of two hours', () => {
    const planned = (scheduledAt: string | null, waitsForEntry = false) =>
      whenOfPost({ scheduledAt, waitsForEntry }, BERLIN, now);
    expect(planned('2026-12-24T17:00:00.000Z')).toMatchObject({
      date: '2026-12-24',
      time: '18:00',
    });
    for (const instant of ['2027-10-31T00:30:00.000Z', '2027-10-31T01:30:00.000Z']) {
      expect(instantOf(planned(instant), BERLIN)).toBe(instant);
    }
    expect(planned(null, true)).toEqual({ type: 'entry_published' });
    expect(planned('2026-11-01T17:00:00.000Z')).toEqual({ type: 'now' });
    expect(planned(null)).toEqual({ type: 'now' });
  });
});
