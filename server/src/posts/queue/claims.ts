import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { postState } from '../../../../contracts/posts';
import { nowMsSql } from '../../database/clock';
import { inTransaction, table } from '../../database/tables';
import { Lease } from './lease';
import { postRow } from '../life/rows';
import { WORKED_ON } from '../life/state-machine';
import { appendToTimeline } from '../life/timeline';

const candidate = z.object({
  id: z.coerce.number(),
  fence: z.coerce.number(),
  account_id: z.coerce.number(),
  state: postState,
});
export type Candidate = z.output<typeof candidate>;

interface ClaimOptions {
  strapi: Core.Strapi;
  /** Names this process in the row, for people who look at the table. */
  owner: string;
  leaseMs: number;
}

/** Finding and claiming posts that are due. Right over any number of processes. */
export const createClaims = ({ strapi, owner, leaseMs }: ClaimOptions) => {
  const knex = strapi.db.connection;
  const now = nowMsSql(knex);
  const free = `(lease_until IS NULL OR lease_until < ${now})`;

  return {
    /**
     * Posts whose next step is due, at most `limit`, fair between accounts: each account's first
     * before any account's second. Accounts in `busy` (account id to posts being worked on here)
     * come after those with fewer.
     */
    async due(limit: number, busy: ReadonlyMap<number, number> = new Map()): Promise<Candidate[]> {
      const rows = await table(strapi, 'tiktok_posts')
        .select('id', 'fence', 'account_id', 'state')
        // As a subquery the time is asked once, so that PostgreSQL can look it up in the index; its
        // clock may move between two rows, and compared with each it would be asked for every row.
        .whereRaw(`next_step_at <= (SELECT ${now})`)
        .whereRaw(free)
        // Not as a bare column: SQLite would go through the list's index on the state, and with it
        // through every scheduled post, instead of the few that are due.
        .whereRaw(`COALESCE(state, '') IN (${WORKED_ON.map(() => '?').join(', ')})`, [...WORKED_ON])
        .orderBy('next_step_at')
        .orderBy('id')
        .limit(limit * FAIRNESS_WINDOW);
      return fairly(z.array(candidate).parse(rows), limit, busy);
    },

    /**
     * Takes one post, if it is still free and still due: state, lease and due time are read again
     * inside the UPDATE. Null when somebody else was quicker, or a person changed it.
     */
    async claim({ id, fence, state }: Candidate): Promise<Lease | null> {
      const start = performance.now();
      const row = await inTransaction(strapi, async (trx) => {
        const count: number = await table(strapi, 'tiktok_posts', trx)
          .where({ id, fence })
          .whereIn('state', [...WORKED_ON])
          .whereRaw(`next_step_at <= ${now}`)
          .whereRaw(free)
          .update({
            state: trx.raw(`CASE WHEN state = 'scheduled' THEN 'due' ELSE state END`),
            fence: fence + 1,
            lease_owner: owner,
            lease_until: trx.raw(`${now} + ?`, [leaseMs]),
            updated_at: trx.raw(now),
          });
        if (count !== 1) return null;
        const stored: unknown = await table(strapi, 'tiktok_posts', trx).where({ id }).first();
        const post = postRow.parse(stored);
        // The fence in the WHERE vouches for the state that was read with it.
        if (state === 'scheduled') {
          await appendToTimeline(
            strapi,
            trx,
            id,
            { from: 'scheduled', to: 'due' },
            {
              code: 'due',
              message: 'It is time: the publisher takes up the post.',
              actor: 'publisher',
            },
          );
        }
        return post;
      });
      return row && new Lease(strapi, row, leaseMs, start + leaseMs);
    },
  };
};

export type Claims = ReturnType<typeof createClaims>;

/** How many due rows are looked at for one place, so that one account's backlog hides no other's post. */
const FAIRNESS_WINDOW = 50;

/** Round robin over accounts, those with less work in hand first; within an account by due time. */
export const fairly = (
  candidates: readonly Candidate[],
  limit: number,
  busy: ReadonlyMap<number, number>,
): Candidate[] => {
  const taken = new Map<number, number>(busy);
  return candidates
    .map((entry, order) => {
      const rank = taken.get(entry.account_id) ?? 0;
      taken.set(entry.account_id, rank + 1);
      return { entry, rank, order };
    })
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
    .slice(0, limit)
    .map(({ entry }) => entry);
};
