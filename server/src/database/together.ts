import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { againAfterDeadlock } from './limits';
import { inTransaction, table, type Transaction } from './tables';

type TableName = `tiktok_${string}`;
type Columns = Record<string, unknown>;

/** The id of the row that the `kept` insert of the same list makes; a value for the writes after it. */
export const INSERTED = Symbol('the id of the inserted row');

interface Update {
  update: TableName;
  set: Columns;
  where: Columns;
  /** Further conditions in SQL, with question marks for their bindings. */
  and?: readonly (readonly [sql: string, bindings: readonly (string | number)[]])[];
}

interface Insert {
  insert: TableName;
  row: Columns;
  /** Its id is wanted. One of a list. */
  kept?: true;
  /** Overwrites these columns of a row that is there already, known by this unique column. */
  orSet?: { column: string; set: readonly string[] };
}

/** A write to one of our tables. Values may be raw SQL, such as `nowMsSql`. */
export type Write = Update | Insert;

/** Null: the first write matched nothing, and nothing was written. */
export type Written = { insertedId: number | null } | null;

const replaced = (columns: Columns, inserted: unknown): Columns =>
  Object.fromEntries(
    Object.entries(columns).map(([name, value]) => [name, value === INSERTED ? inserted : value]),
  );

const updateOf = (strapi: Core.Strapi, write: Update, inserted: unknown, trx?: Transaction) => {
  const query = table(strapi, write.update, trx).where(write.where);
  for (const [sql, bindings] of write.and ?? []) void query.whereRaw(sql, [...bindings]);
  return query.update(replaced(write.set, inserted));
};

const insertOf = (strapi: Core.Strapi, { insert, row, orSet }: Insert, trx: Transaction) => {
  const query = table(strapi, insert, trx).insert(row);
  return orSet ? query.onConflict(orSet.column).merge([...orSet.set]) : query;
};

const ids = z.array(z.union([z.object({ id: z.coerce.number() }), z.coerce.number()]));

/** Whatever a row may hold; knex binds it as it is. */
const bound = z.custom<string>();

/** One after the other in a transaction. */
const inOrder = (strapi: Core.Strapi, first: Update, rest: readonly Write[]): Promise<Written> =>
  inTransaction(strapi, async (trx) => {
    const count: number = await updateOf(strapi, first, null, trx);
    if (count === 0) return null;
    let insertedId: number | null = null;
    for (const write of rest) {
      if ('update' in write) await updateOf(strapi, write, insertedId, trx);
      else if (!write.kept) await insertOf(strapi, write, trx);
      else {
        const [made] = ids.parse(await insertOf(strapi, write, trx).returning('id'));
        insertedId = typeof made === 'object' ? made.id : (made ?? null);
      }
    }
    return { insertedId };
  });

const rows = z.object({
  rows: z.tuple([z.object({ count: z.coerce.number(), inserted: z.coerce.number().nullable() })]),
});

/**
 * All of it as one statement: PostgreSQL runs the writes of a WITH together or not at all, and each
 * of the later ones only if the first has matched a row. No transaction is left open that a frozen
 * process could keep its locks in, and there is one round trip instead of one for each write.
 */
const asOne = async (
  strapi: Core.Strapi,
  first: Update,
  rest: readonly Write[],
): Promise<Written> => {
  const knex = strapi.db.connection;
  const schema = strapi.db.getSchemaName();
  const nameOf = (name: TableName) =>
    schema ? knex.raw('??.??', [schema, name]) : knex.raw('??', [name]);
  const inserted = knex.raw('(SELECT id FROM inserted)');
  let keeps = false;
  const lastInto = new Map<TableName, string>();
  const parts = rest.map((write, index) => {
    if ('update' in write) {
      const decided = ['EXISTS (SELECT 1 FROM decided)', []] as const;
      const and = [...(write.and ?? []), decided];
      return knex.raw(`write${index} AS (?)`, [updateOf(strapi, { ...write, and }, inserted)]);
    }
    const { insert, row, kept, orSet } = write;
    keeps ||= kept === true;
    const name = kept ? 'inserted' : `write${index}`;
    // The parts of a WITH run in any order, unless one reads what another has returned: lines of a
    // history must get their ids in the order in which they are given.
    const earlier = lastInto.get(insert);
    lastInto.set(insert, name);
    const after = earlier ? `, (SELECT count(*) FROM ${earlier}) AS earlier` : '';
    const columns = Object.keys(row);
    const values = columns.map((name) => bound.parse(row[name]));
    // SELECT … FROM the first one's row: nothing is inserted where it matched none.
    const merge = orSet
      ? ` ON CONFLICT (??) DO UPDATE SET ${orSet.set.map(() => '?? = excluded.??').join(', ')}`
      : '';
    return knex.raw(
      `${name} AS (INSERT INTO ? (${columns.map(() => '??').join(', ')})
       SELECT ${columns.map(() => '?').join(', ')} FROM decided${after}${merge} RETURNING id)`,
      [
        nameOf(insert),
        ...columns,
        ...values,
        ...(orSet ? [orSet.column, ...orSet.set.flatMap((name) => [name, name])] : []),
      ],
    );
  });
  const statement = knex.raw(
    `WITH decided AS (?)${parts.map(() => ', ?').join('')}
     SELECT count(*) AS count, ${keeps ? '(SELECT id FROM inserted)' : 'NULL'} AS inserted FROM decided`,
    [updateOf(strapi, first, null).returning('id'), ...parts],
  );
  const [{ count, inserted: insertedId }] = rows.parse(
    await againAfterDeadlock(async () => statement),
  ).rows;
  return count === 0 ? null : { insertedId };
};

/**
 * Writes everything or nothing: the first write decides by its conditions whether the others happen.
 * This is how a post changes: its row by the fence that is known, its attempt and its history with it.
 */
export const writeTogether = (
  strapi: Core.Strapi,
  first: Update,
  rest: readonly Write[] = [],
): Promise<Written> =>
  strapi.db.connection.client.dialect === 'postgresql'
    ? asOne(strapi, first, rest)
    : inOrder(strapi, first, rest);
