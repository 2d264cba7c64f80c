import { Client } from 'pg';
import { z } from 'zod';

import { type AppHome } from '../support/app-env';
import { cpuOfFamily, parentOf } from './cpu';

const counted = z.tuple([z.object({ all: z.coerce.number(), frame: z.coerce.number() })]);
const backend = z.tuple([z.object({ pid: z.number() })]);

const STATEMENTS = `
  SELECT coalesce(sum(calls), 0) AS all,
    coalesce(sum(calls) FILTER (WHERE query ~* '^(begin|commit|rollback|set |select set_config)'), 0)
      AS frame
  FROM pg_stat_statements
  WHERE userid <> (SELECT oid FROM pg_roles WHERE rolname = 'bench')`;

/** What the server needs to count statements. */
export const COUNTING = [
  'shared_preload_libraries=pg_stat_statements',
  'pg_stat_statements.max=5000',
] as const;

/**
 * A user of the database for the bench's own questions: statements are counted per user, and only
 * those of the program that is measured count.
 */
export const openBenchDatabase = async ({ databaseUrl }: Pick<AppHome, 'databaseUrl'>) => {
  const admin = new Client({ connectionString: databaseUrl ?? undefined });
  await admin.connect();
  await admin.query("CREATE ROLE bench SUPERUSER LOGIN PASSWORD 'bench'");
  await admin.query('CREATE EXTENSION pg_stat_statements');
  await admin.end();
  const url = new URL(databaseUrl ?? '');
  url.username = 'bench';
  url.password = 'bench';
  const client = new Client({ connectionString: url.href });
  await client.connect();
  const [{ pid }] = backend.parse((await client.query('SELECT pg_backend_pid() AS pid')).rows);
  const server = parentOf(pid);
  return {
    client,
    forgetStatements: () => client.query('SELECT pg_stat_statements_reset()'),
    /** Since they were forgotten: all, and those of them that only frame a transaction. */
    async statements(): Promise<{ all: number; frame: number }> {
      const [found] = counted.parse((await client.query(STATEMENTS)).rows);
      return found;
    },
    /** CPU time of the whole server so far, milliseconds. */
    cpu: (): number => (server === null ? Number.NaN : cpuOfFamily(server)),
    close: () => client.end(),
  };
};

export type BenchDatabase = Awaited<ReturnType<typeof openBenchDatabase>>;
