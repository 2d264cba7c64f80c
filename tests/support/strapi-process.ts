import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';

import { appEnv, createHome, freePort, type AppEnvOptions, type AppHome } from './app-env';
import { APP, ROOT } from './paths';
import { createSite, type Site } from './site';
import { lookAgain } from './until';

export interface StrapiProcess extends Site {
  pid: number;
  port: number;
  home: AppHome;
  /** All it has written to standard output and error so far. */
  logs(): string;
  /** Ends it with a signal (default SIGKILL: a crash) and waits until it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Ends it politely and deletes its files. */
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 240_000;

const STRAPI = 'node_modules/@strapi/strapi/bin/strapi.js';

export interface ProcessOptions extends AppEnvOptions {
  /** Another app's folder, with packages of its own; default: the demo. */
  app?: string;
}

const untilHealthy = async (
  url: string,
  child: ChildProcess,
  logs: () => string,
): Promise<void> => {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`Strapi ended while starting.\n${logs()}`);
    }
    const answer = await fetch(`${url}/_health`).catch(() => null);
    if (answer?.status === 204) return;
    await lookAgain();
  }
  throw new Error(`Strapi did not answer within ${START_TIMEOUT_MS} ms.\n${logs()}`);
};

/**
 * Starts the demo app as a process of its own (`strapi start`), to be killed, frozen and started
 * again from outside. A second start with the same `home` (and, if wanted, `port`) goes on with its
 * data. Resolves once it answers HTTP.
 */
export const startStrapiProcess = async (options: ProcessOptions = {}): Promise<StrapiProcess> => {
  const port = options.port ?? (await freePort());
  const home = options.home ?? (await createHome(options.database));
  const child = spawn(process.execPath, [path.join(options.app ?? ROOT, STRAPI), 'start'], {
    cwd: options.app ?? APP,
    env: { ...process.env, NODE_ENV: 'test', ...appEnv(home, port, options) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const logs = (): string => said.join('');
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  // A test run that ends early must not leave a server behind.
  const reap = (): void => void child.kill('SIGKILL');
  process.once('exit', reap);

  const kill = async (signal: NodeJS.Signals = 'SIGKILL'): Promise<void> => {
    child.kill(signal);
    await ended;
    process.removeListener('exit', reap);
  };

  const url = `http://localhost:${port}`;
  try {
    await untilHealthy(url, child, logs);
  } catch (error) {
    await kill();
    if (!options.home) await home.remove();
    throw error;
  }
  return {
    ...createSite(url),
    pid: child.pid ?? 0,
    port,
    home,
    logs,
    kill,
    async stop() {
      await kill('SIGTERM');
      await home.remove();
    },
  };
};
