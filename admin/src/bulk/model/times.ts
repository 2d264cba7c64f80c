import { type PostTime } from '../../../../contracts/posts';

const MINUTE_MS = 60_000;

/**
 * When the first one goes out: at the press, or at an instant in epoch milliseconds; or each at the
 * next posting time of its account.
 */
export type Start = { type: 'now' } | { type: 'at'; at: number } | { type: 'next_slot' };

export type PlannedTime = Extract<PostTime, { type: 'now' | 'at' | 'next_slot' }>;

/**
 * When each post goes out: `spacing` minutes apart, in the order of the table. At a chosen start each
 * row has its own time, whatever became of the others; from "now" on, those still to be sent follow
 * one another. Minutes are real ones, so a change of the clocks moves nothing. Posting times are
 * taken by the server, one after the other, so spacing plays no part in them.
 */
export const planTimes = (
  keys: readonly string[],
  pending: ReadonlySet<string>,
  start: Start,
  spacing: number,
  now: number,
): ReadonlyMap<string, PlannedTime> => {
  if (start.type === 'next_slot') return new Map(keys.map((key) => [key, start]));
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
