import { Problem } from '../http/problem';
import { TikTokError } from '../tiktok';

/**
 * What a log may say of an error: its code. Messages name the user, and a log line outlives the
 * erasure of the account.
 */
export const logWord = (error: unknown): string => {
  if (error instanceof Problem) return error.details.code;
  if (error instanceof TikTokError) {
    return error.logId ? `${error.code} (TikTok's log id: ${error.logId})` : error.code;
  }
  return error instanceof Error ? error.name : 'unknown error';
};
