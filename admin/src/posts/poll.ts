import { type PostState, type PostSummary } from '../../../contracts/posts';

export type Live = Pick<PostSummary, 'state' | 'scheduledAt'>;

/** How often a state is asked for again, in milliseconds; states that are not here wait for a person or a date. */
const EVERY: Partial<Record<PostState, number>> = {
  due: 2_000,
  sending: 2_000,
  committing: 2_000,
  processing: 4_000,
};

/** How often the posts are to be asked for; 0 when none of them is under way. */
export const pollEvery = (posts: readonly Live[]): number => {
  const intervals = posts.flatMap(({ state }) => EVERY[state] ?? []);
  return intervals.length > 0 ? Math.min(...intervals) : 0;
};

/** The longest delay that a browser's timer keeps. */
const LONGEST = 2 ** 31 - 1;

/** Milliseconds until the next of the scheduled posts is due, and a moment more; null without one. */
export const untilNextDue = (posts: readonly Live[], now: number): number | null => {
  const waits = posts
    .filter(({ state, scheduledAt }) => state === 'scheduled' && scheduledAt !== null)
    .map(({ scheduledAt }) => Math.max(0, Date.parse(scheduledAt ?? '') - now) + 1_000)
    .filter((wait) => Number.isFinite(wait));
  return waits.length > 0 ? Math.min(LONGEST, ...waits) : null;
};
