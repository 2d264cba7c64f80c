import { type OpenTime } from '../../../../contracts/plan';
import { wallTimeOf } from '../../composer/model/wall-time';
import { type BeginsAt } from '../../new-post/begins';
import { readDrop } from './drop';

/**
 * What a place of the calendar begins; null: it has passed.
 *
 * @param wall  what stands there on the wall: YYYY-MM-DD, with a time in week and day
 * @param now  epoch milliseconds
 */
export const beginningAt = (
  wall: string,
  { zone, openTimes }: { zone: string; openTimes: readonly OpenTime[] },
  now: number,
): { place: BeginsAt; accountId?: number } | null => {
  const drop = readDrop(wall, zone, now);
  if (drop.kind === 'past') return null;
  if (drop.kind === 'at') return { place: { at: drop.at } };
  const { date, time } = drop;
  if (date < wallTimeOf(new Date(now).toISOString(), zone).date) return null;
  if (time !== '') return { place: { date, time } };
  // A day has no time yet: its next free posting time, or the person types one.
  const free = openTimes.find(({ at }) => wallTimeOf(at, zone).date === date);
  return free ? { place: { at: free.at }, accountId: free.accountId } : { place: { date } };
};
