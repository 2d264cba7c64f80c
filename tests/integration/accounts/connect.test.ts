import express from 'express';
import { z } from 'zod';

import { accountView } from '../../../contracts/accounts';
import { apiError } from '../../../contracts/errors';
import { ACTIONS } from '../../../contracts/permissions';
import { callbackRecipe, type CallbackRecipe } from '../../../contracts/settings';
import { type Accounts } from '../../../server/src/accounts';
import {
  type Administrator,
  type Answer,
  createStories,
  startTestStrapi,
  type Stories,
  type TestStrapi,
} from '../../support';
import { askNginx, askNode, hasNginx } from '../../support/callback-servers';
import { loadRecipe } from '../../unit/settings/recipe-module';

let site: TestStrapi;
let stories: Stories;
let root: Administrator;

beforeAll(async () => {
  site = await startTestStrapi({ emulator: true });
  stories = createStories(site, site.emulator, () => site.as('superAdmin'));
  root = await site.administrator('superAdmin');
});
afterAll(() => site.stop());
beforeEach(async () => {
  await site.emulator().reset();
  await stories.changeSettings({
    shareType: 'inbox',
    allowInbox: true,
    allowDirectPost: false,
    profileCard: false,
    insights: false,
    publicCallbackUrl: null,
  });
});

const begun = z.object({ authorizeUrl: z.string(), expiresAt: z.string() });
const finished = z.object({ account: accountView, reconnected: z.boolean() });

const begin = async (body: object = {}, who = root): Promise<string> => {
  const answer = await site.request('POST', '/tiktok/accounts/connect', {
    token: who.token,
    body: { origin: new URL(site.url).origin, ...body },
  });
  if (answer.status !== 200) throw new Error(answer.text);
  return begun.parse(answer.body).authorizeUrl;
};

/** What the browser carries from TikTok over our callback to the admin page. */
const comeBack = async (redirect: string): Promise<Record<string, string>> => {
  const { pathname, search } = new URL(redirect);
  const answer = await site.request('GET', `${pathname}${search}`);
  expect(answer.status).toBe(302);
  const location = new URL(answer.headers.get('location') ?? '');
  return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
};

const finish = (carried: object, who = root): Promise<Answer> =>
  site.request('POST', '/tiktok/accounts/connect/complete', { token: who.token, body: carried });

const connect = async (
  handle: string,
  options: { scopes?: Parameters<ReturnType<TestStrapi['emulator']>['connect']>[1] } & {
    accountId?: number;
  } = {},
) => {
  const url = await begin(options.accountId ? { accountId: options.accountId } : {});
  const redirect = site.emulator().approve(url, handle, options.scopes);
  return finish(await comeBack(redirect));
};

const errorOf = (answer: Answer) => apiError.parse(answer.body).error;
const codeOf = (answer: Answer): string => errorOf(answer).details.code;
const calls = (endpoint: string) =>
  site
    .emulator()
    .calls()
    .filter((call) => call.endpoint === endpoint);

const rowOf = (id: number): Promise<Record<string, unknown>> =>
  site.strapi.db.query('plugin::tiktok.account').findOne({ where: { id } });

/** Where the browser is sent by the handler, which runs as what it is: a function or a server. */
const forwardedBy = async (
  id: CallbackRecipe['id'],
  source: string,
  address: URL,
): Promise<string> => {
  const target = `${address.pathname}${address.search}`;
  const answer = await (async () => {
    if (id === 'nginx') return askNginx(source, target);
    const { GET, default: handler } = loadRecipe(source);
    if (id === 'next-pages') {
      return askNode((request, response) => handler?.(request, response), target);
    }
    if (id === 'express') {
      const app = express();
      app.get(address.pathname, (request, response) => handler?.(request, response));
      return askNode(app, target);
    }
    return (GET ?? handler)?.(new Request(address));
  })();
  return answer instanceof Response ? (answer.headers.get('location') ?? '') : '';
};

/** nginx only where it is installed; the unit test of the recipes says so where it is not. */
const RECIPES: CallbackRecipe['id'][] = [
  'next-app',
  'next-pages',
  'netlify',
  'express',
  'vercel',
  ...(hasNginx() ? (['nginx'] as const) : []),
];

describe('connecting an account', () => {
  it('asks for the scopes that are on, always shows the consent page, and sends hex PKCE to localhost (T51)', async () => {
    const query = new URL(await begin()).searchParams;
    expect(query.get('scope')).toBe('user.info.basic,video.upload');
    expect(query.get('disable_auto_auth')).toBe('1');
    expect(query.get('redirect_uri')).toBe(`${site.url}/api/tiktok/oauth/callback`);
    expect(query.get('code_challenge')).toMatch(/^[0-9a-f]{64}$/);
    expect(query.get('code_challenge_method')).toBe('S256');
  });

  it('ends with the account in the list, its name, picture and granted scopes', async () => {
    const { account, reconnected } = finished.parse((await connect('demo_creator')).body);
    expect(reconnected).toBe(false);
    expect(account).toMatchObject({
      nickname: 'Demo Creator',
      state: 'connected',
      stateMessage: null,
      missingScopes: [],
      grantedScopes: ['user.info.basic', 'video.upload'],
      connectedBy: 'Test Root',
    });
    const picture = await fetch(new URL(account.avatarUrl ?? '', site.url));
    expect(picture.status).toBe(200);
    expect(picture.headers.get('content-type')).toMatch(/^image\/(jpeg|png|webp)$/);
    expect(picture.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('keeps the open_id verbatim, dashes and all (T53)', async () => {
    const { account } = finished.parse((await connect('demo_creator')).body);
    const [known] = site.emulator().accounts();
    expect(Object.values(known?.openIds ?? {})).toContain(account.openId);
    expect(account.openId).toContain('-');
  });

  it('keeps the declined scopes and names them (T48)', async () => {
    const answer = await connect('demo_creator', { scopes: { scopes: ['user.info.basic'] } });
    const { account } = finished.parse(answer.body);
    expect(account.state).toBe('connected');
    expect(account.grantedScopes).toEqual(['user.info.basic']);
    expect(account.missingScopes).toEqual(['video.upload']);
  });

  it('names no scope as missing when all were granted (T48)', async () => {
    const { account } = finished.parse((await connect('no_duets')).body);
    expect(account.missingScopes).toEqual([]);
  });

  it('works for several accounts side by side', async () => {
    const first = finished.parse((await connect('demo_creator')).body).account;
    const second = finished.parse((await connect('no_duets')).body).account;
    expect(second.id).not.toBe(first.id);
    const list = await site.request('GET', '/tiktok/accounts', { token: root.token });
    const ids = z
      .object({ accounts: z.array(accountView) })
      .parse(list.body)
      .accounts.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([first.id, second.id]));
  });

  it('is begun on the address of the admin panel only, and says which that is', async () => {
    for (const origin of [`http://127.0.0.1:${site.port}`, 'https://evil.example.com', 'x']) {
      const answer = await site.request('POST', '/tiktok/accounts/connect', {
        token: root.token,
        body: { origin },
      });
      expect(answer.status).toBe(409);
      expect(codeOf(answer)).toBe('origin_not_allowed');
      expect(errorOf(answer).details.remedy).toContain(`${site.url}/admin`);
    }
  });
});

describe('the public callback', () => {
  const state = 'x'.repeat(60);

  it('hands code and state to the admin page in the fragment, and leaves no trace', async () => {
    const redirect = new URL(site.emulator().approve(await begin(), 'demo_creator'));
    const answer = await site.request('GET', `${redirect.pathname}${redirect.search}`);
    expect(answer.status).toBe(302);
    const location = answer.headers.get('location') ?? '';
    expect(location.startsWith(`${site.url}/admin/settings/tiktok/connected#`)).toBe(true);
    const fragment = new URLSearchParams(new URL(location).hash.slice(1));
    expect(fragment.get('code')).toBe(redirect.searchParams.get('code'));
    expect(fragment.get('state')).toBe(redirect.searchParams.get('state'));
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    const logged = site.logs.map(({ message }) => message).join('\n');
    expect(logged).toContain('/api/tiktok/oauth/callback');
    expect(logged).not.toContain(redirect.searchParams.get('code') ?? 'x');
    expect(logged).not.toContain(redirect.searchParams.get('state') ?? 'x');
  });

  it.each([
    ['nothing', ''],
    ['a state that we did not sign', `?code=abc&state=${state}`],
    ['no state', '?code=abc'],
    ['neither code nor error', `?state=${state}`],
    ['two codes', `?code=a&code=b&state=${state}`],
    ['a state for another site', `?code=a&state=${encodeURIComponent('https://evil.example.com')}`],
    ['far too much', `?code=${'a'.repeat(5000)}&state=${state}`],
  ])('answers %s with a page in words and redirects nowhere', async (_, query) => {
    const answer = await site.request('GET', `/api/tiktok/oauth/callback${query}`);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('location')).toBeNull();
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.text).toContain('press &quot;Connect&quot; again');
    expect(answer.text).not.toContain('evil');
  });
});

describe('what comes back is refused in words', () => {
  it('when it is used a second time (replayed)', async () => {
    const carried = await comeBack(site.emulator().approve(await begin(), 'demo_creator'));
    expect((await finish(carried)).status).toBe(200);
    const again = await finish(carried);
    expect(again.status).toBe(409);
    expect(codeOf(again)).toBe('connect_replayed');
    expect(calls('oauth.token')).toHaveLength(1);
  });

  it('when it is finished several times at the same moment: once only', async () => {
    const carried = await comeBack(site.emulator().approve(await begin(), 'demo_creator'));
    const accounts: Accounts = site.strapi.plugin('tiktok').service('accounts');
    // Past the sign-in check of HTTP, which would let them in one after another.
    const attempts = Array.from({ length: 5 }, () =>
      accounts.complete({ id: root.id, name: 'Root' }, carried),
    );
    const outcomes = (await Promise.allSettled(attempts)).map(({ status }) => status);
    expect(outcomes.filter((status) => status === 'fulfilled')).toHaveLength(1);
    expect(calls('oauth.token')).toHaveLength(1);
  });

  it('when the state was changed or made up (forged, T54)', async () => {
    const carried = await comeBack(site.emulator().approve(await begin(), 'demo_creator'));
    const state = carried.state ?? '';
    for (const forged of [
      `${state.slice(0, -1)}${state.endsWith('A') ? 'B' : 'A'}`,
      'made-up',
      '',
    ]) {
      const answer = await finish({ ...carried, state: forged });
      expect(answer.status).toBe(400);
      expect(codeOf(answer)).toBe('connect_forged');
    }
    expect(calls('oauth.token')).toHaveLength(0);
  });

  it('when another administrator brings it, whose own it is not (foreign, T54)', async () => {
    const other = await site.createAdmin({ roleActions: [ACTIONS.connectAccounts] });
    const carried = await comeBack(site.emulator().approve(await begin(), 'demo_creator'));
    const answer = await finish(carried, other);
    expect(answer.status).toBe(403);
    expect(codeOf(answer)).toBe('connect_foreign');
    expect(calls('oauth.token')).toHaveLength(0);
    // It is still its owner's.
    expect((await finish(carried)).status).toBe(200);
  });

  it('when ten minutes are over (expired)', async () => {
    const carried = await comeBack(site.emulator().approve(await begin(), 'demo_creator'));
    await site.strapi.db.connection('tiktok_oauth_states').update({ expires_at: Date.now() - 1 });
    const answer = await finish(carried);
    expect(answer.status).toBe(410);
    expect(codeOf(answer)).toBe('connect_expired');
  });

  it('when the user cancelled at TikTok (denied)', async () => {
    const redirect = site.emulator().approve(await begin(), 'demo_creator', { decision: 'cancel' });
    const answer = await finish(await comeBack(redirect));
    expect(answer.status).toBe(409);
    expect(codeOf(answer)).toBe('connect_denied');
    expect(errorOf(answer).message).toContain('cancelled on the TikTok page');
  });

  it('when TikTok does not take the code', async () => {
    const carried = await comeBack(site.emulator().approve(await begin(), 'demo_creator'));
    const answer = await finish({ ...carried, code: 'another-code' });
    expect(answer.status).toBe(409);
    expect(codeOf(answer)).toBe('tiktok_invalid_grant');
    expect(errorOf(answer).details.remedy).toContain('Connect the account again');
  });

  it('when TikTok is out of order, with the word to try again', async () => {
    site.emulator().faults.add({ endpoint: 'oauth.token', kind: 'status', status: 503 });
    const carried = await comeBack(site.emulator().approve(await begin(), 'demo_creator'));
    const answer = await finish(carried);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).not.toBeNull();
  });
});

describe('reconnecting', () => {
  it('the same TikTok user keeps id, label and roles, and clears "reconnect" (T45)', async () => {
    const { account } = finished.parse((await connect('demo_creator')).body);
    await site.request('PUT', `/tiktok/accounts/${account.id}`, {
      token: root.token,
      body: { version: 'latest', label: 'Main', roleIds: [root.roleId], timeZone: 'Europe/Berlin' },
    });
    await site.strapi.db
      .query('plugin::tiktok.account')
      .update({ where: { id: account.id }, data: { state: 'reconnect', stateReason: 'Lost.' } });
    const again = finished.parse((await connect('demo_creator', { accountId: account.id })).body);
    expect(again.reconnected).toBe(true);
    expect(again.account).toMatchObject({
      id: account.id,
      label: 'Main',
      timeZone: 'Europe/Berlin',
      roleIds: [root.roleId],
      state: 'connected',
      stateMessage: null,
    });
  });

  it('by a plain connect of the same user is the same account (T45)', async () => {
    const { account } = finished.parse((await connect('demo_creator')).body);
    const again = finished.parse((await connect('demo_creator')).body);
    expect(again.account.id).toBe(account.id);
    expect(again.reconnected).toBe(true);
  });

  it('stores a new refresh token, never an empty one (T44)', async () => {
    const { account } = finished.parse((await connect('demo_creator')).body);
    const before = await rowOf(account.id);
    await connect('demo_creator', { accountId: account.id });
    const after = await rowOf(account.id);
    expect(after.refreshToken).toMatch(/^v1:/);
    expect(after.refreshToken).not.toBe(before.refreshToken);
  });

  it('as another TikTok user is refused by name, and nothing is changed', async () => {
    const { account } = finished.parse((await connect('demo_creator')).body);
    const before = await rowOf(account.id);
    const answer = await connect('no_duets', { accountId: account.id });
    expect(answer.status).toBe(409);
    expect(codeOf(answer)).toBe('connect_another_user');
    expect(errorOf(answer).message).toContain('Nora No-Duets');
    expect(errorOf(answer).message).toContain('Demo Creator');
    expect(await rowOf(account.id)).toEqual(before);
  });
});

describe('a callback on the brand’s own domain', () => {
  const url = 'https://www.brand.example.com/tiktok/callback';

  it('is used in the authorize address and in the exchange, without PKCE (T50)', async () => {
    const [first] = site.emulator().accounts();
    expect(first).toBeDefined();
    site.emulator().act('addApp', {
      clientKey: 'awemulatorkey123',
      clientSecret: 'emulator-client-secret-0123456789',
      redirectUris: [url],
      kind: 'web',
    });
    await stories.changeSettings({ publicCallbackUrl: url });
    const authorizeUrl = await begin();
    const query = new URL(authorizeUrl).searchParams;
    expect(query.get('redirect_uri')).toBe(url);
    expect(query.has('code_challenge')).toBe(false);
    const redirect = new URL(site.emulator().approve(authorizeUrl, 'demo_creator'));
    expect(redirect.origin).toBe('https://www.brand.example.com');
    const carried = await comeBack(`${site.url}/api/tiktok/oauth/callback${redirect.search}`);
    expect((await finish(carried)).status).toBe(200);
  });

  it.each(RECIPES)('connects through the %s recipe as the settings page gives it', async (id) => {
    site.emulator().act('addApp', {
      clientKey: 'awemulatorkey123',
      clientSecret: 'emulator-client-secret-0123456789',
      redirectUris: [url],
      kind: 'web',
    });
    await stories.changeSettings({ publicCallbackUrl: url });
    const { recipes } = await stories.call(
      'GET',
      '/tiktok/settings/callback-recipes',
      z.object({ recipes: z.array(callbackRecipe) }),
    );
    const source = recipes.find((recipe) => recipe.id === id)?.files[0]?.content ?? '';
    const atBrand = new URL(site.emulator().approve(await begin(), 'demo_creator'));
    const forwarded = await forwardedBy(id, source, atBrand);
    expect((await finish(await comeBack(forwarded))).status).toBe(200);
  });

  it.each([
    ['http://www.brand.example.com/callback', 'redirect_http'],
    ['https://www.brand.example.com/callback?x=1', 'redirect_query'],
    ['https://www.brand.example.com/callback#x', 'redirect_fragment'],
  ])('%s is refused before TikTok would (T50)', async (publicCallbackUrl, code) => {
    await stories.changeSettings({ publicCallbackUrl });
    const answer = await site.request('POST', '/tiktok/accounts/connect', {
      token: root.token,
      body: { origin: new URL(site.url).origin },
    });
    expect(answer.status).toBe(409);
    expect(codeOf(answer)).toBe(code);
  });
});
