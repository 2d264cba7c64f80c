import { z } from 'zod';

import { apiError } from '../../../contracts/errors';
import { credentialsTest, type SettingsView, settingsView } from '../../../contracts/settings';
import {
  type Answer,
  CLIENT_KEY,
  CLIENT_SECRET,
  createStories,
  overLatest,
  startTestStrapi,
  type Stories,
  type TestStrapi,
  until,
} from '../../support';

const SANDBOX_KEY = 'sbawsandboxkey01';
const SANDBOX_SECRET = 'sandbox-client-secret-0123456789';

let site: TestStrapi;
let stories: Stories;
let token: string;

beforeAll(async () => {
  site = await startTestStrapi({ emulator: true });
  token = await site.as('superAdmin');
  stories = createStories(site, site.emulator, () => Promise.resolve(token));
});
afterAll(() => site.stop());
beforeEach(async () => {
  await site.emulator().reset();
  process.env.TIKTOK_CLIENT_KEY = CLIENT_KEY;
  process.env.TIKTOK_CLIENT_SECRET = CLIENT_SECRET;
  delete process.env.TIKTOK_MODE;
  await site.request('DELETE', '/tiktok/settings/apps/live?version=latest', { token });
  await site.request('DELETE', '/tiktok/settings/apps/sandbox?version=latest', { token });
  await stories.changeSettings({
    enabled: true,
    mode: 'live',
    shareType: 'inbox',
    allowInbox: true,
  });
});

const call = (method: string, path: string, given?: unknown): Promise<Answer> => {
  const { address, body } = overLatest(method, `/tiktok/settings${path}`, given);
  return site.request(method, address, { token, body });
};
const view = async (): Promise<SettingsView> => settingsView.parse((await call('GET', '')).body);
const problem = (answer: Answer) => apiError.parse(answer.body).error;
const codes = ({ notices }: SettingsView): string[] => notices.map(({ code }) => code);
const connect = () =>
  site.request('POST', '/tiktok/accounts/connect', {
    token,
    body: { origin: new URL(site.url).origin },
  });

describe('where Client Key and Client Secret come from', () => {
  it('from the environment, as a pair for Live', async () => {
    const settings = await view();
    expect(settings.usable).toBe(true);
    expect(settings.apps.live).toMatchObject({
      source: 'environment',
      clientKey: CLIENT_KEY,
      secret: 'set',
      secretTail: CLIENT_SECRET.slice(-4),
    });
    expect(settings.apps.sandbox.source).toBe('none');
  });

  it('for the mode that TIKTOK_MODE names', async () => {
    process.env.TIKTOK_MODE = 'sandbox';
    const settings = await view();
    expect(settings.apps.sandbox.source).toBe('environment');
    expect(settings.apps.live.source).toBe('none');
  });

  it('half a pair in the environment is said and not used', async () => {
    delete process.env.TIKTOK_CLIENT_SECRET;
    const settings = await view();
    expect(settings.apps.live).toMatchObject({ source: 'none', secret: 'unset' });
    expect(settings.environment).toMatchObject({ present: false, incomplete: true });
    expect(codes(settings)).toContain('environment_incomplete');
  });

  it('what was entered here wins over the environment, and the page says so', async () => {
    const answer = await call('PUT', '/apps/live', {
      clientKey: ' "awenteredhere12" ',
      clientSecret: 'entered-client-secret-3f9a',
    });
    const settings = settingsView.parse(answer.body);
    expect(settings.apps.live).toMatchObject({
      source: 'store',
      clientKey: 'awenteredhere12',
      secretTail: '3f9a',
    });
    expect(codes(settings)).toContain('environment_overridden');
    expect(answer.text).not.toContain('entered-client-secret');
    await call('DELETE', '/apps/live');
    expect((await view()).apps.live.source).toBe('environment');
  });

  it('with neither, everyone who tries reads the same sentence and the way to mend it', async () => {
    delete process.env.TIKTOK_CLIENT_KEY;
    delete process.env.TIKTOK_CLIENT_SECRET;
    const sentence = 'TikTok integration disabled: Client Key and Client Secret are not configured';
    const settings = await view();
    expect(settings.usable).toBe(false);
    expect(settings.notices[0]).toMatchObject({ code: 'tiktok_disabled', message: sentence });
    for (const answer of [await connect(), await call('POST', '/apps/live/test')]) {
      expect(answer.status).toBe(409);
      expect(problem(answer).message).toBe(sentence);
      expect(problem(answer).details).toMatchObject({
        code: 'tiktok_disabled',
        remedy: expect.stringContaining('TIKTOK_CLIENT_KEY'),
      });
    }
  });
});

describe('changing settings', () => {
  it('is refused when somebody else changed them since they were read', async () => {
    const { version } = await view();
    expect((await call('PUT', '', { enabled: true, version })).status).toBe(200);
    const late = await call('PUT', '', { enabled: false, version });
    expect(late.status).toBe(409);
    expect(problem(late).details.code).toBe('version_conflict');
    expect((await view()).enabled).toBe(true);
  });

  it('loses no change when many are made at once over the latest', async () => {
    const { version } = await view();
    const changes = [{ profileCard: true }, { insights: true }, { allowDirectPost: true }];
    const answers = await Promise.all(changes.map((change) => call('PUT', '', change)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await view()).toMatchObject({
      profileCard: true,
      insights: true,
      allowDirectPost: true,
      version: version + 3,
    });
    await stories.changeSettings({ profileCard: false, insights: false, allowDirectPost: false });
  });

  it.each([
    [{ allowInbox: false, allowDirectPost: false }, 'allowInbox'],
    [{ shareType: 'direct_post', allowDirectPost: false }, 'shareType'],
    [{ publicCallbackUrl: 'www.brand.example.com' }, 'publicCallbackUrl'],
  ])('%j is refused with the field that is wrong', async (change, field) => {
    const answer = await call('PUT', '', change);
    expect(answer.status).toBe(400);
    expect(problem(answer).details.fields).toHaveProperty(field);
  });

  it('off means off, in words', async () => {
    await stories.changeSettings({ enabled: false });
    const answer = await connect();
    expect(answer.status).toBe(409);
    expect(problem(answer).details.code).toBe('tiktok_switched_off');
    expect(codes(await view())).toContain('tiktok_switched_off');
  });

  it('shows the redirect URI to register, and that localhost is a Desktop one', async () => {
    const { redirectUri, webhookUrl } = await view();
    expect(redirectUri).toMatchObject({
      url: `${site.url}/api/tiktok/oauth/callback`,
      callbackUrl: `${site.url}/api/tiktok/oauth/callback`,
      kind: 'desktop',
    });
    expect(webhookUrl).toBe(`${site.url}/api/tiktok/webhook`);
  });

  it.each([
    [{ clientKey: '7391234567890123456', clientSecret: SANDBOX_SECRET }, 'clientKey', /App ID/],
    [{ clientKey: SANDBOX_SECRET, clientSecret: SANDBOX_SECRET }, 'clientKey', /Client Secret/],
    [{ clientKey: SANDBOX_KEY, clientSecret: SANDBOX_KEY }, 'clientSecret', /Client Key again/],
    [{ clientKey: SANDBOX_KEY }, 'clientSecret', /Enter both/],
    [{ clientKey: CLIENT_KEY, clientSecret: SANDBOX_SECRET }, 'clientKey', /already used for Live/],
  ])('a wrong paste is refused at its field: %j', async (body, field, words) => {
    const answer = await call('PUT', '/apps/sandbox', body);
    expect(answer.status).toBe(400);
    expect(problem(answer).details.fields?.[field]).toMatch(words);
    expect((await view()).apps.sandbox.source).toBe('none');
  });

  it('keeps the stored secret when only the same Client Key is sent', async () => {
    const pair = { clientKey: SANDBOX_KEY, clientSecret: SANDBOX_SECRET };
    await call('PUT', '/apps/sandbox', pair);
    expect((await call('PUT', '/apps/sandbox', { clientKey: SANDBOX_KEY })).status).toBe(200);
    expect((await view()).apps.sandbox).toMatchObject({ secret: 'set', secretTail: '6789' });
  });
});

describe('testing the credentials', () => {
  const test = async (mode = 'live') =>
    credentialsTest.parse((await call('POST', `/apps/${mode}/test`)).body);

  it('says accepted, and remembers it', async () => {
    const answer = await test();
    expect(answer.outcome).toBe('accepted');
    expect((await view()).apps.live.lastTest).toEqual(answer);
  });

  it('says refused, with TikTok’s words (T49: a key that is not of this app)', async () => {
    await call('PUT', '/apps/sandbox', { clientKey: SANDBOX_KEY, clientSecret: SANDBOX_SECRET });
    const answer = await test('sandbox');
    expect(answer.outcome).toBe('refused');
    expect(answer.message).toContain('invalid_client');
    expect(answer.message).not.toContain(SANDBOX_SECRET);
  });

  it('says that it cannot tell, where TikTok refuses the question and not the pair', async () => {
    site.emulator().faults.add({
      endpoint: 'oauth.token:client_credentials',
      kind: 'error',
      code: 'unauthorized_client',
    });
    expect((await test()).outcome).toBe('cannot_tell');
  });

  it('says unreachable, where no answer comes', async () => {
    site.emulator().faults.add({
      endpoint: 'oauth.token:client_credentials',
      kind: 'drop_before',
    });
    expect((await test()).outcome).toBe('unreachable');
  });

  it('forgets the answer once the pair is another one', async () => {
    await test();
    process.env.TIKTOK_CLIENT_SECRET = 'another-client-secret-of-the-environment';
    expect((await view()).apps.live.lastTest).toBeNull();
  });
});

describe('two modes', () => {
  it('switching shows which accounts go quiet, and back again they are connected', async () => {
    const { id } = await stories.connect();
    await call('PUT', '/apps/sandbox', { clientKey: SANDBOX_KEY, clientSecret: SANDBOX_SECRET });
    const switched = await stories.changeSettings({ mode: 'sandbox' });
    expect(codes(switched)).toContain('accounts_quiet');
    expect(await stateOf(id)).toBe('quiet');
    await stories.changeSettings({ mode: 'live' });
    expect(await stateOf(id)).toBe('connected');
  });

  it('changing a Client Key makes its accounts "reconnect", and counts them', async () => {
    const { id } = await stories.connect();
    const answer = await call('PUT', '/apps/live', {
      clientKey: 'awanotherkey1234',
      clientSecret: 'another-client-secret-abcdef',
    });
    const settings = settingsView.parse(answer.body);
    expect(settings.apps.live.accounts.connected).toBe(0);
    expect(settings.apps.live.accounts.needReconnect).toBeGreaterThan(0);
    expect(codes(settings)).toContain('accounts_to_reconnect');
    expect(await stateOf(id)).toBe('reconnect');
  });

  it('reconnecting under the new Client Key keeps the account, though its open_id is another', async () => {
    const before = await stories.connect();
    site.emulator().act('addApp', {
      clientKey: 'awanotherkey1234',
      clientSecret: 'another-client-secret-abcdef',
      redirectUris: [`${site.url}/api/tiktok/oauth/callback`],
    });
    await call('PUT', '/apps/live', {
      clientKey: 'awanotherkey1234',
      clientSecret: 'another-client-secret-abcdef',
    });
    const after = await stories.connect();
    expect(after.id).toBe(before.id);
    expect(after.openId).not.toBe(before.openId);
    expect(after.state).toBe('connected');
  });

  const stateOf = async (id: number): Promise<string | undefined> => {
    const answer = await site.request('GET', '/tiktok/accounts', { token });
    const list = z.object({ accounts: z.array(z.object({ id: z.number(), state: z.string() })) });
    return list.parse(answer.body).accounts.find((account) => account.id === id)?.state;
  };
});

describe('T60: an unaudited app', () => {
  it('is what the settings say until TikTok answers otherwise, and TikTok corrects them', async () => {
    await stories.changeSettings({ audited: { sandbox: false, live: true } });
    const settings = site.strapi.plugin('tiktok').service('settings');
    expect(await settings.isAudited('live')).toBe(true);
    await settings.markUnaudited('live');
    expect((await view()).audited).toEqual({ sandbox: false, live: false });
    const unaudited = await stories.changeSettings({ allowDirectPost: true });
    expect(codes(unaudited)).toContain('direct_post_unaudited');
    await stories.changeSettings({ allowDirectPost: false });
  });
});

describe('webhook secrets', () => {
  it('are the present one and, for 72 hours, the one before', async () => {
    const settings = site.strapi.plugin('tiktok').service('settings');
    const secretsOf = (): Promise<string[]> => settings.webhookSecrets('awrotatedkey123');
    const put = (clientSecret: string) =>
      call('PUT', '/apps/live', { clientKey: 'awrotatedkey123', clientSecret });
    await put('first-client-secret-00000');
    await put('second-client-secret-0000');
    expect(await secretsOf()).toEqual(['second-client-secret-0000', 'first-client-secret-00000']);
    await site.strapi.db.connection('tiktok_apps').update({ previous_until: Date.now() - 1 });
    // What is written past this process is seen within a second or two.
    await until('the earlier secret is over', async () => (await secretsOf()).length === 1);
    expect(await secretsOf()).toEqual(['second-client-secret-0000']);
  });
});

describe('automation', () => {
  it('sets the credentials of a deployment over HTTP with an admin API token, without a browser', async () => {
    const created = await site.request('POST', '/admin/admin-tokens', {
      token,
      body: {
        name: 'deployment',
        description: '',
        lifespan: null,
        adminPermissions: [
          {
            action: 'plugin::tiktok.settings.change',
            subject: null,
            conditions: [],
            properties: {},
          },
        ],
      },
    });
    expect(created.text).toContain('accessKey');
    const { accessKey } = z
      .object({ data: z.object({ accessKey: z.string() }) })
      .parse(created.body).data;
    const answer = await site.request('PUT', '/tiktok/settings/apps/live', {
      token: accessKey,
      body: {
        version: 'latest',
        clientKey: 'awautomation123',
        clientSecret: 'automation-client-secret-77',
      },
    });
    expect(answer.status).toBe(200);
    expect(settingsView.parse(answer.body).apps.live).toMatchObject({
      source: 'store',
      clientKey: 'awautomation123',
    });
    const refused = await site.request('GET', '/tiktok/accounts', { token: accessKey });
    expect(refused.status).toBe(403);
  });
});
