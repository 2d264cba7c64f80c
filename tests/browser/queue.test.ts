import { readFile } from 'node:fs/promises';

import { DateTime } from 'luxon';
import Papa from 'papaparse';
import { type Browser, type Locator, type Page } from 'playwright-core';
import { z } from 'zod';

import { type PostView, postView } from '../../contracts/posts';
import { isIn, type PublisherSite, startPublisher } from '../integration/posts/support';
import {
  expectNoProblems,
  makePicture,
  openPage,
  picture,
  signIn,
  startBrowser,
  startTestStrapi,
  type TestStrapi,
  until,
  VIDEO,
} from '../support';
import { findings, findingsEverywhere, NONE } from './accessibility';

/** Behind a question stands the page, paler than it is. */
const QUESTION = '[role="alertdialog"]';
const tomorrow = DateTime.utc().plus({ days: 1 }).startOf('day');
const at = (hours: number): string => tomorrow.plus({ hours }).toJSDate().toISOString();
const exported = z.array(z.object({ title: z.string(), state: z.string(), account: z.string() }));

/** The list of all posts: what is shown, in which order, and what is done to many at once. */
describe('the queue', () => {
  let site: TestStrapi;
  let publisher: PublisherSite;
  let browser: Browser;
  let page: Page;
  let problems: string[];
  let accountId: number;
  let dawn: PostView;
  let noon: PostView;
  let market: PostView;

  /** A file of its own name: a post without an entry is called by it. */
  const film = async (name: string): Promise<number[]> => [
    (await site.uploadAsset(VIDEO, name)).id,
  ];
  const plan = async (
    account: number,
    name: string,
    caption: string,
    time: string,
  ): Promise<PostView> =>
    publisher.send(account, {
      assetIds: await film(name),
      content: { caption },
      when: { type: 'at', at: time },
    });
  const reschedule = ({ id, version }: PostView, time: string) =>
    publisher.stories.call('POST', `/tiktok/posts/${id}/reschedule`, z.object({ post: postView }), {
      version,
      at: time,
    });

  const open = async (query = ''): Promise<void> => {
    await page.goto(`${site.url}/admin/plugins/tiktok${query}`);
    await page.locator('table[aria-label="Posts"]').waitFor();
  };
  /** Waits until the list has just these posts, in this order. */
  const shows = async (...titles: string[]): Promise<void> => {
    const links = page.locator('tbody a[href*="/plugins/tiktok/posts/"]');
    const wanted = titles.join(', ');
    await until(
      `the list shows ${wanted}`,
      async () => (await links.allInnerTexts()).join(', ') === wanted,
    );
  };
  const choose = async (filter: string, option: string): Promise<void> => {
    await press('Filters');
    await page.getByRole('combobox', { name: 'Select field' }).click();
    await page.getByRole('option', { name: filter, exact: true }).click();
    await page.getByRole('combobox', { name: filter, exact: true }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
    await press('Add filter');
  };
  const takeOff = (filter: string): Promise<void> =>
    page.getByRole('button', { name: new RegExp(`^${filter} is `) }).click();
  const everything = '?tab=all';
  const tick = (title: string): Promise<void> =>
    page.getByRole('checkbox', { name: `Select ${title}` }).click();
  const press = (name: string): Promise<void> =>
    page.getByRole('button', { name, exact: true }).click();
  const question = (): Locator => page.getByRole('alertdialog');
  const confirm = (name: string): Promise<void> =>
    question().getByRole('button', { name, exact: true }).click();

  beforeAll(async () => {
    site = await startTestStrapi({ emulator: { allowPrivatePulls: true }, adminPanel: true });
    publisher = await startPublisher({ site });
    await publisher.stories.changeSettings({ insights: true });
    accountId = (await publisher.newAccount()).id;
    const other = await publisher.newAccount();
    dawn = await plan(accountId, 'dawn.mp4', 'Harbour at dawn', at(10));
    noon = await plan(accountId, 'noon.mp4', 'Harbour at noon', at(14));
    market = await plan(other.id, 'market.mp4', 'Market day', at(12));
    await publisher.send(accountId, {
      assetIds: await film('sketch.mp4'),
      content: { caption: 'Harbour sketch' },
      when: { type: 'draft' },
      consent: null,
    });
    browser = await startBrowser();
    ({ page, problems } = await openPage(browser));
    await signIn(page, site.url);
  });

  afterAll(async () => {
    await browser?.close();
    await publisher?.stop();
  });

  it('narrows the list by state, account and text, and keeps that over a reload', async () => {
    await open();
    // What is to come, in its order; the draft is behind another tab.
    await shows('dawn.mp4', 'market.mp4', 'noon.mp4');
    await press('Drafts (1)');
    await shows('sketch.mp4');
    await press('All (4)');
    await choose('State', 'Draft');
    await shows('sketch.mp4');
    await takeOff('State');
    await choose('Account', 'Creator 2 (@creator_2)');
    await shows('market.mp4');
    await takeOff('Account');
    await shows('sketch.mp4', 'market.mp4', 'noon.mp4', 'dawn.mp4');
    await press('Search');
    await page.keyboard.type('harbour AT');
    await page.keyboard.press('Enter');
    await shows('noon.mp4', 'dawn.mp4');
    await page.reload();
    await shows('noon.mp4', 'dawn.mp4');
    await page.locator('tbody video, tbody img').first().waitFor();
    await choose('State', 'Draft');
    await page.getByText('No post matches these filters.').waitFor();
  });

  it('sorts by a column, both ways, and says which', async () => {
    await open(everything);
    const time = page.getByRole('columnheader', { name: 'Time' });
    await press('Sort by Time');
    await shows('noon.mp4', 'market.mp4', 'dawn.mp4', 'sketch.mp4');
    expect(await time.getAttribute('aria-sort')).toBe('descending');
    await press('Sort by Time');
    await shows('sketch.mp4', 'dawn.mp4', 'market.mp4', 'noon.mp4');
    expect(await time.getAttribute('aria-sort')).toBe('ascending');
    await press('Sort by Account');
    await shows('market.mp4', 'sketch.mp4', 'noon.mp4', 'dawn.mp4');
  });

  it('is walked through with the arrow keys, up to opening a post', async () => {
    await open(everything);
    await shows('sketch.mp4', 'market.mp4', 'noon.mp4', 'dawn.mp4');
    await page.getByRole('button', { name: 'Filters', exact: true }).focus();
    const focused = page.locator('a:focus');
    for (let tabs = 0; tabs < 12 && (await focused.count()) === 0; tabs += 1) {
      await page.keyboard.press('Tab');
    }
    expect(await focused.textContent()).toBe('sketch.mp4');
    await page.keyboard.press('ArrowDown');
    await page.locator('a:focus', { hasText: 'market.mp4' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'market.mp4', level: 1 }).waitFor();
  });

  it('gives what is shown as a file, and nothing else', async () => {
    await open(`?tab=all&filters[$and][0][accountId][$eq]=${accountId}&sort=time&order=asc`);
    const [file] = await Promise.all([page.waitForEvent('download'), press('Export as CSV')]);
    expect(file.suggestedFilename()).toBe('tiktok-posts.csv');
    const { data } = Papa.parse(await readFile(await file.path(), 'utf8'), {
      header: true,
      skipEmptyLines: true,
    });
    expect(exported.parse(data)).toEqual([
      { title: 'sketch.mp4', state: 'Draft', account: 'Creator 1' },
      { title: 'dawn.mp4', state: 'Scheduled', account: 'Creator 1' },
      { title: 'noon.mp4', state: 'Scheduled', account: 'Creator 1' },
    ]);
  });

  it('gives several posts new times, one after the other', async () => {
    await open('?tab=all');
    await tick('noon.mp4');
    await tick('dawn.mp4');
    await page.getByText('2 posts selected').first().waitFor();
    expect(await findingsEverywhere(page)).toEqual(NONE);
    await picture(page, 'queue');
    await press('New times');
    await question()
      .getByLabel('Date')
      .fill(tomorrow.plus({ days: 3 }).toFormat('yyyy-MM-dd'));
    await question().getByLabel('Time').fill('09:00');
    await question().getByLabel('Minutes between two posts').fill('90');
    expect(await findings(page, QUESTION)).toEqual([]);
    await confirm('New times');
    await page.getByRole('main').getByText('2 of 2 done.').waitFor();
    // In the order of the list.
    noon = await publisher.stories.readPost(noon.id);
    dawn = await publisher.stories.readPost(dawn.id);
    expect([noon.scheduledAt, dawn.scheduledAt]).toEqual([at(3 * 24 + 9), at(3 * 24 + 10.5)]);
    expect([noon.state, dawn.state]).toEqual(['scheduled', 'scheduled']);
  });

  it('cancels several, but not one that somebody else changed meanwhile, and says which', async () => {
    await open();
    await tick('noon.mp4');
    await tick('market.mp4');
    await press('Cancel post');
    await question().getByText('2 posts selected').waitFor();
    await reschedule(noon, at(5 * 24));
    await confirm('Cancel post');
    const main = page.getByRole('main');
    await main.getByText('1 of 2 done.').waitFor();
    await main.getByText('noon.mp4: The post was changed by someone else').waitFor();
    expect((await publisher.stories.readPost(market.id)).state).toBe('cancelled');
    expect(await publisher.stories.readPost(noon.id)).toMatchObject({
      state: 'scheduled',
      scheduledAt: at(5 * 24),
    });
    expect(await findings(page)).toEqual([]);
    await press('Undo the cancelling');
    await main.getByText('1 of 1 done.').waitFor();
    expect(await publisher.stories.readPost(market.id)).toMatchObject({
      state: 'scheduled',
      scheduledAt: market.scheduledAt,
      consent: market.consent,
    });
  });

  it('sends several that failed again, with the agreement that was given for each', async () => {
    const { tiktok, send, hasteTo } = publisher;
    tiktok.act('failNextProcessing', { reason: 'frame_rate_check_failed', times: 2 });
    const failed: PostView[] = [];
    for (const name of ['one.mp4', 'two.mp4']) {
      const { id } = await send(accountId, { assetIds: await film(name) });
      failed.push(await hasteTo(id, isIn('failed')));
    }
    await open('?tab=all&filters[$and][0][state][$eq]=failed');
    await shows('two.mp4', 'one.mp4');
    await page.getByRole('checkbox', { name: 'Select all on this page' }).click();
    await press('Send again');
    await confirm('Send again');
    await page.getByRole('main').getByText('2 of 2 done.').waitFor();
    for (const { id, consent } of failed) {
      const done = await hasteTo(id, isIn('published'));
      expect(done.consent).toEqual(consent);
      expect(done.attempts).toHaveLength(2);
    }
  });

  it('T02: shows what may be the post whose answer was lost, and takes the one a person names', async () => {
    const { tiktok, send, hasteTo, stories } = publisher;
    const file = await makePicture(`${site.home.directory}/lost.jpg`);
    const { id: photo } = await site.uploadAsset(file);
    tiktok.setWebhookUrl(null);
    tiktok.holdProcessing();
    const lost: number[] = [];
    for (let times = 0; times < 2; times += 1) {
      tiktok.faults.add({ endpoint: 'content.init', kind: 'drop_after' });
      const { id } = await send(accountId, {
        kind: 'photo',
        assetIds: [photo],
        content: { title: 'Twice the same' },
      });
      await stories.waitFor(id, isIn('outcome_unknown'));
      lost.push(id);
    }
    tiktok.holdProcessing(false);
    await tiktok.settled();
    const [id = 0] = lost;
    const { candidates } = await hasteTo(id, ({ candidates: found }) => found.length === 2);

    await page.goto(`${site.url}/admin/plugins/tiktok/posts/${id}`);
    await press('Say what happened');
    await question().getByText("TikTok's answer was lost", { exact: false }).waitFor();
    const save = question().getByRole('button', { name: 'Save' });
    expect(await save.isDisabled()).toBe(true);
    await question().getByRole('radio', { name: 'Not there: send it again' }).click();
    await question().getByText('it will be on TikTok twice', { exact: false }).waitFor();
    await question().getByRole('radio', { name: 'There: it went out' }).click();
    await question().getByText('It is kept here as published. Nothing is sent.').waitFor();
    const evidence = question().getByRole('radiogroup', {
      name: 'Posts on TikTok that may be this one',
    });
    expect(await evidence.getByRole('radio', { name: /^Twice the same/ }).count()).toBe(2);
    await evidence
      .getByRole('radio', { name: /^Twice the same/ })
      .first()
      .click();
    const [named] = candidates;
    const address = question().getByLabel('Its address on TikTok (optional)');
    expect(await address.inputValue()).toBe(named?.link);
    expect(await findings(page, QUESTION)).toEqual([]);
    await save.click();
    await question().waitFor({ state: 'detached' });
    await page.getByText('Published', { exact: true }).first().waitFor();
    const settled = await stories.readPost(id);
    expect([settled.state, settled.link]).toEqual(['published', named?.link]);
    expect(await findingsEverywhere(page)).toEqual(NONE);
    expectNoProblems(problems);
  });
});
