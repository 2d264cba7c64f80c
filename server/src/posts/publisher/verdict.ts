import { type PostReason } from '../../../../contracts/posts';
import { Problem } from '../../http/problem';
import { isSourceError, SourceChanged } from '../../media';
import {
  TikTokAborted,
  TikTokCapReached,
  TikTokError,
  TikTokRateLimited,
  TikTokSourceError,
} from '../../tiktok';
import { retryDelay } from '../limits/backoff';
import { type Gate } from '../limits/gates';
import { reason, reasonOfProblem } from '../life/reasons';

/**
 * What becomes of a post whose step did not succeed before anything could go live.
 * wait: tried again by itself at `at`. hold: waits for a person, or until `until` if given. fail: final.
 */
export type Verdict =
  | {
      kind: 'wait';
      at: number;
      reason: PostReason;
      logId?: string | undefined;
      /** TikTok may have taken the call, so what it took of the day's budget stays taken. */
      counted?: boolean | undefined;
    }
  | {
      kind: 'hold';
      until: number | null;
      reason: PostReason;
      logId?: string | undefined;
      counted?: boolean | undefined;
    }
  | { kind: 'fail'; reason: PostReason; logId?: string | undefined };

const DAY = 24 * 3_600_000;
/** How often a post that waits for a setting is looked at again by itself. */
const SETTINGS_RECHECK_MS = 5 * 60_000;

/** Problems of our own services that a person mends and that then need no further confirmation. */
const SITE_TROUBLE = [
  'tiktok_disabled',
  'tiktok_switched_off',
  'no_encryption_key',
  'tiktok_paused',
];
const ACCOUNT_TROUBLE = ['account_quiet', 'tokens_unreadable'];
/** All of them: a change of the settings may mend any. */
export const MENDED_ELSEWHERE: readonly string[] = [
  ...SITE_TROUBLE,
  ...ACCOUNT_TROUBLE,
  'account_not_connected',
];

/**
 * The gate that such a problem closes for all posts it concerns, looked at again after a while; null
 * for any other error. `now` in epoch ms.
 */
export const gateOfTrouble = (error: unknown, accountId: number, now: number): Gate | null => {
  if (!(error instanceof Problem)) return null;
  const { code } = error.details;
  const isOfSite = SITE_TROUBLE.includes(code);
  if (!isOfSite && !ACCOUNT_TROUBLE.includes(code)) return null;
  return {
    subject: isOfSite ? 'site' : { accountId },
    opensAt: now + SETTINGS_RECHECK_MS,
    reason: reasonOfProblem(error),
  };
};

const reasonOf = (error: TikTokError, retryAt: number | null): PostReason =>
  reason(error.code, error.message, error.userAction, retryAt);

/** The table's words are for calls that may have posted something; before the commit none has. */
const SAFE_TO_REPEAT =
  'Nothing to do: nothing of this post can be live yet, and it is tried again by itself.';

const judgeProblem = (
  { details }: Problem,
  why: PostReason,
  now: number,
  delay: number,
): Verdict => {
  if (details.status === 503) {
    const at = Math.max(details.retryAt?.getTime() ?? 0, now + delay);
    return { kind: 'wait', at, reason: { ...why, retryAt: new Date(at).toISOString() } };
  }
  const until = MENDED_ELSEWHERE.includes(details.code) ? now + SETTINGS_RECHECK_MS : null;
  return { kind: 'hold', until, reason: why };
};

/**
 * Judges an error of the file's side, however it came here: a file that was replaced, or that cannot
 * be used, is for a person; a storage that does not answer is asked again. Null for any other error.
 */
export const judgeSource = (
  error: unknown,
  now: number,
  tries: number,
  random: number,
): Verdict | null => {
  const cause = error instanceof TikTokSourceError ? error.original : error;
  if (!isSourceError(cause)) return null;
  const { code, message, remedy } = cause;
  if (cause instanceof SourceChanged || !cause.retryable) {
    return { kind: 'hold', until: null, reason: reason(code, message, remedy) };
  }
  const at = now + retryDelay(tries, random);
  return { kind: 'wait', at, reason: reason(code, message, remedy, at) };
};

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
    return judgeProblem(error, reasonOfProblem(error), now, retryDelay(tries, random));
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
  // The account's own options changed since the person chose: a new choice mends it (T61).
  if (error.code === 'privacy_level_option_mismatch') {
    return { kind: 'hold', until: null, reason: reasonOf(error, null), logId };
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
      const counted = error.outcome === 'unknown' && error.httpStatus === undefined;
      const why = reason(error.code, error.message, SAFE_TO_REPEAT, at);
      return { kind: 'wait', at, reason: why, logId, counted };
    }
  }
};
