import { z } from 'zod';

import { startTestStrapi, type TestStrapi } from '../../support';

const PUBLIC = 'https://cms.example.com';

let site: TestStrapi;

beforeAll(async () => {
  site = await startTestStrapi({ emulator: true });
  // As in the documented configuration: the plugin is told the public address, Strapi is not.
  site.strapi.config.set('server.url', '');
  site.strapi.config.set('admin.url', '/admin');
  site.strapi.config.set('plugin::tiktok.publicUrl', PUBLIC);
});
afterAll(() => site.stop());

const begin = async (origin: string) =>
  site.request('POST', '/tiktok/accounts/connect', {
    token: await site.as('superAdmin'),
    body: { origin },
  });
const stateIn = (text: string): string => {
  const { authorizeUrl } = z.object({ authorizeUrl: z.string() }).parse(JSON.parse(text));
  return new URL(authorizeUrl).searchParams.get('state') ?? '';
};

describe('a site whose public address only the plugin knows', () => {
  it('is connected from that address, and TikTok’s redirect leads back there', async () => {
    const begun = await begin(PUBLIC);
    expect([begun.status, begun.text]).toEqual([200, expect.stringContaining('authorizeUrl')]);
    expect(begun.text).toContain(encodeURIComponent(`${PUBLIC}/api/tiktok/oauth/callback`));
    const query = new URLSearchParams({ state: stateIn(begun.text), code: 'a-code' });
    const back = await site.request('GET', `/api/tiktok/oauth/callback?${query}`);
    expect(back.headers.get('location')).toMatch(`${PUBLIC}/admin/settings/tiktok/connected#`);
  });

  it('is still connected on the server’s own machine', async () => {
    expect((await begin(new URL(site.url).origin)).status).toBe(200);
  });

  it.each(['https://cms.example.com.evil.com', 'http://cms.example.com', 'https://example.com'])(
    'is not from %s, and the answer names the public address',
    async (origin) => {
      const answer = await begin(origin);
      expect(answer.status).toBe(409);
      expect(answer.text).toContain('origin_not_allowed');
      expect(answer.text).toContain(`Open ${PUBLIC}/admin`);
    },
  );
});
