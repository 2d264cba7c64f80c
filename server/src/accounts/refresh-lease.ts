import { randomUUID } from 'node:crypto';

import { type Core } from '@strapi/strapi';

import { nowMsSql } from '../database/clock';
import { type AccountRow } from './account-row';
import { ACCOUNTS_TABLE } from './models';

/**
 * How long one refresh may take. Two tries at TikTok and the storing fit in; a process that is frozen
 * for longer has lost it.
 */
export const REFRESH_LEASE_MS = 30_000;

export interface RefreshLease {
  owner: string;
  /** The lease before ran out instead of being given back: its holder may still be at work. */
  takenOver: boolean;
  release(): Promise<void>;
}

/** The right to refresh an account, held by one process at a time over all instances. */
export const createRefreshLeases = ({ strapi }: { strapi: Core.Strapi }) => {
  const table = () => strapi.db.getConnection(ACCOUNTS_TABLE);
  const now = (plusMs = 0) => nowMsSql(strapi.db.connection, plusMs);

  return {
    /** Null when another process holds it, or the tokens have changed since `row` was read. */
    async claim(
      row: Pick<AccountRow, 'id' | 'tokenVersion' | 'refreshLeaseOwner'>,
    ): Promise<RefreshLease | null> {
      const owner = randomUUID();
      const claimed = await table()
        .where({
          id: row.id,
          token_version: row.tokenVersion,
          refresh_lease_owner: row.refreshLeaseOwner,
        })
        .where((free) => {
          void free.whereNull('refresh_lease_until').orWhere('refresh_lease_until', '<', now());
        })
        .update({ refresh_lease_owner: owner, refresh_lease_until: now(REFRESH_LEASE_MS) });
      if (claimed !== 1) return null;
      return {
        owner,
        takenOver: row.refreshLeaseOwner !== null,
        async release() {
          await table()
            .where({ id: row.id, refresh_lease_owner: owner })
            .update({ refresh_lease_owner: null, refresh_lease_until: null });
        },
      };
    },

    /** Notes, once, that the holder of the lease before may still hold a newer pair. */
    async markOrphaned(accountId: number): Promise<void> {
      await table()
        .where({ id: accountId })
        .whereNull('refresh_orphaned_at')
        .update({ refresh_orphaned_at: now() });
    },
  };
};

export type RefreshLeases = ReturnType<typeof createRefreshLeases>;
