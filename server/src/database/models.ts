import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type Model } from '../subject';

const attribute = z.strictObject({
  type: z.enum(['increments', 'string', 'text', 'json', 'integer', 'biginteger', 'boolean']),
  /** Filled in by `strapi.db.query`, not by the database. */
  default: z.number().optional(),
  column: z
    .strictObject({ notNullable: z.boolean().optional(), defaultTo: z.number().optional() })
    .optional(),
});
const attributesOf = z.record(z.string(), attribute);

const columnOf = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * Lets `strapi.db.query` find our tables. They are made known to the query layer alone, and only after
 * Strapi's schema sync: what `strapi.get('models')` lists is synced, dropped in a boot without the
 * plugin, and emptied by `strapi import` and `strapi transfer`.
 */
export const makeKnown = (strapi: Core.Strapi, models: readonly Model[]): void => {
  for (const { uid, tableName, singularName, attributes } of models) {
    const named = Object.entries(attributesOf.parse(attributes)).map(
      ([name, one]) => [name, { ...one, columnName: columnOf(name) }] as const,
    );
    strapi.db.metadata.add({
      uid,
      tableName,
      singularName,
      attributes: Object.fromEntries(named),
      columnToAttribute: Object.fromEntries(
        named.map(([name, { columnName }]) => [columnName, name]),
      ),
      lifecycles: {},
      indexes: [],
      foreignKeys: [],
    });
  }
};
