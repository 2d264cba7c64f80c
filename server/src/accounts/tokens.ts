import { type Core } from '@strapi/strapi';

import { type Settings } from '../settings';
import { TikTokAuthError } from '../tiktok';
import { deriveState } from './account-state';
import { type AccountStore } from './account-store';
import { logWord } from './log-word';
import { accountQuiet, needsReconnect, tokensUnreadable } from './problems';
import { type Refresh } from './refresh';
import { isAlive, isFresh, isRefreshDue } from './token-life';
import { type PairStore } from './store-pair';

/** What a background refresh did. */
export interface RefreshReport {
  refreshed: number;
  failed: number;
}

/** Access tokens for those who call TikTok; they never see a refresh token. */
export const createTokens = ({
  strapi,
  store,
  settings,
  refresh,
  pairs,
  now,
}: {
  strapi: Core.Strapi;
  store: AccountStore;
  settings: Settings;
  refresh: Refresh;
  pairs: PairStore;
  now: () => number;
}) => {
  /** @throws Problem unless the account can be used now. */
  const usable = async (accountId: number, anew: boolean) => {
    await settings.activeApp();
    const row = await (anew ? store.require(accountId) : store.requireRemembered(accountId));
    const { mode } = await settings.current();
    const unreadable = store.unreadable(row);
    if (row.state === 'connected' && unreadable) throw tokensUnreadable(unreadable);
    const keys = await settings.clientKeys();
    const { state, message } = deriveState(row, { mode, keys, unreadable: store.unreadable });
    if (state === 'quiet') throw accountQuiet(message);
    if (state !== 'connected') throw needsReconnect(message);
    return row;
  };

  const fresh = async (accountId: number, anew: boolean): Promise<string> => {
    const row = await usable(accountId, anew);
    const remembered = pairs.remembered(row);
    if (remembered) return remembered;
    const present = refresh.accessOf(row);
    return present && isFresh(row, now()) ? present : refresh.renew(accountId);
  };

  return {
    /**
     * Calls TikTok with a token of the account: renewed ahead of its end, and once more when TikTok
     * refuses it. Never to be called inside a database transaction.
     * @param options `anew`: the account is read again, for a call that must not be made in vain
     * @throws Problem (see `renew`), or what `call` throws, a second TikTokAuthError included.
     */
    async withAccessToken<T>(
      accountId: number,
      call: (accessToken: string) => Promise<T>,
      { anew = false } = {},
    ): Promise<T> {
      const token = await fresh(accountId, anew);
      try {
        return await call(token);
      } catch (error) {
        if (!(error instanceof TikTokAuthError)) throw error;
      }
      return call(await refresh.renew(accountId, token));
    },

    /** Renews accounts that nobody used for long, so that their refresh tokens do not die (T47). */
    async refreshDue(): Promise<RefreshReport> {
      const report: RefreshReport = { refreshed: 0, failed: 0 };
      await pairs.flushAll();
      if (!(await settings.current()).enabled || (await refresh.isPaused())) return report;
      for (const row of await store.all()) {
        if (row.state !== 'connected' || !isRefreshDue(row, now())) continue;
        // Without a refresh token there is nothing to renew; what is there serves to its end.
        if (row.refreshToken === null && isAlive(row, now())) continue;
        // The app may be gone, or its secret unreadable: nothing to be done here, and said elsewhere.
        if (!(await settings.appFor(row.clientKey))) continue;
        try {
          await refresh.renew(row.id, refresh.accessOf(row) ?? undefined);
          report.refreshed += 1;
        } catch (error) {
          report.failed += 1;
          strapi.log.warn(`TikTok: background refresh of account ${row.id}: ${logWord(error)}`);
        }
      }
      return report;
    },
  };
};

export type Tokens = ReturnType<typeof createTokens>;
