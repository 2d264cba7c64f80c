import { type PostState, type PostSummary } from '../../../contracts/posts';

export type Live = Pick<PostSummary, 'state' | 'scheduledAt' | 'nextStepAt'>;

/**
 * When the publisher takes it up: "Publish now" brings that forward and leaves the planned time. Also
 * what is held until a time, or published and still without its address, gets further by itself.
 */
const dueAt = ({ state, scheduledAt, nextStepAt }: Live): number | null => {
  const at = nextStepAt ?? (state === 'scheduled' ? scheduledAt : null);
  return at === null ? null : Date.parse(at);
};

/** How often a state is asked for again, in milliseconds; states that are not here wait for a person or a date. */
const EVERY: Partial<Record<PostState, number>> = {
  due: 2_000,
  sending: 2_000,
  committing: 2_000,
  processing: 4_000,
};

/** What should be under way is looked for as often as what is. */
const DUE_MS = 2_000;

/** How often the posts are to be asked for; 0 when none of them is under way. `now` in epoch ms. */
export const pollEvery = (posts: readonly Live[], now: number): number => {
  const intervals = posts.flatMap((post) => {
    const due = dueAt(post);
    return EVERY[post.state] ?? (due !== null && due <= now ? DUE_MS : []);
  });
  return intervals.length > 0 ? Math.min(...intervals) : 0;
};

/** The longest delay that a browser's timer keeps. */
const LONGEST = 2 ** 31 - 1;

/** Milliseconds until the publisher takes up the next of the posts, and a moment more; null without one. */
export const untilNextDue = (posts: readonly Live[], now: number): number | null => {
  const waits = posts
    .map(dueAt)
    .filter((due): due is number => due !== null && due > now)
    .map((due) => due - now + 1_000);
  return waits.length > 0 ? Math.min(LONGEST, ...waits) : null;
};
