import { Problem } from '../http/problem';
import { TikTokError } from '../tiktok';

/** The account cannot be used before a person connects it again. */
export const needsReconnect = (name: string, why: string | null): Problem =>
  new Problem({
    status: 409,
    code: 'account_needs_reconnect',
    message: `${name} needs to be connected again. ${why ?? ''}`.trim(),
    remedy:
      'An administrator presses "Reconnect" under Settings > TikTok > Accounts. Posts of the account wait until then.',
  });

export const accountQuiet = (name: string, why: string | null): Problem =>
  new Problem({
    status: 409,
    code: 'account_quiet',
    message: `${name} cannot be used now. ${why ?? ''}`.trim(),
    remedy: 'An administrator switches the mode under Settings > TikTok.',
  });

export const tokensUnreadable = (name: string, why: string): Problem =>
  new Problem({
    status: 409,
    code: 'tokens_unreadable',
    message:
      why === 'corrupt'
        ? `The stored sign-in of ${name} is damaged and cannot be read.`
        : `The stored sign-in of ${name} was encrypted with a key that Strapi does not have now.`,
    remedy:
      why === 'corrupt'
        ? 'Connect the account again.'
        : 'Set the earlier ENCRYPTION_KEY as `encryption.previousKeys` of the plugin, or connect the account again.',
  });

const after = (ms: number): Date => new Date(Date.now() + ms);

/** Another process renews the token and takes longer than it may. */
export const refreshBusy = (name: string): Problem =>
  new Problem({
    status: 503,
    code: 'refresh_busy',
    message: `The sign-in of ${name} is being renewed by another process, which has not finished.`,
    remedy: 'Nothing to do: it is tried again.',
    retryAt: after(30_000),
  });

/** TikTok refused the token, but a process that hangs may hold the newer one. */
export const refreshUnclear = (name: string): Problem =>
  new Problem({
    status: 503,
    code: 'refresh_unclear',
    message: `The sign-in of ${name} was being renewed by a process that stopped answering.`,
    remedy: 'Nothing to do: it is looked at again in a minute.',
    retryAt: after(60_000),
  });

export const refreshPaused = (why: string): Problem =>
  new Problem({ status: 409, code: 'tiktok_paused', message: why });

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
