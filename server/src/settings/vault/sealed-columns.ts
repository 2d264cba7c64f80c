import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { keyIdOf, open, seal } from './envelope';
import { type KeyRing, type VaultKey } from './keys';

/** A column that holds envelopes; `idColumn` is the id they were sealed with. Database names. */
export interface SealedColumn {
  table: string;
  idColumn: string;
  field: string;
}

export interface SealedCounts {
  current: number;
  underPreviousKeys: number;
  unreadable: number;
}

export interface ReencryptResult {
  reencrypted: number;
  alreadyCurrent: number;
  unreadable: number;
}

interface SealedCell {
  id: string | number;
  sealed: string;
}

const BATCH = 200;
const cells = z.array(z.object({ id: z.union([z.string(), z.number()]), sealed: z.string() }));

/** Every sealed value of a column, in batches by id, so that a large table is never in memory. */
async function* cellsOf(
  strapi: Core.Strapi,
  { table, idColumn, field }: SealedColumn,
): AsyncGenerator<SealedCell> {
  let after: string | number | undefined;
  for (;;) {
    const query = strapi.db
      .getConnection(table)
      .select({ id: idColumn, sealed: field })
      .whereNotNull(field)
      .orderBy(idColumn)
      .limit(BATCH);
    if (after !== undefined) void query.where(idColumn, '>', after);
    const batch = cells.parse(await query);
    yield* batch;
    if (batch.length < BATCH) return;
    after = batch.at(-1)?.id;
  }
}

/** How the sealed values stand: readable under the current key, under an earlier one, or not at all. */
export const countSealed = async (
  strapi: Core.Strapi,
  columns: readonly SealedColumn[],
  ring: KeyRing,
): Promise<SealedCounts> => {
  const counts: SealedCounts = { current: 0, underPreviousKeys: 0, unreadable: 0 };
  for (const column of columns) {
    for await (const { id, sealed } of cellsOf(strapi, column)) {
      if (!open(sealed, { ...column, id }, ring).ok) counts.unreadable += 1;
      else if (keyIdOf(sealed) === ring.current?.id) counts.current += 1;
      else counts.underPreviousKeys += 1;
    }
  }
  return counts;
};

/**
 * Seals every value anew that is under an earlier key. Each value is exchanged only if it is still
 * the one that was read, so a token that is renewed meanwhile is never overwritten, and the work may
 * be interrupted and repeated at any point.
 */
export const reencryptSealed = async (
  strapi: Core.Strapi,
  columns: readonly SealedColumn[],
  ring: KeyRing,
  current: VaultKey,
): Promise<ReencryptResult> => {
  const result: ReencryptResult = { reencrypted: 0, alreadyCurrent: 0, unreadable: 0 };
  for (const column of columns) {
    const { table, idColumn, field } = column;
    for await (const { id, sealed } of cellsOf(strapi, column)) {
      const place = { table, id, field };
      const opened = open(sealed, place, ring);
      if (!opened.ok) {
        result.unreadable += 1;
      } else if (keyIdOf(sealed) === current.id) {
        result.alreadyCurrent += 1;
      } else {
        const changed = await strapi.db
          .getConnection(table)
          .where({ [idColumn]: id, [field]: sealed })
          .update({ [field]: seal(opened.value, place, current) });
        // Nothing changed: it was written meanwhile, and writing uses the current key.
        result[changed === 1 ? 'reencrypted' : 'alreadyCurrent'] += 1;
      }
    }
  }
  return result;
};
