import { createStrapi, type Core } from '@strapi/strapi';
import { getTasks } from 'node-cron';

import { appEnv, createHome, freePort, type AppEnvOptions, type AppHome } from './app-env';
import { APP } from './paths';
import { createSite, type Site } from './site';
import { startTikTok, type Emulator, type EmulatorOptions } from './tiktok';

export interface StartOptions extends AppEnvOptions {
  /** Start a TikTok beside it and point the plugin at it. */
  emulator?: boolean | EmulatorOptions;
  /** False: loaded, but not listening; nothing over HTTP, and the publisher sleeps. */
  listen?: boolean;
  /**
   * True: the plugin's chores are done by the clock (mails, counters, a look for removed entries).
   * Default false: but for publishing, what is done is what a test does, so that it can count it.
   */
  chores?: boolean;
  /** Serve the admin panel too; it must have been built. Default false. */
  adminPanel?: boolean;
}

export interface LogLine {
  level: string;
  message: string;
}

export interface TestStrapi extends Site {
  strapi: Core.Strapi;
  port: number;
  home: AppHome;
  /** The TikTok beside it. @throws Error if it was not asked for. */
  emulator(): Emulator;
  /** Everything logged since the start, `debug` and up. */
  logs: LogLine[];
  /** Stops it and deletes its files; `keepHome` leaves them for a second start. */
  stop(options?: { keepHome?: boolean }): Promise<void>;
}

/** Sets variables and returns what puts the former ones back. */
const setEnv = (env: Record<string, string>): (() => void) => {
  const before = Object.keys(env).map((key) => [key, process.env[key]] as const);
  Object.assign(process.env, env);
  return () => {
    for (const [key, value] of before) {
      if (value === undefined) delete process.env[key];
      else process.env[key] = value;
    }
  };
};

const collectLogs = (strapi: Core.Strapi): LogLine[] => {
  const lines: LogLine[] = [];
  // TEST_LOGS=1 shows them while the test runs.
  if (!process.env['TEST_LOGS']) for (const output of strapi.log.transports) output.silent = true;
  strapi.log.on('data', (line: { level: unknown; message: unknown }) => {
    lines.push({ level: String(line.level), message: String(line.message) });
  });
  return lines;
};

/** What publishes by the clock. */
const PUBLISHING = ['tiktok-publisher', 'tiktok-publications'];

/**
 * Ends the others of the plugin's tasks. By node-cron's own list: the plugin that Strapi loads is the
 * built one, which shares no state with the sources that a test imports.
 */
const endChores = async (): Promise<void> => {
  const chores = [...getTasks().values()].filter(
    ({ name = '' }) => name.startsWith('tiktok-') && !PUBLISHING.includes(name),
  );
  if (chores.length === 0) throw new Error('There is nothing that happens by the clock.');
  for (const chore of chores) await chore.destroy();
};

const listen = (strapi: Core.Strapi, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    strapi.server.httpServer.once('error', reject);
    strapi.server.httpServer.listen(port, '127.0.0.1', () => resolve());
  });

/**
 * Boots the demo app in this process: real Strapi, real database, real HTTP on 127.0.0.1, an empty
 * site with its own files. One per test file, run in band: Strapi is a global of its process.
 */
export const startTestStrapi = async (options: StartOptions = {}): Promise<TestStrapi> => {
  const port = options.port ?? (await freePort());
  const home = options.home ?? (await createHome(options.database));
  const tiktok = options.emulator
    ? await startTikTok(port, options.emulator === true ? {} : options.emulator)
    : null;
  const restoreEnv = setEnv({ ...appEnv(home, port, options), ...tiktok?.env, ...options.env });

  const cleanUp = async (keepHome: boolean): Promise<void> => {
    await tiktok?.emulator.close();
    restoreEnv();
    if (!keepHome) await home.remove();
  };

  try {
    const instance = createStrapi({
      appDir: APP,
      distDir: APP,
      serveAdminPanel: options.adminPanel ?? false,
    });
    const logs = collectLogs(instance);
    const strapi = await instance.load();
    if (!options.chores && 'tiktok' in strapi.plugins) await endChores();
    if (options.listen ?? true) {
      strapi.server.mount();
      await listen(strapi, port);
    }
    return {
      ...createSite(`http://localhost:${port}`),
      strapi,
      port,
      home,
      logs,
      emulator() {
        if (!tiktok) throw new Error('This test site was started without an emulator.');
        return tiktok.emulator;
      },
      async stop({ keepHome = false } = {}) {
        await strapi.destroy();
        await cleanUp(keepHome);
      },
    };
  } catch (error) {
    await cleanUp(options.home !== undefined);
    throw error;
  }
};
