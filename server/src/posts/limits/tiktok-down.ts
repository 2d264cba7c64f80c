import { Problem } from '../../http/problem';
import { TikTokError } from '../../tiktok';

const FAILURES = new Set(['TikTokUnavailable', 'TikTokUnknownOutcome', 'TikTokNotSent']);

/** Whether it was TikTok that failed: not this post, not its account, and not something of ours. */
export const isTikTokDown = (error: unknown): boolean => {
  // A token could not be renewed for the same reason (accounts/problems.ts).
  if (error instanceof Problem) {
    const { status, code } = error.details;
    return status === 503 && code.startsWith('tiktok_') && code !== 'tiktok_rate_limit_exceeded';
  }
  return (
    error instanceof TikTokError && FAILURES.has(error.name) && error.code !== 'certificate_refused'
  );
};
