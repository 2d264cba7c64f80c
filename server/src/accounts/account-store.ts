import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { table, type Transaction } from '../database/tables';
import { createMemory } from '../database/memory';
import { notFound } from '../http/problem';
import { type Vault } from '../settings';
import { type AccountChanges } from './account-changes';
import { type AccountRow, accountRow, accountKeyOf, isBeingErased } from './account-row';
import { type SealedSignIn, type Unreadable } from './account-state';
import { ACCOUNT_UID, ACCOUNTS_TABLE } from './models';

const ids = z.array(z.object({ id: z.coerce.number().int() }));

/** What another process changed about an account is known here after so long. */
const MEMORY_MS = 1_000;

type Changes = Partial<Omit<AccountRow, 'id'>> & { refreshLeaseUntil?: number | null };

/** Strapi's `json` type writes an array or object, and null as null. */
const inColumns = (changes: Changes): Record<string, unknown> => ({ ...changes });

/** What is left of an erased account, but for its key: a stone that old posts can point at. */
const EMPTY = {
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
} satisfies Changes;

const tokenPlace = (accountKey: string, field: 'access_token' | 'refresh_token') => ({
  table: ACCOUNTS_TABLE,
  id: accountKey,
  field,
});

/** The rows of `tiktok_accounts`, and the sealing of their tokens. */
export const createAccountStore = ({ strapi, vault }: { strapi: Core.Strapi; vault: Vault }) => {
  vault.registerSealedColumn({
    table: ACCOUNTS_TABLE,
    idColumn: 'account_key',
    field: 'access_token',
  });
  vault.registerSealedColumn({
    table: ACCOUNTS_TABLE,
    idColumn: 'account_key',
    field: 'refresh_token',
  });

  const query = () => strapi.db.query(ACCOUNT_UID);
  const findOne = async (where: Record<string, unknown>): Promise<AccountRow | null> => {
    const found: unknown = await query().findOne({ where });
    return found ? accountRow.parse(found) : null;
  };
  const findMany = async (where: Record<string, unknown>): Promise<AccountRow[]> => {
    const found: unknown[] = await query().findMany({ where, orderBy: { id: 'asc' } });
    return found.map((row) => accountRow.parse(row));
  };

  const memory = createMemory<number, AccountRow | null>(MEMORY_MS);

  /**
   * The one way in which an account changes. What is written late (a profile, a pair, what a webhook
   * told) may find that the account was erased meanwhile, and must not bring it back.
   * @returns whether there was such a row
   */
  const update = async (
    id: number,
    changes: Changes,
    onlyIf: { tokenVersion?: number } = {},
  ): Promise<boolean> => {
    const where = { id, ...onlyIf, erasedAt: null };
    const { count } = await memory.around(id, () =>
      query().updateMany({ where, data: inColumns(changes) }),
    );
    return count === 1;
  };

  const byId = (id: number): Promise<AccountRow | null> => findOne({ id });

  const orNotFound = (row: AccountRow | null): AccountRow => {
    if (!row || row.erasedAt !== null) throw notFound('The TikTok account');
    return row;
  };
  const remembered = (id: number): Promise<AccountRow | null> => memory.read(id, () => byId(id));

  return {
    byId,

    /** As it was at most a moment ago: for the many reads of one step, never for a compare-and-set. */
    remembered,

    /** @throws Problem `not_found` */
    requireRemembered: async (id: number): Promise<AccountRow> => orNotFound(await remembered(id)),

    byOpenId: (clientKey: string, openId: string) =>
      findOne({ accountKey: accountKeyOf(clientKey, openId) }),

    /** Asked for every event of TikTok's: it reads nothing but that there is one. */
    hasOpenId: async (clientKey: string, openId: string): Promise<boolean> => {
      const found: unknown = await table(strapi, ACCOUNTS_TABLE)
        .where({ account_key: accountKeyOf(clientKey, openId) })
        .first('id');
      return found !== undefined;
    },

    /** The same TikTok user, connected in this mode with an earlier Client Key. */
    byUnionId: async (mode: string, unionId: string, clientKey: string) =>
      (await findMany({ mode, unionId, erasedAt: null })).find(
        (row) => row.clientKey !== clientKey,
      ) ?? null,

    /** All but the erased ones. */
    all: () => findMany({ erasedAt: null }),

    /** Of all, erased ones too. */
    everyId: async (): Promise<number[]> =>
      ids.parse(await query().findMany({ select: ['id'] })).map(({ id }) => id),

    /** @throws Problem `not_found` */
    require: async (id: number): Promise<AccountRow> => orNotFound(await byId(id)),

    insert: async (row: Changes): Promise<void> => {
      await query().create({ data: inColumns(row) });
    },

    update,

    /** After a write in a transaction (`decide`, the erasure's): it is read anew. */
    forget: (id: number): void => memory.forget(id),

    /** What people decide about an account, in a transaction; `forget` it afterwards. */
    decide: async (
      id: number,
      { label, timeZone, roleIds, creatorEmail }: AccountChanges,
      trx: Transaction,
    ): Promise<void> => {
      const columns = {
        ...(label !== undefined && { label }),
        ...(timeZone !== undefined && { time_zone: timeZone }),
        ...(roleIds !== undefined && { role_ids: roleIds && JSON.stringify(roleIds) }),
        ...(creatorEmail !== undefined && { creator_email: creatorEmail }),
      };
      if (Object.keys(columns).length === 0) return;
      await table(strapi, ACCOUNTS_TABLE, trx).where({ id }).whereNull('erased_at').update(columns);
    },

    /** Compare-and-set on the version of the tokens. @returns whether the row was still as expected. */
    updateIfVersion: (id: number, version: number, changes: Changes): Promise<boolean> =>
      update(id, changes, { tokenVersion: version }),

    /** Erasures that were begun and have not come to their end. */
    beingErased: async (): Promise<AccountRow[]> =>
      (await findMany({ erasedAt: { $notNull: true } })).filter(isBeingErased),

    /** The end of an erasure: nothing of the user is left in the row. */
    empty: async ({ id, accountKey }: AccountRow): Promise<void> => {
      const data = inColumns({ ...EMPTY, openId: accountKey });
      const where = { id, accountKey, erasedAt: { $notNull: true } };
      await memory.around(id, () => query().updateMany({ where, data }));
    },

    /** Without a refresh token none is written: the one that is there stays. */
    sealTokens: (
      accountKey: string,
      { accessToken, refreshToken }: { accessToken: string; refreshToken?: string | undefined },
    ) => ({
      accessToken: vault.seal(accessToken, tokenPlace(accountKey, 'access_token')),
      ...(refreshToken === undefined
        ? {}
        : { refreshToken: vault.seal(refreshToken, tokenPlace(accountKey, 'refresh_token')) }),
    }),

    /** Why the stored sign-in cannot be opened; null when it can, or when none is stored. */
    unreadable: ({ accountKey, accessToken, refreshToken }: SealedSignIn): Unreadable | null => {
      const tried = [
        refreshToken && vault.whyShut(refreshToken, tokenPlace(accountKey, 'refresh_token')),
        accessToken && vault.whyShut(accessToken, tokenPlace(accountKey, 'access_token')),
      ];
      return tried.find((why) => why) || null;
    },

    openAccess: ({ accessToken, accountKey }: AccountRow) =>
      accessToken ? vault.open(accessToken, tokenPlace(accountKey, 'access_token')) : null,
    openRefresh: ({ refreshToken, accountKey }: AccountRow) =>
      refreshToken ? vault.open(refreshToken, tokenPlace(accountKey, 'refresh_token')) : null,
  };
};

export type AccountStore = ReturnType<typeof createAccountStore>;
