/** The package brings no types; this is what the tests use of it. */
declare module 'better-sqlite3' {
  export default class Database {
    constructor(file: string, options?: { readonly?: boolean; timeout?: number });
    prepare(sql: string): { run(): unknown; get(...values: unknown[]): unknown; all(): unknown[] };
    exec(sql: string): void;
    close(): void;
  }
}
