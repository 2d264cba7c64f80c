import { type PostTime } from '../../../contracts/posts';

const MINUTE_MS = 60_000;

/** When the first one goes out: at the press, or at an instant in epoch milliseconds. */
export type Start = { type: 'now' } | { type: 'at'; at: number };

export type PlannedTime = Extract<PostTime, { type: 'now' | 'at' }>;

/**
 * When each post goes out: `spacing` minutes apart, in the order of the table. At a chosen start each
 * row has its own time, whatever became of the others; from "now" on, those still to be sent follow
 * one another. Minutes are real ones, so a change of the clocks moves nothing.
 */
export const planTimes = (
  keys: readonly string[],
  pending: ReadonlySet<string>,
  start: Start,
  spacing: number,
  now: number,
): ReadonlyMap<string, PlannedTime> => {
  const inLine = start.type === 'now' ? keys.filter((key) => pending.has(key)) : keys;
  const from = start.type === 'now' ? now : start.at;
  return new Map(
    inLine.map((key, index): [string, PlannedTime] => {
      const at = from + index * spacing * MINUTE_MS;
      return start.type === 'now' && at === now
        ? [key, { type: 'now' }]
        : [key, { type: 'at', at: new Date(at).toISOString() }];
    }),
  );
};
