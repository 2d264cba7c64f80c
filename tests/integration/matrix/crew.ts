import path from 'node:path';

import {
  createStories,
  type Emulator,
  startStrapiProcess,
  type StrapiProcess,
  type Stories,
} from '../../support';
import { type AppHome } from '../../support/app-env';
import { startPostgresProxy } from '../../support/postgres-proxy';
import { createSqliteTap } from '../../support/sqlite-tap';
import { type StatementTap } from '../../support/statement-tap';

/** A Strapi process with what stands between it and its database. */
export interface Worker {
  site: StrapiProcess;
  stories: Stories;
  tap: StatementTap;
  /** Ends it like a crash. */
  kill(): Promise<void>;
  freeze(): void;
  thaw(): void;
}

/**
 * Starts Strapi processes on one database: on SQLite one at a time, on PostgreSQL each through a
 * proxy of its own.
 */
export const createCrew = (home: AppHome, tiktok: Emulator, env: Record<string, string>) => {
  const alive = new Set<Worker>();
  let started = 0;

  /** @param more another port or environment than the rest of the crew has */
  const start = async (
    more: { port?: number; env?: Record<string, string> } = {},
  ): Promise<Worker> => {
    started += 1;
    const proxy = home.databaseUrl ? await startPostgresProxy(home.databaseUrl) : null;
    const wrapper = createSqliteTap(path.join(home.directory, `tap-${started}`));
    const tap: StatementTap = proxy ?? wrapper;
    const site = await startStrapiProcess({
      home,
      ...(more.port === undefined ? {} : { port: more.port }),
      env: { ...env, ...more.env, ...(proxy ? { DATABASE_URL: proxy.url } : wrapper.env) },
    });
    const worker: Worker = {
      site,
      stories: createStories(
        site,
        () => tiktok,
        () => site.as('superAdmin'),
      ),
      tap,
      async kill() {
        alive.delete(worker);
        process.kill(site.pid, 'SIGKILL');
        await site.kill();
        tap.disarm();
        await proxy?.close();
      },
      freeze: () => void process.kill(site.pid, 'SIGSTOP'),
      thaw: () => void process.kill(site.pid, 'SIGCONT'),
    };
    alive.add(worker);
    return worker;
  };

  return {
    start,
    killAll: async (): Promise<void> => {
      for (const worker of [...alive]) await worker.kill();
    },
  };
};

export type Crew = ReturnType<typeof createCrew>;
