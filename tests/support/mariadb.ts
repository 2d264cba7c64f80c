import { startDatabaseServer, type TestDatabase } from './database-server';

/**
 * A MariaDB of its own, from the machine's packages, in a time zone far from UTC.
 * @throws Error that says how to install it, where it is missing
 */
export const startMariaDb = (): Promise<TestDatabase> =>
  startDatabaseServer('MariaDB', 'mariadb-server.mjs');
