import path from 'node:path';

import { type Core } from '@strapi/strapi';

import { reencryptVault, settingsView } from '../../../contracts/settings';
import { type Accounts } from '../../../server/src/accounts';
import { type Settings, type Vault } from '../../../server/src/settings';
import { tellOfKeys } from '../../../server/src/settings/vault/tell-of-keys';
import { createStories, ROOT, startTestStrapi, type TestStrapi } from '../../support';

const NEW_KEY = 'the-new-encryption-key-of-this-site';
const PAIR = {
  clientKey: 'sbawsandboxkey01',
  clientSecret: 'sandbox-client-secret-0123456789',
} as const;

let site: TestStrapi;
let token: string;
let accountId: number;
let oldKey: unknown;

interface Services {
  vault: Vault;
  settings: Settings;
  accounts: Accounts;
}

/** The plugin's services as a Strapi that was started again with these keys would have them. */
const restartedWith = async (key: unknown, previousKeys: unknown[] = []): Promise<Services> => {
  const built: {
    default: { services: Record<string, (context: { strapi: Core.Strapi }) => object> };
  } = await import(path.join(ROOT, 'dist/server/index.js'));
  const fresh = new Map<string, object>();
  site.strapi.config.set('admin.secrets.encryptionKey', key);
  site.strapi.config.set('plugin::tiktok.encryption', { previousKeys });
  const strapi: Core.Strapi = Object.create(site.strapi, {
    plugin: { value: () => ({ service: (name: string) => fresh.get(name) }) },
  });
  for (const name of ['revisions', 'vault', 'settings', 'accounts']) {
    fresh.set(name, built.default.services[name]?.({ strapi }) ?? {});
  }
  return Object.fromEntries(fresh) as unknown as Services;
};

const sealedCells = async (): Promise<string[]> => {
  const knex = site.strapi.db.connection;
  const apps: { secret: string | null }[] = await knex('tiktok_apps').select('secret');
  const tokens: { access_token: string; refresh_token: string }[] = await knex(
    'tiktok_accounts',
  ).select('access_token', 'refresh_token');
  return [
    ...apps.flatMap(({ secret }) => secret ?? []),
    ...tokens.flatMap((row) => [row.access_token, row.refresh_token]),
  ];
};

beforeAll(async () => {
  site = await startTestStrapi({ emulator: true });
  token = await site.as('superAdmin');
  const stories = createStories(site, site.emulator, () => Promise.resolve(token));
  accountId = (await stories.connect()).id;
  await site.request('PUT', '/tiktok/settings/apps/sandbox', {
    token,
    body: { version: 'latest', ...PAIR },
  });
  oldKey = site.strapi.config.get('admin.secrets.encryptionKey');
});
afterAll(() => site.stop());

it('what is stored is sealed, each value by itself', async () => {
  const cells = await sealedCells();
  expect(cells).toHaveLength(3);
  for (const cell of cells) expect(cell).toMatch(/^v1:[0-9a-f]{8}:/);
  expect(new Set(cells).size).toBe(cells.length);
});

it('without any key, the page says so, refuses to store a secret, and nothing crashes', async () => {
  const { settings, accounts, vault } = await restartedWith(undefined);
  const view = settingsView.parse(await settings.view());
  expect(view.vault).toMatchObject({ state: 'no_key', unreadable: 3 });
  expect(view.apps.sandbox.secret).toBe('no_key');
  expect(view.usable).toBe(false);
  expect(view.notices.map(({ code }) => code)).toContain('no_encryption_key');
  const before = await sealedCells();
  await expect(
    settings.putApp(
      'sandbox',
      { version: 'latest', ...PAIR, clientSecret: 'another-client-secret-1' },
      'Root',
    ),
  ).rejects.toMatchObject({ details: { code: 'no_encryption_key' } });
  await expect(vault.reencrypt()).rejects.toMatchObject({ details: { code: 'no_encryption_key' } });
  await expect(accounts.withAccessToken(accountId, async () => 'used')).rejects.toMatchObject({
    details: { code: 'no_encryption_key' },
  });
  expect(await sealedCells()).toEqual(before);
});

it('with another key, it is told apart from a missing one, and no account is lost', async () => {
  const { settings, accounts, vault } = await restartedWith(NEW_KEY);
  const view = await settings.view();
  expect(view.vault).toEqual({ state: 'ready', underPreviousKeys: 0, unreadable: 3 });
  expect(view.apps.sandbox.secret).toBe('wrong_key');
  await expect(accounts.withAccessToken(accountId, async () => 'used')).rejects.toMatchObject({
    details: { code: 'tokens_unreadable' },
  });
  expect(await vault.reencrypt()).toEqual({ reencrypted: 0, alreadyCurrent: 0, unreadable: 3 });
  // Not lost, and not called connected either: nothing could be posted with it.
  const unreadable = await accounts.find(accountId);
  expect(unreadable).toMatchObject({
    state: 'reconnect',
    stateMessage: expect.stringContaining('another ENCRYPTION_KEY'),
  });
  expect(view.apps.live.accounts).toMatchObject({ connected: 0, needReconnect: 1 });
  const back = await restartedWith(oldKey);
  expect(await back.accounts.find(accountId)).toMatchObject({ state: 'connected' });
});

it('with no key at all, no account is called connected', async () => {
  const { accounts } = await restartedWith(undefined);
  expect(await accounts.find(accountId)).toMatchObject({
    state: 'reconnect',
    stateMessage: expect.stringContaining('no ENCRYPTION_KEY'),
  });
});

it.each([
  ['a missing key', undefined, 'has no encryption key'],
  ['another key', NEW_KEY, '3 stored secrets cannot be read'],
])('%s is in the log when Strapi starts', async (_, key, words) => {
  const { vault } = await restartedWith(key);
  const before = site.logs.length;
  await tellOfKeys(site.strapi, vault);
  const said = site.logs.slice(before).filter(({ level }) => level.includes('error'));
  expect(said.map(({ message }) => message).join()).toContain(words);
});

it('the right key is nothing to speak of', async () => {
  const { vault } = await restartedWith(oldKey);
  const before = site.logs.length;
  await tellOfKeys(site.strapi, vault);
  expect(site.logs.slice(before)).toEqual([]);
});

it('a damaged secret asks to be entered again', async () => {
  const knex = site.strapi.db.connection;
  const row: { secret: string } = await knex('tiktok_apps').where({ mode: 'sandbox' }).first();
  await knex('tiktok_apps')
    .where({ mode: 'sandbox' })
    .update({ secret: `${row.secret.slice(0, -4)}AAAA` });
  const { settings } = await restartedWith(oldKey);
  expect((await settings.view()).apps.sandbox.secret).toBe('reenter');
  await knex('tiktok_apps').where({ mode: 'sandbox' }).update({ secret: row.secret });
});

it('rotating the key: the old one still reads, everything is re-encrypted, interrupted or not, and then the old one may go', async () => {
  const { settings, vault, accounts } = await restartedWith(NEW_KEY, [oldKey]);
  expect((await settings.view()).vault).toMatchObject({ underPreviousKeys: 3, unreadable: 0 });
  expect(await accounts.withAccessToken(accountId, async () => 'used')).toBe('used');

  // The work is cut off after the first table.
  const knex = site.strapi.db.connection;
  await knex.raw(
    `CREATE TRIGGER cut BEFORE UPDATE OF refresh_token ON tiktok_accounts
     BEGIN SELECT RAISE(ABORT, 'cut off'); END`,
  );
  // Not toThrow: the driver's error class is of the first test file that this process has loaded.
  await expect(vault.reencrypt()).rejects.toMatchObject({
    message: expect.stringContaining('cut off') as string,
  });
  await knex.raw('DROP TRIGGER cut');
  expect((await vault.counts()).underPreviousKeys).toBe(1);
  expect(await vault.reencrypt()).toEqual({ reencrypted: 1, alreadyCurrent: 2, unreadable: 0 });
  expect(await vault.reencrypt()).toEqual({ reencrypted: 0, alreadyCurrent: 3, unreadable: 0 });

  const after = await restartedWith(NEW_KEY);
  expect((await after.settings.view()).vault).toMatchObject({
    underPreviousKeys: 0,
    unreadable: 0,
  });
  expect(await after.settings.appFor(PAIR.clientKey)).toMatchObject(PAIR);
  expect(await after.accounts.withAccessToken(accountId, async () => 'used')).toBe('used');
});

it('the same by the button', async () => {
  site.strapi.config.set('admin.secrets.encryptionKey', oldKey);
  const answer = await site.request('POST', '/tiktok/settings/vault/re-encrypt', { token });
  expect(answer.status).toBe(200);
  // The running Strapi has the old key only: what is under the new one is counted, and left alone.
  expect(reencryptVault.response?.parse(answer.body)).toEqual({
    reencrypted: 0,
    alreadyCurrent: 0,
    unreadable: 3,
  });
});
