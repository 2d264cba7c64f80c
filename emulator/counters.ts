import { createHash } from 'node:crypto';
import { type Json } from './json';
import { type Post } from './types';

export const COUNTERS = ['view_count', 'like_count', 'comment_count', 'share_count'] as const;
export type Counter = (typeof COUNTERS)[number];

/** How a video is watched: quickly at first, towards a number it never quite comes to. */
export interface Curve {
  /** The views it comes to in the end. */
  views: number;
  /** Hours until it has half of them. */
  halfHours: number;
}

const HOUR = 3_600_000;

/** Of a hundred views, so many of the others. */
const SHARE: Readonly<Record<Counter, number>> = {
  view_count: 100,
  like_count: 8,
  comment_count: 1,
  share_count: 2,
};

/** A curve of its own for each post, the same whenever it is asked for: 500 to 200,000 views. */
const curveOf = ({ postId, curve }: Post): Curve => {
  if (curve) return curve;
  const [size = 0, pace = 0] = createHash('sha256').update(`curve:${postId}`).digest();
  return { views: Math.round(500 * 400 ** (size / 255)), halfHours: 6 + (pace / 255) * 66 };
};

/**
 * A counter as TikTok has it at `now`; null where a test has it missing. It grows without a jump, and
 * falls only where a test has it fall.
 */
export const counterAt = (post: Post, counter: Counter, now: number): Json => {
  const fixed = post.counters?.[counter];
  if (fixed !== undefined) return fixed;
  const { views, halfHours } = curveOf(post);
  const hours = Math.max(0, now - post.createdAt) / HOUR;
  const seen = Math.floor(views * (1 - 0.5 ** (hours / halfHours)));
  return Math.floor((seen * SHARE[counter]) / 100);
};

/** The likes of all public videos together, which the account's own counter has on top. */
export const likesOf = (posts: readonly Post[], now: number): number =>
  posts.reduce((sum, post) => sum + Number(counterAt(post, 'like_count', now) ?? 0), 0);
