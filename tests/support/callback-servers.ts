import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { freePort } from './app-env';

import { lookAgain } from './until';

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

/** As a browser asks: it follows nothing by itself here, and carries the brand site's cookie. */
const ask = (port: number, target: string): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}${target}`, {
    redirect: 'manual',
    headers: { cookie: 'session=secret' },
  });

/** Asks a Node server, such as an Express app, for `target` (path and query). */
export const askNode = async (listener: Listener, target: string): Promise<Response> => {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  try {
    return await ask(port, target);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
};

/** Whether nginx is installed here. CI installs it. */
export const hasNginx = (): boolean => spawnSync('nginx', ['-v']).status === 0;

/** Asks a real nginx, with `config` inside its server block, for `target`. */
export const askNginx = async (config: string, target: string): Promise<Response> => {
  const directory = mkdtempSync(path.join(tmpdir(), 'tiktok-nginx-'));
  const port = await freePort();
  writeFileSync(
    path.join(directory, 'nginx.conf'),
    `daemon off; pid ${directory}/pid; error_log stderr; events {}
     http { access_log off; server { listen 127.0.0.1:${port}; ${config} } }`,
  );
  const server = spawn('nginx', ['-p', directory, '-c', 'nginx.conf'], { stdio: 'ignore' });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  try {
    for (let tries = 0; tries <= 50; tries += 1) {
      const answer = await ask(port, target).catch(() => null);
      if (answer) return answer;
      await lookAgain();
    }
    throw new Error('nginx did not start.');
  } finally {
    server.kill();
    await ended;
    rmSync(directory, { recursive: true });
  }
};
