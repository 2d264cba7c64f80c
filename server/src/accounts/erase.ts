import { randomUUID } from 'node:crypto';

import { type Core } from '@strapi/strapi';

import { type AccountStore } from './account-store';
import { type Avatars } from './avatar';
import { type Disconnect } from './disconnect';
import { ERASURE_UID } from './models';
import { type OAuthStates } from './oauth-states';
import { postsPart } from './posts-part';

/** That something was erased, when, by whom, and how much. */
export interface Receipt {
  id: string;
  at: string;
  by: string;
  erased: Record<string, number>;
}

/** Erases what is known of a TikTok user. */
export const createErase =
  ({
    strapi,
    store,
    states,
    disconnect,
    avatars,
    now,
  }: {
    strapi: Core.Strapi;
    store: AccountStore;
    states: OAuthStates;
    disconnect: Disconnect;
    avatars: Avatars;
    now: () => number;
  }) =>
  /**
   * Tokens, profile, avatar, and in posts/ the evidence and personal parts. The row itself stays as
   * an empty stone, so that old posts still have an account to point at; its open_id is gone, and the
   * same user may connect again as a new account. May be repeated after an interruption.
   */
  async (accountId: number, by: string): Promise<Receipt> => {
    const row = await store.require(accountId);
    await disconnect.disconnect(accountId, by);
    const ofPosts = await postsPart(strapi).eraseForAccount(accountId);
    const connections = await states.forgetOf(accountId);
    avatars.forget(row);
    const receipt = {
      id: randomUUID(),
      at: new Date(now()).toISOString(),
      by,
      erased: { account: 1, ...(connections > 0 ? { connections } : {}), ...ofPosts },
    };
    await strapi.db.query(ERASURE_UID).create({
      data: {
        receiptId: receipt.id,
        accountId,
        erasedAt: now(),
        erasedBy: by,
        erased: receipt.erased,
      },
    });
    const grave = `erased:${receipt.id}`;
    await store.update(accountId, {
      accountKey: grave,
      openId: grave,
      unionId: null,
      nickname: 'Erased account',
      handle: null,
      verified: null,
      avatarUrl: null,
      counters: null,
      label: null,
      timeZone: null,
      roleIds: null,
      creatorEmail: null,
      grantedScopes: [],
      connectedBy: null,
      stateReason: 'Erased.',
      erasedAt: now(),
    });
    return receipt;
  };

export type Erase = ReturnType<typeof createErase>;
