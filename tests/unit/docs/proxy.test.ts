import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import path from 'node:path';

import { ROOT } from '../../support';
import { askNginx, hasNginx } from '../../support/callback-servers';

const page = readFileSync(path.join(ROOT, 'docs/configuration.md'), 'utf8');
const [, block = ''] = /^```nginx\n([\s\S]*?)^```$/m.exec(page) ?? [];

const isHere = hasNginx();
// CI installs it; elsewhere its absence is said and nothing else.
(isHere || process.env['CI'] ? describe : describe.skip)(
  'the nginx of the configuration page',
  () => {
    /** Says what it was asked for, in place of a Strapi. */
    let site: Server;
    let config: string;

    beforeAll(async () => {
      site = createServer(({ url, headers }, response) =>
        response.end(JSON.stringify([url, headers['x-forwarded-for']])),
      );
      await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
      config = block.replaceAll('1337', String((site.address() as AddressInfo).port));
    });
    afterAll(() => new Promise((resolve) => site.close(resolve)));

    it.each([
      ['/cms/api/tiktok/oauth/callback?code=a%20b', '/api/tiktok/oauth/callback?code=a%20b'],
      ['/cms/tiktok/settings', '/tiktok/settings'],
      ['/cms/admin/settings/tiktok', '/admin/settings/tiktok'],
      ['/tiktokAbc123.txt', '/tiktokAbc123.txt'],
    ])('hands %s to Strapi as %s', async (asked, got) => {
      const answer = await askNginx(config, asked);
      expect(await answer.json()).toEqual([got, '127.0.0.1']);
    });

    it.each(['/index.html', '/api/tiktok/webhook', '/notes/tiktokAbc.txt'])(
      'leaves %s to the rest of the site',
      async (asked) => {
        const rest = `${config} location / { return 404; }`;
        expect((await askNginx(rest, asked)).status).toBe(404);
      },
    );
  },
);
