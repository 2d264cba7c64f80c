import { type Knex } from './tables';

/** What Knex hands to the callbacks of `createTable` and `alterTable`. */
export type TableBuilder = Parameters<Parameters<Knex['schema']['createTable']>[1]>[0];
type ColumnBuilder = ReturnType<TableBuilder['string']>;

/** A column's type, free of its name. */
export type Column = (table: TableBuilder, name: string) => ColumnBuilder;

/** The types our tables are made of: the same ones on every database that Strapi gives its own. */
export const id: Column = (table, name) =>
  table.increments(name, { primaryKey: true }).notNullable();
/** Up to 255 characters. */
export const line: Column = (table, name) => table.string(name);
export const text: Column = (table, name) => table.text(name, 'longtext');
export const integer: Column = (table, name) => table.integer(name);
/** Epoch milliseconds, and other numbers beyond 2,147,483,647. Arrives as a string on PostgreSQL and MySQL. */
export const instant: Column = (table, name) => table.bigInteger(name);
export const flag: Column = (table, name) => table.boolean(name);
export const json: Column = (table, name) => table.jsonb(name);

/** Never null. On a table that may have rows it needs `counter`, or a default of its own. */
export const required =
  (column: Column): Column =>
  (table, name) =>
    column(table, name).notNullable();

/** A number that begins at 0, also in the rows that are there. */
export const counter: Column = (table, name) => table.integer(name).notNullable().defaultTo(0);
