import { DAY } from '../ages';
import { COUNTERS, type Counters } from '../rows';

/** A border of the period counts as measured when a sample lies no further from it. */
export const NEAR_MS = DAY;

export interface Measured extends Counters {
  at: number;
}

export interface Gained {
  /** Last value minus first one; may be less than nothing. Null where it is not known. */
  counters: Counters;
  /** From when to when was measured (epoch ms). */
  from: number;
  to: number;
  /** No sample lies near one of the borders. */
  partly: boolean;
}

const minus = (last: bigint | null, first: bigint | null): bigint | null =>
  last === null || first === null ? null : last - first;

const NOTHING: Counters = { views: 0n, likes: 0n, comments: 0n, shares: 0n };

/**
 * What a video gained in a period: the last value of the period minus the first. The first is the
 * newest sample of the day before the period, for a video made in it nothing at all at that moment,
 * else the first sample in it. Nothing is interpolated. Null where there are not two values.
 * @param samples of the video, of the period and of the day before it, in any order
 */
export const gained = (
  samples: readonly Measured[],
  createdAt: number,
  { from, to }: { from: number; to: number },
): Gained | null => {
  const ordered = samples
    .filter(({ at }) => at >= from - NEAR_MS && at < to)
    .sort((a, b) => a.at - b.at);
  const last = ordered.at(-1);
  if (!last || last.at < from) return null;
  const before = ordered.filter(({ at }) => at <= from).at(-1);
  const born: Measured = { ...NOTHING, at: createdAt };
  const first = before ?? (createdAt >= from ? born : ordered[0]);
  if (!first || first.at >= last.at) return null;
  const counters = Object.fromEntries(
    COUNTERS.map((name) => [name, minus(last[name], first[name])]),
  ) as Counters;
  const startsNear = first === born || Math.abs(first.at - from) <= NEAR_MS;
  return {
    counters,
    from: first.at,
    to: last.at,
    partly: !startsNear || to - last.at > NEAR_MS,
  };
};

/** The sum of what is known; null where nothing is. */
export const sum = (values: readonly (bigint | null)[]): bigint | null => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((all, one) => all + one, 0n);
};

export const sumCounters = (all: readonly Counters[]): Counters =>
  Object.fromEntries(COUNTERS.map((name) => [name, sum(all.map((one) => one[name]))])) as Counters;
