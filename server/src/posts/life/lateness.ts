import { type PostRow } from './rows';

/** Waits for our own turn, or for TikTok's caps: they end at a time that is told, and are no lateness. */
export const OWN_WAITS: readonly string[] = [
  'waits_its_turn',
  'daily_cap',
  'drafts_cap',
  'rate_limit_exceeded',
  'spam_risk_too_many_posts',
  'spam_risk_too_many_pending_share',
  'reached_active_user_cap',
];

const endOfOwnWait = ({ reason }: PostRow): number =>
  reason?.retryAt && OWN_WAITS.includes(reason.code) ? Date.parse(reason.retryAt) : 0;

/** The time at which the post is to go out, epoch ms. */
const promisedAt = (post: PostRow, now: number): number =>
  Math.max(post.scheduled_at ?? post.next_step_at ?? now, endOfOwnWait(post));

/** How long gates kept posts for our own turn or TikTok's caps, without a break. Epoch ms. */
export interface OwnWait {
  since: number;
  until: number;
}

/**
 * Whether a post is too late to go out by itself. It counts from the time that was promised, whatever
 * the post waited for meanwhile (TikTok switched off, a key, an account, a file store, an outage), so
 * that nothing long overdue fires when that ends. A wait for our own turn, or for TikTok's caps, is no
 * lateness if it began before the post was late.
 */
export const isMissed = (
  post: PostRow,
  waits: readonly OwnWait[],
  now: number,
  latenessMs: number,
): boolean => {
  const promised = promisedAt(post, now);
  const ends = waits.filter(({ since }) => since <= promised + latenessMs);
  return now - Math.max(promised, ...ends.map(({ until }) => until)) > latenessMs;
};
