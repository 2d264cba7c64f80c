import { type ChildProcess, spawn } from 'node:child_process';

import { Redis } from 'ioredis';

import { freePort } from './app-env';
import { lookAgain } from './until';

export interface TestRedis {
  url: string;
  /** Ends it at once; what it held is gone. */
  kill(): Promise<void>;
  /** Starts it again, empty, at the same address. */
  startEmpty(): Promise<void>;
  stop(): Promise<void>;
}

const START_MS = 20_000;

interface RedisOptions {
  /** Default: any free one. */
  port?: number;
  /** What it asks of whoever connects; default: nothing. */
  password?: string;
}

/** A Redis of its own (Debian's `redis-server`) that keeps nothing on the disk. */
export const startRedis = async ({
  port: wanted,
  password,
}: RedisOptions = {}): Promise<TestRedis> => {
  const port = wanted ?? (await freePort());
  const url = `redis://${password ? `:${password}@` : ''}127.0.0.1:${port}`;
  const secret = password ? ['--requirepass', password] : [];
  let child: ChildProcess | undefined;
  const reap = (): void => void child?.kill('SIGKILL');
  process.once('exit', reap);

  const start = async (): Promise<void> => {
    const server = spawn(
      'redis-server',
      [
        '--port',
        String(port),
        '--bind',
        '127.0.0.1',
        '--save',
        '',
        '--appendonly',
        'no',
        ...secret,
      ],
      { stdio: 'ignore' },
    );
    const failed = new Promise<never>((_resolve, reject) => {
      server.once('error', () =>
        reject(new Error('There is no redis-server: apt-get install redis-server')),
      );
      server.once('exit', (code) => reject(new Error(`redis-server ended (${code}).`)));
    });
    failed.catch(() => undefined);
    child = server;
    const answers = async (): Promise<void> => {
      const end = Date.now() + START_MS;
      for (;;) {
        const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
        client.on('error', () => undefined);
        const said = await client.connect().then(
          () => client.ping(),
          () => null,
        );
        client.disconnect();
        if (said === 'PONG') return;
        if (Date.now() > end) throw new Error('redis-server does not answer.');
        await lookAgain();
      }
    };
    await Promise.race([answers(), failed]);
  };

  const kill = async (): Promise<void> => {
    const server = child;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
    server.kill('SIGKILL');
    await ended;
  };

  await start();
  return {
    url,
    kill,
    startEmpty: start,
    async stop() {
      await kill();
      process.removeListener('exit', reap);
    },
  };
};
