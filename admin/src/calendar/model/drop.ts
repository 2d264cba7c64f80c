import { readWallTime } from '../../composer/model/wall-time';

/** What a drop on the calendar means. */
export type Drop =
  | { kind: 'at'; at: string }
  /** A day without a time, or one that does not exist or comes twice (T94): the person says which. */
  | { kind: 'ask'; date: string; time: string }
  | { kind: 'past' };

/**
 * Reads where something was dropped from the wall clock that the calendar shows there.
 *
 * Not from the calendar's own instant: FullCalendar gives 02:30 of the night in which the clocks are
 * put forward as an instant an hour earlier, and the hour that comes twice always as the first one.
 *
 * @param wall  YYYY-MM-DD or YYYY-MM-DDTHH:mm…, whatever offset follows
 * @param zone  the IANA zone that the calendar is shown in
 * @param now  epoch milliseconds
 */
export const readDrop = (wall: string, zone: string, now: number): Drop => {
  const [date = '', clock = ''] = wall.split('T');
  const time = clock.slice(0, 5);
  const read = readWallTime(date, time, zone);
  if (read.kind !== 'one') return { kind: 'ask', date, time };
  return Date.parse(read.at) <= now ? { kind: 'past' } : { kind: 'at', at: read.at };
};
