import { ApiError } from './errors';
import { type Clock } from './types';

export interface RateLimiter {
  /**
   * Counts one call in a sliding minute.
   * @throws ApiError `rate_limit_exceeded` (429) if the minute is full; a refused call is not counted.
   */
  take(bucket: string, perMinute: number): void;
  clear(): void;
}

const MINUTE = 60_000;
export const DAY = 24 * 3600 * 1000;

export const createRateLimiter = (clock: Clock): RateLimiter => {
  const calls = new Map<string, number[]>();
  return {
    take: (bucket, perMinute) => {
      const now = clock.now();
      const recent = (calls.get(bucket) ?? []).filter((at) => at > now - MINUTE);
      calls.set(bucket, recent);
      if (recent.length >= perMinute) {
        throw new ApiError(
          'rate_limit_exceeded',
          'The API rate limit was exceeded. Please try again later.',
        );
      }
      recent.push(now);
    },
    clear: () => calls.clear(),
  };
};
