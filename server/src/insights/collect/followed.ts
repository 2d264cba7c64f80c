import { randomUUID } from 'node:crypto';

import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type Account, holdsOffErasure } from '../../accounts';
import { nowMsSql } from '../../database/clock';
import { inTransaction, table, type Transaction } from '../../database/tables';
import { type UserInfo } from '../../tiktok';
import { dayOf, nextMorning } from '../days';
import { digits, followedColumns, followedRow, type FollowedRow } from '../rows';

/** Longer than any one call to TikTok: the token's renewal and the call itself have 30 s each. */
export const LEASE_MS = 120_000;

const ids = z.array(z.object({ account_id: z.coerce.number() }));
const owner = z.object({ lease_owner: z.string().nullable() });

/** The accounts that are followed: whose turn it is, who works on one, and what was told of it last. */
export const createFollowed = ({
  strapi,
  now,
  leaseMs = LEASE_MS,
}: {
  strapi: Core.Strapi;
  now: () => Promise<number>;
  leaseMs?: number;
}) => {
  const rows = (trx?: Transaction) => table(strapi, 'tiktok_followed_accounts', trx);

  const find = async (accountId: number): Promise<FollowedRow | null> => {
    const row: unknown = await rows()
      .where({ account_id: accountId })
      .first(followedColumns(strapi));
    return row === undefined ? null : followedRow.parse(row);
  };

  return {
    find,

    async all(): Promise<FollowedRow[]> {
      return z.array(followedRow).parse(await rows().select(followedColumns(strapi)));
    },

    /** An account without a row gets one, and is measured at once. */
    async follow(accountIds: readonly number[]): Promise<void> {
      const known = ids.parse(
        await rows()
          .whereIn('account_id', [...accountIds])
          .select('account_id'),
      );
      const has = new Set(known.map(({ account_id: id }) => id));
      const fresh = accountIds.filter((id) => !has.has(id));
      if (fresh.length === 0) return;
      const at = await now();
      await rows()
        .insert(fresh.map((id) => ({ account_id: id, next_at: at })))
        .onConflict('account_id')
        .ignore();
    },

    /** The lease of one account over all processes; null where another one has it. */
    async lease(
      accountId: number,
    ): Promise<{ renew(): Promise<boolean>; end(): Promise<void> } | null> {
      const name = randomUUID();
      const knex = strapi.db.connection;
      const until = () => nowMsSql(knex, leaseMs);
      const taken: number = await rows()
        .where({ account_id: accountId })
        // One that nobody could have taken lately is of a clock that was put back since.
        .whereRaw(`(lease_until IS NULL OR lease_until < ? OR lease_until > ?)`, [
          nowMsSql(knex),
          nowMsSql(knex, 2 * Math.max(leaseMs, LEASE_MS)),
        ])
        .update({ lease_owner: name, lease_until: until() });
      if (taken !== 1) return null;
      return {
        async renew() {
          await rows()
            .where({ account_id: accountId, lease_owner: name })
            .update({ lease_until: until() });
          const row: unknown = await rows().where({ account_id: accountId }).first('lease_owner');
          return row !== undefined && owner.parse(row).lease_owner === name;
        },
        async end() {
          await rows()
            .where({ account_id: accountId, lease_owner: name })
            .update({ lease_owner: null, lease_until: null });
        },
      };
    },

    /** Something failed; asked again not before `retryAt`. */
    async failed(
      accountId: number,
      retryAt: number,
      { scope = null, failures }: { scope?: string | null; failures: number },
    ): Promise<void> {
      await rows()
        .where({ account_id: accountId })
        .update({ retry_at: retryAt, refused_scope: scope, failures });
    },

    async succeeded(accountId: number): Promise<void> {
      await rows()
        .where({ account_id: accountId })
        .where((any) => {
          void any
            .where('failures', '>', 0)
            .orWhereNotNull('retry_at')
            .orWhereNotNull('refused_scope');
        })
        .update({ failures: 0, retry_at: null, refused_scope: null });
    },

    /**
     * Stores what TikTok told of the account now.
     * @param asDay also as the value of its day, where that has none yet
     */
    async told(
      account: Pick<Account, 'id' | 'timeZone'>,
      info: UserInfo,
      { asDay }: { asDay: boolean },
    ): Promise<void> {
      const at = await now();
      const { followerCount, followingCount, likesCount, videoCount } = info;
      const hasCounters = [followerCount, followingCount, likesCount, videoCount].some(
        (value) => value !== undefined,
      );
      const told = {
        followers: digits(followerCount),
        following: digits(followingCount),
        likes: digits(likesCount),
        videos: digits(videoCount),
      };
      await inTransaction(strapi, async (trx) => {
        if (!(await holdsOffErasure(strapi, account.id, trx))) return;
        await rows(trx)
          .where({ account_id: account.id })
          .update({
            account_id: account.id,
            ...(hasCounters ? { ...told, measured_at: at } : {}),
            ...(info.bioDescription === undefined ? {} : { bio: info.bioDescription }),
            ...(info.profileDeepLink === undefined ? {} : { profile_link: info.profileDeepLink }),
          });
        if (!hasCounters || !asDay) return;
        await table(strapi, 'tiktok_account_days', trx)
          .insert({ account_id: account.id, day: dayOf(at, account.timeZone), at, ...told })
          .onConflict(['account_id', 'day'])
          .ignore();
      });
    },

    /** The day is done: the account's turn is the next morning. */
    async nextDay({ id, timeZone }: Pick<Account, 'id' | 'timeZone'>): Promise<void> {
      await rows()
        .where({ account_id: id })
        .update({ next_at: nextMorning(await now(), timeZone) });
    },

    /**
     * Takes the right to ask for a person now.
     * @returns when it may be asked for again (epoch ms); null: now
     */
    async takeRefresh(accountId: number, everyMs: number): Promise<number | null> {
      const at = await now();
      const taken: number = await rows()
        .where({ account_id: accountId })
        .where((free) => {
          void free
            .whereNull('refreshed_at')
            .orWhere('refreshed_at', '<=', at - everyMs)
            .orWhere('refreshed_at', '>', at);
        })
        .update({ refreshed_at: at });
      if (taken === 1) return null;
      return ((await find(accountId))?.refreshed_at ?? at) + everyMs;
    },

    async decide(
      accountId: number,
      switches: { followsOthers?: boolean | undefined; publicCounters?: boolean | undefined },
      trx: Transaction,
    ): Promise<void> {
      const changes = {
        ...(switches.followsOthers === undefined
          ? {}
          : { follows_others: switches.followsOthers ? 1 : 0 }),
        ...(switches.publicCounters === undefined
          ? {}
          : { public_counters: switches.publicCounters ? 1 : 0 }),
      };
      if (Object.keys(changes).length === 0) return;
      await rows(trx).where({ account_id: accountId }).update(changes);
    },
  };
};

export type Followed = ReturnType<typeof createFollowed>;
