import path from 'node:path';

import Database from 'better-sqlite3';
import { z } from 'zod';

import {
  type AppHome,
  createHome,
  createStories,
  freePort,
  startTestStrapi,
  startTikTok,
} from '../../support';
import { runOurs } from '../database/commands';

const counted = z.object({ n: z.number() });
const names = z.array(z.object({ name: z.string() }));

describe('npx strapi-tiktok uninstall', () => {
  let home: AppHome;
  let tiktok: Awaited<ReturnType<typeof startTikTok>>;
  let before: string[];

  const ask = <T>(work: (database: Database) => T): T => {
    const database = new Database(path.join(home.directory, 'site.sqlite'));
    try {
      return work(database);
    } finally {
      database.close();
    }
  };
  const tables = (): string[] =>
    ask((database) =>
      names
        .parse(
          database.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1").all(),
        )
        .map(({ name }) => name),
    );
  const count = (sql: string): number =>
    ask((database) => counted.parse(database.prepare(sql).get()).n);
  const uninstall = (...words: string[]) =>
    runOurs(home, ['uninstall', ...words], { env: tiktok.env });

  beforeAll(async () => {
    home = await createHome();
    const bare = await startTestStrapi({ home, env: { TIKTOK_ENABLED: 'false' } });
    await bare.as('superAdmin');
    await bare.stop({ keepHome: true });
    before = tables();

    const port = await freePort();
    tiktok = await startTikTok(port, {});
    const site = await startTestStrapi({ home, port, env: tiktok.env });
    const stories = createStories(
      site,
      () => tiktok.emulator,
      () => site.as('superAdmin'),
    );
    await stories.useDirectPost();
    tiktok.emulator.act('addAccount', { handle: 'creator_1', nickname: 'Creator 1' });
    await stories.connect('creator_1');
    await site.createAdmin({ roleActions: ['plugin::tiktok.posts.view'] });
    await site.stop({ keepHome: true });
  });
  afterAll(async () => {
    await tiktok?.emulator.close();
    await home?.remove();
  });

  it('does nothing unless it is told to for good', async () => {
    const { code, output } = await uninstall();
    expect([code, output]).toEqual([2, expect.stringContaining('uninstall --yes')]);
    expect(tables()).toContain('tiktok_accounts');
  });

  it('refuses while a server that publishes runs on the database', async () => {
    ask((database) => database.exec(`UPDATE tiktok_installation SET last_tick_at = ${Date.now()}`));
    const { code, output } = await uninstall('--yes');
    expect([code, output]).toEqual([1, expect.stringContaining('Stop every server')]);
    expect(tables()).toContain('tiktok_accounts');
    expect(count('SELECT COUNT(*) n FROM tiktok_accounts WHERE refresh_token IS NOT NULL')).toBe(1);
  });

  it('ends the access at TikTok, takes tables and rights along, and says what it did', async () => {
    ask((database) => database.exec('UPDATE tiktok_installation SET last_tick_at = 1'));
    const { code, output } = await uninstall('--yes');
    expect([code, output]).toEqual([
      0,
      expect.stringContaining('access ended at TikTok: creator_1'),
    ]);
    expect(output).toMatch(/tables dropped: \d\d/);
    expect(tables()).toEqual(before);
    expect(
      count("SELECT COUNT(*) n FROM admin_permissions WHERE action LIKE 'plugin::tiktok.%'"),
    ).toBe(0);
    expect(
      count(
        "SELECT COUNT(*) n FROM strapi_core_store_settings WHERE key LIKE '%tiktok%' OR (key LIKE '%persisted_tables%' AND value LIKE '%tiktok%')",
      ),
    ).toBe(0);
    const revoked = tiktok.emulator.calls().filter(({ endpoint }) => endpoint === 'oauth.revoke');
    expect(revoked).toHaveLength(1);
  });

  it('leaves a site that starts without the plugin, whatever its configuration still says', async () => {
    const site = await startTestStrapi({ home, env: { TIKTOK_REMOVED: 'true' } });
    try {
      expect(site.strapi.plugin('tiktok')).toBeUndefined();
      const { status } = await site.request('GET', '/admin/users/me', {
        token: await site.as('superAdmin'),
      });
      expect(status).toBe(200);
      expect(tables()).toEqual(before);
    } finally {
      await site.stop({ keepHome: true });
    }
  });

  it('leaves a site on which the plugin can be installed anew', async () => {
    const site = await startTestStrapi({ home, listen: false });
    await site.stop({ keepHome: true });
    expect(tables()).toContain('tiktok_accounts');
    expect(count('SELECT COUNT(*) n FROM tiktok_accounts')).toBe(0);
  });
});
