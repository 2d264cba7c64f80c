import { type Browser, type Locator, type Page } from 'playwright-core';
import { z } from 'zod';

import { AUDITED } from '../../contracts/consent';
import {
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
import { findings, findingsEverywhere, NONE } from './accessibility';

const LIST = '/admin/content-manager/collection-types/api::article.article';
const TITLES = ['Bulk one', 'Bulk two', 'Bulk three'];

/** Several entries of a list, from the selection to the published posts. */
describe('several entries go to TikTok with one press', () => {
  let site: TestStrapi;
  let stories: Stories;
  let browser: Browser;
  let page: Page;
  let problems: string[];

  beforeAll(async () => {
    site = await startTestStrapi({ emulator: true, adminPanel: true });
    stories = createStories(site, site.emulator, () => site.as('superAdmin'));
    await stories.useDirectPost();
    await stories.connect();
    const video = await site.uploadAsset(VIDEO);
    for (const title of [...TITLES, 'Not selected']) await stories.writeArticle(video.id, title);
    browser = await startBrowser();
    ({ page, problems } = await openPage(browser));
    await signIn(page, site.url);
  });

  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  const row = (title: string): Locator => page.getByTestId('bulk-row').filter({ hasText: title });
  const forAll = (): Locator => page.getByRole('group', { name: 'For all posts' });
  const press = (): Locator => page.getByRole('button', { name: 'Publish 3 posts' });
  const allAtOnce = (): Promise<void> => page.getByLabel('Minutes between two posts').fill('0');

  it('selects entries in the list and opens the table with their ids', async () => {
    await page.goto(`${site.url}${LIST}`);
    for (const title of TITLES) {
      await page.getByRole('row').filter({ hasText: title }).getByRole('checkbox').first().click();
    }
    await page.getByRole('button', { name: 'Publish to TikTok' }).click();
    await page.waitForURL(/\/plugins\/tiktok\/bulk\?/);
    await row('Bulk one').waitFor();
    expect(await page.getByTestId('bulk-row').count()).toBe(3);
  });

  it('shows every post empty: no account, no audience, nothing to press', async () => {
    expect(await press().isDisabled()).toBe(true);
    await page.getByText('3 posts are not complete.', { exact: false }).first().waitFor();
    expect(await findingsEverywhere(page)).toEqual(NONE);
  });

  it('takes the account once for all rows, but no audience', async () => {
    await forAll().getByLabel('TikTok account').click();
    await page.getByRole('option', { name: /demo_creator/ }).click();
    for (const title of TITLES) {
      await row(title).getByText('Posting to', { exact: false }).waitFor();
      await row(title)
        .getByText(/agree to TikTok's/)
        .waitFor();
      await row(title).getByText('Choose who can view this post.', { exact: false }).waitFor();
    }
    expect(await press().isDisabled()).toBe(true);
  });

  it('asks for the audience, which counts for every row, and says above the button what the press agrees to', async () => {
    await forAll().getByLabel('Who can view this post').click();
    await page.getByRole('option', { name: 'Everyone' }).click();
    await row('Bulk one').getByLabel('Caption').click();
    await page.keyboard.type('First of three #harbour');
    await row('Bulk two').getByLabel('Caption').click();
    await page.keyboard.type('Second of three');
    await row('Bulk three').getByLabel('Caption').click();
    await page.keyboard.type('Third of three');
    await row('Bulk three').getByText('Direct Post · Everyone').waitFor();
    await allAtOnce();
    const declaration = row('Bulk three').getByTestId('declaration');
    expect(await declaration.textContent()).toBe(AUDITED.music);
    expect(site.emulator().publishes()).toHaveLength(0);
    expect(await findingsEverywhere(page)).toEqual(NONE);
    await picture(page, 'bulk');
  });

  it('publishes all three with one press, each with its own words', async () => {
    await until('the button can be pressed', () => press().isEnabled());
    await press().click();
    await page.getByText('3 done.', { exact: false }).first().waitFor();
    await until('three posts are live', () => site.emulator().posts().length === 3);
    for (const id of [1, 2, 3]) {
      const post = await stories.waitFor(id, ({ state }) => state === 'published');
      expect(post.consent?.text).toBe(AUDITED.music);
    }
    expect(
      site
        .emulator()
        .posts()
        .map(({ settings }) => settings.title)
        .sort(),
    ).toEqual(['First of three #harbour', 'Second of three', 'Third of three']);
    expect(await press().count()).toBe(0);
  });

  it('tells in the list which entries are on TikTok, and filters those that are not', async () => {
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/tiktok/list-column')) asked.push(request.url());
    });
    await page.goto(`${site.url}${LIST}`);
    await page.getByRole('row').filter({ hasText: 'Bulk one' }).getByText('Published').waitFor();
    expect(asked).toHaveLength(1);
    expect(await findings(page)).toEqual([]);
    await picture(page, 'list-column');

    await page.getByRole('button', { name: 'Filters' }).click();
    await page.getByRole('combobox', { name: 'Select field' }).click();
    await page.getByRole('option', { name: 'On TikTok' }).click();
    await page.getByRole('combobox', { name: 'On TikTok' }).click();
    await page.getByRole('option', { name: 'not yet' }).click();
    await page.getByRole('button', { name: 'Add filter' }).click();
    await page.getByText('1 entry found').waitFor();
    await page.getByText('Not selected').first().waitFor();
    expect(await page.getByText('Bulk one').count()).toBe(0);
    await page.getByText('On TikTok is not yet').first().waitFor();
  });

  it('opens the form of one entry from its row', async () => {
    await page
      .getByRole('row')
      .filter({ hasText: 'Not selected' })
      .getByRole('button', { name: 'Row actions' })
      .click();
    await page.getByRole('menuitem', { name: 'Publish to TikTok' }).click();
    const form = page.getByRole('dialog');
    await form.getByText('Not selected', { exact: false }).first().waitFor();
    await form.getByRole('button', { name: 'Cancel' }).click();
    expectNoProblems(problems);
  });
});

/** What went wrong at a press stays in the table; what went right is never sent again. */
describe('a press that only some posts survive', () => {
  let site: TestStrapi;
  let stories: Stories;
  let browser: Browser;
  let page: Page;
  let video: number;
  let accountId: number;
  const entries: string[] = [];

  beforeAll(async () => {
    site = await startTestStrapi({ emulator: true, adminPanel: true });
    stories = createStories(site, site.emulator, () => site.as('superAdmin'));
    await stories.useDirectPost();
    ({ id: accountId } = await stories.connect());
    video = (await site.uploadAsset(VIDEO)).id;
    for (const title of ['Lost answer', 'Changed entry']) {
      const documentId = await stories.writeArticle(video, title);
      entries.push(documentId);
      const draft = stories.postOf(accountId, [video], {
        source: { uid: 'api::article.article', documentId, locale: 'en', status: 'draft' },
        when: { type: 'draft' },
        consent: null,
        content: { caption: title },
      });
      await stories.createPost(draft);
    }
    browser = await startBrowser();
    ({ page } = await openPage(browser));
    await signIn(page, site.url);
    const search = new URLSearchParams({
      uid: 'api::article.article',
      ids: entries.join(),
      locale: 'en',
    });
    await page.goto(`${site.url}/admin/plugins/tiktok/bulk?${search.toString()}`);
  });

  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  // By the row's own name: notes about repeats name other posts.
  const row = (title: string): Locator =>
    page
      .getByTestId('bulk-row')
      .filter({ has: page.getByRole('checkbox', { name: title, exact: true }) });
  const setVideo = (id: number | null) =>
    site.strapi.documents('api::article.article').update({
      documentId: entries[1]!,
      data: { video: id } as object,
    });

  it('keeps what was refused, says why, and leaves it open what came of a lost answer', async () => {
    for (const title of ['Lost answer', 'Changed entry']) {
      await row(title)
        .getByRole('button', { name: `Set differently: ${title}` })
        .click();
      await row(title).getByLabel('TikTok account').click();
      await page.getByRole('option', { name: /demo_creator/ }).click();
      await row(title).getByLabel('Who can view this post').click();
      await page.getByRole('option', { name: 'Everyone' }).click();
      await row(title).getByLabel('Caption').click();
      await page.keyboard.type(title);
    }
    await page.getByLabel('Minutes between two posts').fill('0');
    const press = page.getByRole('button', { name: 'Publish 2 posts' });
    await until('the button can be pressed', () => press.isEnabled());
    await setVideo(null);
    // The first is taken by the server, but its answer never arrives.
    let isLost = false;
    await page.route('**/tiktok/posts', async (route) => {
      if (isLost || route.request().method() !== 'POST') return route.continue();
      isLost = true;
      await route.fetch();
      return route.abort('connectionreset');
    });
    await press.click();
    await row('Lost answer').getByText('No answer came').waitFor();
    await row('Changed entry')
      .getByText('no longer in the saved entry', { exact: false })
      .waitFor();
    await page.getByText('2 are left', { exact: false }).first().waitFor();
    expect(await findingsEverywhere(page)).toEqual(NONE);
    expect(await row('Lost answer').getByLabel('Caption').isDisabled()).toBe(true);
  });

  it('sends only what is not done at the next press, and nothing twice', async () => {
    await setVideo(video);
    await page.getByRole('button', { name: 'Publish 2 posts' }).click();
    await page.getByText('2 done.', { exact: false }).first().waitFor();
    await until('two posts are live', () => site.emulator().posts().length === 2);
    const words = site
      .emulator()
      .posts()
      .map(({ settings }) => settings.title);
    expect(words.sort()).toEqual(['Changed entry', 'Lost answer']);
    expect(site.emulator().publishes()).toHaveLength(2);
  });

  it('agrees to drafts that exist, in the same table', async () => {
    await page.goto(`${site.url}/admin/plugins/tiktok/bulk?posts=1,2,99`);
    await row('Lost answer').waitFor();
    await page.getByText('1 of the selected is not shown', { exact: false }).waitFor();
    for (const title of ['Lost answer', 'Changed entry']) {
      expect(await row(title).getByLabel('Caption').inputValue()).toBe(title);
      await row(title).getByText('Posting to', { exact: false }).waitFor();
      // The same file went out a moment ago.
      await row(title)
        .getByText('The same file for this account', { exact: false })
        .first()
        .waitFor();
    }
    await page.getByLabel('Minutes between two posts').fill('0');
    await page.getByRole('button', { name: 'Publish 2 posts' }).click();
    await page.getByText('2 done.', { exact: false }).first().waitFor();
    expect(await findingsEverywhere(page)).toEqual(NONE);
    for (const id of [1, 2]) await stories.waitFor(id, ({ state }) => state === 'published');
    expect(site.emulator().publishes()).toHaveLength(4);
  });

  it('puts each post at the next posting time of its account that no other one takes', async () => {
    const times = [1, 3, 5].map((weekday) => ({ weekday, time: '18:00' }));
    const path = `/tiktok/accounts/${accountId}/posting-times`;
    await stories.call('PUT', path, z.unknown(), { times });
    const drafts: number[] = [];
    for (const caption of ['Next one', 'The one after it']) {
      const composed = stories.postOf(accountId, [video], {
        when: { type: 'draft' },
        consent: null,
        content: { caption },
      });
      drafts.push((await stories.createPost(composed)).id);
    }
    await page.goto(`${site.url}/admin/plugins/tiktok/bulk?posts=${drafts.join()}`);
    // One after the other at the next posting times, unless somebody says otherwise.
    const nextTimes = page.getByRole('radio', { name: 'At the next free posting time' });
    await until('it is chosen', () => nextTimes.isChecked());
    await page.getByText(/^Demo Creator: .*6:00/).waitFor();
    expect(await page.getByLabel('Minutes between two posts').count()).toBe(0);
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Schedule 2 posts' }).click();
    await page.getByText('2 done.', { exact: false }).first().waitFor();
    const taken = await Promise.all(drafts.map((id) => stories.readPost(id)));
    expect(taken.map(({ state }) => state)).toEqual(['scheduled', 'scheduled']);
    const [first, second] = taken.map(({ scheduledAt }) => Date.parse(scheduledAt ?? ''));
    expect([first, second].map((at) => new Date(at ?? 0).getUTCHours())).toEqual([18, 18]);
    expect(second).toBeGreaterThan(first ?? Infinity);
  });
});
