import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type RuleOverride } from '../../../../contracts/rules';
import { type SeenVersion } from '../../../../contracts/versions';
import { table, type Transaction } from '../../database/tables';
import { revisionsOf } from '../../revisions';
import { decisionOn, type EntryKey, entryColumns } from './entry-key';

const number = z.coerce.number();

const overrideRow = z.object({
  skip: number,
  caption: z.string().nullable(),
  at: number.nullable(),
  author_id: number.nullable(),
});

/** What was decided for one entry; `authorId` null: by nobody who could agree to a post. */
export type StoredOverride = RuleOverride & { authorId: number | null };

/** What was decided for single entries, whatever the rules say. */
export const createOverrides = ({ strapi }: { strapi: Core.Strapi }) => ({
  async override(entry: EntryKey): Promise<(StoredOverride & { version: number }) | null> {
    const { version } = await revisionsOf(strapi).of(decisionOn(entry));
    const found: unknown = await table(strapi, 'tiktok_rule_overrides')
      .where(entryColumns(entry))
      .first();
    if (found === undefined) {
      return version === 0
        ? null
        : { version, skip: false, caption: null, at: null, authorId: null };
    }
    const { skip, caption, at, author_id: authorId } = overrideRow.parse(found);
    return {
      version,
      skip: skip === 1,
      caption,
      at: at === null ? null : new Date(at).toISOString(),
      authorId,
    };
  },

  /** @throws Problem `version_conflict` */
  async setOverride(
    entry: EntryKey,
    { version: seen, skip, caption, at, authorId }: StoredOverride & { version: SeenVersion },
    by: string,
  ): Promise<void> {
    const values = {
      skip: skip ? 1 : 0,
      caption,
      at: at === null ? null : Date.parse(at),
      author_id: authorId,
    };
    const change = {
      thing: decisionOn(entry),
      called: 'What was decided for this entry',
      seen,
      by,
    };
    await revisionsOf(strapi).change(change, async (trx) => {
      await table(strapi, 'tiktok_rule_overrides', trx)
        .insert({ ...entryColumns(entry), ...values })
        .onConflict(['uid', 'document_id', 'locale'])
        .merge(values);
    });
  },

  async forgetOverride(entry: EntryKey, trx: Transaction): Promise<void> {
    await table(strapi, 'tiktok_rule_overrides', trx).where(entryColumns(entry)).delete();
    await revisionsOf(strapi).forget(decisionOn(entry), trx);
  },
});
