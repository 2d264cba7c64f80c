import { type Core } from '@strapi/strapi';

const STORE = { type: 'core', key: 'persisted_tables' } as const;

/**
 * Makes Strapi forget that it ever made our tables, as it did for 0.1.0: its schema sync drops every
 * table that it made once and that no model names any more. To be called before that sync, at every
 * boot: an older version that still runs on the same database may have brought them back.
 */
export const untrackTables = async (
  strapi: Core.Strapi,
  tables: ReadonlySet<string>,
): Promise<void> => {
  const storage = strapi.db.schema.schemaStorage;
  const stored = await storage.read();
  if (!stored?.schema.tables.some(({ name }) => tables.has(name))) return;
  await storage.add({
    ...stored.schema,
    tables: stored.schema.tables.filter(({ name }) => !tables.has(name)),
  });
};

const nameOf = (entry: unknown): unknown =>
  typeof entry === 'object' && entry !== null && 'name' in entry ? entry.name : entry;

/**
 * Takes our tables off the list of those that the sync must not drop, where 0.1.0 wrote them: they are
 * out of its reach now, and tools that carry the core store to other sites carried the names along.
 */
export const tidyPersistedTables = async (
  strapi: Core.Strapi,
  tables: ReadonlySet<unknown>,
): Promise<void> => {
  const stored: unknown = await strapi.store.get(STORE);
  if (!Array.isArray(stored)) return;
  const kept = stored.filter((entry: unknown) => !tables.has(nameOf(entry)));
  if (kept.length === stored.length) return;
  if (kept.length === 0) await strapi.store.delete(STORE);
  else await strapi.store.set({ ...STORE, value: kept });
};
