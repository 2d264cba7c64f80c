import { type Core } from '@strapi/strapi';

const STORE = { type: 'core', key: 'persisted_tables' } as const;

const nameOf = (entry: unknown): unknown =>
  typeof entry === 'object' && entry !== null && 'name' in entry ? entry.name : entry;

/**
 * Keeps the plugin's tables through a boot in which the plugin is disabled or missing: Strapi's
 * schema sync drops every table it does not know, except those listed under this core-store key.
 * Done at every boot, because `strapi import` replaces the core store. The key is internal to
 * Strapi, so a failure here is a warning and never stops the boot.
 */
export const keepTables = async (strapi: Core.Strapi, tables: string[]): Promise<void> => {
  try {
    const stored: unknown = await strapi.store.get(STORE);
    const current: unknown[] = Array.isArray(stored) ? stored : [];
    const known = new Set(current.map(nameOf));
    const missing = tables.filter((table) => !known.has(table));
    if (missing.length === 0) return;
    await strapi.store.set({ ...STORE, value: [...current, ...missing] });
  } catch (error) {
    strapi.log.warn(
      `TikTok: could not protect the plugin's tables against a boot without the plugin: ${String(error)}`,
    );
  }
};
