import { type Core } from '@strapi/strapi';

import { againAfterDeadlock, withLimits } from './limits';

/** Strapi's Knex instance; `@strapi/database` owns the version. */
export type Knex = Core.Strapi['db']['connection'];
export type Transaction = Parameters<Parameters<Knex['transaction']>[0]>[0];
export type TableName = `tiktok_${string}`;

/**
 * A query on one of our tables in the schema Strapi uses. Raw Knex: never call it inside
 * `strapi.db.transaction`, where SQLite's only connection is already taken (deadlock).
 */
export const table = (strapi: Pick<Core.Strapi, 'db'>, name: TableName, trx?: Transaction) => {
  const schema = strapi.db.getSchemaName();
  const query = (trx ?? strapi.db.connection)(name);
  return schema ? query.withSchema(schema) : query;
};

/** Runs `work` in a short transaction of its own. No HTTP call and no Strapi query inside. */
export const inTransaction = <T>(
  strapi: Core.Strapi,
  work: (trx: Transaction) => Promise<T>,
): Promise<T> =>
  againAfterDeadlock(() =>
    strapi.db.connection.transaction((trx) => withLimits(trx, () => work(trx))),
  );
