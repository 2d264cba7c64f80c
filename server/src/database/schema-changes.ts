import { z } from 'zod';

import { type Column, type TableBuilder } from './columns';
import { type TableName, type Transaction } from './tables';

export interface Index {
  /** Begins with the table's name; at most 63 characters, PostgreSQL's limit. */
  name: string;
  columns: string[];
  unique?: boolean;
}

const named = z.object({ name: z.string() });
const namesOf = (rows: unknown): Set<string> =>
  new Set(
    z
      .array(named)
      .parse(rows)
      .map(({ name }) => name),
  );

const makeIndex = (table: TableBuilder, { name, columns, unique = false }: Index): void => {
  if (unique) table.unique(columns, { indexName: name });
  else table.index(columns, name);
};

/**
 * What a migration may do to the tables. Each step asks first whether it is done: MySQL commits every
 * change of a table at once, so a migration that was cut in the middle is run again from its beginning.
 */
export const createSchemaChanges = (trx: Transaction, schemaName: string | undefined) => {
  const schema = () => (schemaName ? trx.schema.withSchema(schemaName) : trx.schema);
  const isMysql = trx.client.dialect === 'mysql';

  const rows = (table: TableName) => {
    const query = trx(table);
    return schemaName ? query.withSchema(schemaName) : query;
  };

  const indexNames = async (table: TableName): Promise<Set<string>> => {
    if (trx.client.dialect === 'sqlite3') {
      return namesOf(
        await trx('sqlite_master').where({ type: 'index', tbl_name: table }).select('name'),
      );
    }
    if (isMysql) {
      return namesOf(
        await trx('information_schema.statistics')
          .where({ table_name: table })
          .whereRaw('table_schema = DATABASE()')
          .select('index_name as name'),
      );
    }
    return namesOf(
      await trx('pg_indexes')
        .where({ tablename: table })
        .whereRaw('schemaname = COALESCE(?, current_schema())', [schemaName ?? null])
        .select('indexname as name'),
    );
  };

  const changes = {
    /** For moving what the rows hold. Rows are read in lots: a table may have a million. */
    rows,

    hasTable: (table: TableName): Promise<boolean> => schema().hasTable(table),
    hasColumn: (table: TableName, column: string): Promise<boolean> =>
      schema().hasColumn(table, column),

    /** A new table; one that is there gets the columns and indices it lacks. */
    async createTable(
      table: TableName,
      columns: Record<string, Column>,
      indexes: Index[] = [],
    ): Promise<void> {
      if (await changes.hasTable(table)) {
        await changes.addColumns(table, columns);
        for (const index of indexes) await changes.addIndex(table, index);
        return;
      }
      await schema().createTable(table, (builder) => {
        for (const [name, column] of Object.entries(columns)) column(builder, name);
        for (const index of indexes) makeIndex(builder, index);
      });
    },

    async addColumns(table: TableName, columns: Record<string, Column>): Promise<void> {
      for (const [name, column] of Object.entries(columns)) {
        if (await changes.hasColumn(table, name)) continue;
        await schema().alterTable(table, (builder) => void column(builder, name));
      }
    },

    /** Only for what no released version reads: an older one may run beside this one for a while. */
    async dropColumns(table: TableName, ...columns: string[]): Promise<void> {
      for (const name of columns) {
        if (!(await changes.hasColumn(table, name))) continue;
        await schema().alterTable(table, (builder) => void builder.dropColumn(name));
      }
    },

    async addIndex(table: TableName, index: Index): Promise<void> {
      if ((await indexNames(table)).has(index.name)) return;
      await schema().alterTable(table, (builder) => makeIndex(builder, index));
    },

    async dropIndex(table: TableName, { name, columns, unique = false }: Index): Promise<void> {
      if (!(await indexNames(table)).has(name)) return;
      await schema().alterTable(table, (builder) => {
        if (unique) builder.dropUnique(columns, name);
        else builder.dropIndex(columns, name);
      });
    },

    dropTable: (table: TableName): Promise<void> => schema().dropTableIfExists(table),
  };
  return changes;
};

export type SchemaChanges = ReturnType<typeof createSchemaChanges>;

/** One step from what an earlier version of the plugin stored to what this one does. */
export interface Migration {
  /** Number and what it does, `0042-why-an-account-paused`. Never changes once it was released. */
  name: `${number}-${string}`;
  up(changes: SchemaChanges): Promise<void>;
}
