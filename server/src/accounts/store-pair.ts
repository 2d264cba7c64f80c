import { type Core } from '@strapi/strapi';

import { type RefreshedTokens } from '../tiktok';
import { type AccountRow } from './account-row';
import { type AccountStore } from './account-store';
import { isFresh, lifetimes, untoldWords } from './token-life';

/** Pauses between tries to store a pair that cost the old one. */
const RETRY_DELAYS_MS = [50, 250, 1000, 3000];

interface Pair {
  row: AccountRow;
  tokens: RefreshedTokens;
  /** When TikTok answered. */
  at: number;
}

/** What became of a pair: stored, overtaken by a newer one, or still only in memory. */
export type PairOutcome = 'stored' | 'superseded' | 'in_memory';

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Stores rotated pairs. TikTok has killed the old pair by then, so a store that fails is tried
 * again, at once and whenever the account is used, for as long as this process lives.
 */
export const createPairStore = ({
  strapi,
  store,
  now,
}: {
  strapi: Core.Strapi;
  store: AccountStore;
  now: () => number;
}) => {
  const unstored = new Map<number, Pair>();

  const attempt = async ({ row, tokens, at }: Pair): Promise<PairOutcome> => {
    const stored = await store.updateIfVersion(row.id, row.tokenVersion, {
      ...store.sealTokens(row.accountKey, tokens),
      ...lifetimes(tokens, at, row),
      ...(tokens.scopes ? { grantedScopes: tokens.scopes } : {}),
      tokenVersion: row.tokenVersion + 1,
      // A holder that was frozen past its lease brings the account back with this.
      state: 'connected',
      stateReason: null,
      refreshLeaseOwner: null,
      refreshLeaseUntil: null,
      refreshOrphanedAt: null,
    });
    return stored ? 'stored' : 'superseded';
  };

  /** Forgets this pair; a newer one may have taken its place while this one was being stored. */
  const settled = (pair: Pair): void => {
    if (unstored.get(pair.row.id) === pair) unstored.delete(pair.row.id);
  };

  const flush = async (accountId: number): Promise<void> => {
    const pair = unstored.get(accountId);
    if (!pair) return;
    await attempt(pair);
    settled(pair);
  };

  return {
    async store(row: AccountRow, tokens: RefreshedTokens): Promise<PairOutcome> {
      const pair = { row, tokens, at: now() };
      unstored.set(row.id, pair);
      if (tokens.untold.length > 0) {
        strapi.log.warn(`TikTok: account ${row.id} was renewed. ${untoldWords(tokens.untold)}`);
      }
      for (const delay of [...RETRY_DELAYS_MS, null]) {
        try {
          const outcome = await attempt(pair);
          settled(pair);
          return outcome;
        } catch (error) {
          const word = error instanceof Error ? error.name : 'Error';
          strapi.log.error(
            `TikTok: the renewed sign-in of account ${row.id} could not be stored (${word}); it is kept in memory and tried again.`,
          );
          if (delay !== null) await wait(delay);
        }
      }
      return 'in_memory';
    },

    /** Tries again to store what waits in memory for this account. Rejects if the database does. */
    flush,

    /**
     * The access token that waits in memory for this very row, while it is fresh: not one of a
     * connection that was ended or made anew since.
     */
    remembered({ id, tokenVersion }: Pick<AccountRow, 'id' | 'tokenVersion'>): string | null {
      const pair = unstored.get(id);
      if (pair?.row.tokenVersion !== tokenVersion) return null;
      const life = lifetimes(pair.tokens, pair.at, pair.row);
      return isFresh(life, now()) ? pair.tokens.accessToken : null;
    },

    /** Everything that waits, once more; for the background and for the end of the process. */
    async flushAll(): Promise<void> {
      for (const accountId of [...unstored.keys()]) {
        await flush(accountId).catch(() => undefined);
      }
    },
  };
};

export type PairStore = ReturnType<typeof createPairStore>;
