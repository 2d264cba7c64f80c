import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { databaseNowMs } from '../../database/clock';
import { table } from '../../database/tables';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * What TikTok allows per account in any window of this length (contract sheet, section 8).
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

/**
 * TikTok's clock and ours are not the same, and a call takes time to arrive: the window is kept a
 * little longer than TikTok's, so that its own count never exceeds the limit.
 */
const MARGIN_MS = 2_000;

const slotRow = z.object({
  id: z.coerce.number(),
  slot: z.coerce.number(),
  used_at: z.coerce.number(),
});

/** `slotId` names what was taken, to give it back or to tie it to an attempt. */
export type Taken = { ok: true; slotId: number } | { ok: false; retryAt: number };

/** The budget of counted calls, kept in the database before the call is made (invariant 6). */
export const createBudget = ({ strapi }: { strapi: Core.Strapi }) => {
  const slotsOf = async (accountId: number, kind: BudgetKind) =>
    z
      .array(slotRow)
      .parse(
        await table(strapi, 'tiktok_slots')
          .where({ account_id: accountId, kind })
          .orderBy('used_at')
          .orderBy('slot')
          .select('id', 'slot', 'used_at'),
      );

  const createSlots = async (accountId: number, kind: BudgetKind, have: number): Promise<void> => {
    const missing = Array.from({ length: BUDGETS[kind].limit - have }, (_, index) => ({
      account_id: accountId,
      kind,
      slot: have + index,
      used_at: 0,
    }));
    await table(strapi, 'tiktok_slots')
      .insert(missing)
      .onConflict(['account_id', 'kind', 'slot'])
      .ignore();
  };

  return {
    /** Takes one call, or says when one will be free (epoch ms, database clock). */
    async take(accountId: number, kind: BudgetKind): Promise<Taken> {
      const { limit, windowMs } = BUDGETS[kind];
      for (;;) {
        const slots = await slotsOf(accountId, kind);
        if (slots.length < limit) {
          await createSlots(accountId, kind, slots.length);
          continue;
        }
        const [oldest] = slots;
        const now = await databaseNowMs(strapi);
        if (!oldest) throw new Error(`the budget of ${kind} has no slots`);
        const freeAt = oldest.used_at + windowMs + MARGIN_MS;
        if (oldest.used_at > 0 && freeAt > now) return { ok: false, retryAt: freeAt };
        const count: number = await table(strapi, 'tiktok_slots')
          .where({ id: oldest.id, used_at: oldest.used_at })
          .update({ used_at: now, attempt_id: null });
        if (count === 1) return { ok: true, slotId: oldest.id };
        // Another process took this slot in the same moment: look again.
      }
    },

    /** When a call will be free (epoch ms, database clock), or null if one is free now. Takes nothing. */
    async freeAt(accountId: number, kind: BudgetKind): Promise<number | null> {
      const { limit, windowMs } = BUDGETS[kind];
      const slots = await slotsOf(accountId, kind);
      const [oldest] = slots;
      if (!oldest || slots.length < limit || oldest.used_at === 0) return null;
      const freeAt = oldest.used_at + windowMs + MARGIN_MS;
      return freeAt > (await databaseNowMs(strapi)) ? freeAt : null;
    },

    /** Ties what was taken to the attempt it was taken for. */
    async assign(slotId: number, attemptId: number): Promise<void> {
      await table(strapi, 'tiktok_slots').where({ id: slotId }).update({ attempt_id: attemptId });
    },

    /** What was taken is used only now: the window counts from here. */
    async countFromNow(slotIds: readonly number[]): Promise<void> {
      await table(strapi, 'tiktok_slots')
        .whereIn('id', [...slotIds])
        .update({ used_at: await databaseNowMs(strapi) });
    },

    /** Gives back what was taken, because the call was not made. */
    async giveBack(slotId: number): Promise<void> {
      await table(strapi, 'tiktok_slots')
        .where({ id: slotId })
        .update({ used_at: 0, attempt_id: null });
    },

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
