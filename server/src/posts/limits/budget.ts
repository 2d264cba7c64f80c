import { randomInt } from 'node:crypto';

import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { databaseNowMs } from '../../database/clock';
import { againAfterDeadlock } from '../../database/limits';
import { inTransaction, table, type Transaction } from '../../database/tables';
import { INSERTED, type Write } from '../../database/together';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * What TikTok allows per account in any window of this length (TikTok's reference of each call).
 * direct_post and inbox_draft are rolling 24 hours, not calendar days.
 */
export const BUDGETS = {
  init: { limit: 6, windowMs: MINUTE },
  creator_info: { limit: 20, windowMs: MINUTE },
  status: { limit: 30, windowMs: MINUTE },
  direct_post: { limit: 15, windowMs: DAY },
  inbox_draft: { limit: 5, windowMs: DAY },
} as const;

export type BudgetKind = keyof typeof BUDGETS;

/** What TikTok counts by the minute; the rest by the day. */
const MINUTELY: readonly BudgetKind[] = ['init', 'creator_info', 'status'];

/**
 * TikTok's clock and ours are not the same, and a call takes time to arrive: the window is kept a
 * little longer than TikTok's, so that its own count never exceeds the limit.
 */
const MARGIN_MS = 2_000;

const slotRow = z.object({
  id: z.coerce.number(),
  kind: z.enum(['init', 'creator_info', 'status', 'direct_post', 'inbox_draft']),
  used_at: z.coerce.number(),
  /** How many there are of its kind. */
  places: z.coerce.number(),
});
type Slot = z.output<typeof slotRow>;

/** Rolls back a transaction that would have taken only some of the places. */
const NOT_ALL = new Error('another process was quicker with one of the places');

/** Places that were taken for one call or several, in the database. */
export interface Taken {
  /** Stands in them, so that nobody gives back what another has taken since. */
  mark: number;
  slots: readonly { id: number; kind: BudgetKind }[];
  /** Monotonic milliseconds: since when they count. */
  countedAt: number;
}

export type Taking =
  | { ok: true; taken: Taken }
  /** `kind` has no place free before `retryAt` (epoch ms, database clock); nothing was taken. */
  | { ok: false; kind: BudgetKind; retryAt: number };

/** The margin of a window covers a call that is made so long after it was counted. */
const COUNTED_FOR_MS = MARGIN_MS / 4;

/** The budget of counted calls, kept in the database before the call is made. */
export const createBudget = ({ strapi }: { strapi: Core.Strapi }) => {
  const slots = () => table(strapi, 'tiktok_slots');

  const createSlots = async (accountId: number, kind: BudgetKind): Promise<void> => {
    const all = Array.from({ length: BUDGETS[kind].limit }, (_, slot) => ({
      account_id: accountId,
      kind,
      slot,
      used_at: 0,
    }));
    await slots().insert(all).onConflict(['account_id', 'kind', 'slot']).ignore();
  };

  /** The place of each kind that was used longest ago, of those kinds that have places. */
  const oldestThereAre = async (
    accountId: number,
    kinds: readonly BudgetKind[],
  ): Promise<Slot[]> => {
    const { connection: knex } = strapi.db;
    const ofKinds = slots()
      .where({ account_id: accountId })
      .whereIn('kind', [...kinds])
      .select(
        'id',
        'kind',
        'used_at',
        knex.raw('COUNT(*) OVER (PARTITION BY kind) AS places'),
        knex.raw('ROW_NUMBER() OVER (PARTITION BY kind ORDER BY used_at, slot) AS turn'),
      );
    const rows: unknown = await knex
      .select('id', 'kind', 'used_at', 'places')
      .from(ofKinds.as('of_kinds'))
      .where('turn', 1);
    return z.array(slotRow).parse(rows);
  };

  /** The same, of each of them and in their order: places that an account has not got are made. */
  const oldestOf = async (accountId: number, kinds: readonly BudgetKind[]): Promise<Slot[]> => {
    for (;;) {
      const oldest = await oldestThereAre(accountId, kinds);
      const found = (kind: BudgetKind): Slot | undefined =>
        oldest.find((slot) => slot.kind === kind && slot.places >= BUDGETS[kind].limit);
      const few = kinds.filter((kind) => !found(kind));
      if (few.length === 0) return kinds.flatMap((kind) => found(kind) ?? []);
      for (const kind of few) await createSlots(accountId, kind);
    }
  };

  /**
   * Takes these places, or none of them where one is no longer as it was read. For as long as a place
   * stood there that is taken for nothing, whoever looks would close the account's gate by it, for a
   * day where it is one of the day's.
   */
  const takeAll = async (wanted: readonly Slot[], changes: object): Promise<boolean> => {
    const knex = strapi.db.connection;
    const { dialect } = knex.client;
    const ids = wanted.map(({ id }) => id);
    const pairs = wanted.map(({ id, used_at: usedAt }) => [id, usedAt]);
    const asRead = (trx?: Transaction) =>
      table(strapi, 'tiktok_slots', trx)
        // By the ids first: MariaDB finds no index for pairs, and would lock every row on its way.
        .whereIn('id', ids)
        .whereIn(['id', 'used_at'], pairs);
    if (dialect === 'mysql' && wanted.length > 1) {
      try {
        await inTransaction(strapi, async (trx) => {
          const count: number = await asRead(trx).update(changes);
          if (count < wanted.length) throw NOT_ALL;
        });
        return true;
      } catch (error) {
        if (error === NOT_ALL) return false;
        throw error;
      }
    }
    const count: number = await againAfterDeadlock(async () => {
      if (wanted.length === 1) return asRead().update(changes);
      const open = asRead().select('id').orderBy('id');
      // Whoever is quicker has written by the time they are counted; SQLite has one writer.
      if (dialect === 'postgresql') void open.forUpdate();
      return slots()
        .whereIn('id', ids)
        .whereRaw('(SELECT COUNT(*) FROM (?) AS still_open) = ?', [open, wanted.length])
        .update(changes);
    });
    return count === wanted.length;
  };

  const freeAt = ({ kind, used_at: usedAt }: Slot): number =>
    usedAt === 0 ? 0 : usedAt + BUDGETS[kind].windowMs + MARGIN_MS;

  const idsOf = ({ slots: taken }: Taken, but: readonly BudgetKind[] = []): number[] =>
    taken.flatMap(({ id, kind }) => (but.includes(kind) ? [] : [id]));

  const giveBack = async (taken: Taken, but: readonly BudgetKind[] = []): Promise<void> => {
    await slots()
      .whereIn('id', idsOf(taken, but))
      .where({ attempt_id: taken.mark })
      .update({ used_at: 0, attempt_id: null });
  };

  return {
    /**
     * Takes a call of each kind, or none of them and says when the first that is not free will be.
     * Compare-and-set on what was read: no window ever holds more than its limit, over any number of
     * processes.
     */
    async take(accountId: number, kinds: readonly BudgetKind[]): Promise<Taking> {
      for (;;) {
        const oldest = await oldestOf(accountId, kinds);
        const now = await databaseNowMs(strapi);
        const closed = oldest.find((slot) => freeAt(slot) > now);
        if (closed) return { ok: false, kind: closed.kind, retryAt: freeAt(closed) };
        const taken: Taken = {
          mark: -randomInt(1, 2 ** 31),
          slots: oldest.map(({ id, kind }) => ({ id, kind })),
          countedAt: performance.now(),
        };
        // Another process may take one in the same moment: then look again.
        if (await takeAll(oldest, { used_at: now, attempt_id: taken.mark })) {
          return { ok: true, taken };
        }
      }
    },

    /** Ties the day's share to the attempt that is inserted with it. */
    assignment: (taken: Taken): Write => {
      const daily = idsOf(taken, MINUTELY);
      return {
        update: 'tiktok_slots',
        where: { attempt_id: taken.mark },
        and: [[`id IN (${daily.map(() => '?').join(', ')})`, daily]],
        set: { attempt_id: INSERTED },
      };
    },

    /** What was taken is used only now: the window counts from here. */
    async countFromNow(taken: Taken, but: readonly BudgetKind[] = []): Promise<void> {
      if (performance.now() - taken.countedAt < COUNTED_FOR_MS) return;
      await slots()
        .whereIn('id', idsOf(taken, but))
        .update({ used_at: await databaseNowMs(strapi) });
    },

    /** Gives back what was taken, because the call was not made; `but`: for these it was. */
    giveBack,

    /** Gives back what an attempt took: TikTok refused it, or the creator finished the draft. */
    async giveBackOf(attemptId: number): Promise<void> {
      await table(strapi, 'tiktok_slots')
        .where({ attempt_id: attemptId })
        .update({ used_at: 0, attempt_id: null });
    },

    /** Forgets an account's counters (it was erased). */
    async forget(accountId: number): Promise<void> {
      await table(strapi, 'tiktok_slots').where({ account_id: accountId }).delete();
    },
  };
};

export type Budget = ReturnType<typeof createBudget>;
