import { DateTime } from 'luxon';

/** The hour of the account's own day at which it is measured. */
const HOUR_OF_DAY = 3;

const local = (ms: number, timeZone: string | null): DateTime => {
  const there = DateTime.fromMillis(ms, { zone: timeZone ?? 'utc' });
  return there.isValid ? there : DateTime.fromMillis(ms, { zone: 'utc' });
};

/** The day in the account's zone, `2026-11-30`; UTC where it has none. */
export const dayOf = (ms: number, timeZone: string | null): string =>
  local(ms, timeZone).toFormat('yyyy-MM-dd');

/**
 * The next 03:00 in the account's zone after `after` (epoch ms). Where summer time skips that hour it
 * is the one behind; where it comes twice, the first.
 */
export const nextMorning = (after: number, timeZone: string | null): number => {
  const now = local(after, timeZone);
  const at = (day: DateTime): number => day.startOf('day').set({ hour: HOUR_OF_DAY }).toMillis();
  const today = at(now);
  return today > after ? today : at(now.plus({ days: 1 }));
};
