import { DateTime } from 'luxon';
import { type Browser, type Page } from 'playwright-core';
import { z } from 'zod';

import { getPostingTimes } from '../../contracts/plan';
import {
  createMailSettings,
  type MailServer,
  startMailServer,
} from '../integration/attention/support';
import { isIn, type PublisherSite, startPublisher } from '../integration/posts/support';
import {
  expectNoProblems,
  openPage,
  picture,
  signIn,
  startBrowser,
  startTestStrapi,
  type TestStrapi,
  VIDEO,
} from '../support';
import { findings, findingsEverywhere, NONE } from './accessibility';

const ZONE = 'Europe/Berlin';
/** Around them stand pages and widgets that are not ours to judge. */
const DIALOG = '[role="dialog"]';
const WIDGET = 'section[aria-labelledby$="tiktok.attention"]';

/** What stands around the calendar: feeds, posting times, imports, the widget and e-mails. */
describe('around the plan', () => {
  let site: TestStrapi;
  let mail: MailServer;
  let publisher: PublisherSite;
  let browser: Browser;
  let page: Page;
  let problems: string[];
  let accountId: number;

  const openCalendar = async (): Promise<void> => {
    await page.goto(`${site.url}/admin/plugins/tiktok/calendar?accountId=${accountId}`);
    await page.locator('.fc').waitFor();
  };
  const dialog = () => page.getByRole('dialog');
  /** In light and in dark; the page's header, which it hangs on, is another one on a phone. */
  const findingsInDialog = async (): Promise<string[]> => {
    const light = await findings(page, DIALOG);
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await findings(page, DIALOG);
    await page.emulateMedia({ colorScheme: 'light' });
    return [...light, ...dark];
  };

  beforeAll(async () => {
    mail = await startMailServer();
    site = await startTestStrapi({ emulator: true, adminPanel: true, env: mail.env });
    publisher = await startPublisher({ site });
    accountId = (await publisher.newAccount()).id;
    await publisher.stories.call('PUT', `/tiktok/accounts/${accountId}`, z.object({}), {
      timeZone: ZONE,
    });
    browser = await startBrowser();
    ({ page, problems } = await openPage(browser, { width: 1400, height: 1200 }));
    await signIn(page, site.url);
  });

  afterAll(async () => {
    await browser?.close();
    await publisher?.stop();
    await mail?.close();
  });

  const postingTimes = () =>
    publisher.stories.call(
      'GET',
      `/tiktok/accounts/${accountId}/posting-times`,
      getPostingTimes.response,
    );

  it('gives a secret address for other calendars once, and revokes it', async () => {
    await openCalendar();
    await page.getByRole('button', { name: 'Calendar feed' }).click();
    await dialog().getByRole('button', { name: 'Make the address' }).click();
    const url = await dialog().getByLabel('Address of the feed').inputValue();
    const path = new URL(url).pathname;
    expect((await site.request('GET', path)).text).toContain('BEGIN:VCALENDAR');
    expect(await findingsInDialog()).toEqual([]);
    await dialog().getByRole('button', { name: 'Revoke the address' }).click();
    await dialog().getByText('You have no address yet.').waitFor();
    expect((await site.request('GET', path)).status).toBe(404);
  });

  it('keeps the posting times of an account in its own zone, and names the next free one', async () => {
    await openCalendar();
    await page.getByRole('button', { name: 'Posting times' }).click();
    await dialog().getByText(`Time zone: ${ZONE}`).waitFor();
    await dialog().getByRole('button', { name: 'Add a time' }).click();
    // Monday to Friday is ticked; it shall be every other day.
    for (const day of ['Tuesday', 'Thursday']) {
      await dialog().getByRole('checkbox', { name: day }).click();
    }
    expect(await findingsInDialog()).toEqual([]);
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().waitFor({ state: 'detached' });
    const { times, nextFree } = await postingTimes();
    expect(times).toEqual([1, 3, 5].map((weekday) => ({ weekday, time: '18:00' })));
    const next = DateTime.fromISO(nextFree ?? '', { zone: ZONE });
    expect([1, 3, 5]).toContain(next.weekday);
    expect(next.toFormat('HH:mm')).toBe('18:00');

    await page.getByRole('button', { name: 'Posting times' }).click();
    const shown = await dialog().getByText('The next free one:', { exact: false }).innerText();
    expect(shown).toContain(next.setLocale('en').toFormat('d'));
    expect(shown).toMatch(/18:00|6:00/);
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await dialog().waitFor({ state: 'detached' });
  });

  it('imports a file: row by row first, then drafts, then one table to agree to them', async () => {
    await openCalendar();
    await page.getByRole('link', { name: 'Import' }).click();
    const csv = [
      'file,account,share_type,caption,privacy',
      `${publisher.video.id},${accountId},direct_post,From a table,PUBLIC_TO_EVERYONE`,
      `missing.mp4,${accountId},direct_post,Not there,PUBLIC_TO_EVERYONE`,
    ].join('\n');
    await page
      .getByLabel('CSV file')
      .setInputFiles({ name: 'plan.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await page.getByRole('button', { name: 'Look at it' }).click();
    const rows = page.getByTestId('imported-row');
    await rows.filter({ hasText: 'From a table' }).getByText('Right').waitFor();
    const bad = rows.filter({ hasText: 'Not like this' });
    await bad.getByText('There is no file', { exact: false }).waitFor();
    // As a spreadsheet counts: the header is row 1.
    expect(await bad.locator('td').first().innerText()).toBe('3');
    expect(await findingsEverywhere(page)).toEqual(NONE);
    await page.getByRole('button', { name: 'Save 1 draft' }).click();
    await page.getByRole('main').getByText('1 draft is saved.', { exact: false }).waitFor();
    await page.getByRole('link', { name: 'Agree to them in one table' }).click();
    await page.waitForURL(/\/plugins\/tiktok\/bulk\?posts=\d+$/);

    const postId = Number(/\d+$/.exec(page.url())?.[0]);
    expect(await publisher.stories.readPost(postId)).toMatchObject({
      state: 'draft',
      consent: null,
    });
    await page.getByTestId('bulk-row').getByText('Posting to', { exact: false }).waitFor();
    const { nextFree } = await postingTimes();
    if (nextFree === null) throw new Error('The account has no free posting time.');
    // The account has posting times by now, so the table begins with the next of them.
    await page.getByRole('button', { name: 'Schedule 1 post' }).click();
    await page.getByRole('main').getByText('1 done.', { exact: false }).waitFor();
    expect((await publisher.stories.readPost(postId)).scheduledAt).toBe(
      DateTime.fromISO(nextFree).toUTC().toISO(),
    );
    const sent = await publisher.hasteTo(postId, isIn('published'));
    expect(sent.content.caption).toBe('From a table');
    expect(sent.consent).not.toBeNull();
  });

  it('shows on the homepage what goes out next and what needs a hand, with the way there', async () => {
    const { send, hasteTo, tiktok } = publisher;
    const planned = await send(accountId, {
      assetIds: [(await site.uploadAsset(VIDEO, 'soon.mp4')).id],
      when: { type: 'at', at: DateTime.utc().plus({ hours: 5 }).toJSDate().toISOString() },
    });
    tiktok.failNextProcessing('frame_rate_check_failed');
    const failing = await send(accountId, {
      assetIds: [(await site.uploadAsset(VIDEO, 'refused.mp4')).id],
    });
    await hasteTo(failing.id, isIn('failed'));
    await page.goto(`${site.url}/admin`);
    const widget = page.locator(WIDGET);
    const group = (name: string) =>
      widget.getByRole('heading', { name, level: 3 }).locator('xpath=ancestor::div[2]');
    await group('Next posts').getByRole('link', { name: planned.title }).waitFor();
    await group('Failed').getByRole('link', { name: failing.title }).waitFor();
    expect(await group('Failed').getByRole('link').count()).toBe(1);
    // The heading above them is Strapi's own.
    expect(await findings(page, `${WIDGET} ul`)).toEqual([]);
    await picture(page, 'widget');
    await widget.getByRole('link', { name: failing.title }).click();
    await page.waitForURL(new RegExp(`/plugins/tiktok/posts/${failing.id}$`));
    await page.goto(`${site.url}/admin/plugins/tiktok`);
    await page.getByRole('link', { name: '1 needs a hand' }).click();
    await page.getByRole('heading', { name: 'Needs a hand', level: 1 }).waitFor();
    await page.getByRole('link', { name: failing.title }).waitFor();
    expect(await findingsEverywhere(page)).toEqual(NONE);
  });

  it('switches e-mails on only after the code of a test mail was entered', async () => {
    const settings = createMailSettings(site, mail);
    await page.goto(`${site.url}/admin/settings/tiktok/app`);
    const card = page.getByRole('region', { name: 'E-mails' });
    await card.getByText('No e-mails are sent.').waitFor();
    const on = card.getByRole('checkbox', { name: 'Send e-mails' });
    expect(await on.isDisabled()).toBe(true);
    await card.getByRole('button', { name: 'Send a test mail to me' }).click();
    const code = card.getByLabel('Code from the test mail');
    await code.fill('wrong');
    await card.getByRole('button', { name: 'Confirm' }).click();
    await card.getByRole('alert').waitFor();
    expect(await findingsEverywhere(page)).toEqual(NONE);

    await code.fill(settings.codeOf(mail.mails.at(-1)));
    await card.getByRole('button', { name: 'Confirm' }).click();
    await card.getByText('A test mail arrived', { exact: false }).waitFor();
    await on.click();
    await card.getByRole('button', { name: 'Save' }).click();
    await card.getByText('E-mails are sent.').waitFor();
    expect(await settings.read()).toMatchObject({ active: true, enabled: true });
    expectNoProblems(problems);
  });
});
