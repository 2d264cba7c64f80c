import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type Knex } from './tables';

/** Epoch milliseconds in each database's own words; free of session time zones and summer time. */
const NOW_MS = {
  sqlite3: "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)",
  postgresql: '(EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::bigint',
  mysql: "(TIMESTAMPDIFF(MICROSECOND, '1970-01-01 00:00:00', UTC_TIMESTAMP(3)) DIV 1000)",
} as const;

const dialects = z.enum(['sqlite3', 'postgresql', 'mysql']);

const expressionOf = (knex: Knex): string => NOW_MS[dialects.parse(knex.client.dialect)];

/**
 * The database's present time in epoch milliseconds, as an SQL expression, optionally `plusMs` later.
 * Leases compare with it, so that the clocks of the Strapi instances do not matter.
 */
export const nowMsSql = (knex: Knex, plusMs = 0) =>
  plusMs === 0
    ? knex.raw(expressionOf(knex))
    : knex.raw(`${expressionOf(knex)} + ?`, [Math.round(plusMs)]);

const timeRow = z.object({ now: z.coerce.number().int().positive() });

/** The database's present time in epoch milliseconds. Not to be called inside a transaction. */
export const databaseNowMs = async (strapi: Core.Strapi): Promise<number> => {
  const knex = strapi.db.connection;
  return timeRow.parse(await knex.first(knex.raw(`${expressionOf(knex)} AS now`))).now;
};
