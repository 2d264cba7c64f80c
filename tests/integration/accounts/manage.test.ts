import { z } from 'zod';

import { type AccountView, accountView } from '../../../contracts/accounts';
import { apiError } from '../../../contracts/errors';
import { ACTIONS } from '../../../contracts/permissions';
import { type Accounts } from '../../../server/src/accounts';
import {
  type Administrator,
  type Answer,
  createStories,
  startTestStrapi,
  type Stories,
  type TestStrapi,
} from '../../support';

let site: TestStrapi;
let stories: Stories;
let accounts: Accounts;
let root: Administrator;

beforeAll(async () => {
  site = await startTestStrapi({ emulator: true });
  stories = createStories(site, site.emulator, () => site.as('superAdmin'));
  accounts = site.strapi.plugin('tiktok').service('accounts');
  root = await site.administrator('superAdmin');
});
afterAll(() => site.stop());
beforeEach(async () => {
  await site.emulator().reset();
  site.emulator().setWebhookUrl(null);
});

const one = z.object({ account: accountView });
const call = (
  method: string,
  path: string,
  options: { who?: Administrator; body?: unknown } = {},
) =>
  site.request(method, `/tiktok/accounts${path}`, {
    token: (options.who ?? root).token,
    body: options.body,
  });
const list = async (who = root): Promise<AccountView[]> =>
  z.object({ accounts: z.array(accountView) }).parse((await call('GET', '', { who })).body)
    .accounts;
const codeOf = (answer: Answer): string => apiError.parse(answer.body).error.details.code;
const rowOf = (id: number): Promise<Record<string, unknown>> =>
  site.strapi.db.connection('tiktok_accounts').where({ id }).first();
const calls = (endpoint: string) =>
  site
    .emulator()
    .calls()
    .filter((seen) => seen.endpoint === endpoint);

describe('disconnecting', () => {
  it('revokes at TikTok, forgets the tokens, and keeps the account', async () => {
    const { id } = await stories.connect();
    const answer = await call('POST', `/${id}/disconnect`);
    expect(answer.body).toMatchObject({
      revoked: true,
      heldPosts: 0,
      account: { id, state: 'disconnected', nickname: 'Demo Creator' },
    });
    expect(calls('oauth.revoke')).toHaveLength(1);
    expect(await rowOf(id)).toMatchObject({ access_token: null, refresh_token: null });
    const refused = await accounts.withAccessToken(id, async () => 'used').catch(String);
    expect(refused).toContain('needs to be connected again');
  });

  it('renews a token that has run out, because TikTok revokes by access token only', async () => {
    const { id } = await stories.connect();
    site.emulator().expireAccessTokens();
    await site.strapi.db
      .connection('tiktok_accounts')
      .where({ id })
      .update({ access_expires_at: 0 });
    expect((await call('POST', `/${id}/disconnect`)).body).toMatchObject({ revoked: true });
  });

  it('forgets the tokens also when TikTok cannot be reached, and says that it was not revoked', async () => {
    const { id } = await stories.connect();
    site.emulator().faults.add({ endpoint: 'oauth.revoke', kind: 'status', status: 503 });
    const answer = await call('POST', `/${id}/disconnect`);
    expect(answer.body).toMatchObject({ revoked: false, account: { state: 'disconnected' } });
    expect(await rowOf(id)).toMatchObject({ access_token: null, refresh_token: null });
  });

  it('is mended by connecting again, with the same id', async () => {
    const { id } = await stories.connect();
    await call('POST', `/${id}/disconnect`);
    expect(await stories.connect()).toMatchObject({ id, state: 'connected' });
  });
});

describe('erasing', () => {
  it('leaves nothing of the user, and a receipt', async () => {
    const before = await stories.connect();
    const secret = await rowOf(before.id);
    await call('PUT', `/${before.id}`, { body: { version: 'latest', label: 'Very personal' } });
    const answer = await call('DELETE', `/${before.id}`);
    const { receipt } = z
      .object({
        receipt: z.object({ id: z.string(), by: z.string(), erased: z.object({}).loose() }),
      })
      .parse(answer.body);
    expect(receipt).toMatchObject({ by: 'Test Root', erased: { account: 1 } });
    const left = JSON.stringify(await rowOf(before.id));
    for (const trace of [before.openId, 'Demo Creator', 'Very personal', 'demo_creator']) {
      expect(left).not.toContain(trace);
    }
    expect(left).not.toContain(String(secret.refresh_token));
    expect((await list()).map(({ id }) => id)).not.toContain(before.id);
    const receipts = await site.strapi.db.query('plugin::tiktok.erasure').findMany();
    expect(JSON.stringify(receipts)).toContain(receipt.id);
    expect(JSON.stringify(receipts)).not.toContain(before.openId);
    // The same user may come back, as a new account.
    expect((await stories.connect()).id).not.toBe(before.id);
  });

  it('needs its own right', async () => {
    const { id } = await stories.connect();
    const connector = await site.createAdmin({ roleActions: [ACTIONS.connectAccounts] });
    expect((await call('DELETE', `/${id}`, { who: connector })).status).toBe(403);
  });
});

describe('T52: authorization.removed is a hint', () => {
  const now = () => Date.now() + 1000;

  it('is confirmed by one user-info call, and then the account needs a person', async () => {
    const { id, openId } = await stories.connect();
    site.emulator().revoke(openId);
    const asked = calls('user.info').length;
    expect(await accounts.handleAuthorizationRemoved('awemulatorkey123', openId, 1, now())).toBe(
      'disconnected',
    );
    expect(calls('user.info')).toHaveLength(asked + 1);
    expect(await accounts.find(id)).toMatchObject({
      state: 'reconnect',
      stateMessage: expect.stringContaining('disconnected the app in TikTok'),
    });
  });

  it('is ignored when TikTok still takes the token', async () => {
    const { id, openId } = await stories.connect();
    expect(await accounts.handleAuthorizationRemoved('awemulatorkey123', openId, 1, now())).toBe(
      'contradicted',
    );
    expect(await accounts.find(id)).toMatchObject({ state: 'connected' });
  });

  it('is ignored when it is older than the connection in force', async () => {
    const { id, openId } = await stories.connect();
    const before = Date.now() - 60_000;
    const asked = calls('user.info').length;
    expect(await accounts.handleAuthorizationRemoved('awemulatorkey123', openId, 1, before)).toBe(
      'ignored',
    );
    expect(calls('user.info')).toHaveLength(asked);
    expect(await accounts.find(id)).toMatchObject({ state: 'connected' });
  });

  it('decides nothing while TikTok cannot be asked', async () => {
    const { id, openId } = await stories.connect();
    site.emulator().faults.add({ endpoint: 'user.info', kind: 'status', status: 503, times: 9 });
    expect(await accounts.handleAuthorizationRemoved('awemulatorkey123', openId, 1, now())).toBe(
      'unconfirmed',
    );
    expect(await accounts.find(id)).toMatchObject({ state: 'connected' });
  });

  it('erases the account by itself when the user deleted it at TikTok', async () => {
    const { id, openId } = await stories.connect();
    site.emulator().revoke(openId, 2);
    expect(await accounts.handleAuthorizationRemoved('awemulatorkey123', openId, 2, now())).toBe(
      'erased',
    );
    expect(await accounts.find(id)).toMatchObject({ erased: true, nickname: 'Erased account' });
  });

  it('for a user nobody knows is no fault', async () => {
    expect(await accounts.handleAuthorizationRemoved('awemulatorkey123', 'nobody', 1, now())).toBe(
      'unknown_account',
    );
  });
});

describe('label, time zone and roles', () => {
  it('are stored and shown', async () => {
    const { id } = await stories.connect();
    const body = { label: ' Main ', timeZone: 'America/New_York', roleIds: [root.roleId] };
    const { account } = one.parse(
      (await call('PUT', `/${id}`, { body: { version: 'latest', ...body } })).body,
    );
    expect(account).toMatchObject({ ...body, label: 'Main' });
    const cleared = await call('PUT', `/${id}`, {
      body: { version: 'latest', label: null, timeZone: null, roleIds: null },
    });
    expect(one.parse(cleared.body).account).toMatchObject({
      label: null,
      timeZone: null,
      roleIds: null,
    });
  });

  it.each([
    [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ roleIds: [999_999] }, 'roleIds'],
  ])('%j is refused at its field', async (body, field) => {
    const { id } = await stories.connect();
    const answer = await call('PUT', `/${id}`, { body: { version: 'latest', ...body } });
    expect(answer.status).toBe(400);
    expect(apiError.parse(answer.body).error.details.fields).toHaveProperty(field);
  });

  it('a role that may not post with an account does not see it; who connects accounts sees all', async () => {
    const { id } = await stories.connect();
    const editor = await site.createAdmin({ roleActions: [ACTIONS.composePosts] });
    const connector = await site.createAdmin({ roleActions: [ACTIONS.connectAccounts] });
    const sees = async (who: Administrator) =>
      (await list(who)).some((account) => account.id === id);
    expect(await sees(editor)).toBe(true);
    await call('PUT', `/${id}`, { body: { version: 'latest', roleIds: [root.roleId] } });
    expect(await sees(editor)).toBe(false);
    expect(await sees(connector)).toBe(true);
    await call('PUT', `/${id}`, { body: { version: 'latest', roleIds: [editor.roleId] } });
    expect(await sees(editor)).toBe(true);
    const account = await accounts.require(id);
    expect(accounts.mayPostWith({ roleIds: [editor.roleId] }, account)).toBe(true);
    expect(accounts.mayPostWith({ roleIds: [root.roleId] }, account)).toBe(false);
    await call('PUT', `/${id}`, { body: { version: 'latest', roleIds: null } });
  });
});

describe('the profile', () => {
  it('is asked for again, with what the granted scopes open', async () => {
    await stories.changeSettings({ profileCard: true, insights: true });
    const { id } = await stories.connect('no_duets');
    await stories.changeSettings({ profileCard: false, insights: false });
    site.emulator().act('setAccount', { handle: 'no_duets', change: { nickname: 'Nora Renamed' } });
    const { account } = one.parse((await call('POST', `/${id}/refresh-profile`)).body);
    expect(account).toMatchObject({
      nickname: 'Nora Renamed',
      handle: 'no_duets',
      verified: false,
      counters: { followers: 512 },
    });
  });

  it('says in TikTok’s words why it could not be read', async () => {
    const { id } = await stories.connect();
    site.emulator().faults.add({
      endpoint: 'user.info',
      kind: 'error',
      code: 'rate_limit_exceeded',
    });
    const answer = await call('POST', `/${id}/refresh-profile`);
    expect(answer.status).toBe(503);
    expect(codeOf(answer)).toBe('tiktok_rate_limit_exceeded');
  });
});

describe('the avatar’s address', () => {
  it('is good for its own account only, and for nobody without the signature', async () => {
    const first = await stories.connect();
    const second = await stories.connect('no_duets');
    const url = new URL(first.avatarUrl ?? '', site.url);
    expect((await site.request('GET', `${url.pathname}${url.search}`)).status).toBe(200);
    const other = url.pathname.replace(`/${first.id}/`, `/${second.id}/`);
    expect((await site.request('GET', `${other}${url.search}`)).status).toBe(404);
    expect((await site.request('GET', `${url.pathname}?token=made-up`)).status).toBe(404);
    expect((await site.request('GET', url.pathname)).status).toBe(400);
    const logged = site.logs.map(({ message }) => message).join('\n');
    expect(logged).not.toContain(url.searchParams.get('token') ?? 'x');
  });
});
