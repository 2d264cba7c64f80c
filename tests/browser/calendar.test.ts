import { DateTime } from 'luxon';
import { type Browser, type Locator, type Page } from 'playwright-core';
import { z } from 'zod';

import { type AccountView } from '../../contracts/accounts';
import { type PostView, postView } from '../../contracts/posts';
import {
  createStories,
  openPage,
  picture,
  signIn,
  startBrowser,
  startTestStrapi,
  type Stories,
  type TestStrapi,
  VIDEO,
} from '../support';
import { findings, findingsEverywhere, NONE } from './accessibility';

const anything = z.object({});
const tomorrow = DateTime.utc().plus({ days: 1 }).startOf('day');
const at = (hour: number, days = 0) =>
  tomorrow.plus({ days, hours: hour }).toJSDate().toISOString();

/** The next night in which Berlin puts its clocks forward: the last Sunday of March. */
const nextGap = (): string => {
  const now = DateTime.utc();
  const lastSunday = (year: number) => {
    const end = DateTime.utc(year, 3, 31);
    return end.minus({ days: end.weekday % 7 });
  };
  const here = lastSunday(now.year);
  return (here > now.plus({ days: 1 }) ? here : lastSunday(now.year + 1)).toFormat('yyyy-MM-dd');
};

describe('the calendar', () => {
  let site: TestStrapi;
  let stories: Stories;
  let browser: Browser;
  let page: Page;
  let problems: string[];
  let account: AccountView;
  let video: number;

  const schedule = (title: string, time: string): Promise<PostView> =>
    stories.createPost(
      stories.postOf(account.id, [video], {
        content: { caption: title },
        when: { type: 'at', at: time },
      }),
    );
  const draft = (title: string): Promise<PostView> =>
    stories.createPost(
      stories.postOf(account.id, [video], {
        content: { caption: title },
        when: { type: 'draft' },
        consent: null,
      }),
    );
  const open = async (query = '') => {
    await page.goto(`${site.url}/admin/plugins/tiktok/calendar${query}`);
    await page.locator('.fc').waitFor();
  };
  const calendar = (): Locator => page.getByTestId('calendar');
  const shown = ({ id }: PostView): Locator => calendar().locator(`[data-post="${id}"]`);
  const linkTo = ({ id }: PostView): Locator =>
    page.locator(`a[href$="/plugins/tiktok/posts/${id}"]`);
  const waiting = ({ id }: PostView): Locator => page.locator(`[data-draft="${id}"]`);
  const day = (date: string): Locator => calendar().locator(`td[data-date="${date}"]`);
  const news = (): Locator => page.getByTestId('calendar-news');
  const timeOf = async ({ id }: PostView) => (await stories.readPost(id)).scheduledAt;

  /** As a person drags: presses, moves in steps, lets go. */
  const drag = async (what: Locator, to: { x: number; y: number }) => {
    const box = await what.boundingBox();
    if (!box) throw new Error('nothing to drag');
    const from = { x: box.x + box.width / 2, y: box.y + box.height - 4 };
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 8, from.y + 8, { steps: 4 });
    await page.mouse.move(to.x, to.y, { steps: 15 });
    await page.mouse.up();
  };
  const middleOf = async (place: Locator) => {
    const box = await place.boundingBox();
    if (!box) throw new Error('nowhere to drop');
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };

  beforeAll(async () => {
    site = await startTestStrapi({ emulator: true, adminPanel: true });
    stories = createStories(site, site.emulator, () => site.as('superAdmin'));
    await stories.useDirectPost();
    account = await stories.connect();
    await stories.call('PUT', `/tiktok/accounts/${account.id}`, anything, {
      timeZone: 'Europe/Berlin',
    });
    video = (await site.uploadAsset(VIDEO)).id;
    browser = await startBrowser();
    ({ page, problems } = await openPage(browser, { width: 1400, height: 2200 }));
    await signIn(page, site.url);
  });

  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  it('shows a post at its time with its account and state, and opens it', async () => {
    const post = await schedule('A planned one', at(12));
    await page.goto(`${site.url}/admin/plugins/tiktok`);
    await page.getByRole('link', { name: 'Calendar' }).click();
    await shown(post).waitFor();
    await shown(post).getByText(`${account.nickname} · Scheduled`).waitFor();
    expect(await findingsEverywhere(page)).toEqual(NONE);
    await picture(page, 'calendar');
    await linkTo(post).last().click();
    await page.waitForURL(new RegExp(`/posts/${post.id}$`));
  });

  it('moves a post by keyboard alone, keeps its consent, and takes it back', async () => {
    const post = await schedule('By keyboard', at(9));
    await open();
    await shown(post)
      .getByRole('button', { name: `Choose a time: ${post.title}` })
      .focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Date').fill(tomorrow.plus({ days: 1 }).toFormat('yyyy-MM-dd'));
    await dialog.getByLabel('Time').fill('15:45');
    expect(await findings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Move it there' }).focus();
    await page.keyboard.press('Enter');
    await news().getByText('now stands at', { exact: false }).waitFor();
    const moved = await stories.readPost(post.id);
    expect(moved.scheduledAt).toBe(
      tomorrow.plus({ days: 1, hours: 15, minutes: 45 }).toJSDate().toISOString(),
    );
    expect(moved.state).toBe('scheduled');
    expect(moved.consent).toEqual(post.consent);

    await news().getByRole('button', { name: 'Undo' }).focus();
    await page.keyboard.press('Enter');
    await news().getByText('is back where it was', { exact: false }).waitFor();
    expect(await timeOf(post)).toBe(at(9));
  });

  it('T92: dragged to another day it keeps its hour, and can be taken back', async () => {
    const post = await schedule('Dragged', at(10));
    await open();
    await shown(post).waitFor();
    const target = tomorrow.plus({ days: 2 }).toFormat('yyyy-MM-dd');
    await drag(shown(post), await middleOf(day(target)));
    await news().getByText('now stands at', { exact: false }).waitFor();
    expect(await timeOf(post)).toBe(at(10, 2));
    await news().getByRole('button', { name: 'Undo' }).click();
    await news().getByText('is back where it was', { exact: false }).waitFor();
    expect(await timeOf(post)).toBe(at(10));
    await day(tomorrow.toFormat('yyyy-MM-dd')).locator(`[data-post="${post.id}"]`).waitFor();
  });

  it('holds what TikTok has already where it is, and says why', async () => {
    const made = await stories.createPost(
      stories.postOf(account.id, [video], { content: { caption: 'Out already' } }),
    );
    const post = await stories.waitFor(made.id, ({ state }) => state === 'published', 60);
    await open();
    await shown(post).waitFor();
    expect(await shown(post).getAttribute('title')).toContain('TikTok has it already');
    await shown(post).getByText('TikTok has it already', { exact: false }).waitFor({
      state: 'attached',
    });
    expect(await shown(post).getByRole('button').count()).toBe(0);
    await drag(shown(post), await middleOf(day(tomorrow.plus({ days: 2 }).toFormat('yyyy-MM-dd'))));
    await page.locator('.fc-event-mirror').waitFor({ state: 'detached' });
    expect(await news().count()).toBe(0);
    expect((await stories.readPost(post.id)).version).toBe(post.version);
  });

  it('says so when someone else changed the post meanwhile, and shows it as it is now', async () => {
    const post = await schedule('Changed by two', at(8));
    await open();
    await shown(post)
      .getByRole('button', { name: /^Choose a time/ })
      .click();
    const body = { version: post.version, at: at(8, 3) };
    const answer = z.object({ post: postView });
    await stories.call('POST', `/tiktok/posts/${post.id}/reschedule`, answer, body);
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Time').fill('20:00');
    await dialog.getByRole('button', { name: 'Move it there' }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await news().getByText('loaded again', { exact: false }).waitFor();
    await day(tomorrow.plus({ days: 3 }).toFormat('yyyy-MM-dd'))
      .locator(`[data-post="${post.id}"]`)
      .waitFor();
    expect(await timeOf(post)).toBe(at(8, 3));
  });

  it('takes a waiting draft in by drag, and gives it back without a time', async () => {
    const post = await draft('Waits beside it');
    await open();
    await waiting(post).waitFor();
    await page.getByRole('button', { name: 'Day', exact: true }).click();
    await page.getByRole('button', { name: 'Next day' }).click();
    const slot = calendar().locator('.fc-timegrid-slot-lane[data-time="18:00:00"]');
    const place = await middleOf(slot);
    await drag(waiting(post), place);
    await news().getByText('It is still a draft', { exact: false }).waitFor();
    const moved = await stories.readPost(post.id);
    expect(moved.state).toBe('draft');
    expect(moved.scheduledAt).toBe(at(18));
    await shown(post).waitFor();
    expect(await waiting(post).count()).toBe(0);
    expect(await findingsEverywhere(page)).toEqual(NONE);
    await news().getByRole('button', { name: 'Undo' }).click();
    await waiting(post).waitFor();
    expect(await timeOf(post)).toBeNull();
  });

  it('T94: asks which time is meant where the account’s clocks are put forward', async () => {
    const post = await draft('In the missing hour');
    const gap = nextGap();
    await open(`?accountId=${account.id}`);
    await page.getByRole('combobox', { name: 'Times in' }).click();
    await page
      .getByRole('option', { name: /Europe\/Berlin/ })
      .last()
      .click();
    await page.getByText('All times are in Europe/Berlin.').waitFor();
    for (let months = 0; months < 14 && (await day(gap).count()) === 0; months += 1) {
      await page.getByRole('button', { name: 'Next month' }).click();
    }
    await page.getByRole('button', { name: 'Week', exact: true }).click();
    const column = calendar().locator(`.fc-timegrid-col[data-date="${gap}"]`);
    for (let weeks = 0; weeks < 7 && (await column.count()) === 0; weeks += 1) {
      await page.getByRole('button', { name: 'Next week' }).click();
    }
    const { x } = await middleOf(column);
    const slot = calendar().locator('.fc-timegrid-slot-lane[data-time="02:30:00"]');
    const { y } = await middleOf(slot);
    await drag(waiting(post), { x, y });
    const dialog = page.getByRole('dialog');
    await dialog.getByTestId('clock-change').waitFor();
    expect(await dialog.getByRole('button', { name: 'Move it there' }).isDisabled()).toBe(true);
    expect(await timeOf(post)).toBeNull();
    await dialog.getByRole('radio').last().click();
    await dialog.getByRole('button', { name: 'Move it there' }).click();
    await news().getByText('now stands at', { exact: false }).waitFor();
    // 03:00 in Berlin, the first minute after the change.
    expect(await timeOf(post)).toBe(`${gap}T01:00:00.000Z`);
  });

  it('remembers in whose time it is shown', async () => {
    await open();
    await page.getByRole('combobox', { name: 'Times in' }).click();
    await page.getByRole('option', { name: 'UTC', exact: true }).click();
    await page.getByText('All times are in UTC.').waitFor();
    await page.reload();
    await page.getByText('All times are in UTC.').waitFor();
  });

  it('marks a stretch with more than TikTok takes, and names who would wait', async () => {
    const posts: PostView[] = [];
    for (let minute = 0; minute < 16; minute += 1) {
      posts.push(await schedule(`Crowded ${minute}`, at(12 + minute / 60, 5)));
    }
    await open();
    await page.getByText('direct posts are planned within 24 hours', { exact: false }).waitFor();
    const last = posts.at(-1);
    if (!last) throw new Error('nothing was planned');
    await linkTo(last).first().waitFor();
    await day(tomorrow.plus({ days: 5 }).toFormat('yyyy-MM-dd'))
      .locator('.tiktok-over-cap')
      .waitFor({ state: 'attached' });
    expect(await findings(page)).toEqual([]);
    for (const { id, version } of posts) {
      await stories.call('POST', `/tiktok/posts/${id}/cancel`, anything, { version });
    }
  });

  it('gives a secret address for other calendars once, and revokes it', async () => {
    await open();
    await page.getByRole('button', { name: 'Calendar feed' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Make the address' }).click();
    const url = await dialog.getByLabel('Address of the feed').inputValue();
    const path = new URL(url).pathname;
    expect((await site.request('GET', path)).text).toContain('BEGIN:VCALENDAR');
    expect(await findings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Revoke the address' }).click();
    await dialog.getByText('You have no address yet.').waitFor();
    expect((await site.request('GET', path)).status).toBe(404);
  });

  it('keeps the posting times of an account in its own zone', async () => {
    await open(`?accountId=${account.id}`);
    await page.getByRole('button', { name: 'Posting times' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Time zone: Europe/Berlin').waitFor();
    await dialog.getByRole('button', { name: 'Add a time' }).click();
    await dialog.getByTestId('posting-time').getByLabel('Time').fill('18:30');
    expect(await findings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    const times = await stories.call(
      'GET',
      `/tiktok/accounts/${account.id}/posting-times`,
      z.object({ times: z.array(z.unknown()) }),
    );
    expect(times.times).toEqual([{ weekday: 1, time: '18:30' }]);
  });

  it('imports a table: row by row first, then drafts, then one table to agree to them', async () => {
    await open();
    await page.getByRole('link', { name: 'Import' }).click();
    await page
      .getByLabel('Or paste it')
      .fill(
        `file,account,caption\n${video},${account.id},From a table\nmissing.mp4,${account.id},Not there`,
      );
    await page.getByRole('button', { name: 'Look at it' }).click();
    const rows = page.getByTestId('imported-row');
    await rows.filter({ hasText: 'From a table' }).getByText('Right').waitFor();
    await rows.filter({ hasText: 'missing.mp4' }).getByText('There is no file').waitFor();
    expect(await findingsEverywhere(page)).toEqual(NONE);
    await page.getByRole('button', { name: 'Save 1 draft' }).click();
    await page.getByText('1 draft is saved.', { exact: false }).waitFor();
    await page.getByRole('link', { name: 'Agree to them in one table' }).click();
    await page.waitForURL(/\/plugins\/tiktok\/bulk\?posts=\d+$/);
    expect(problems).toEqual([]);
  });
});
