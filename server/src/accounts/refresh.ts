import { type Core } from '@strapi/strapi';

import { databaseNowMs } from '../database/clock';
import { Problem } from '../http/problem';
import { type Settings, type TikTokApp } from '../settings';
import { tally } from '../tally';
import { type RefreshedTokens, TikTokError, TikTokOAuthError } from '../tiktok';
import { type AccountRow } from './account-row';
import { type AccountStore } from './account-store';
import {
  needsReconnect,
  refreshBusy,
  refreshPaused,
  refreshUnclear,
  tiktokProblem,
  tokensUnreadable,
} from './problems';
import { createRefreshLeases, REFRESH_LEASE_MS, type RefreshLease } from './refresh-lease';
import { type PairStore } from './store-pair';
import { isAlive, isFresh } from './token-life';

/** Two tries fit well into the lease; the rest of it is for storing. */
const CALL_MS = 9_000;
const POLL_MS = 150;
/** Longer than a lease, so that a dead holder is outlived. */
const PATIENCE_MS = REFRESH_LEASE_MS + 10_000;
/** How long a holder that lost its lease may still come back with the pair. */
const ORPHAN_GRACE_MS = 120_000;

const LOST =
  'TikTok no longer accepts its sign-in: it has expired, or the owner of the account withdrew it.';

const UNRENEWABLE = 'Its sign-in has ended, and TikTok gave none that could be renewed.';
const ANOTHER = 'TikTok answered the renewal of its sign-in for another user.';

type Lost = (row: AccountRow, reason: string) => Promise<void>;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const isInvalidGrant = (error: unknown): boolean =>
  error instanceof TikTokOAuthError && error.code === 'invalid_grant';

/**
 * Renews the tokens of one account, one at a time over all instances. The pair is
 * single-use at TikTok: two refreshes at once, or one whose answer is not stored, lose the account.
 */
export const createRefresh = ({
  strapi,
  store,
  settings,
  pairs,
  now,
  onLost,
}: {
  strapi: Core.Strapi;
  store: AccountStore;
  settings: Settings;
  pairs: PairStore;
  now: () => number;
  onLost: Lost;
}) => {
  const leases = createRefreshLeases({ strapi });
  const inFlight = new Map<number, Promise<string>>();
  let stopping = false;
  let pausedWhy: () => Promise<string | null> = () => Promise.resolve(null);

  const accessOf = (row: AccountRow): string | null => {
    const opened = store.openAccess(row);
    if (opened && !opened.ok) throw tokensUnreadable(opened.why);
    return opened ? opened.value : null;
  };

  const appOf = async (row: AccountRow): Promise<TikTokApp> => {
    const app = await settings.appFor(row.clientKey);
    if (app) return app;
    throw needsReconnect('The Client Key it was connected with is no longer configured.');
  };

  /** An unknown answer may have rotated the pair or not; the same token once more tells. */
  const ask = async (app: TikTokApp, refreshToken: string): Promise<RefreshedTokens> => {
    const call = () =>
      settings.client().oauth.refresh({ ...app, refreshToken }, { timeoutMs: CALL_MS });
    try {
      return await call();
    } catch (error) {
      if (error instanceof TikTokError && error.outcome === 'unknown') return call();
      throw error;
    }
  };

  /** Whether a process that lost its lease may still bring the pair that TikTok gave for this token. */
  const mayBeOrphaned = async (row: AccountRow, lease: RefreshLease): Promise<boolean> => {
    if (row.refreshOrphanedAt !== null) {
      return (await databaseNowMs(strapi)) - row.refreshOrphanedAt < ORPHAN_GRACE_MS;
    }
    if (!lease.takenOver) return false;
    await leases.markOrphaned(row.id);
    return true;
  };

  /**
   * The account cannot be used before a person signs in again, if the row still holds what was tried.
   * @returns null when it does not: somebody else has stored a newer pair.
   */
  const lose = async (row: AccountRow, why: string): Promise<null> => {
    const lost = await store.updateIfVersion(row.id, row.tokenVersion, {
      state: 'reconnect',
      stateReason: `${why} Press "Reconnect" to sign in.`,
      refreshLeaseOwner: null,
      refreshLeaseUntil: null,
    });
    if (!lost) return null;
    await onLost(row, why);
    throw needsReconnect(why);
  };

  /** TikTok refused the token. */
  const refused = async (row: AccountRow, lease: RefreshLease): Promise<null> => {
    if (await mayBeOrphaned(row, lease)) {
      await lease.release();
      throw refreshUnclear();
    }
    return lose(row, LOST);
  };

  /** @returns null when the row has to be read again. */
  const underLease = async (
    row: AccountRow,
    lease: RefreshLease,
    rejected: string | undefined,
  ): Promise<string | null> => {
    let tokens: RefreshedTokens;
    const opened = store.openRefresh(row);
    if (!opened) {
      const present = isAlive(row, now()) ? accessOf(row) : null;
      if (present === null || present === rejected) return lose(row, UNRENEWABLE);
      await lease.release();
      return present;
    }
    try {
      if (!opened.ok) throw tokensUnreadable(opened.why);
      tokens = await ask(await appOf(row), opened.value);
    } catch (error) {
      const isRefused = isInvalidGrant(error);
      tally(strapi, 'refreshes', isRefused ? 'refused' : 'failed');
      if (isRefused) return refused(row, lease);
      await lease.release();
      // Out of order is not disconnected (T42): the old token serves while it lives.
      const old = error instanceof TikTokError && isAlive(row, now()) ? accessOf(row) : null;
      if (old && old !== rejected) return old;
      throw tiktokProblem(error, 'Renewing the sign-in of the account');
    }
    // Never seen, and never to be used: what is posted with it would go to somebody else.
    if (tokens.openId !== undefined && tokens.openId !== row.openId) return lose(row, ANOTHER);
    tally(strapi, 'refreshes', 'renewed');
    // Disconnected, erased or connected anew meanwhile: nobody may use what was renewed for the one before.
    return (await pairs.store(row, tokens)) === 'superseded' ? null : tokens.accessToken;
  };

  const renewOnce = async (accountId: number, rejected: string | undefined): Promise<string> => {
    const giveUpAt = performance.now() + PATIENCE_MS;
    for (;;) {
      const paused = await pausedWhy();
      if (paused !== null) throw refreshPaused(paused);
      await pairs.flush(accountId).catch(() => undefined);
      const row = await store.require(accountId);
      if (row.state !== 'connected') throw needsReconnect(row.stateReason);
      const remembered = pairs.remembered(row);
      if (remembered && remembered !== rejected) return remembered;
      const present = accessOf(row);
      // Somebody else has renewed it meanwhile; a rejected token is renewed however fresh it looks.
      if (present && present !== rejected && isFresh(row, now())) return present;

      const lease = await leases.claim(row);
      const renewed = lease && (await underLease(row, lease, rejected));
      if (renewed) return renewed;
      if (stopping || performance.now() > giveUpAt) throw refreshBusy();
      await wait(POLL_MS);
    }
  };

  return {
    accessOf,

    /**
     * An access token that is not `rejected` and not about to end. All callers of this process wait
     * for one renewal, all instances for one lease.
     * @throws Problem `tiktok_paused`, `account_needs_reconnect`, `refresh_busy`, `refresh_unclear`,
     * `tokens_unreadable`, `tiktok_…` (503 when trying again is enough)
     */
    renew(accountId: number, rejected?: string): Promise<string> {
      const running = inFlight.get(accountId);
      if (running) return running;
      if (stopping) {
        return Promise.reject(
          new Problem({
            status: 503,
            code: 'stopping',
            message: 'Strapi is shutting down.',
            remedy: 'Nothing to do: it is tried again.',
          }),
        );
      }
      const renewal = renewOnce(accountId, rejected).finally(() => inFlight.delete(accountId));
      inFlight.set(accountId, renewal);
      return renewal;
    },

    /**
     * Stops every renewal while `why` gives a reason: a copy of this site must not use up its tokens.
     * Asked anew before each one.
     */
    pause(why: () => Promise<string | null>): void {
      pausedWhy = why;
    },
    isPaused: async (): Promise<boolean> => (await pausedWhy()) !== null,

    /** Lets what is in flight finish and be stored, for at most `ms`. */
    async stop(ms: number): Promise<void> {
      stopping = true;
      let timer: NodeJS.Timeout | undefined;
      const limit = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, ms);
      });
      await Promise.race([Promise.allSettled(inFlight.values()), limit]);
      clearTimeout(timer);
      await pairs.flushAll();
    },
  };
};

export type Refresh = ReturnType<typeof createRefresh>;
