import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { checkResult } from '../../../contracts/review-view';
import { type AppMode } from '../../../contracts/settings';
import { table } from '../database/tables';
import { type Found } from './checks/check';

export interface StoredResult {
  found: Found;
  /** Epoch milliseconds. */
  ranAt: number;
}

export interface StoredConfirmation {
  by: string;
  at: number;
}

const found = z.object({
  result: checkResult,
  message: z.string(),
  remedy: z.string().optional(),
  details: z.array(z.object({ label: z.string(), value: z.string() })).optional(),
});
const resultRow = z.object({
  check_id: z.string(),
  found: z.string().transform((text) => found.parse(JSON.parse(text))),
  ran_at: z.coerce.number(),
});
const confirmationRow = z.object({
  check_id: z.string(),
  by_name: z.string(),
  at: z.coerce.number(),
});

/** What the checks found last, and what people confirmed, per mode. */
export const createResultsStore = ({ strapi, now }: { strapi: Core.Strapi; now: () => number }) => {
  const results = () => table(strapi, 'tiktok_review_results');
  const confirmations = () => table(strapi, 'tiktok_review_confirmations');

  return {
    async results(mode: AppMode): Promise<Map<string, StoredResult>> {
      const rows: unknown[] = await results().where({ mode });
      return new Map(
        rows.flatMap((one) => {
          const parsed = resultRow.safeParse(one);
          if (!parsed.success) return [];
          const { check_id, ran_at } = parsed.data;
          return [[check_id, { found: parsed.data.found, ranAt: ran_at }] as const];
        }),
      );
    },

    async remember(mode: AppMode, checkId: string, what: Found): Promise<void> {
      await results()
        .insert({ mode, check_id: checkId, found: JSON.stringify(what), ran_at: now() })
        .onConflict(['mode', 'check_id'])
        .merge(['found', 'ran_at']);
    },

    async confirmations(mode: AppMode): Promise<Map<string, StoredConfirmation>> {
      const rows: unknown[] = await confirmations().where({ mode });
      return new Map(
        rows.map((one) => {
          const { check_id, by_name, at } = confirmationRow.parse(one);
          return [check_id, { by: by_name, at }] as const;
        }),
      );
    },

    async confirm(mode: AppMode, checkId: string, by: { id: number; name: string }) {
      await confirmations()
        .insert({ mode, check_id: checkId, by_id: by.id, by_name: by.name, at: now() })
        .onConflict(['mode', 'check_id'])
        .merge(['by_id', 'by_name', 'at']);
    },

    async takeBack(mode: AppMode, checkId: string): Promise<void> {
      await confirmations().where({ mode, check_id: checkId }).delete();
    },
  };
};

export type ResultsStore = ReturnType<typeof createResultsStore>;
