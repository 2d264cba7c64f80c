// Runs MariaDB until standard input ends. Prints `ready <connection string>`.
import { spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';

import { findMariaDb, HOW_TO_INSTALL } from './mariadb-binaries.mjs';

const found = findMariaDb();
if (!found) {
  console.error(HOW_TO_INSTALL);
  process.exit(1);
}

const port = await new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const address = probe.address();
    probe.close(() => resolve(address.port));
  });
});
const directory = await mkdtemp(path.join(os.tmpdir(), 'strapi-plugin-tiktok-my-'));
const data = path.join(directory, 'data');
const temporary = path.join(directory, 'tmp');
await mkdir(temporary);
const remove = () => rm(directory, { recursive: true, force: true });

// MariaDB refuses to run as root unless it is told to; containers usually are root.
const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];

const fail = async (words) => {
  console.error(words);
  await remove();
  process.exit(1);
};

const installed = spawnSync(
  found.install,
  [
    '--no-defaults',
    `--datadir=${data}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
    ...asRoot,
  ],
  { encoding: 'utf8' },
);
if (installed.status !== 0) await fail(`${installed.stdout}\n${installed.stderr}`);

// Run by the server itself before it takes connections: one statement per line.
const firstWords = path.join(directory, 'first.sql');
await writeFile(
  firstWords,
  `CREATE DATABASE site CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
CREATE USER 'tiktok'@'%' IDENTIFIED BY 'tiktok';
GRANT ALL PRIVILEGES ON site.* TO 'tiktok'@'%';
`,
);

const server = spawn(
  found.server,
  [
    '--no-defaults',
    ...asRoot,
    `--datadir=${data}`,
    `--tmpdir=${temporary}`,
    `--socket=${path.join(directory, 'my.sock')}`,
    `--pid-file=${path.join(directory, 'my.pid')}`,
    `--init-file=${firstWords}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--skip-name-resolve',
    '--innodb-buffer-pool-size=64M',
    '--innodb-log-file-size=32M',
    '--innodb-flush-log-at-trx-commit=0',
    '--max-connections=200',
    // Far from UTC and from whole hours: a time that is read in the session's zone shows.
    '--default-time-zone=+05:45',
  ],
  { stdio: ['ignore', 'ignore', 'pipe'] },
);
let said = '';
server.stderr.on('data', (chunk) => {
  const before = said;
  said += chunk.toString();
  const isReady = (text) => text.includes('ready for connections');
  if (!isReady(before) && isReady(said)) {
    console.log(`ready mysql://tiktok:tiktok@127.0.0.1:${port}/site`);
  }
});
let stopping = false;
server.once('error', (error) => void fail(String(error)));
server.once('exit', () => {
  if (!stopping) void fail(said);
});

const stop = async () => {
  if (stopping) return;
  stopping = true;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  // Nothing of it is needed again: no tidy shutdown of seconds.
  server.kill('SIGKILL');
  await ended;
  await remove();
  process.exit(0);
};
process.stdin.on('end', stop).resume();
process.on('SIGINT', () => undefined);
process.on('SIGTERM', stop);
