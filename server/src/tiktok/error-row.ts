/** Where a code comes from: an API answer, a flat OAuth answer, a post's fate, or the way to TikTok. */
export type ErrorKind = 'api' | 'oauth' | 'fail_reason' | 'client';

/**
 * When trying again makes sense.
 * never: not with this content, ever. now: at once. after: `ms` from now at the earliest.
 * creator_must_act, admin_must_act, content_must_change: as soon as that has happened.
 * after_finding_out: only once it is known whether the first call took effect.
 */
export type WhenAgain =
  | { kind: 'never' }
  | { kind: 'now' }
  | { kind: 'after'; ms: number }
  | { kind: 'creator_must_act' }
  | { kind: 'admin_must_act' }
  | { kind: 'content_must_change' }
  | { kind: 'after_finding_out' };

export type ErrorClassName =
  | 'TikTokRefused'
  | 'TikTokAuthError'
  | 'TikTokScopeError'
  | 'TikTokRateLimited'
  | 'TikTokCapReached'
  | 'TikTokUnavailable'
  | 'TikTokUnknownOutcome'
  | 'TikTokNotSent'
  | 'TikTokOAuthError'
  | 'TikTokInputError'
  | 'TikTokUploadError'
  | 'TikTokSourceError'
  | 'TikTokAborted';

export interface ErrorRow {
  kind: ErrorKind;
  /** TikTok's own word, or ours for kind `client`. */
  code: string;
  /** What happened, for an editor. */
  cause: string;
  /** What to do, for an editor. */
  remedy: string;
  whenAgain: WhenAgain;
  /** The class thrown for it; a fail_reason is reported, not thrown. */
  errorClass: ErrorClassName;
  /** False for a code that TikTok does not list. */
  known: boolean;
}

export const NEVER: WhenAgain = { kind: 'never' };
export const NOW: WhenAgain = { kind: 'now' };
export const CREATOR: WhenAgain = { kind: 'creator_must_act' };
export const ADMIN: WhenAgain = { kind: 'admin_must_act' };
export const CONTENT: WhenAgain = { kind: 'content_must_change' };
export const FIND_OUT: WhenAgain = { kind: 'after_finding_out' };
export const after = (ms: number): WhenAgain => ({ kind: 'after', ms });

/** Builds the rows of one kind: `[code, class, when again, cause, remedy]`. */
export const rowsOf = (
  kind: ErrorKind,
  rows: ReadonlyArray<readonly [string, ErrorClassName, WhenAgain, string, string]>,
): ErrorRow[] =>
  rows.map(([code, errorClass, whenAgain, cause, remedy]) => ({
    kind,
    code,
    cause,
    remedy,
    whenAgain,
    errorClass,
    known: true,
  }));

/** `whenAgain` in words, for messages and docs. */
export const whenAgainInWords = (when: WhenAgain): string => {
  switch (when.kind) {
    case 'never':
      return 'Do not try again.';
    case 'now':
      return 'It can be tried again at once.';
    case 'after':
      return `Try again in ${durationInWords(when.ms)} at the earliest.`;
    case 'creator_must_act':
      return 'Try again once the owner of the TikTok account has done this.';
    case 'admin_must_act':
      return 'Try again once an administrator has done this.';
    case 'content_must_change':
      return 'Try again once the content has been changed.';
    case 'after_finding_out':
      return 'Find out first whether it took effect; sending it again blindly could post twice.';
  }
};

const durationInWords = (ms: number): string => {
  const unit = (value: number, name: string) => `${value} ${name}${value === 1 ? '' : 's'}`;
  if (ms < 60_000) return unit(Math.ceil(ms / 1000), 'second');
  if (ms < 3_600_000) return unit(Math.ceil(ms / 60_000), 'minute');
  return unit(Math.ceil(ms / 3_600_000), 'hour');
};
