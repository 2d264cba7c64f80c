import { z } from 'zod';

import { type Accounts } from '../../../server/src/accounts';
import { type Vault } from '../../../server/src/settings';
import { CLIENT_SECRET, startTestStrapi, type TestStrapi } from '../../support';

let site: TestStrapi;
let token: string;
const answers: string[] = [];

beforeAll(async () => {
  site = await startTestStrapi({ emulator: true });
  token = await site.as('superAdmin');
});
afterAll(() => site.stop());

const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
  const answer = await site.request(method, path, { token, body });
  answers.push(answer.text, JSON.stringify([...answer.headers]));
  return answer.body;
};

/** Every cell of every table, as text. */
const wholeDatabase = async (): Promise<string> => {
  const knex = site.strapi.db.connection;
  const tables: { name: string }[] = await knex('sqlite_master').where({ type: 'table' });
  const rows = [];
  for (const { name } of tables) rows.push(await knex(name).select());
  return JSON.stringify(rows);
};

it('after a whole story of connecting, refreshing and disconnecting, no secret is anywhere it can be read', async () => {
  const vault: Vault = site.strapi.plugin('tiktok').service('vault');
  const accounts: Accounts = site.strapi.plugin('tiktok').service('accounts');
  const secrets = new Map<string, string>([['client secret of the environment', CLIENT_SECRET]]);
  const knex = site.strapi.db.connection;

  await call('PUT', '/tiktok/settings/apps/sandbox', {
    clientKey: 'sbawsandboxkey01',
    clientSecret: 'sandbox-client-secret-0123456789',
  });
  secrets.set('stored client secret', 'sandbox-client-secret-0123456789');
  await call('POST', '/tiktok/settings/apps/sandbox/test');
  await call('POST', '/tiktok/settings/apps/live/test');

  const begun = z
    .object({ authorizeUrl: z.string() })
    .parse(await call('POST', '/tiktok/accounts/connect', { origin: new URL(site.url).origin }));
  const state: { nonce_hash: string; verifier: string } = await knex('tiktok_oauth_states').first();
  const verifier = vault.open(state.verifier, {
    table: 'tiktok_oauth_states',
    id: state.nonce_hash,
    field: 'verifier',
  });
  secrets.set('verifier', verifier.ok ? verifier.value : '');
  const redirect = new URL(site.emulator().approve(begun.authorizeUrl, 'demo_creator'));
  const { code, state: sent } = Object.fromEntries(redirect.searchParams);
  secrets.set('code', code ?? '');
  await site.request('GET', `${redirect.pathname}${redirect.search}`);
  const { account } = z.object({ account: z.object({ id: z.number() }) }).parse(
    await call('POST', '/tiktok/accounts/connect/complete', {
      code,
      state: sent,
      scopes: redirect.searchParams.get('scopes'),
    }),
  );

  const remember = async (when: string): Promise<void> => {
    await accounts.withAccessToken(account.id, async (access) => {
      secrets.set(`access token ${when}`, access);
    });
    const row: { account_key: string; refresh_token: string } = await knex('tiktok_accounts')
      .where({ id: account.id })
      .first();
    const refresh = vault.open(row.refresh_token, {
      table: 'tiktok_accounts',
      id: row.account_key,
      field: 'refresh_token',
    });
    secrets.set(`refresh token ${when}`, refresh.ok ? refresh.value : '');
  };
  await remember('at first');
  await knex('tiktok_accounts').update({ access_expires_at: 0 });
  await remember('after a refresh');
  site.emulator().faults.add({
    endpoint: 'oauth.token:refresh_token',
    kind: 'error',
    code: 'invalid_request',
    message: `Not this one: ${secrets.get('refresh token after a refresh')}`,
  });
  await knex('tiktok_accounts').update({ access_expires_at: 0 });
  await call('POST', `/tiktok/accounts/${account.id}/refresh-profile`);
  for (const path of [
    '/tiktok/accounts',
    '/tiktok/settings',
    '/tiktok/settings/callback-recipes',
  ]) {
    await call('GET', path);
  }
  const database = await wholeDatabase();
  await call('POST', `/tiktok/accounts/${account.id}/disconnect`);
  await call('DELETE', `/tiktok/accounts/${account.id}`);

  const places = {
    'the database': database + (await wholeDatabase()),
    'the log': site.logs.map(({ level, message }) => `${level} ${message}`).join('\n'),
    'an HTTP answer': answers.join('\n'),
  };
  expect(secrets.size).toBe(8);
  const found = [...secrets].flatMap(([name, secret]) => {
    if (secret.length < 8) return [`${name} was not caught`];
    return Object.entries(places).flatMap(([place, text]) =>
      [secret, encodeURIComponent(secret)].some((form) => text.includes(form))
        ? [`${name} in ${place}`]
        : [],
    );
  });
  expect(found).toEqual([]);
  // The state travels, signed and used up; it too is in no log and no table.
  for (const place of ['the database', 'the log'] as const) {
    expect(places[place]).not.toContain(sent ?? 'x');
  }
});
