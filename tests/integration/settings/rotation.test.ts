import { spawnSync } from 'node:child_process';
import path from 'node:path';

import { reencryptVault, settingsView, type SettingsView } from '../../../contracts/settings';
import {
  APP,
  type AppHome,
  createHome,
  createStories,
  type Emulator,
  freePort,
  PATIENCE_SECONDS,
  ROOT,
  startStrapiProcess,
  type StrapiProcess,
  startTikTok,
  until,
} from '../../support';
import { appEnv } from '../../support/app-env';

const OLD = 'the-first-encryption-key-of-this-site';
const NEW = 'the-second-encryption-key-of-this-site';
const PAIR = {
  version: 'latest',
  clientKey: 'sbawsandboxkey01',
  clientSecret: 'sandbox-client-secret-0123456789',
} as const;

let home: AppHome;
let port: number;
let tiktok: Awaited<ReturnType<typeof startTikTok>>;
let site: StrapiProcess | null = null;
let accountId: number;

const keys = (current: string, previous: string[] = []) => ({
  ...tiktok.env,
  ENCRYPTION_KEY: current,
  ...(previous.length > 0 ? { TIKTOK_PREVIOUS_KEYS: previous.join(',') } : {}),
});

/** Ends the running Strapi and starts another one on the same database, with these keys. */
const restartWith = async (...args: Parameters<typeof keys>): Promise<StrapiProcess> => {
  await site?.kill('SIGTERM');
  site = await startStrapiProcess({ home, port, env: keys(...args) });
  return site;
};
const call = async (method: string, address: string, body?: unknown) => {
  if (!site) throw new Error('no Strapi runs');
  return site.request(method, `/tiktok${address}`, { token: await site.as('superAdmin'), body });
};
const view = async (): Promise<SettingsView> =>
  settingsView.parse((await call('GET', '/settings')).body);
/** What a process prints comes on another way than its answers. */
const says = (started: StrapiProcess, words: string): Promise<void> =>
  until(`it says "${words}"`, () => started.logs().includes(words));
const useAccount = () => call('POST', `/accounts/${accountId}/refresh-profile`);
const codes = ({ notices }: SettingsView): string[] => notices.map(({ code }) => code);

beforeAll(async () => {
  port = await freePort();
  home = await createHome();
  tiktok = await startTikTok(port, {});
  const first = await restartWith(OLD);
  const emulator: Emulator = tiktok.emulator;
  const stories = createStories(
    first,
    () => emulator,
    () => first.as('superAdmin'),
  );
  accountId = (await stories.connect()).id;
  expect((await call('PUT', '/settings/apps/sandbox', PAIR)).status).toBe(200);
});

afterAll(async () => {
  await site?.kill('SIGTERM');
  await tiktok?.emulator.close();
  await home?.remove();
});

// Each builds on the one before, as the days of a site do.

it('started without its key, Strapi runs, and the page tells a missing key', async () => {
  const started = await restartWith('');
  await says(started, 'Strapi has no encryption key');
  const settings = await view();
  expect(settings.vault).toMatchObject({ state: 'no_key', unreadable: 3 });
  expect(settings.apps.sandbox.secret).toBe('no_key');
  expect(codes(settings)).toContain('no_encryption_key');
  expect((await useAccount()).body).toMatchObject({
    error: { details: { code: 'no_encryption_key' } },
  });
});

it('started with another key, the page tells a wrong one, and no account is lost', async () => {
  const started = await restartWith(NEW);
  await says(started, '3 stored secrets cannot be read with this ENCRYPTION_KEY');
  const settings = await view();
  expect(settings.vault).toEqual({ state: 'ready', underPreviousKeys: 0, unreadable: 3 });
  expect(settings.apps.sandbox.secret).toBe('wrong_key');
  expect(codes(settings)).toContain('secrets_unreadable');
  expect((await useAccount()).body).toMatchObject({
    error: { details: { code: 'tokens_unreadable' } },
  });
});

it('with the earlier key beside the new one, everything reads, and says what is still to do', async () => {
  await restartWith(NEW, [OLD]);
  const settings = await view();
  expect(settings.vault).toEqual({ state: 'ready', underPreviousKeys: 3, unreadable: 0 });
  expect(settings.apps.sandbox.secret).toBe('set');
  expect(codes(settings)).toContain('secrets_under_previous_keys');
  expect((await useAccount()).status).toBe(200);
});

it('the command of the console re-encrypts everything', async () => {
  await site?.kill('SIGTERM');
  site = null;
  const ran = spawnSync(
    process.execPath,
    [path.join(ROOT, 'node_modules/@strapi/strapi/bin/strapi.js'), 'console'],
    {
      cwd: APP,
      encoding: 'utf8',
      timeout: 2 * PATIENCE_SECONDS * 1000,
      // As docs/setup.md has it.
      input: "await strapi.plugin('tiktok').service('vault').reencrypt();\n",
      env: { ...process.env, ...appEnv(home, port, { env: keys(NEW, [OLD]) }) },
    },
  );
  expect(ran.stdout).toMatch(/reencrypted: 3, alreadyCurrent: 0, unreadable: 0/);
});

it('then the earlier key may go, and the button finds nothing left to do', async () => {
  await restartWith(NEW);
  expect((await view()).vault).toEqual({ state: 'ready', underPreviousKeys: 0, unreadable: 0 });
  expect((await useAccount()).status).toBe(200);
  const again = await call('POST', '/settings/vault/re-encrypt');
  expect(reencryptVault.response?.parse(again.body)).toEqual({
    reencrypted: 0,
    alreadyCurrent: 3,
    unreadable: 0,
  });
});

it('the same by the button, back to the first key', async () => {
  await restartWith(OLD, [NEW]);
  const answer = await call('POST', '/settings/vault/re-encrypt');
  expect(reencryptVault.response?.parse(answer.body)).toEqual({
    reencrypted: 3,
    alreadyCurrent: 0,
    unreadable: 0,
  });
  await restartWith(OLD);
  expect((await useAccount()).status).toBe(200);
});
