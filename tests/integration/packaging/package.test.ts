import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { startStrapiProcess } from '../../support';
import { freePort } from '../../support/app-env';
import {
  copyAsFolder,
  createEmptyApp,
  filesWith,
  packPlugin,
  type EmptyApp,
  type Packed,
} from './empty-app';
import { compileBlocks, type Resolution, RESOLUTIONS } from './typescript-app';

// A real `npm install` of a whole Strapi, and two admin builds.
jest.setTimeout(900_000);

/** Only the plugin's own admin half holds it. */
const MARK = 'plugin::tiktok.settings.change';

/** What is published, by folder and ending; whatever else appears here is said by the test. */
const BELONGS = [
  /^(package\.json|README\.md|LICENSE)$/,
  /^strapi-(server|admin)\.(js|d\.ts)$/,
  /^bin\/strapi-tiktok\.js$/,
  /^dist\/(server|admin)\/[\w-]+\.m?js$/,
  /^dist\/emulator\/cli\.js$/,
  /^dist\/(server|admin|contracts)\/([\w-]+\/)*[\w.-]+\.d\.ts$/,
];
const MEGABYTE = 1_000_000;

let app: EmptyApp;
let folder: string;
let packed: Packed;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'packed-'));
  packed = packPlugin(folder);
  app = await createEmptyApp();
});
afterAll(async () => {
  await app?.remove();
  await rm(folder, { recursive: true, force: true });
});

/** Boots the app and asks what only the plugin can answer. */
const asksForAnAdministrator = async (): Promise<void> => {
  const site = await startStrapiProcess({ app: app.directory });
  try {
    expect((await site.request('GET', '/tiktok/settings')).status).toBe(401);
    const token = await site.as('superAdmin');
    expect((await site.request('GET', '/tiktok/settings', { token })).status).toBe(200);
    expect((await site.request('GET', '/admin')).status).toBe(200);
  } finally {
    await site.stop();
  }
};

test('the package holds what it needs and no more', () => {
  const { files, size, unpackedSize } = packed;
  expect(files.filter((file) => !BELONGS.some((pattern) => pattern.test(file)))).toEqual([]);
  for (const file of [
    'bin/strapi-tiktok.js',
    'dist/server/index.js',
    'dist/server/src/index.d.ts',
    'dist/admin/index.mjs',
    'strapi-server.d.ts',
  ]) {
    expect(files).toContain(file);
  }
  // The declarations that its two entries lead to, not those of all insides.
  expect(files.filter((file) => file.endsWith('.d.ts')).length).toBeLessThan(250);
  expect(size).toBeLessThan(3 * MEGABYTE);
  expect(unpackedSize).toBeLessThan(10 * MEGABYTE);
});

test('the packed plugin installs into an empty Strapi app, which builds its admin with it and boots', async () => {
  app.install(packed.tarball);
  // The site's own copies: one libvips in the process, nothing twice in the admin.
  expect(await app.versionsOf('sharp')).toHaveLength(1);
  expect(await app.versionsOf('axios')).toHaveLength(1);
  const zods = await app.versionsOf('zod');
  expect(zods.filter((version) => version.startsWith('4.'))).toHaveLength(1);

  const { bundle, said } = app.buildAdmin();
  expect(said).not.toMatch(/\(!\)|warning/i);
  expect(await filesWith(bundle, MARK)).not.toEqual([]);
  await asksForAnAdministrator();
});

test.each(Object.keys(RESOLUTIONS) as Resolution[])(
  'what the developers page shows compiles in a TypeScript site that resolves modules by %s',
  async (resolution) => {
    const blocks = await compileBlocks(app.directory, 'docs/for-developers.md', resolution);
    expect(blocks).toBeGreaterThan(1);
  },
);

test('its emulator runs from the package, without a Strapi', async () => {
  const port = await freePort();
  const emulator = spawn('npx', ['strapi-tiktok', 'emulator', '--port', String(port)], {
    cwd: app.directory,
    stdio: ['ignore', 'pipe', 'inherit'],
    // npx starts another process: both are stopped.
    detached: true,
  });
  try {
    const [said] = await once(emulator.stdout, 'data');
    expect(String(said)).toContain(`TikTok emulator: http://localhost:${port}`);
    const refused = await fetch(`http://localhost:${port}/v2/user/info/?fields=open_id`);
    expect(refused.status).toBe(401);
  } finally {
    process.kill(-emulator.pid!, 'SIGTERM');
    await once(emulator, 'close');
  }
});

test('a plugin resolved from a folder without exports is served by strapi-server.js and strapi-admin.js', async () => {
  const installed = path.join(app.directory, 'node_modules/strapi-plugin-tiktok');
  const folder = path.join(app.directory, 'src/plugins/tiktok');
  await copyAsFolder(installed, folder);
  // Its dependencies stay in the app, as they would have been installed for the folder.
  await rm(installed, { recursive: true });
  await app.configurePlugins("{ tiktok: { enabled: true, resolve: './src/plugins/tiktok' } }");

  expect(await filesWith(app.buildAdmin().bundle, MARK)).not.toEqual([]);
  await asksForAnAdministrator();
});

test('BullMQ is not installed along with it, and where it is configured Strapi says what to install', async () => {
  expect(existsSync(path.join(app.directory, 'node_modules/bullmq'))).toBe(false);
  const publisher = "{ engine: 'bullmq', redis: { url: 'redis://:a-password@localhost' } }";
  await app.configurePlugins(
    `{ tiktok: { enabled: true, resolve: './src/plugins/tiktok', config: { publisher: ${publisher} } } }`,
  );
  const starting = startStrapiProcess({ app: app.directory });
  await expect(starting).rejects.toThrow(/npm install bullmq ioredis/);
  await expect(starting).rejects.not.toThrow(/a-password/);
});
