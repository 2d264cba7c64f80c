import { type PostState, type PostSummary } from '../../../contracts/posts';

export type Live = Pick<PostSummary, 'state' | 'scheduledAt' | 'nextStepAt'>;

/** When the publisher takes it up: "Publish now" brings that forward and leaves the planned time. */
const dueAt = ({ state, scheduledAt, nextStepAt }: Live): number | null => {
  const at = nextStepAt ?? scheduledAt;
  return state === 'scheduled' && at !== null ? Date.parse(at) : null;
};

/** How often a state is asked for again, in milliseconds; states that are not here wait for a person or a date. */
const EVERY: Partial<Record<PostState, number>> = {
  due: 2_000,
  sending: 2_000,
  committing: 2_000,
  processing: 4_000,
};

/** A scheduled post that should be under way is looked for as often as one that is. */
const DUE_MS = 2_000;

/** How often the posts are to be asked for; 0 when none of them is under way. `now` in epoch ms. */
export const pollEvery = (posts: readonly Live[], now: number): number => {
  const intervals = posts.flatMap((post) => {
    const due = dueAt(post);
    if (due !== null && due <= now) return DUE_MS;
    return EVERY[post.state] ?? [];
  });
  return intervals.length > 0 ? Math.min(...intervals) : 0;
};

/** The longest delay that a browser's timer keeps. */
const LONGEST = 2 ** 31 - 1;

/** Milliseconds until the next of the scheduled posts is due, and a moment more; null without one. */
export const untilNextDue = (posts: readonly Live[], now: number): number | null => {
  const waits = posts
    .map(dueAt)
    .filter((due): due is number => due !== null && due > now)
    .map((due) => due - now + 1_000);
  return waits.length > 0 ? Math.min(LONGEST, ...waits) : null;
};
