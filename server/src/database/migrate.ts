import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { alone } from './lock';
import { migrations } from './migrations';
import { createSchemaChanges, type Migration } from './schema-changes';
import { table, type Transaction } from './tables';

/** Which migrations this database has had. */
export const LEDGER = 'tiktok_migrations';

/** What of Strapi it takes. */
type Site = Pick<Core.Strapi, 'db'> & {
  log: { debug(words: string): unknown; warn(words: string): unknown };
};

const ledgerRow = z.object({ name: z.string() });

const makeLedger = async (strapi: Site): Promise<void> => {
  const exists = () => strapi.db.getSchemaConnection().hasTable(LEDGER);
  if (await exists()) return;
  try {
    await strapi.db.getSchemaConnection().createTable(LEDGER, (columns) => {
      columns.string('name').primary();
      columns.bigInteger('at').notNullable();
    });
  } catch (error) {
    // Another process that boots at the same time was quicker.
    if (!(await exists())) throw error;
  }
};

const namesOfRun = async (strapi: Site, trx?: Transaction): Promise<Set<string>> => {
  const rows: unknown = await table(strapi, LEDGER, trx).select('name');
  return new Set(
    z
      .array(ledgerRow)
      .parse(rows)
      .map(({ name }) => name),
  );
};

const warnOfNewer = (strapi: Site, run: Set<string>, known: readonly Migration[]): void => {
  const mine = new Set<string>(known.map(({ name }) => name));
  const newer = [...run].filter((name) => !mine.has(name));
  if (newer.length === 0) return;
  strapi.log.warn(
    `TikTok: this database was already used by a newer version of the plugin (${newer.join(', ')}). Nothing is lost, but what is new there is not understood here. Install the newer version again.`,
  );
};

/**
 * Brings the plugin's tables to the form that this version works with: each migration once, in order,
 * in one process. With nothing to do it costs two reads. Not to be called inside a transaction.
 * @throws Error that names the migration which failed; the rows are as before
 */
export const migrate = async (
  strapi: Site,
  all: readonly Migration[] = migrations,
): Promise<void> => {
  await makeLedger(strapi);
  const run = await namesOfRun(strapi);
  warnOfNewer(strapi, run, all);
  if (all.every(({ name }) => run.has(name))) return;

  await alone(strapi, LEDGER, async (trx) => {
    const runMeanwhile = await namesOfRun(strapi, trx);
    const changes = createSchemaChanges(trx, strapi.db.getSchemaName());
    for (const { name, up } of all.filter((one) => !runMeanwhile.has(one.name))) {
      try {
        await up(changes);
      } catch (error) {
        throw new Error(
          `TikTok: the plugin's tables could not be brought up to date (${name}): ${error instanceof Error ? error.message : String(error)}. No post was changed. Correct the cause and start Strapi again.`,
          { cause: error },
        );
      }
      await table(strapi, LEDGER, trx).insert({ name, at: Date.now() });
      strapi.log.debug(`TikTok: tables migrated, ${name}`);
    }
  });
};
