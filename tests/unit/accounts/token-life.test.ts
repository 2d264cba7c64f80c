import {
  isAlive,
  isFresh,
  isRefreshDue,
  lifetimes,
  renewAheadMs,
} from '../../../server/src/accounts/token-life';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = 1_800_000_000_000;

describe('when an access token is renewed', () => {
  it.each([
    ['two hours', 7200],
    ['24 hours', 86_400],
  ])('ten minutes before the end of a token of %s', (_, seconds) => {
    const life = lifetimes({ expiresInSeconds: seconds }, NOW, null);
    expect(isFresh(life, NOW)).toBe(true);
    expect(isFresh(life, NOW + seconds * 1000 - 10 * MINUTE - 1)).toBe(true);
    expect(isFresh(life, NOW + seconds * 1000 - 10 * MINUTE)).toBe(false);
    expect(isAlive(life, NOW + seconds * 1000 - 1)).toBe(true);
    expect(isAlive(life, NOW + seconds * 1000)).toBe(false);
  });

  it.each([1, 30, 600, 900])(
    'never so early that a new token of %i seconds is already due (T46)',
    (seconds) => {
      const life = lifetimes({ expiresInSeconds: seconds }, NOW, null);
      expect(renewAheadMs(seconds * 1000)).toBeLessThan(seconds * 1000);
      expect(isFresh(life, NOW)).toBe(true);
    },
  );

  it('follows what TikTok said, not a constant', () => {
    const life = lifetimes({ expiresInSeconds: 777, refreshExpiresInSeconds: 888 }, NOW, null);
    expect(life).toMatchObject({
      accessExpiresAt: NOW + 777_000,
      refreshExpiresAt: NOW + 888_000,
    });
  });

  it('keeps the known end of the refresh token where TikTok does not repeat it', () => {
    const before = { refreshExpiresAt: NOW + DAY };
    const life = lifetimes({ expiresInSeconds: 7200 }, NOW, before);
    expect(life).not.toHaveProperty('refreshExpiresAt');
  });

  it('is taken as short where TikTok never told, and renewed in good time', () => {
    const life = lifetimes({}, NOW, { refreshExpiresAt: null });
    expect(isFresh(life, NOW)).toBe(true);
    expect(isAlive(life, NOW + 15 * MINUTE)).toBe(false);
    expect(isRefreshDue({ ...life, refreshLifeMs: life.refreshLifeMs ?? null }, NOW)).toBe(false);
    expect(isRefreshDue({ ...life, refreshLifeMs: DAY }, NOW + 12 * HOUR)).toBe(true);
    expect(life).toMatchObject({ refreshExpiresAt: NOW + DAY });
  });
});

describe('when an unused account is refreshed (T47)', () => {
  it('weekly, for refresh tokens of 180 or 365 days', () => {
    for (const days of [180, 365]) {
      const row = { refreshedAt: NOW, refreshLifeMs: days * DAY };
      expect(isRefreshDue(row, NOW + 7 * DAY - 1)).toBe(false);
      expect(isRefreshDue(row, NOW + 7 * DAY)).toBe(true);
    }
  });

  it('after a quarter of a short life', () => {
    const row = { refreshedAt: NOW, refreshLifeMs: 4 * DAY };
    expect(isRefreshDue(row, NOW + DAY - 1)).toBe(false);
    expect(isRefreshDue(row, NOW + DAY)).toBe(true);
  });

  it('also where TikTok never said how long', () => {
    expect(isRefreshDue({ refreshedAt: NOW, refreshLifeMs: null }, NOW + 8 * DAY)).toBe(true);
    expect(isRefreshDue({ refreshedAt: null, refreshLifeMs: null }, NOW)).toBe(true);
  });
});
