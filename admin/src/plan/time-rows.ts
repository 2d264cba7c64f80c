import { type PostingTime, postingTime } from '../../../contracts/plan';

/** A row of the form: a time, half typed perhaps, and its days. `key` only tells rows apart. */
export interface TimeRow {
  key: number;
  weekdays: readonly number[];
  time: string;
}

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** Monday to Friday. */
const WORKING_DAYS = [1, 2, 3, 4, 5];

/** Each time with all its days, the earliest first. */
export const rowsOf = (times: readonly PostingTime[]): TimeRow[] => {
  const daysOf = new Map<string, number[]>();
  for (const { weekday, time } of times) {
    daysOf.set(time, [...(daysOf.get(time) ?? []), weekday]);
  }
  return [...daysOf.entries()]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([time, weekdays], key) => ({ key, time, weekdays: weekdays.sort((a, b) => a - b) }));
};

/**
 * What is to be stored, in the order of the week, each once; null while a time is half typed or has
 * no day.
 */
export const timesOf = (rows: readonly TimeRow[]): PostingTime[] | null => {
  if (rows.some(({ weekdays }) => weekdays.length === 0)) return null;
  const read = rows.flatMap(({ weekdays, time }) =>
    weekdays.map((weekday) => postingTime.safeParse({ weekday, time })),
  );
  if (read.some(({ success }) => !success)) return null;
  const byName = new Map(
    read.flatMap(({ data }) => (data ? [[`${data.weekday} ${data.time}`, data] as const] : [])),
  );
  return [...byName.entries()]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([, value]) => value);
};

/** The same row with a day more or less. */
export const withDay = (row: TimeRow, weekday: number, isOn: boolean): TimeRow => ({
  ...row,
  weekdays: WEEKDAYS.filter((one) => (one === weekday ? isOn : row.weekdays.includes(one))),
});

/** One more row: for the days of the last one, or the working days. */
export const withRow = (rows: readonly TimeRow[]): TimeRow[] => {
  const before = rows.at(-1);
  return [
    ...rows,
    {
      key: Math.max(-1, ...rows.map(({ key }) => key)) + 1,
      weekdays: before?.weekdays ?? WORKING_DAYS,
      time: before ? '' : '18:00',
    },
  ];
};
