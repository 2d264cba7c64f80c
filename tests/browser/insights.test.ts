import { readFile } from 'node:fs/promises';

import { type Browser, type Locator, type Page } from 'playwright-core';
import { z } from 'zod';

import { type AccountView } from '../../contracts/accounts';
import { accountInsights } from '../../contracts/insights';
import { getPostingTimes } from '../../contracts/plan';
import {
  chooseByKeys,
  createStories,
  expectNoProblems,
  openPage,
  picture,
  signIn,
  startBrowser,
  startTestStrapi,
  type Stories,
  type TestStrapi,
  until,
  VIDEO,
} from '../support';
import { findingsEverywhere, NONE } from './accessibility';
import { ARTICLE, HOUR, type Measured, measuredDays, measuredPosts, POSTS } from './insights';

const QUESTION = '[role="alertdialog"]';
const created = z.object({ data: z.object({ documentId: z.string() }) });
/** Those that the demo's admin offers; all seven have the same keys (tests/unit/admin/translations). */
const LANGUAGES = ['en', 'de', 'fr'];

/** Every place that shows what TikTok counts, as an editor reads it. */
describe('insights', () => {
  let site: TestStrapi;
  let stories: Stories;
  let browser: Browser;
  let page: Page;
  let problems: string[];
  let account: AccountView;
  let harbour: string;
  let posts: Measured[];

  const go = (path: string) => page.goto(`${site.url}/admin${path}`);
  const isClean = async (within?: string): Promise<void> =>
    expect(await findingsEverywhere(page, within)).toEqual(NONE);
  const card = (name: string | RegExp): Locator => page.getByRole('region', { name }).first();
  const table = (name: string): Locator => page.getByRole('grid', { name });
  const press = async (name: string | RegExp): Promise<void> => {
    await page.getByRole('button', { name }).first().focus();
    await page.keyboard.press('Enter');
  };
  const choose = (list: string, option: string): Promise<void> => chooseByKeys(page, list, option);
  const openInsights = async (): Promise<void> => {
    await go('/plugins/tiktok/insights');
    await page.getByRole('heading', { name: 'In this period' }).waitFor();
  };

  beforeAll(async () => {
    site = await startTestStrapi({ emulator: true, adminPanel: true });
    stories = createStories(site, site.emulator, () => site.as('superAdmin'));
    await stories.useDirectPost();
    // Off while the rows are written: nothing is measured meanwhile.
    await stories.changeSettings({ insights: false, profileCard: true });
    site.emulator().act('setAccount', {
      handle: 'demo_creator',
      change: { bio: 'Boats and harbours.\nEvery other day.', verified: true },
    });
    const video = await site.uploadAsset(VIDEO);
    harbour = await stories.writeArticle(video.id, 'Harbour');
    const lighthouse = await stories.writeArticle(video.id, 'Lighthouse');
    const token = await site.as('superAdmin');
    const root = '/content-manager/collection-types';
    const tag = await site.request('POST', `${root}/api::tag.tag`, {
      token,
      body: { name: 'Sea' },
    });
    await site.request('PUT', `${root}/${ARTICLE}/${harbour}`, {
      token,
      body: { tags: { connect: [{ documentId: created.parse(tag.body).data.documentId }] } },
    });
    await stories.changeSettings({ insights: true });
    account = await stories.connect();
    await measuredDays(site, account.id);
    posts = await measuredPosts(site, account.id, [
      { documentId: harbour, locale: 'en' },
      { documentId: lighthouse, locale: 'en' },
    ]);
    browser = await startBrowser();
    ({ page, problems } = await openPage(browser));
    await signIn(page, site.url);
  });

  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  describe('the page of all posts', () => {
    it('says what was gained in a period, and what was best', async () => {
      await openInsights();
      const totals = card('In this period');
      await totals.getByText('Measured from', { exact: false }).waitFor();
      // One every two days; before one o'clock there is one more.
      expect(await totals.getByRole('definition').first().innerText()).toMatch(/^1[34]$/);
      await choose('Period', 'Last 90 days');
      await totals.getByText(String(POSTS), { exact: true }).waitFor();
      await table('Best')
        .getByRole('link', { name: /^Story / })
        .first()
        .waitFor();
      await table('Worst')
        .getByRole('link', { name: /^Story / })
        .first()
        .waitFor();
      await isClean();
      await picture(page, 'insights');
    });

    it('makes its table by what the editor picks, a relation of the entry too', async () => {
      const rows = table('What works');
      await rows.getByText('Demo Creator').waitFor();
      await choose('Table by', 'Author');
      await rows.getByText('Anna').waitFor();
      await rows.getByText('Ben').waitFor();
      await choose('Table by', 'Article: tags');
      await rows.getByText('Sea', { exact: true }).waitFor();
      await rows.getByText('(none)').waitFor();
    });

    it('says when posts do well, from how many, and makes it a posting time', async () => {
      const best = card('Best times Demo Creator');
      await best.getByText(`from ${POSTS} posts`, { exact: false }).waitFor();
      await best.getByText(/2\.5 × \(of [34]\)/).waitFor();
      await press('Use Tuesday 12:00 as posting time');
      await page.getByText('Tuesday 12:00 is a posting time now.').first().waitFor();
      const path = `/tiktok/accounts/${account.id}/posting-times`;
      const { times } = await stories.call('GET', path, getPostingTimes.response);
      expect(times).toContainEqual(expect.objectContaining({ weekday: 2, time: '12:00' }));
      await best.getByRole('button', { name: 'Tuesday 12:00 is a posting time' }).waitFor();
    });

    it('hands out samples, videos and account days as CSV', async () => {
      const download = async (button: string): Promise<string[]> => {
        const [file] = await Promise.all([page.waitForEvent('download'), press(button)]);
        return (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
      };
      expect((await download('Export samples')).length).toBeGreaterThan(POSTS * 5);
      expect(await download('Export videos')).toHaveLength(POSTS + 1);
      expect(await download('Export account days')).toHaveLength(41);
    });
  });

  describe('the page of an account', () => {
    it('shows who it is, its counters with their change, and its chart with the same as a table', async () => {
      await openInsights();
      await page.getByRole('link', { name: 'Page of Demo Creator' }).focus();
      await page.keyboard.press('Enter');
      const profile = card('Profile');
      await profile.getByRole('button', { name: 'Refresh' }).waitFor();
      await press('Refresh');
      await profile.getByText('Boats and harbours.', { exact: false }).waitFor();
      await profile.getByRole('link', { name: 'Profile on TikTok' }).waitFor();
      const followers = table('Counters').getByRole('row', { name: /^Followers/ });
      await followers.getByText('+70').waitFor();
      await followers.getByText('+280').waitFor();
      await page.getByRole('img', { name: 'Followers' }).locator('canvas').waitFor();
      await table('Day by day').getByText('1,390').waitFor();
      await isClean();
      await picture(page, 'insights-account');
    });

    it('switches for whom its numbers are, and what is measured besides', async () => {
      const toggle = page.getByRole('checkbox', { name: 'Public counters' });
      expect(await toggle.isChecked()).toBe(false);
      await toggle.focus();
      await page.keyboard.press('Space');
      await page.getByText('Saved.', { exact: true }).first().waitFor();
      const allowed = () =>
        site.strapi.db.connection('tiktok_followed_accounts').where({ public_counters: 1 });
      await until('front ends may read them', async () => (await allowed()).length === 1);
    });

    it('lists its other videos, and lets one be said to belong to an entry', async () => {
      site.emulator().act('postInApp', { handle: 'demo_creator', title: 'From the phone' });
      site.emulator().act('postInApp', { handle: 'demo_creator', title: 'Lost and found' });
      await page.reload();
      const videos = card('Public videos');
      await videos.getByText('From the phone').waitFor();
      await videos.locator('li img').first().waitFor();
      await press('Link “From the phone”');
      const dialog = page.getByRole('alertdialog');
      const confirm = dialog.getByRole('button', { name: 'Link', exact: true });
      await dialog.getByRole('radio', { name: /^Lighthouse/ }).waitFor();
      expect(await confirm.isDisabled()).toBe(true);
      await dialog.getByLabel('Search entries').pressSequentially('Harb');
      await dialog.getByRole('radio', { name: /^Lighthouse/ }).waitFor({ state: 'detached' });
      await isClean(QUESTION);
      await dialog.getByRole('radio', { name: /^Harbour/ }).focus();
      await page.keyboard.press('Space');
      await confirm.focus();
      await page.keyboard.press('Enter');
      await dialog.waitFor({ state: 'detached' });
      await videos.getByRole('link', { name: 'Its entry' }).waitFor();
    });

    it('settles a post of unknown outcome by the video that it is', async () => {
      await site.strapi.db.connection('tiktok_posts').insert({
        id: 900,
        idempotency_key: 'lost',
        account_id: account.id,
        kind: 'video',
        share_type: 'direct_post',
        transfer: 'file_upload',
        state: 'outcome_unknown',
        title: 'Lost on the way',
        content: JSON.stringify({ caption: 'Lost and found' }),
        options: JSON.stringify({ privacyLevel: 'PUBLIC_TO_EVERYONE' }),
        media: '[]',
        fence: 0,
        tries: 0,
        version: 1,
        created_at: Date.now() - HOUR,
        updated_at: Date.now() - HOUR,
      });
      await page.reload();
      await press('Link “Lost and found”');
      const dialog = page.getByRole('alertdialog');
      await dialog.getByRole('radio', { name: /whose outcome is not known/ }).focus();
      await page.keyboard.press('Space');
      await dialog.getByRole('radio', { name: /^Lost on the way/ }).focus();
      await page.keyboard.press('Space');
      await isClean(QUESTION);
      await dialog.getByRole('button', { name: 'Link', exact: true }).focus();
      await page.keyboard.press('Enter');
      await page.getByText('The post is settled: it is this video.').first().waitFor();
      expect((await stories.readPost(900)).state).toBe('published');
    });
  });

  it('stand on the page of a post: a curve over its age, what happened to its entry, and the same as a table', async () => {
    const [first] = posts;
    const token = await site.as('superAdmin');
    const entry = `/content-manager/collection-types/${ARTICLE}/${harbour}/actions/publish`;
    await site.request('POST', entry, { token, body: {} });
    await go(`/plugins/tiktok/posts/${first!.id}`);
    const insights = card('Insights');
    await insights
      .getByText(
        /views after \d+ (hours|days), (about|[\d.]+ times) what this account usually gets/,
      )
      .waitFor();
    await insights.getByRole('img').locator('canvas').waitFor();
    const numbers = table('Numbers by age');
    await numbers.getByText('late, not compared', { exact: false }).waitFor();
    await numbers.getByText('The entry was last published.').waitFor();
    await isClean();
    await go(`/plugins/tiktok/posts/${posts[3]!.id}`);
    await page.getByText('Not visible on TikTok since', { exact: false }).waitFor();
  });

  it('stand in the entry’s panel, with the sum over its posts, and ask nothing of TikTok', async () => {
    const before = site.emulator().calls().length;
    await go(`/content-manager/collection-types/${ARTICLE}/${harbour}`);
    const panel = page.getByTestId('tiktok-entry-insights');
    await panel.getByText(/views over 13 posts and languages/).waitFor();
    await panel.getByText('usually gets', { exact: false }).first().waitFor();
    expect(site.emulator().calls().slice(before)).toEqual([]);
    await isClean('[data-testid="tiktok-entry-insights"]');
  });

  it('stand in a column of the Content Manager, asked for once a page', async () => {
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/insights/entry-views')) asked.push(request.url());
    });
    await go(`/content-manager/collection-types/${ARTICLE}`);
    const row = page.getByRole('row', { name: /Lighthouse/ });
    const sum = posts.filter(({ id }) => id % 2 === 0).reduce((all, { views }) => all + views, 0);
    await row.getByText(sum.toLocaleString('en')).waitFor();
    expect(asked).toHaveLength(1);
    // How wide the list is on a phone is Strapi's own.
    const cells = await findingsEverywhere(page, '[data-testid="tiktok-views"]');
    expect({ ...cells, overflow: [] }).toEqual(NONE);
  });

  it('stand in the list of posts, which can be sorted by them', async () => {
    await go('/plugins/tiktok?tab=all&pageSize=10');
    await press('Sort by Views');
    const most = Math.max(...posts.map(({ views }) => views)).toLocaleString('en');
    await page.getByRole('row').nth(1).getByText(most).waitFor();
    await isClean();
    await press('Sort by Views');
    await page
      .getByRole('columnheader', { name: /Views/ })
      .and(page.locator('[aria-sort="ascending"]'))
      .waitFor();
    await page
      .getByRole('row')
      .nth(1)
      .getByText(/^[\d,]+$/)
      .waitFor();
  });

  it('stand on the homepage, below what needs a hand', async () => {
    await go('/');
    const week = page.getByTestId('tiktok-week');
    await week.getByText(/^5 posts, [\d,]+ views gained$/).waitFor();
    await week.getByRole('link', { name: /^Best: Story/ }).waitFor();
    await isClean('[data-testid="tiktok-week"]');
  });

  it('name what an account has not granted, and how to grant it, and show no zeros', async () => {
    await site.strapi.db
      .connection('tiktok_accounts')
      .where({ id: account.id })
      .update({ granted_scopes: JSON.stringify(['user.info.basic', 'video.publish']) });
    // What is read of an account is good for some seconds.
    const path = `/tiktok/insights/accounts/${account.id}`;
    await until('the missing scopes are known', async () => {
      const followed = (await stories.call('GET', path, accountInsights.response)).account;
      return followed.missingScopes.length > 0;
    });
    await go(`/plugins/tiktok/insights/accounts/${account.id}`);
    await page.getByText('has not granted what would show more', { exact: false }).waitFor();
    await page.getByText('connect the account again, and tick', { exact: false }).first().waitFor();
    await card('Public videos')
      .getByText('has not granted "video.list"', { exact: false })
      .waitFor();
    await isClean();
  });

  it.each(LANGUAGES)('read in %s with numbers of that language', async (locale) => {
    await page.evaluate((name) => localStorage.setItem('strapi-admin-language', name), locale);
    await go('/plugins/tiktok/insights');
    const views = (12_345).toLocaleString(locale).replace(/\d/g, '');
    await page.getByRole('definition').nth(1).waitFor();
    const shown = await page.getByRole('definition').nth(1).innerText();
    expect(shown.replace(/\d/g, '')).toBe(views);
    expect(await page.getByRole('main').innerText()).not.toMatch(/insights\.|undefined|\{/);
    await isClean();
  });

  it('leave no error behind in the browser', () => {
    expectNoProblems(problems);
  });
});
