import { type AccountRow } from './account-row';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

type AccessLife = Pick<AccountRow, 'accessExpiresAt' | 'accessLifeMs'>;

/**
 * How long before its end an access token is renewed: ten minutes, but never more than a fifth of its
 * life, or a short-lived token would be renewed for ever (T46).
 */
export const renewAheadMs = (lifeMs: number): number => Math.min(10 * MINUTE, lifeMs / 5);

/** True while the access token needs no renewal. */
export const isFresh = ({ accessExpiresAt, accessLifeMs }: AccessLife, nowMs: number): boolean =>
  accessExpiresAt !== null && accessExpiresAt - nowMs > renewAheadMs(accessLifeMs ?? 0);

/** True while TikTok should still take the access token, even if it is time to renew it. */
export const isAlive = ({ accessExpiresAt }: AccessLife, nowMs: number): boolean =>
  accessExpiresAt !== null && accessExpiresAt > nowMs;

/**
 * True when an unused account should be refreshed so that its refresh token does not die (T47):
 * weekly, or after a quarter of the refresh token's life if that is sooner. Whether a refresh starts
 * that life anew is not documented; a week also shows early that a user withdrew.
 */
export const isRefreshDue = (
  { refreshedAt, refreshLifeMs }: Pick<AccountRow, 'refreshedAt' | 'refreshLifeMs'>,
  nowMs: number,
): boolean => {
  if (refreshedAt === null) return true;
  const every = Math.min(7 * DAY, (refreshLifeMs ?? Number.POSITIVE_INFINITY) / 4);
  return nowMs - refreshedAt >= every;
};

/** What to store of the lifetimes TikTok told; never from constants. */
export const lifetimes = (
  told: { expiresInSeconds: number; refreshExpiresInSeconds?: number },
  nowMs: number,
) => ({
  accessExpiresAt: nowMs + told.expiresInSeconds * 1000,
  accessLifeMs: told.expiresInSeconds * 1000,
  // Where TikTok does not repeat it, what it said before still holds.
  ...(told.refreshExpiresInSeconds === undefined
    ? {}
    : {
        refreshExpiresAt: nowMs + told.refreshExpiresInSeconds * 1000,
        refreshLifeMs: told.refreshExpiresInSeconds * 1000,
      }),
  refreshedAt: nowMs,
});
