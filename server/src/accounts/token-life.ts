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

/**
 * What is assumed where TikTok does not tell: short, for a token that is renewed too early costs one
 * call, and one that is believed too long costs the account.
 */
const ASSUMED_ACCESS_MS = 10 * MINUTE;
const ASSUMED_REFRESH_MS = DAY;

/**
 * What to store of the lifetimes TikTok told; never from constants while it tells them.
 * @param before what it said of the refresh token before, which still holds; null: nothing.
 */
export const lifetimes = (
  told: {
    expiresInSeconds?: number | undefined;
    refreshExpiresInSeconds?: number | undefined;
  },
  nowMs: number,
  before: Pick<AccountRow, 'refreshExpiresAt'> | null,
) => {
  const accessLifeMs =
    told.expiresInSeconds === undefined ? ASSUMED_ACCESS_MS : told.expiresInSeconds * 1000;
  const refreshLifeMs =
    told.refreshExpiresInSeconds === undefined
      ? ASSUMED_REFRESH_MS
      : told.refreshExpiresInSeconds * 1000;
  const stillHolds =
    told.refreshExpiresInSeconds === undefined && (before?.refreshExpiresAt ?? null) !== null;
  return {
    accessExpiresAt: nowMs + accessLifeMs,
    accessLifeMs,
    ...(stillHolds ? {} : { refreshExpiresAt: nowMs + refreshLifeMs, refreshLifeMs }),
    refreshedAt: nowMs,
  };
};

/** What TikTok did not tell, for the log: the account works, and somebody should know why it differs. */
export const untoldWords = (untold: readonly string[]): string =>
  `TikTok's answer lacks or garbles: ${untold.join(', ')}. What was told is stored; lifetimes are taken as short, permissions as before.`;
