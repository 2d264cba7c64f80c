import { Problem } from '../http/problem';
import { TikTokError } from '../tiktok';

// None of these names the account: they are stored as the reason why its posts wait, whoever reads
// them sees the account beside it, and a name that TikTok's user has changed since could not be found
// when the account is erased.

/** The account cannot be used before a person connects it again. */
export const needsReconnect = (why: string | null): Problem =>
  new Problem({
    status: 409,
    code: 'account_needs_reconnect',
    message: `The TikTok account needs to be connected again. ${why ?? ''}`.trim(),
    remedy:
      'An administrator presses "Reconnect" under Settings > TikTok > Accounts. Posts of the account wait until then.',
  });

export const accountQuiet = (why: string | null): Problem =>
  new Problem({
    status: 409,
    code: 'account_quiet',
    message: `The TikTok account cannot be used now. ${why ?? ''}`.trim(),
    remedy: 'An administrator switches the mode under Settings > TikTok.',
  });

export const tokensUnreadable = (why: string): Problem =>
  new Problem({
    status: 409,
    code: 'tokens_unreadable',
    message:
      why === 'corrupt'
        ? 'The stored sign-in of the TikTok account is damaged and cannot be read.'
        : 'The stored sign-in of the TikTok account was encrypted with a key that Strapi does not have now.',
    remedy:
      why === 'corrupt'
        ? 'Connect the account again.'
        : 'Set the earlier ENCRYPTION_KEY as `encryption.previousKeys` of the plugin, or connect the account again.',
  });

const after = (ms: number): Date => new Date(Date.now() + ms);

/** Another process renews the token and takes longer than it may. */
export const refreshBusy = (): Problem =>
  new Problem({
    status: 503,
    code: 'refresh_busy',
    message:
      'The sign-in of the TikTok account is being renewed by another process, which has not finished.',
    remedy: 'Nothing to do: it is tried again.',
    retryAt: after(30_000),
  });

/** TikTok refused the token, but a process that hangs may hold the newer one. */
export const refreshUnclear = (): Problem =>
  new Problem({
    status: 503,
    code: 'refresh_unclear',
    message:
      'The sign-in of the TikTok account was being renewed by a process that stopped answering.',
    remedy: 'Nothing to do: it is looked at again in a minute.',
    retryAt: after(60_000),
  });

export const refreshPaused = (why: string): Problem =>
  new Problem({ status: 409, code: 'tiktok_paused', message: why });

/** The account is gone for everybody; what is left of it is erased by `resume`. */
export const erasureGoesOn = (): Problem =>
  new Problem({
    status: 503,
    code: 'erasure_goes_on',
    message:
      'The account is erased, and nobody can post with it. Erasing what belonged to its posts was interrupted.',
    remedy: 'Nothing to do: it goes on by itself within a few minutes.',
    retryAt: after(300_000),
  });

/** What went wrong at TikTok, in its words, for a call that a person waits for. */
export const tiktokProblem = (error: unknown, doing: string): Problem => {
  if (error instanceof Problem) return error;
  if (!(error instanceof TikTokError)) throw error;
  const { retryAfterMs, logId } = error;
  return new Problem({
    status: error.retryable ? 503 : 409,
    code: `tiktok_${error.code}`,
    message: `${doing} failed. ${error.message}${logId ? ` (TikTok's log id: ${logId})` : ''}`,
    remedy: `${error.userAction} ${error.whenAgainText}`,
    ...(error.retryable ? { retryAt: after(retryAfterMs ?? 10_000) } : {}),
  });
};
