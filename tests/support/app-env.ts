import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';

import { startMariaDb } from './mariadb';
import { startPostgres } from './postgres';

export type DatabaseKind = 'sqlite' | 'postgres' | 'mariadb';

export interface AppEnvOptions {
  /** Environment of the app; wins over everything the harness sets. */
  env?: Record<string, string>;
  database?: DatabaseKind;
  /** Where to listen; default: any free port. */
  port?: number;
  /** A database, uploads and secrets to go on with (a restart); default: new and empty ones. */
  home?: AppHome;
  /** Fill the site with the demo's sample content. Default: an empty site. */
  seed?: boolean;
}

/** What outlives a process: give it to a second start and the site goes on where it was. */
export interface AppHome {
  directory: string;
  databaseUrl: string | null;
  /** Deletes the files; stops the database's server. */
  remove(): Promise<void>;
}

/** Secrets of test sites only, the same in each, so that a restart reads what was written. */
const SECRETS = {
  APP_KEYS: 'test-app-key-one,test-app-key-two',
  ADMIN_JWT_SECRET: 'test-admin-jwt-secret',
  API_TOKEN_SALT: 'test-api-token-salt',
  TRANSFER_TOKEN_SALT: 'test-transfer-token-salt',
  ENCRYPTION_KEY: '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff',
};

/** A TCP port nobody listens on now. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });

/** The server of a database that has one; SQLite has none. */
const SERVERS = { sqlite: () => null, postgres: startPostgres, mariadb: startMariaDb } as const;

/** @param settings of the database's server, where it is PostgreSQL; each `name=value` */
export const createHome = async (
  database: DatabaseKind = 'sqlite',
  settings: readonly string[] = [],
): Promise<AppHome> => {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'strapi-plugin-tiktok-'));
  await mkdir(path.join(directory, 'public', 'uploads'), { recursive: true });
  const server = await SERVERS[database](settings);
  return {
    directory,
    databaseUrl: server?.url ?? null,
    async remove() {
      await server?.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
};

const databaseEnv = ({ databaseUrl, directory }: AppHome): Record<string, string> =>
  databaseUrl
    ? {
        DATABASE_CLIENT: databaseUrl.startsWith('mysql:') ? 'mysql' : 'postgres',
        DATABASE_URL: databaseUrl,
      }
    : { DATABASE_CLIENT: 'sqlite', DATABASE_FILENAME: path.join(directory, 'site.sqlite') };

/** The environment that makes the demo app a test site of its own. */
export const appEnv = (
  home: AppHome,
  port: number,
  options: AppEnvOptions,
): Record<string, string> => ({
  ...SECRETS,
  // Nothing of a developer's own .env reaches a test.
  ENV_PATH: path.join(home.directory, 'no.env'),
  PORT: String(port),
  PUBLIC_DIR: path.join(home.directory, 'public'),
  ...databaseEnv(home),
  // Half of a test's time would go by waiting. The benchmarks, which measure it, set it otherwise.
  DATABASE_WAITS_FOR_DISK: process.env['DATABASE_WAITS_FOR_DISK'] ?? 'false',
  DEMO_SEED: String(options.seed ?? false),
  LOG_LEVEL: 'debug',
  ADMIN_RATE_LIMIT: 'false',
  // A test connects more accounts in a minute than a team in a year.
  TIKTOK_RATE_LIMIT_FACTOR: '100',
  STRAPI_TELEMETRY_DISABLED: 'true',
  ...options.env,
});
