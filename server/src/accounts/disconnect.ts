import { type Core } from '@strapi/strapi';

import { type Settings } from '../settings';
import { type AccountRow } from './account-row';
import { type AccountStore } from './account-store';
import { logWord } from './log-word';
import { postsPart } from './posts-part';
import { type Refresh } from './refresh';
import { isAlive } from './token-life';

const FORGOTTEN = {
  accessToken: null,
  refreshToken: null,
  accessExpiresAt: null,
  accessLifeMs: null,
  refreshExpiresAt: null,
  refreshLifeMs: null,
  refreshedAt: null,
  refreshLeaseOwner: null,
  refreshLeaseUntil: null,
  refreshOrphanedAt: null,
} as const;

/** Ends connections from this side. */
export const createDisconnect = ({
  strapi,
  settings,
  store,
  refresh,
  now,
  onEnded,
}: {
  strapi: Core.Strapi;
  settings: Settings;
  store: AccountStore;
  refresh: Refresh;
  now: () => number;
  onEnded: (accountId: number, reason: string) => Promise<void>;
}) => {
  /** TikTok revokes by access token only, so an expired one is renewed first. */
  const tokenToRevoke = async (row: AccountRow): Promise<string | null> => {
    const present = refresh.accessOf(row);
    return present && isAlive(row, now()) ? present : refresh.renew(row.id);
  };

  /** @returns false when TikTok could not be asked; the user can still remove the app in TikTok. */
  const revoke = async (row: AccountRow): Promise<boolean> => {
    // A copy of a site must not end the connection of the original.
    if (row.state !== 'connected' || !row.refreshToken || (await refresh.isPaused())) return false;
    try {
      const app = await settings.appFor(row.clientKey);
      const accessToken = app && (await tokenToRevoke(row));
      if (!app || !accessToken) return false;
      await settings.client().oauth.revoke({ ...app, accessToken });
      return true;
    } catch (error) {
      strapi.log.warn(
        `TikTok: account ${row.id} could not be revoked at TikTok: ${logWord(error)}`,
      );
      return false;
    }
  };

  const forgetTokens = async (accountId: number, reason: string): Promise<void> => {
    for (;;) {
      const row = await store.byId(accountId);
      if (!row || row.erasedAt !== null) return;
      // With the version goes every pair that a refresh under way might still store.
      const forgotten = await store.updateIfVersion(row.id, row.tokenVersion, {
        ...FORGOTTEN,
        tokenVersion: row.tokenVersion + 1,
        state: 'disconnected',
        stateReason: reason,
      });
      if (forgotten) return;
    }
  };

  return {
    forgetTokens,

    /** Revokes at TikTok, forgets the tokens whatever it said, and holds what was scheduled. */
    async disconnect(
      accountId: number,
      by: string,
    ): Promise<{ revoked: boolean; heldPosts: number }> {
      const row = await store.require(accountId);
      const revoked = await revoke(row);
      const reason = `Disconnected by ${by}. Press "Reconnect" to post with it again.`;
      await forgetTokens(accountId, reason);
      const heldPosts = await postsPart(strapi).hold(
        accountId,
        `The TikTok account was disconnected by ${by}.`,
      );
      if (row.state !== 'disconnected') await onEnded(accountId, reason);
      return { revoked, heldPosts };
    },
  };
};

export type Disconnect = ReturnType<typeof createDisconnect>;
