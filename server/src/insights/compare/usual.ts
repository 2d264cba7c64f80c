import { type Counters } from '../rows';

/** As many of the videos before it are what an account usually gets. */
export const USUAL_OF = 20;
/** With fewer than this nothing is compared. */
export const ENOUGH = 5;
/** With fewer than this it is said that they are few. */
export const MANY = 10;
/** Under so many views the share of those who reacted says nothing. */
export const ENGAGEMENT_FROM = 100n;

/** The middle of an odd number of values, the mean of the two in the middle of an even one. */
export const median = (values: readonly number[]): number | null => {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
};

/** The views of one video at one age; only samples that were taken in time. */
export interface AtAge {
  video: number;
  kind: 'video' | 'photo';
  createdAt: number;
  /** The age in hours. */
  hours: number;
  views: bigint;
}

export interface Comparison {
  /** The age in hours at which all were measured. */
  hours: number;
  views: bigint;
  /** What the account's videos before it usually had at that age; null: too few to say. */
  usual: number | null;
  /** How many were compared, at most `USUAL_OF`. */
  of: number;
  /** Views divided by the usual; null where that is unknown or nothing. */
  times: number | null;
}

/**
 * Compares a video with the last 20 of the same account and kind that were made before it, each at the
 * same age: the latest age of which there are enough, else the latest of its own. Null without a sample.
 * @param all samples in time of the account, this video's among them
 */
export const compare = (
  video: Pick<AtAge, 'video' | 'kind' | 'createdAt'>,
  all: readonly AtAge[],
): Comparison | null => {
  const own = all.filter((one) => one.video === video.video).sort((a, b) => b.hours - a.hours);
  const comparisons = own.map(({ hours, views }): Comparison => {
    const others = all
      .filter(
        (one) =>
          one.hours === hours &&
          one.kind === video.kind &&
          one.video !== video.video &&
          one.createdAt < video.createdAt,
      )
      .sort((a, b) => b.createdAt - a.createdAt)
      .slice(0, USUAL_OF);
    const usual = others.length < ENOUGH ? null : median(others.map((one) => Number(one.views)));
    const times = usual === null || usual === 0 ? null : Number(views) / usual;
    return { hours, views, usual, of: others.length, times };
  });
  return comparisons.find(({ usual }) => usual !== null) ?? comparisons[0] ?? null;
};

/** (likes + comments + shares) / views; null under 100 views, or where TikTok left one out. */
export const engagement = ({ views, likes, comments, shares }: Counters): number | null => {
  if (views === null || likes === null || comments === null || shares === null) return null;
  return views < ENGAGEMENT_FROM ? null : Number(likes + comments + shares) / Number(views);
};

/**
 * The median of one number of each post; null of fewer than 5. Videos and photos are not mixed: it is
 * of the kind of which there are more.
 */
export const usualOf = (
  posts: readonly { kind: 'video' | 'photo'; views: number }[],
): { usual: number | null; of: number } => {
  const ofKind = (wanted: 'video' | 'photo'): number[] =>
    posts.flatMap(({ kind, views }) => (kind === wanted ? [views] : []));
  const [videos, photos] = [ofKind('video'), ofKind('photo')];
  const values = photos.length > videos.length ? photos : videos;
  return { usual: values.length < ENOUGH ? null : median(values), of: values.length };
};
