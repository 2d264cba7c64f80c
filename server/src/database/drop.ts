import { type Core } from '@strapi/strapi';

import { LEDGER } from './migrate';
import { tidyPersistedTables } from './untrack';

/**
 * Drops the plugin's tables, and what Strapi's core store says of them. Nothing of the plugin works
 * afterwards. @returns how many there were
 */
export const dropTables = async (strapi: Core.Strapi): Promise<number> => {
  const models = [...strapi.db.metadata.values()];
  const tables = new Set([
    ...models.filter(({ uid }) => uid.startsWith('plugin::tiktok.')).map((one) => one.tableName),
    LEDGER,
  ]);
  const present: string[] = [];
  for (const name of tables) {
    if (await strapi.db.getSchemaConnection().hasTable(name)) present.push(name);
  }
  for (const name of present) await strapi.db.getSchemaConnection().dropTable(name);
  await tidyPersistedTables(strapi, tables);
  return present.length;
};
