import { DEFAULT_REDIRECT_URI, type Emulator } from '../../../emulator';
import { authorizeUrl, CHALLENGE, exchange, start, stopAll } from './helpers';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await start({
    apps: [
      {
        clientKey: 'awemulatorkey123',
        clientSecret: 'emulator-client-secret-0123456789',
        redirectUris: [
          DEFAULT_REDIRECT_URI,
          'http://127.0.0.1:*/callback/',
          'https://example.com/cb',
        ],
        scopes: ['user.info.basic', 'video.publish', 'video.upload'],
      },
      {
        clientKey: 'sbawsandbox',
        clientSecret: 'x',
        redirectUris: ['https://example.com/cb'],
        mode: 'sandbox',
        targetUsers: ['private_creator'],
      },
    ],
  });
});
afterAll(stopAll);

const open = async (
  change: Record<string, string | undefined> = {},
  headers: Record<string, string> = {},
) => {
  const reply = await fetch(authorizeUrl(emulator, change), { redirect: 'manual', headers });
  return {
    status: reply.status,
    location: reply.headers.get('location'),
    html: await reply.text(),
  };
};

const decide = async (
  fields: Array<[string, string]>,
  change: Record<string, string | undefined> = {},
) => {
  const reply = await fetch(authorizeUrl(emulator, change), {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(fields),
  });
  return {
    status: reply.status,
    location: reply.headers.get('location') ?? '',
    cookie: (reply.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
  };
};

describe("a wrong authorize URL gets TikTok's own page and no redirect", () => {
  it.each<[string, Record<string, string | undefined>]>([
    ['client_key', { client_key: 'unknown' }],
    ['redirect_uri', { redirect_uri: `${DEFAULT_REDIRECT_URI}/` }],
    ['redirect_uri', { redirect_uri: 'http://127.0.0.1:x/callback/' }],
    ['scope', { scope: 'user.info.basic,video.create' }],
    ['scope', { scope: 'user.info.basic video.publish' }],
    ['scope', { scope: 'video.list' }],
    ['response_type', { response_type: 'token' }],
    ['code_challenge', { code_challenge: undefined }],
    ['code_challenge', { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM' }],
    ['code_challenge_method', { code_challenge_method: 'plain' }],
  ])('T49 T50 T51 names %s for %j', async (item, change) => {
    const { status, location, html } = await open(change);
    expect(status).toBe(400);
    expect(location).toBeNull();
    expect(html).toContain("We couldn't log in with TikTok");
    expect(html).toContain(`<li>${item}</li>`);
  });
});

it('takes a registered wildcard port, and needs no challenge on a web redirect', async () => {
  expect((await open({ redirect_uri: 'http://127.0.0.1:49152/callback/' })).status).toBe(200);
  const web = {
    redirect_uri: 'https://example.com/cb',
    code_challenge: undefined,
    code_challenge_method: undefined,
  };
  expect((await open(web)).status).toBe(200);
});

it('shows accounts and scopes, and posts back to itself', async () => {
  const { html } = await open();
  expect(html).toContain('Demo Creator');
  expect(html).toMatch(/type="checkbox" name="scope" value="video.publish" checked/);
  expect(html).toContain('>Authorize</button>');
  expect(html).toContain('>Cancel</button>');
});

it('redirects with an encoded code of * and !, the granted scopes and the state', async () => {
  const { location } = await decide([
    ['account', 'demo_creator'],
    ['scope', 'video.publish'],
    ['decision', 'authorize'],
  ]);
  expect(location).toMatch(/\?code=[^&]+%2A0%21\d+&scopes=video\.publish&state=state-1$/);
});

it('says access_denied with the state when the user cancels', async () => {
  const { location } = await decide([['decision', 'cancel']]);
  const query = new URL(location).searchParams;
  expect(query.get('error')).toBe('access_denied');
  expect(query.get('error_description')).toBeTruthy();
  expect(query.get('state')).toBe('state-1');
  expect(query.has('code')).toBe(false);
});

it('skips the page for a known session only with disable_auto_auth=0', async () => {
  const granted = await decide([
    ['account', 'private_creator'],
    ['scope', 'user.info.basic'],
    ['scope', 'video.publish'],
    ['decision', 'authorize'],
  ]);
  await exchange(emulator, new URL(granted.location).searchParams.get('code') ?? '');
  const cookie = { cookie: granted.cookie };
  const skipped = await open({ disable_auto_auth: '0' }, cookie);
  expect(skipped.status).toBe(302);
  expect(skipped.location).toContain('state=state-1');
  expect((await open({ disable_auto_auth: '1' }, cookie)).status).toBe(200);
  const more = await open(
    { disable_auto_auth: '0', scope: 'user.info.basic,video.upload' },
    cookie,
  );
  expect(more.status).toBe(200);
});

it('lets only target users into a sandbox', async () => {
  const sandbox = {
    client_key: 'sbawsandbox',
    redirect_uri: 'https://example.com/cb',
    code_challenge: CHALLENGE,
  };
  expect((await open(sandbox)).html).not.toContain('Demo Creator');
  const reply = await decide(
    [
      ['account', 'demo_creator'],
      ['decision', 'authorize'],
    ],
    sandbox,
  );
  expect(reply.status).toBe(400);
});

it.each([
  ['http://example.com/cb', undefined],
  ['http://localhost/cb', undefined],
  ['https://example.com/cb?x=1', undefined],
  ['http://localhost:1337/cb', 'web' as const],
])('refuses to register the redirect URI %s (%s)', async (uri, kind) => {
  const app = { clientKey: 'k', clientSecret: 's', redirectUris: [uri], kind };
  await expect(start({ apps: [app] })).rejects.toThrow(/cannot be registered/);
});
