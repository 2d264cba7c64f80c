import { spawn } from 'node:child_process';
import path from 'node:path';

import { z } from 'zod';

import { appEnv, type AppEnvOptions, type AppHome, freePort } from './app-env';
import { APP, ROOT } from './paths';
import { lookAgain } from './until';

export const workerHealth = z.object({
  state: z.enum(['working', 'stopping', 'no database']),
  engine: z.enum(['database', 'bullmq']),
  queue: z.enum(['working', 'paused', 'unreachable']).nullable(),
  lastTickAt: z.string().nullable(),
  working: z.number(),
  clockSkewMs: z.number().nullable(),
});

export interface WorkerProcess {
  pid: number;
  /** Of its own pages. */
  url: string;
  logs(): string;
  /** Sends a signal (default SIGKILL: a crash); resolves with the exit code once it is gone. */
  kill(signal?: NodeJS.Signals): Promise<number | null>;
}

const START_TIMEOUT_MS = 240_000;

/** Starts `npx strapi-tiktok worker` beside a site's process, on the same database and files. */
export const startWorkerProcess = async (
  options: AppEnvOptions & { home: AppHome },
): Promise<WorkerProcess> => {
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [path.join(ROOT, 'bin/strapi-tiktok.js'), 'worker', '--port', String(port)],
    {
      cwd: APP,
      // The port of the site: what is configured by it is the same for all processes of a site.
      env: {
        ...process.env,
        NODE_ENV: 'test',
        ...appEnv(options.home, options.port ?? 1337, options),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const said: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const logs = (): string => said.join('');
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const reap = (): void => void child.kill('SIGKILL');
  process.once('exit', reap);
  const kill = async (signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> => {
    child.kill(signal);
    const code = await ended;
    process.removeListener('exit', reap);
    return code;
  };
  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const answer = await fetch(`${url}/health`).catch(() => null);
    if (answer?.status === 200) return { pid: child.pid ?? 0, url, logs, kill };
    if (child.exitCode !== null) throw new Error(`The worker ended while starting.\n${logs()}`);
    if (Date.now() > deadline) {
      await kill();
      throw new Error(`The worker did not answer in time.\n${logs()}`);
    }
    await lookAgain();
  }
};
