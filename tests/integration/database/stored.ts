import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { models } from '../../../server/src/subjects';

type Knex = Core.Strapi['db']['connection'];
export type Stored = Record<string, Record<string, unknown>[]>;

const rows = z.array(z.record(z.string(), z.unknown()));

/** All rows of all tables of ours that are there, as they are stored, by id. */
export const storedIn = async (knex: Knex): Promise<Stored> => {
  const stored: Stored = {};
  for (const { tableName } of models) {
    if (!(await knex.schema.hasTable(tableName))) continue;
    stored[tableName] = rows.parse(await knex(tableName).orderBy('id').select());
  }
  return stored;
};

/** What of `before` is no longer stored the same way: table, id and column. Columns may be added. */
export const lostSince = (before: Stored, after: Stored): string[] =>
  Object.entries(before).flatMap(([table, old]) => {
    const byId = new Map((after[table] ?? []).map((row) => [String(row['id']), row]));
    return old.flatMap((row) => {
      const now = byId.get(String(row['id']));
      if (!now) return [`${table} ${String(row['id'])}`];
      return Object.keys(row)
        .filter((column) => JSON.stringify(row[column]) !== JSON.stringify(now[column]))
        .map((column) => `${table} ${String(row['id'])} ${column}`);
    });
  });

const COLUMNS = {
  sqlite3: `SELECT m.name AS "table", c.name AS "column", c.type AS type, c."notnull" AS required, c.dflt_value AS preset
    FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.name LIKE 'tiktok%' AND m.type = 'table'`,
  postgresql: `SELECT table_name AS "table", column_name AS "column", data_type AS type, character_maximum_length AS size, is_nullable AS required, column_default AS preset
    FROM information_schema.columns WHERE table_name LIKE 'tiktok%' AND table_schema = current_schema()`,
  mysql: `SELECT table_name AS \`table\`, column_name AS \`column\`, column_type AS type, collation_name AS words, is_nullable AS required, column_default AS preset
    FROM information_schema.columns WHERE table_name LIKE 'tiktok%' AND table_schema = DATABASE()`,
} as const;

const INDICES = {
  sqlite3: `SELECT m.name AS name, m.tbl_name AS "table", m.sql AS what FROM sqlite_master m WHERE m.type = 'index' AND m.tbl_name LIKE 'tiktok%'`,
  postgresql: `SELECT i.indexname AS name, i.tablename AS "table", i.indexdef AS what, c.contype AS constraint_kind
    FROM pg_indexes i LEFT JOIN pg_constraint c ON c.conname = i.indexname
    WHERE i.tablename LIKE 'tiktok%' AND i.schemaname = current_schema()`,
  mysql: `SELECT index_name AS name, table_name AS \`table\`, CONCAT(non_unique, ' ', seq_in_index, ' ', column_name) AS what
    FROM information_schema.statistics WHERE table_name LIKE 'tiktok%' AND table_schema = DATABASE()`,
} as const;

const dialects = z.enum(['sqlite3', 'postgresql', 'mysql']);
const answers = z.union([
  rows,
  z.object({ rows }).transform((answer) => answer.rows),
  z
    .tuple([rows])
    .rest(z.unknown())
    .transform(([answer]) => answer),
]);

/** Columns and indices of all our tables, one line each, in an order of their own. */
export const shapeOf = async (knex: Knex): Promise<string[]> => {
  const dialect = dialects.parse(knex.client.dialect);
  const lines: string[] = [];
  for (const question of [COLUMNS[dialect], INDICES[dialect]]) {
    const answer: unknown = await knex.raw(question);
    lines.push(...answers.parse(answer).map((line) => JSON.stringify(line)));
  }
  return lines.sort();
};
