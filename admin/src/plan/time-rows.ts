import { type PostingTime, postingTime } from '../../../contracts/plan';

/** A row of the form; the time may be half typed. `key` only tells rows apart. */
export interface TimeRow {
  key: number;
  weekday: number;
  time: string;
}

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

export const rowsOf = (times: readonly PostingTime[]): TimeRow[] =>
  times.map(({ weekday, time }, key) => ({ key, weekday, time }));

/** What is to be stored, in the order of the week, each once; null while a time is half typed. */
export const timesOf = (rows: readonly TimeRow[]): PostingTime[] | null => {
  const read = rows.map(({ weekday, time }) => postingTime.safeParse({ weekday, time }));
  if (read.some(({ success }) => !success)) return null;
  const byName = new Map(
    read.flatMap(({ data }) => (data ? [[`${data.weekday} ${data.time}`, data] as const] : [])),
  );
  return [...byName.entries()]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([, value]) => value);
};

/** A row for the day after the last one, at the same time. */
export const withRow = (rows: readonly TimeRow[]): TimeRow[] => {
  const before = rows.at(-1);
  return [
    ...rows,
    {
      key: Math.max(-1, ...rows.map(({ key }) => key)) + 1,
      weekday: before ? (before.weekday % 7) + 1 : 1,
      time: before?.time ?? '18:00',
    },
  ];
};
