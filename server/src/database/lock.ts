import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type TableName, type Transaction } from './tables';

/** Long enough for an index over a million posts in another process, short of waiting for a dead one. */
const WAIT_SECONDS = 600;

/** MySQL's locks belong to the server, not to one database; their names have at most 64 characters. */
const MYSQL_NAME = "CONCAT('tiktok_', SHA1(DATABASE()))";
const mysqlAnswer = z
  .tuple([z.tuple([z.object({ got: z.coerce.number().nullable() })])])
  .rest(z.unknown());

const tooLong = (cause?: unknown): Error =>
  new Error(
    `TikTok: another process has been changing the plugin's tables for ${WAIT_SECONDS / 60} minutes and has not finished. This one changed nothing; start it again when the other is done.`,
    { cause },
  );

const takeOnMysql = async (trx: Transaction): Promise<void> => {
  const answer: unknown = await trx.raw(`SELECT GET_LOCK(${MYSQL_NAME}, ${WAIT_SECONDS}) AS got`);
  if (mysqlAnswer.parse(answer)[0][0].got !== 1) throw tooLong();
};

/** @throws Error in words when another process holds it for too long */
const takeOnPostgres = async (trx: Transaction, key: string): Promise<void> => {
  await trx.raw(`SET LOCAL lock_timeout = '${WAIT_SECONDS}s'`);
  await trx.raw('SELECT pg_advisory_xact_lock(hashtext(?))', [key]).catch((error: unknown) => {
    throw tooLong(error);
  });
};

/**
 * Runs `work` in a transaction that one process at a time can have, over all that share the database:
 * the lock ends with its connection, so a process that dies leaves none behind. On SQLite and
 * PostgreSQL all of `work` happens or nothing; MySQL commits each change of a table at once.
 */
export const alone = (
  strapi: Pick<Core.Strapi, 'db'>,
  table: TableName,
  work: (trx: Transaction) => Promise<void>,
): Promise<void> =>
  strapi.db.connection.transaction(async (trx) => {
    if (trx.client.dialect === 'postgresql') {
      await takeOnPostgres(trx, `${strapi.db.getSchemaName() ?? ''}.${table}`);
      return work(trx);
    }
    if (trx.client.dialect !== 'mysql') {
      // SQLite gives the right to write with the first statement that might.
      await trx(table).whereRaw('1 = 0').delete();
      return work(trx);
    }
    await takeOnMysql(trx);
    try {
      return await work(trx);
    } finally {
      // The connection goes back to the site's pool. On a lost one the lock is gone already.
      await trx.raw(`SELECT RELEASE_LOCK(${MYSQL_NAME})`).catch(() => undefined);
    }
  });
