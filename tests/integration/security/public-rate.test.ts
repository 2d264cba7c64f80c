import { ACTIONS } from '../../../contracts/permissions';
import { signWebhook } from '../../../emulator';
import { PUBLIC_LIMITS } from '../../../server/src/http/public-rate';
import { CLIENT_KEY, CLIENT_SECRET, startTestStrapi, type TestStrapi } from '../../support';

/** So few calls that they are made within a minute on the slowest machine. */
const FACTOR = 0.1;

let site: TestStrapi;

beforeAll(async () => {
  site = await startTestStrapi({
    emulator: true,
    env: { TIKTOK_RATE_LIMIT_FACTOR: String(FACTOR) },
  });
});
afterAll(() => site.stop());
afterEach(() => {
  site.strapi.server.app.proxy = false;
});

const limitOf = (part: string) => PUBLIC_LIMITS[part]!.perClient * FACTOR;

/** Calls until one is refused, at most twice the limit. @returns how many were let through */
const callsUntilRefused = async (
  part: string,
  call: () => Promise<{ status: number; headers: Headers }>,
): Promise<number> => {
  for (let done = 0; done < 2 * limitOf(part); done += 10) {
    const answers = await Promise.all(Array.from({ length: 10 }, call));
    const refused = answers.find(({ status }) => status === 429);
    if (refused) {
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(refused.headers.get('cache-control')).toBe('no-store');
      return done + answers.filter(({ status }) => status !== 429).length;
    }
  }
  throw new Error('Nobody was refused.');
};
/** As a proxy sends it: to the address it was asked by, its own words last. */
const from = (addresses: string) => ({ headers: { 'X-Forwarded-For': addresses } });

describe('a public route, called again and again by one client,', () => {
  it.each([
    ['oauth', '/api/tiktok/oauth/callback?state=x&code=secret-code'],
    ['legal', '/api/tiktok/legal/privacy'],
    ['feed', '/api/tiktok/feed/00000000secret-token-of-a-feed'],
    ['handover', '//api//tiktok//handover/00000000secret-token'],
  ])(
    '%s answers 429 after its limit, and writes nothing secret into the log',
    async (part, path) => {
      site.strapi.server.app.proxy = true;
      const address = `203.0.113.${Object.keys(PUBLIC_LIMITS).indexOf(part) + 1}`;
      const call = () => site.request('GET', new URL(site.url).origin + path, from(address));
      expect(await callsUntilRefused(part, call)).toBe(limitOf(part));
      // Another client is not touched.
      const other = await site.request('GET', path.replaceAll('//', '/'), from('203.0.113.200'));
      expect(other.status).not.toBe(429);
      const logged = site.logs.map(({ message }) => message).join('\n');
      expect(logged).toContain(`too many calls a minute of /api/tiktok/${part} from one address`);
      expect(logged).not.toContain(address);
    },
  );

  it('is told from others by the last address in X-Forwarded-For, not by what it says of itself', async () => {
    site.strapi.server.app.proxy = true;
    let spoofed = 0;
    const call = () => {
      spoofed += 1;
      return site.request(
        'GET',
        '/api/tiktok/legal/terms',
        from(`198.51.100.${spoofed % 250}, 192.0.2.9`),
      );
    };
    expect(await callsUntilRefused('legal', call)).toBe(limitOf('legal'));
  });

  it('behind a proxy that Strapi was not told of is nobody: only the site’s limit holds', async () => {
    const call = () => site.request('GET', '/api/tiktok/legal/imprint', from('192.0.2.77'));
    const answers = await Promise.all(Array.from({ length: limitOf('legal') + 20 }, call));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(0);
  });

  it('leaves the routes of the admin panel and the site’s own alone', async () => {
    const token = await site.as('superAdmin');
    for (let at = 0; at < 130; at += 1) {
      expect((await site.request('GET', '/tiktok/settings', { token })).status).toBe(200);
    }
  });
});

describe('a webhook', () => {
  it('of TikTok’s is taken while somebody else is refused', async () => {
    site.strapi.server.app.proxy = true;
    const body = JSON.stringify({ client_key: CLIENT_KEY, event: 'tiktok.ping', content: '{}' });
    const headers = (address: string) => ({
      'content-type': 'application/json',
      'tiktok-signature': signWebhook(CLIENT_SECRET, Math.floor(Date.now() / 1000), body),
      ...from(address).headers,
    });
    const forged = () =>
      site.request('POST', '/api/tiktok/webhook', { body: '{}', ...from('203.0.113.250') });
    expect(await callsUntilRefused('webhook', forged)).toBe(limitOf('webhook'));
    const real = await site.request('POST', '/api/tiktok/webhook', {
      body,
      headers: headers('203.0.113.251'),
    });
    expect(real.status).toBe(200);
  });
});

describe('sign-ins that are begun and not finished', () => {
  it('are limited per person, in words, and others can go on', async () => {
    const begin = async (token: string) =>
      site.request('POST', '/tiktok/accounts/connect', {
        token,
        body: { origin: new URL(site.url).origin },
      });
    const busy = await site.createAdmin({ roleActions: [ACTIONS.connectAccounts] });
    for (let at = 0; at < 20; at += 1) expect((await begin(busy.token)).status).toBe(200);
    const refused = await begin(busy.token);
    expect([refused.status, refused.text]).toEqual([
      429,
      expect.stringContaining('too_many_sign_ins'),
    ]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await begin(await site.as('superAdmin'))).status).toBe(200);
    // What has run out counts no more.
    await site.strapi.db.connection('tiktok_oauth_states').update({ expires_at: Date.now() - 1 });
    expect((await begin(busy.token)).status).toBe(200);
  });
});
