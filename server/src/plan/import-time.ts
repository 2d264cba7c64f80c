import { DateTime } from 'luxon';

import { type Cells, type RowProblem, textOf } from './import-row';

/** Year first, or day first with dots; with slashes nobody knows which is the day. */
const DAYS = ['yyyy-M-d', 'yyyy/M/d', 'd.M.yyyy'];
const FORMATS = DAYS.flatMap((day) =>
  ['H:mm', 'H:mm:ss'].flatMap((clock) => [`${day} ${clock}`, `${day}'T'${clock}`]),
);
const HAS_OFFSET = /\d(Z|[+-]\d{2}:?\d{2})$/i;
const DAY_MS = 24 * 3_600_000;

/**
 * The moments, epoch ms, at which a wall clock (given as if it were UTC) stands so in a zone: none in
 * the hour that summer time skips, two in the hour that it repeats.
 */
export const momentsOf = (wallAsUtc: number, zone: string): number[] => {
  const offsetAt = (at: number): number => DateTime.fromMillis(at, { zone }).offset * 60_000;
  // The clocks change at most once within two days, so these are all the offsets there can be.
  const offsets = new Set([offsetAt(wallAsUtc - DAY_MS), offsetAt(wallAsUtc + DAY_MS)]);
  return [...offsets]
    .map((offset) => wallAsUtc - offset)
    .filter((at) => at + offsetAt(at) === wallAsUtc)
    .sort((a, b) => a - b);
};

/** @returns epoch ms, or in words why it cannot be read */
const readTime = (text: string, zone: string): number | string => {
  const unreadable = `"${text}" is no time; write it like 2026-12-01 18:00.`;
  if (HAS_OFFSET.test(text)) {
    const exact = DateTime.fromISO(text.replace(' ', 'T'), { setZone: true });
    return exact.isValid ? exact.toMillis() : unreadable;
  }
  const walls = FORMATS.map((format) => DateTime.fromFormat(text, format, { zone: 'UTC' }));
  const wall = walls.find(({ isValid }) => isValid);
  if (!wall) return unreadable;
  if (!DateTime.utc().setZone(zone).isValid) return `The time zone "${zone}" is not known.`;
  const [first, second] = momentsOf(wall.toMillis(), zone);
  if (first === undefined) {
    return `${text} does not exist in ${zone}: the clocks skip that hour. Choose another time.`;
  }
  if (second === undefined) return first;
  const [earlier, later] = [first, second].map((at) =>
    DateTime.fromMillis(at, { zone }).toISO({ suppressMilliseconds: true }),
  );
  return `${text} happens twice in ${zone}. Write ${earlier} or ${later}.`;
};

/**
 * The time of a row, epoch ms; null for none. A wall clock that summer time skips or repeats is not
 * guessed at (T94).
 */
export const timeOf = (cells: Cells, zone: string, problems: RowProblem[]): number | null => {
  const text = textOf(cells, 'time');
  if (text === '') return null;
  const read = readTime(text, zone);
  if (typeof read === 'number' && read > Date.now()) return read;
  const message = typeof read === 'number' ? `${text} is in the past.` : read;
  problems.push({ column: 'time', message });
  return null;
};
