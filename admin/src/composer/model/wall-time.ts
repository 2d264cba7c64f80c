import { DateTime } from 'luxon';

/**
 * What a date and a time on the wall mean in a time zone. Where the clocks are put forward a time
 * does not exist, where they are put back it exists twice (T94): neither is guessed.
 * Instants are ISO 8601 in UTC.
 */
export type WallTime =
  | { kind: 'none' }
  | { kind: 'one'; at: string }
  /** It does not exist; the last minute before and the first one after. */
  | { kind: 'gap'; before: string; after: string }
  | { kind: 'twice'; first: string; second: string };

const MINUTE_MS = 60_000;

const iso = (ms: number): string => new Date(ms).toISOString();

/** The first minute in (from, to] at which the zone's offset differs from that at `from`. */
const offsetChange = (from: number, to: number, zone: string): number => {
  const offsetAt = (ms: number) => DateTime.fromMillis(ms, { zone }).offset;
  const before = offsetAt(from);
  let low = Math.floor(from / MINUTE_MS);
  let high = Math.ceil(to / MINUTE_MS);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * MINUTE_MS) === before) low = middle;
    else high = middle;
  }
  return high * MINUTE_MS;
};

/** `date` as YYYY-MM-DD, `time` as HH:mm, `zone` an IANA name; half-typed ones are `none`. */
export const readWallTime = (date: string, time: string, zone: string): WallTime => {
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !/^\d\d:\d\d/.test(time)) return { kind: 'none' };
  const minutes = time.slice(0, 5);
  const read = DateTime.fromISO(`${date}T${minutes}`, { zone });
  if (!read.isValid) return { kind: 'none' };
  if (read.toFormat("yyyy-MM-dd'T'HH:mm") !== `${date}T${minutes}`) {
    const day = 24 * 60 * MINUTE_MS;
    const after = offsetChange(read.toMillis() - day, read.toMillis() + day, zone);
    return { kind: 'gap', before: iso(after - MINUTE_MS), after: iso(after) };
  }
  const [first, second] = read
    .getPossibleOffsets()
    .map((one) => one.toMillis())
    .sort((one, other) => one - other);
  return first !== undefined && second !== undefined
    ? { kind: 'twice', first: iso(first), second: iso(second) }
    : { kind: 'one', at: iso(read.toMillis()) };
};

/** An instant as date and time on the wall of a zone. */
export const wallTimeOf = (instant: string, zone: string): { date: string; time: string } => {
  const there = DateTime.fromISO(instant, { zone });
  return { date: there.toFormat('yyyy-MM-dd'), time: there.toFormat('HH:mm') };
};

/** An instant in words with the short name of the zone, so that the hour that comes twice differs. */
export const zonedText = (instant: string, zone: string, locale: string): string =>
  DateTime.fromISO(instant, { zone })
    .setLocale(locale)
    .toLocaleString({ ...DateTime.DATETIME_MED, timeZoneName: 'short' });

/** The zone of the person in front of this browser. */
export const editorZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Whether two zones show the same clock at this instant. */
export const sameClock = (instant: string, zone: string, other: string): boolean =>
  DateTime.fromISO(instant, { zone }).offset === DateTime.fromISO(instant, { zone: other }).offset;
