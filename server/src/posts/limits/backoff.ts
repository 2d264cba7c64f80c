const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits between polls of a post TikTok works on: quick at first, then patient (T06). */
const POLLS = [
  2 * SECOND,
  3 * SECOND,
  5 * SECOND,
  5 * SECOND,
  10 * SECOND,
  15 * SECOND,
  30 * SECOND,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  20 * MINUTE,
  30 * MINUTE,
  HOUR,
] as const;

/** Milliseconds until the next status poll, after `polls` polls. Never ends; hourly at the end. */
export const pollDelay = (polls: number): number => POLLS[polls] ?? HOUR;

/** A draft in the creator's inbox may be finished days later; the webhook usually tells. */
export const inboxPollDelay = (polls: number): number =>
  Math.min(24 * HOUR, HOUR * 2 ** Math.min(polls, 5));

/** A public post gets its id within a minute as a rule, sometimes after hours of moderation. */
export const linkPollDelay = (polls: number): number =>
  Math.min(6 * HOUR, 5 * SECOND * 2 ** Math.min(polls, 14));

/**
 * Milliseconds until a step that failed for a passing reason is tried again: 5 s doubled with every
 * try, at most 15 minutes, with up to a fifth of jitter so that many posts do not come back at once.
 * `random` is in [0, 1).
 */
export const retryDelay = (tries: number, random: number): number => {
  const base = Math.min(15 * MINUTE, 5 * SECOND * 2 ** Math.min(Math.max(tries, 0), 20));
  return Math.round(base * (1 + random / 5));
};

/** Milliseconds until one post is tried again while TikTok fails for many: a minute, doubled up to 15. */
export const outageDelay = (probes: number): number =>
  Math.min(15 * MINUTE, MINUTE * 2 ** Math.min(Math.max(probes, 0), 10));

/** Between two looks into TikTok's list for a post whose outcome is unknown: 15 seconds, up to an hour. */
export const listDelay = (looks: number): number =>
  Math.min(HOUR, 15 * SECOND * 2 ** Math.min(Math.max(looks, 0), 10));
