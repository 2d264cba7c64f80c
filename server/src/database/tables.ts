import { type Core } from '@strapi/strapi';

/** Strapi's Knex instance; `@strapi/database` owns the version. */
export type Knex = Core.Strapi['db']['connection'];
export type Transaction = Parameters<Parameters<Knex['transaction']>[0]>[0];

/**
 * A query on one of our tables in the schema Strapi uses. Raw Knex: never call it inside
 * `strapi.db.transaction`, where SQLite's only connection is already taken (deadlock).
 */
export const table = (strapi: Core.Strapi, name: `tiktok_${string}`, trx?: Transaction) => {
  const schema = strapi.db.getSchemaName();
  const query = (trx ?? strapi.db.connection)(name);
  return schema ? query.withSchema(schema) : query;
};

/**
 * A process that is frozen in the middle of a write must not keep its rows locked for the others:
 * PostgreSQL ends such a transaction, and nobody waits for one longer than this.
 */
const LIMITS = `SET LOCAL lock_timeout = '5s'; SET LOCAL idle_in_transaction_session_timeout = '10s'`;

/** Runs `work` in a short transaction of its own. No HTTP call and no Strapi query inside. */
export const inTransaction = <T>(
  strapi: Core.Strapi,
  work: (trx: Transaction) => Promise<T>,
): Promise<T> =>
  strapi.db.connection.transaction(async (trx) => {
    if (trx.client.dialect === 'postgresql') await trx.raw(LIMITS);
    return work(trx);
  });
