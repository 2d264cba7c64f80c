import { type PostRow } from './rows';

/** Waits for our own turn, or for TikTok's caps: they end at a time that is told, and are no lateness. */
const OWN_WAITS: readonly string[] = [
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

/**
 * The time from which a post's lateness counts, epoch ms: the one that was promised, whatever it
 * waited for meanwhile (TikTok switched off, a key, an account, a file store, an outage), so that
 * nothing long overdue fires when that ends.
 */
export const promisedAt = (post: PostRow, now: number): number =>
  Math.max(post.scheduled_at ?? post.next_step_at ?? now, endOfOwnWait(post));
