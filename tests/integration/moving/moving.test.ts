import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { z } from 'zod';

import { siteExport } from '../../../contracts/moving';
import { listSavedTexts } from '../../../contracts/saved-texts';
import { getSettings } from '../../../contracts/settings';
import {
  type AppHome,
  createHome,
  createOldHome,
  createStories,
  startTestStrapi,
  type TestStrapi,
} from '../../support';
import { runOurs } from '../database/commands';

describe('npx strapi-tiktok export and import', () => {
  let home: AppHome;
  let otherHome: AppHome;
  let file: string;
  let writer: string;

  const storiesOf = (site: TestStrapi) =>
    createStories(
      site,
      () => site.emulator(),
      () => site.as('superAdmin'),
    );

  beforeAll(async () => {
    home = await createOldHome('sqlite');
    otherHome = await createHome();
    file = path.join(home.directory, 'site.json');
    const site = await startTestStrapi({ home: otherHome });
    await site.as('superAdmin');
    ({ email: writer } = await site.createAdmin({ roleActions: ['plugin::tiktok.posts.compose'] }));
    await storiesOf(site).changeSettings({ shareType: 'inbox', enabled: false });
    await site.stop({ keepHome: true });
  });
  afterAll(async () => {
    await home?.remove();
    await otherHome?.remove();
  });

  it('says what it can do', async () => {
    const { code, output } = await runOurs(home, ['--help']);
    expect(code).toBe(0);
    for (const word of ['export <file>', 'import <file>', 'uninstall --yes']) {
      expect(output).toContain(word);
    }
  });

  it('writes settings, rules, posting times and shared texts, and nothing secret', async () => {
    const { code, output } = await runOurs(home, ['export', file]);
    expect([code, output]).toEqual([0, expect.any(String)]);
    const text = await readFile(file, 'utf8');
    expect(siteExport.parse(JSON.parse(text))).toMatchObject({
      settings: { shareType: 'direct_post', allowInbox: true },
      rules: {
        rules: [{ name: 'Every article', account: 'creator_1' }],
        postingTimes: [{ account: 'creator_1', times: [{ weekday: 1, time: '09:30' }] }],
      },
      savedTexts: [{ kind: 'hashtags', name: 'Brand', text: '#harbour #boats' }],
    });
    expect(text).not.toMatch(
      /enabled": true,\s+"mode|secret|token|open_?id|waiver|publicCallback/i,
    );
  });

  it('says in a dry run what would happen, and changes nothing', async () => {
    const { code, output } = await runOurs(otherHome, [
      ...['import', file, '--as', 'demo@example.com', '--dry-run'],
    ]);
    expect(output).toContain('replaced: settings');
    expect(output).toContain('new: saved text "Brand"');
    // Its account is not connected there.
    expect(output).toContain('Every article: there is no account "creator_1" here.');
    expect(code).toBe(1);
    const site = await startTestStrapi({ home: otherHome });
    try {
      const settings = await storiesOf(site).call('GET', '/tiktok/settings', getSettings.response);
      expect(settings.shareType).toBe('inbox');
    } finally {
      await site.stop({ keepHome: true });
    }
  });

  it('takes over only what the person may change, each part by its own right', async () => {
    const { output } = await runOurs(otherHome, ['import', file, '--as', writer]);
    expect(output).toContain('not taken over: The settings stay as they are');
    expect(output).toContain('not taken over: The rules stay behind');
    expect(output).toContain('new: saved text "Brand"');
  });

  it('takes over the settings that mean the same there, and leaves its own place alone', async () => {
    await runOurs(otherHome, ['import', file, '--as', 'demo@example.com']);
    const site = await startTestStrapi({ home: otherHome });
    try {
      const stories = storiesOf(site);
      const settings = await stories.call('GET', '/tiktok/settings', getSettings.response);
      expect(settings).toMatchObject({ shareType: 'direct_post', enabled: false });
      const { texts } = await stories.call('GET', '/tiktok/saved-texts', listSavedTexts.response);
      expect(texts).toMatchObject([{ name: 'Brand', text: '#harbour #boats', shared: true }]);
      expect(await stories.call('GET', '/tiktok/accounts', z.unknown())).toMatchObject({
        accounts: [],
      });
    } finally {
      await site.stop({ keepHome: true });
    }
  });

  it('refuses a file that is something else, and loses nothing', async () => {
    const other = path.join(home.directory, 'other.json');
    await writeFile(other, '{"format":"strapi-plugin-tiktok/rules@1"}');
    const { code, output } = await runOurs(otherHome, [
      ...['import', other, '--as', 'demo@example.com'],
    ]);
    expect([code, output]).toEqual([1, expect.stringContaining('no export of a site')]);
  });
});
