import path from 'node:path';

import { DateTime } from 'luxon';
import { type Browser, type Locator, type Page } from 'playwright-core';
import { z } from 'zod';

import { type AccountView } from '../../contracts/accounts';
import { type PostView, postView } from '../../contracts/posts';
import {
  createStories,
  expectNoProblems,
  MEDIA,
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
import { answered, composerOn } from './composer';

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
  /** What the box opens: what can be done with the post. */
  const peek = (): Locator =>
    page.getByRole('dialog').filter({ has: page.getByText('Open the post') });
  /** Opens it by keyboard, and presses one of its buttons. */
  const actOn = async (post: PostView, action: string): Promise<void> => {
    await shown(post).getByRole('button').focus();
    await page.keyboard.press('Enter');
    await peek().getByRole('button', { name: action, exact: true }).focus();
    await page.keyboard.press('Enter');
  };
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
    // The hours of a week scroll by themselves.
    await place.scrollIntoViewIfNeeded();
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
    await shown(post).getByText('Scheduled', { exact: true }).waitFor();
    await shown(post).getByText(account.nickname, { exact: true }).waitFor();
    expect(await findingsEverywhere(page)).toEqual(NONE);
    await shown(post).click();
    await peek().waitFor();
    expect(await findings(page)).toEqual([]);
    await linkTo(post).last().click();
    await page.waitForURL(new RegExp(`/posts/${post.id}$`));
  });

  it('moves a post by keyboard alone, keeps its consent, and takes it back', async () => {
    const post = await schedule('By keyboard', at(9));
    await open();
    await shown(post).waitFor();
    await actOn(post, 'Choose a time');
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
    const post = await stories.waitFor(made.id, ({ state }) => state === 'published');
    await open();
    await shown(post).waitFor();
    expect(await shown(post).getAttribute('title')).toContain('TikTok has it already');
    await shown(post).getByText('TikTok has it already', { exact: false }).waitFor({
      state: 'attached',
    });
    await shown(post).getByRole('button').click();
    await peek().getByText('TikTok has it already', { exact: false }).waitFor();
    expect(await peek().getByRole('button', { name: 'Choose a time' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await peek().waitFor({ state: 'detached' });
    await drag(shown(post), await middleOf(day(tomorrow.plus({ days: 2 }).toFormat('yyyy-MM-dd'))));
    await page.locator('.fc-event-mirror').waitFor({ state: 'detached' });
    expect(await news().count()).toBe(0);
    expect((await stories.readPost(post.id)).version).toBe(post.version);
  });

  it('says so when someone else changed the post meanwhile, and shows it as it is now', async () => {
    const post = await schedule('Changed by two', at(8));
    await open();
    await shown(post).waitFor();
    await actOn(post, 'Choose a time');
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

  it('shows the newest of many waiting drafts, and the others when asked', async () => {
    const drafts: PostView[] = [];
    for (let count = 0; count < 27; count += 1) drafts.push(await draft(`Waits ${count}`));
    const [oldest] = drafts;
    const newest = drafts.at(-1);
    if (!oldest || !newest) throw new Error('nothing was drafted');
    await open();
    await waiting(newest).waitFor();
    expect(await waiting(oldest).count()).toBe(0);
    const list = page.locator('[data-draft]');
    expect(await list.count()).toBe(25);
    await page.getByRole('button', { name: 'Show more drafts' }).focus();
    await page.keyboard.press('Enter');
    await waiting(oldest).waitFor();
    // The keyboard goes on with the first that came.
    const focused = page.locator('[data-draft]:focus');
    expect(await focused.getAttribute('data-draft')).toBe(
      await list.nth(25).getAttribute('data-draft'),
    );
    expect(await page.getByRole('button', { name: 'Show more drafts' }).count()).toBe(0);
    expect(await findings(page)).toEqual([]);

    await waiting(oldest)
      .getByRole('button', { name: /^Choose a time/ })
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Date').fill(tomorrow.toFormat('yyyy-MM-dd'));
    await dialog.getByLabel('Time').fill('07:15');
    await dialog.getByRole('button', { name: 'Move it there' }).click();
    await waiting(oldest).waitFor({ state: 'detached' });
    expect(await timeOf(oldest)).toBe(at(7.25));
    for (const { id } of drafts) {
      const { version } = await stories.readPost(id);
      await stories.call('POST', `/tiktok/posts/${id}/cancel`, anything, { version });
    }
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
    await page.getByText('All times are in the account’s zone, Europe/Berlin.').waitFor();
    for (let months = 0; months < 14 && (await day(gap).count()) === 0; months += 1) {
      await page.getByRole('button', { name: 'Next month' }).click();
    }
    await page.getByRole('button', { name: 'Week', exact: true }).click();
    const column = calendar().locator(`.fc-timegrid-col[data-date="${gap}"]`);
    for (let weeks = 0; weeks < 7 && (await column.count()) === 0; weeks += 1) {
      await page.getByRole('button', { name: 'Next week' }).click();
    }
    expect(await findingsEverywhere(page)).toEqual(NONE);
    const { x } = await middleOf(column);
    const slot = calendar().locator('.fc-timegrid-slot-lane[data-time="02:30:00"]');
    const { y } = await middleOf(slot);
    await drag(waiting(post), { x, y });
    const dialog = page.getByRole('dialog');
    await dialog.getByTestId('clock-change').waitFor();
    expect(await dialog.getByRole('button', { name: 'Move it there' }).isDisabled()).toBe(true);
    expect(await timeOf(post)).toBeNull();
    expect(await findings(page)).toEqual([]);
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

  it('begins a post for a free posting time by keyboard, and comes back to the week', async () => {
    // A file that nothing else was made of: the form warns of repeats.
    await site.uploadAsset(path.join(MEDIA, 'kites.mp4'));
    const times = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, time: '17:00' }));
    await stories.call('PUT', `/tiktok/accounts/${account.id}/posting-times`, anything, {
      version: 'latest',
      times,
    });
    const date = tomorrow.plus({ days: 1 }).toFormat('yyyy-MM-dd');
    await open(`?accountId=${account.id}&view=week&date=${date}`);
    await page.getByRole('combobox', { name: 'Times in' }).click();
    await page
      .getByRole('option', { name: /Europe\/Berlin/ })
      .last()
      .click();
    const at17 = DateTime.fromISO(`${date}T17:00`, { zone: 'Europe/Berlin' }).toJSDate();
    const place = calendar().locator(`[data-open-time="${at17.toISOString()}"]`);
    await place.waitFor();
    await picture(page, 'calendar');
    await place.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Choose from the Media Library' }).click();
    const library = page.getByRole('dialog');
    const name = 'kites.mp4';
    await library.getByRole('checkbox', { name, exact: true }).click();
    await library.getByRole('button', { name: 'Finish' }).click();
    await library.waitFor({ state: 'detached' });
    const main = composerOn(page, page.getByRole('main'));
    await answered(main.form);
    await main.form.getByLabel('Caption').focus();
    await page.keyboard.type('Begun from the calendar');
    await main.choosePrivacy(/Everyone/);
    await main.button('Schedule').click();
    await page.waitForURL(new RegExp(`/calendar\\?.*view=week.*date=${date}`));
    await calendar().getByText('17:00', { exact: true }).first().waitFor();
    await place.waitFor({ state: 'detached' });
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
    expectNoProblems(problems);
  });
});
