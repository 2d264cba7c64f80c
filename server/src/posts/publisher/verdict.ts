import { type PostReason } from '../../../../contracts/posts';
import { Problem } from '../../http/problem';
import { TikTokAborted, TikTokCapReached, TikTokError, TikTokRateLimited } from '../../tiktok';
import { retryDelay } from '../backoff';
import { reason, reasonOfProblem } from '../reasons';

/**
 * What becomes of a post whose step did not succeed before anything could go live.
 * wait: tried again by itself at `at`. hold: waits for a person, or until `until` if given. fail: final.
 */
export type Verdict =
  | { kind: 'wait'; at: number; reason: PostReason; logId?: string | undefined }
  | { kind: 'hold'; until: number | null; reason: PostReason; logId?: string | undefined }
  | { kind: 'fail'; reason: PostReason; logId?: string | undefined };

const DAY = 24 * 3_600_000;
/** How often a post that waits for a setting is looked at again by itself. */
const SETTINGS_RECHECK_MS = 5 * 60_000;

/** Problems of our own services that a person mends and that then need no further confirmation. */
const MENDED_ELSEWHERE = new Set(['tiktok_disabled', 'tiktok_switched_off', 'no_encryption_key']);

const reasonOf = (error: TikTokError, retryAt: number | null): PostReason =>
  reason(error.code, error.message, error.userAction, retryAt);

/** True for the caps that concern every account of the app rather than this one (T64). */
export const isAppWide = (error: TikTokError): boolean => error.code === 'reached_active_user_cap';

/**
 * Judges an error that came before the commit point, where nothing can be live whatever the answer
 * was. `now` in epoch ms; `tries` is how often this step has failed in a row.
 */
export const judge = (
  error: unknown,
  now: number,
  tries: number,
  random: number,
): Verdict | null => {
  if (error instanceof Problem) {
    const until = MENDED_ELSEWHERE.has(error.details.code) ? now + SETTINGS_RECHECK_MS : null;
    return { kind: 'hold', until, reason: reasonOfProblem(error) };
  }
  if (!(error instanceof TikTokError) || error instanceof TikTokAborted) return null;
  const { logId } = error;
  if (error instanceof TikTokRateLimited) {
    const at = now + Math.max(60_000, error.retryAfterMs ?? 0);
    return { kind: 'wait', at, reason: reasonOf(error, at), logId };
  }
  if (error instanceof TikTokCapReached) {
    const until = now + (error.retryAfterMs ?? DAY);
    return { kind: 'hold', until, reason: reasonOf(error, until), logId };
  }
  switch (error.whenAgain.kind) {
    case 'never':
    case 'content_must_change':
      return { kind: 'fail', reason: reasonOf(error, null), logId };
    case 'creator_must_act':
    case 'admin_must_act':
      return { kind: 'hold', until: null, reason: reasonOf(error, null), logId };
    case 'now':
    case 'after':
    case 'after_finding_out': {
      const at = now + Math.max(retryDelay(tries, random), error.retryAfterMs ?? 0);
      return { kind: 'wait', at, reason: reasonOf(error, at), logId };
    }
  }
};
