import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { z } from 'zod';

import { ruleView } from '../../../contracts/rules';
import {
  type AppHome,
  createHome,
  createOldHome,
  createStories,
  type Emulator,
  freePort,
  startStrapiProcess,
  startTestStrapi,
  startTikTok,
  type StrapiProcess,
  VIDEO,
  until,
} from '../../support';
import { runStrapi, storedOf } from './commands';
import { lostSince, type Stored } from './stored';

const ARTICLE = 'api::article.article';
const withKey = z.object({ data: z.object({ accessKey: z.string() }) });
const listed = z.object({
  results: z.array(z.object({ documentId: z.string(), title: z.string() })),
});

/** @throws Error with all that a command said, unless it succeeded */
const must = ({ code, output }: { code: number | null; output: string }): string => {
  if (code === 0) return output;
  throw new Error(`The command ended with ${code}:\n${output}`);
};

const API_ONLY = { SERVE_ADMIN_PANEL: 'false' };

let tokens = 0;
const transferToken = async (site: StrapiProcess): Promise<string> => {
  const { body } = await site.request('POST', '/admin/transfer/tokens', {
    token: await site.as('superAdmin'),
    body: {
      name: `Moving ${(tokens += 1)}`,
      description: '',
      lifespan: null,
      permissions: ['push', 'pull'],
    },
  });
  return withKey.parse(body).data.accessKey;
};

/**
 * What Strapi's commands that empty and fill a whole site do to the plugin's tables: nothing. The
 * site is one of 0.1.0 that was upgraded; the other one has content of its own.
 */
describe('Strapi’s export, import, transfer and console', () => {
  let home: AppHome;
  let otherHome: AppHome;
  let other: StrapiProcess;
  let archive: string;
  let emulator: Emulator;
  let site: StrapiProcess | null = null;
  let before: Stored;

  const start = async (): Promise<StrapiProcess> => {
    const port = await freePort();
    const tiktok = await startTikTok(port, {});
    emulator = tiktok.emulator;
    site = await startStrapiProcess({ home, port, env: { ...tiktok.env, ...API_ONLY } });
    return site;
  };
  const strapi = async (...args: string[]): Promise<string> => must(await runStrapi(home, args));
  const lost = (): string[] => lostSince(before, storedOf(home));
  /** Of a site that runs: its publisher goes on with its rows meanwhile, and takes none away. */
  const gone = (): string[] =>
    lost().filter((line) => /^\S+ \d+$/.test(line) && !line.startsWith('tiktok_slots '));
  const publishedPosts = (): unknown[] =>
    (storedOf(home)['tiktok_posts'] ?? []).filter(({ state }) => state === 'published');
  const titles = async (): Promise<string[]> => {
    const { body } = await (site ?? other).request(
      'GET',
      `/content-manager/collection-types/${ARTICLE}`,
      { token: await (site ?? other).as('superAdmin') },
    );
    return listed.parse(body).results.map(({ title }) => title);
  };

  beforeAll(async () => {
    home = await createOldHome('sqlite');
    const upgraded = await startTestStrapi({ home, listen: false });
    await upgraded.stop({ keepHome: true });

    otherHome = await createHome();
    other = await startStrapiProcess({ home: otherHome, env: API_ONLY });
    const stories = createStories(
      other,
      () => emulator,
      () => other.as('superAdmin'),
    );
    const { id } = await other.uploadAsset(VIDEO);
    const documentId = await stories.writeArticle(id, 'From elsewhere');
    await stories.call(
      'POST',
      `/content-manager/collection-types/${ARTICLE}/${documentId}/actions/publish`,
      z.unknown(),
      {},
    );
    archive = path.join(otherHome.directory, 'other');
    must(await runStrapi(otherHome, ['export', '--no-encrypt', '--no-compress', '-f', archive]));
    archive = `${archive}.tar`;
  });
  beforeEach(() => {
    before = storedOf(home);
  });
  afterEach(async () => {
    await site?.kill('SIGTERM');
    await emulator?.close();
    site = null;
  });
  afterAll(async () => {
    await other?.kill('SIGTERM');
    await otherHome?.remove();
    await home?.remove();
  });

  it('export nothing of it: no table, no account, no token', async () => {
    const file = path.join(home.directory, 'own');
    await strapi('export', '--no-encrypt', '--no-compress', '-f', file);
    const whole = await readFile(`${file}.tar`, 'latin1');
    expect(whole).toContain('An entry of 0.1.0');
    const account = z
      .object({ open_id: z.string(), access_token: z.string(), refresh_token: z.string() })
      .parse(before['tiktok_accounts']?.[0]);
    for (const ours of ['tiktok_', 'plugin::tiktok.', ...Object.values(account)]) {
      expect(whole.includes(ours) ? ours : '').toBe('');
    }
  });

  it.each([
    ['whole', []],
    ['only content', ['--only', 'content']],
    ['without files and configuration', ['--exclude', 'files,config']],
  ])('import into a stopped site without losing a row: %s', async (_, options) => {
    await strapi('import', '-f', archive, '--force', ...options);
    expect(lost()).toEqual([]);
  });

  it('pull into a stopped site without losing a row', async () => {
    const token = await transferToken(other);
    await strapi(...['transfer', '--from', `${other.url}/admin`, '--from-token', token, '--force']);
    expect(lost()).toEqual([]);
  });

  it('import into a running site, which goes on and publishes nothing that comes', async () => {
    await start();
    await strapi('import', '-f', archive, '--force');
    expect(await titles()).toEqual(['From elsewhere']);
    expect(gone()).toEqual([]);
    expect(publishedPosts()).toHaveLength(1);
    expect(emulator.publishes()).toEqual([]);
  });

  it.each([
    ['whole', []],
    ['only content', ['--only', 'content']],
  ])('are pushed into a running site without losing a row: %s', async (_, options) => {
    const running = await start();
    const token = await transferToken(running);
    must(
      await runStrapi(otherHome, [
        ...['transfer', '--to', `${running.url}/admin`, '--to-token', token, '--force'],
        ...options,
      ]),
    );
    expect(await titles()).toEqual(['From elsewhere']);
    expect(gone()).toEqual([]);
    expect(publishedPosts()).toHaveLength(1);
    expect(emulator.publishes()).toEqual([]);
  });

  it('open a console on a site whose rows stay', async () => {
    const said = must(
      await runStrapi(home, ['console'], {
        input:
          "await strapi.db.query('plugin::tiktok.post').count().then((n) => `there are ${n} posts`)\n.exit\n",
      }),
    );
    expect(said).toContain('there are 9 posts');
    expect(gone()).toEqual([]);
  });

  it('bring a site’s own content back under new ids, and no rule posts it again', async () => {
    await start();
    const running = site ?? other;
    const stories = createStories(
      running,
      () => emulator,
      () => running.as('superAdmin'),
    );
    const own = path.join(home.directory, 'own.tar');
    await strapi('import', '-f', own, '--force');
    const { rules } = await stories.call(
      'GET',
      '/tiktok/rules',
      z.object({ rules: z.array(ruleView) }),
    );
    // By this rule new files are a reason to post the same entry again.
    for (const { id, version, ...rule } of rules) {
      const { name, enabled, uid, mediaField, captionTemplate, titleTemplate, accountId } = rule;
      const { accountByLocale, shareType, time, conditions, onUnpublish } = rule;
      await stories.call('PUT', `/tiktok/rules/${id}`, z.unknown(), {
        ...{ name, enabled, uid, mediaField, captionTemplate, titleTemplate, accountId },
        ...{ accountByLocale, shareType, time, conditions, onUnpublish },
        repeat: 'media_change',
        version,
      });
    }
    const { body } = await running.request(
      'GET',
      `/content-manager/collection-types/${ARTICLE}?_q=0.1.0`,
      { token: await running.as('superAdmin') },
    );
    const [entry] = listed.parse(body).results;
    await stories.call(
      'PUT',
      `/content-manager/collection-types/${ARTICLE}/${entry?.documentId}`,
      z.unknown(),
      { title: 'An entry of 0.1.0, corrected' },
    );
    await stories.call(
      'POST',
      `/content-manager/collection-types/${ARTICLE}/${entry?.documentId}/actions/publish`,
      z.unknown(),
      {},
    );
    const met = () => storedOf(home)['tiktok_publications'];
    await until('the publication is dealt with', () => met()?.length === 0);
    expect(storedOf(home)['tiktok_posts']).toHaveLength(before['tiktok_posts']?.length ?? 0);
    expect(emulator.publishes()).toEqual([]);
  });
});
