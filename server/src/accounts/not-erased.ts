import { type Core } from '@strapi/strapi';

import { table, type Transaction } from '../database/tables';
import { ACCOUNTS_TABLE } from './models';

// What TikTok tells may come after its account was erased. An erasure marks the account before it
// takes away anything else, so a write that finds no mark is found by the erasure in turn.

/**
 * Whether an account is not erased, and will not be before this transaction has ended. To be asked
 * before anything is stored of it that TikTok has told.
 */
export const holdsOffErasure = async (
  strapi: Core.Strapi,
  accountId: number,
  trx: Transaction,
): Promise<boolean> =>
  (await table(strapi, ACCOUNTS_TABLE, trx)
    .where({ id: accountId })
    .whereNull('erased_at')
    .forShare()
    .first('id')) !== undefined;

/**
 * The same as a condition of one statement, in SQL with its bindings.
 * @param column where the row that is written names its account
 */
export const ofNoErased = (
  strapi: Pick<Core.Strapi, 'db'>,
  column: `tiktok_${'posts' | 'attempts'}.account_id`,
): readonly [sql: string, bindings: readonly string[]] => {
  const schema = strapi.db.getSchemaName();
  const accounts = schema ? `${schema}.${ACCOUNTS_TABLE}` : ACCOUNTS_TABLE;
  return [
    'NOT EXISTS (SELECT 1 FROM ?? AS owner WHERE owner.id = ?? AND owner.erased_at IS NOT NULL)',
    [accounts, column],
  ];
};
