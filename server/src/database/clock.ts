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
 * The database's present time in epoch milliseconds, as an SQL expression, optionally `plusMs` later, in
 * whole ones, which are all that PostgreSQL adds: never sooner than that.
 * Leases compare with it, so that the clocks of the Strapi instances do not matter.
 */
export const nowMsSql = (knex: Knex, plusMs = 0) =>
  plusMs === 0
    ? knex.raw(expressionOf(knex))
    : knex.raw(`${expressionOf(knex)} + ?`, [Math.ceil(plusMs)]);

const timeRow = z.object({ now: z.coerce.number().int().positive() });

/** The database's clock minus this process's monotonic one, and when that was measured. */
const measured = new WeakMap<object, { offset: number; at: number }>();
/** A clock that was compared longer ago is compared again. */
const MEASURED_FOR_MS = 15_000;

/**
 * Asks the database for its present time in epoch milliseconds, and remembers how far its clock is
 * from this process's monotonic one. Not to be called inside a transaction.
 */
export const measureDatabaseNowMs = async (strapi: Core.Strapi): Promise<number> => {
  const knex = strapi.db.connection;
  const before = performance.now();
  const { now } = timeRow.parse(await knex.first(knex.raw(`${expressionOf(knex)} AS now`)));
  const at = performance.now();
  measured.set(strapi, { offset: now - (before + at) / 2, at });
  return now;
};

/**
 * The database's present time in epoch milliseconds, by the offset that was measured last (each look
 * for due posts measures it). For times that are stored and compared in this process; deadlines
 * inside an UPDATE are the database's own (`nowMsSql`). Not to be called inside a transaction.
 */
export const databaseNowMs = async (strapi: Core.Strapi): Promise<number> => {
  const known = measured.get(strapi);
  const at = performance.now();
  if (!known || at - known.at > MEASURED_FOR_MS) return measureDatabaseNowMs(strapi);
  return Math.floor(at + known.offset);
};

const epoch = z
  .union([z.date(), z.string(), z.number()])
  .transform((at) => new Date(at).getTime())
  .catch(0);

/** When a row was saved last, epoch ms; 0 where it does not say. */
export const savedAt = (updatedAt: unknown): number => epoch.parse(updatedAt);
