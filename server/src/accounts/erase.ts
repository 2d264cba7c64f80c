import { randomUUID } from 'node:crypto';

import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { inTransaction, table } from '../database/tables';
import { notFound } from '../http/problem';
import { type AccountRow, graveOf } from './account-row';
import { type AccountStore } from './account-store';
import { type Avatars } from './avatar';
import { type Disconnect } from './disconnect';
import { type OAuthStates } from './oauth-states';
import { postsPart } from './posts-part';
import { erasureGoesOn } from './problems';

/** That something was erased, when, by whom, and how much. */
export interface Receipt {
  id: string;
  at: string;
  by: string;
  erased: Record<string, number>;
}

/** The TikTok user an account belongs to, as known before the account is emptied. */
export interface ErasedUser {
  accountId: number;
  clientKey: string;
  openId: string;
  nickname: string | null;
  handle: string | null;
  label: string | null;
}

/** Erases what one subject of the plugin keeps of a user; may be called again. @returns rows by kind */
export type Eraser = (user: ErasedUser) => Promise<Record<string, number>>;

const counts = z.preprocess(
  (value) => (typeof value === 'string' ? JSON.parse(value) : (value ?? {})),
  z.record(z.string(), z.number()),
);
const receiptRow = z.object({
  receipt_id: z.string(),
  erased_at: z.coerce.number(),
  erased_by: z.string(),
  erased: counts,
});

type Connection = Pick<AccountRow, 'connectedAt'>;

/** Erases what is known of a TikTok user. */
export const createErase = ({
  strapi,
  store,
  states,
  disconnect,
  avatars,
  now,
  onEnded,
}: {
  strapi: Core.Strapi;
  store: AccountStore;
  states: OAuthStates;
  disconnect: Disconnect;
  avatars: Avatars;
  now: () => number;
  onEnded: (accountId: number, reason: string) => Promise<void>;
}) => {
  const erasers: Eraser[] = [];
  const receipts = () => table(strapi, 'tiktok_erasures');

  /**
   * The point of no return, in one transaction: nobody finds the account any more, by id, by open_id
   * or by a late answer, and the receipt is there. Whom it was about stays until all is done.
   * @param sole only this connection; one that was made since is another one
   * @throws Problem `not_found`
   */
  const bury = async ({ id }: AccountRow, by: string, sole?: Connection): Promise<string> => {
    const receiptId = randomUUID();
    const grave = graveOf(receiptId);
    await inTransaction(strapi, async (trx) => {
      const buried: number = await table(strapi, 'tiktok_accounts', trx)
        .where({ id, ...(sole && { connected_at: sole.connectedAt }) })
        .whereNull('erased_at')
        .update({
          erased_at: now(),
          account_key: grave,
          state: 'disconnected',
          access_token: null,
          refresh_token: null,
          token_version: trx.raw('token_version + 1'),
        });
      // Somebody else erases it at the same moment, or its user has signed in anew.
      if (buried !== 1) throw notFound('The TikTok account');
      await table(strapi, 'tiktok_erasures', trx).insert({
        receipt_id: receiptId,
        account_id: id,
        erased_at: now(),
        erased_by: by,
        erased: JSON.stringify({ account: 1 }),
      });
    });
    store.forget(id);
    return receiptId;
  };

  const receiptOf = async (accountId: number) => {
    const found: unknown = await receipts().where({ account_id: accountId }).first();
    return receiptRow.parse(found);
  };

  /** Adds to the receipt, as each part is done: an erasure that is cut off keeps what it counted. */
  const note = async (accountId: number, more: Record<string, number>): Promise<void> => {
    const { receipt_id: receiptId, erased } = await receiptOf(accountId);
    for (const [kind, count] of Object.entries(more)) {
      if (count > 0) erased[kind] = (erased[kind] ?? 0) + count;
    }
    await receipts()
      .where({ receipt_id: receiptId })
      .update({ erased: JSON.stringify(erased) });
  };

  /** All that follows from `bury`. Each part may be cut off and done again. */
  const finish = async (row: AccountRow): Promise<void> => {
    const { id: accountId, clientKey, openId, nickname, handle, label } = row;
    const user = { accountId, clientKey, openId, nickname, handle, label };
    const noteMore = (more: Record<string, number>) => note(accountId, more);
    await postsPart(strapi).erase(user, noteMore);
    for (const eraser of erasers) await noteMore(await eraser(user));
    avatars.forget(row);
    await store.empty(row);
  };

  /** @throws Problem `erasure_goes_on` */
  const finishBuried = async (accountId: number, by: string): Promise<Receipt> => {
    const buried = await store.byId(accountId);
    try {
      if (buried) await finish(buried);
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown error';
      strapi.log.error(`TikTok: the erasure of account ${accountId} was cut off: ${name}`);
      throw erasureGoesOn();
    }
    const { receipt_id: id, erased_at: at, erased } = await receiptOf(accountId);
    return { id, at: new Date(at).toISOString(), by, erased };
  };

  return {
    /** Has a subject above this one erase its part too. */
    onErase(eraser: Eraser): void {
      erasers.push(eraser);
    },

    /**
     * Tokens, profile, avatar, and in posts/ the evidence and personal parts. The row itself stays as
     * an empty stone, so that old posts still have an account to point at; its open_id is gone, and
     * the same user may connect again as a new account. What an interruption leaves is done by
     * `resume`.
     * @throws Problem `not_found`, `erasure_goes_on`
     */
    async erase(accountId: number, by: string): Promise<Receipt> {
      await store.require(accountId);
      const connections = await states.forgetOf(accountId);
      await disconnect.disconnect(accountId, by);
      await bury(await store.require(accountId), by);
      await note(accountId, { connections });
      return finishBuried(accountId, by);
    },

    /**
     * The same because TikTok says that the account is gone there, which it says of one connection: an
     * account whose user has signed in anew since is left alone, and so is what was granted anew, which
     * a revoke from here would end.
     * @throws Problem `not_found` also where it was connected anew, `erasure_goes_on`
     */
    async eraseDeleted(row: AccountRow, by: string): Promise<Receipt> {
      await bury(row, by, row);
      await note(row.id, { connections: await states.forgetOf(row.id) });
      if (row.state !== 'disconnected') await onEnded(row.id, 'The TikTok account was deleted.');
      return finishBuried(row.id, by);
    },

    /** Ends the erasures that were cut off. @returns how many */
    async resume(): Promise<number> {
      const cutOff = await store.beingErased();
      for (const row of cutOff) await finish(row);
      return cutOff.length;
    },
  };
};

export type Erase = ReturnType<typeof createErase>;
