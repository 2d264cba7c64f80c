import { readFile } from 'node:fs/promises';

import { type Browser, type Page } from 'playwright-core';

import { reviewView } from '../../contracts/review-view';
import {
  createStories,
  expectNoProblems,
  openPage,
  picture,
  signIn,
  startBrowser,
  startTestStrapi,
  type TestStrapi,
} from '../support';
import { findingsEverywhere, NONE } from './accessibility';
import { findingsInBoth } from './review';

describe('the page of review readiness', () => {
  let site: TestStrapi;
  let browser: Browser;
  let page: Page;
  let problems: string[];

  const view = async () => {
    const token = await site.as('superAdmin');
    return reviewView.parse((await site.request('GET', '/tiktok/review', { token })).body);
  };
  const section = (name: string) => page.getByRole('tab', { name, exact: true }).click();
  const step = (name: string) =>
    page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name }).click();
  const question = () => page.getByRole('alertdialog');
  const check = (id: string) => page.locator(`[data-check="${id}"]`);
  const saveFact = async (label: string, value: string) => {
    await section('About your site');
    await page.getByLabel(label, { exact: true }).fill(value);
    await page.getByRole('button', { name: 'Save facts' }).click();
    await page.getByText('The facts are saved.').first().waitFor();
    await section('The steps');
  };
  const runStep = async () => {
    const again = page.getByRole('button', { name: 'Run again' });
    const answer = page.waitForResponse((response) => response.url().endsWith('/review/run'));
    await again.click();
    expect((await answer).status()).toBe(200);
  };

  beforeAll(async () => {
    site = await startTestStrapi({ emulator: true, adminPanel: true });
    const stories = createStories(site, site.emulator, () => site.as('superAdmin'));
    await stories.useDirectPost();
    await stories.connect();
    browser = await startBrowser();
    ({ page, problems } = await openPage(browser));
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await signIn(page, site.url);
    await page.goto(`${site.url}/admin/settings/tiktok/review`);
    await page.getByRole('heading', { name: '1. App details' }).waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  it('is free of serious and critical findings of axe, in light and dark and on a phone', async () => {
    await picture(page, 'review');
    expect(await findingsEverywhere(page)).toEqual(NONE);
  });

  it('runs a step and shows a failed check with what to do, and the mended one as fine', async () => {
    await saveFact('App name', 'TikTok Helper');
    await runStep();
    const name = check('app-name');
    await name.getByText('Failed', { exact: true }).waitFor();
    await name.getByText(/^What to do: /).waitFor();
    await name.getByText(/^Last run: /).waitFor();

    await saveFact('App name', 'Fern & Moss');
    await runStep();
    await name.getByText('Fine', { exact: true }).waitFor();
  });

  it('gives a value to paste', async () => {
    // The form of the facts keeps its own field, which is not in view.
    const shown = page.getByRole('textbox', { name: 'App name', exact: true });
    expect(await shown.inputValue()).toBe('Fern & Moss');
    await page.getByRole('button', { name: 'Copy: App name' }).click();
    await page.getByText('Copied.').first().waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('Fern & Moss');
  });

  it('takes a person’s word, in this mode only, and back', async () => {
    const portal = check('app-portal');
    await portal.getByRole('button', { name: /^I did this/ }).click();
    await portal.getByText(/^Confirmed by /).waitFor();
    const { mode, steps } = await view();
    const other = mode === 'live' ? 'sandbox' : 'live';
    const word = (of: 'sandbox' | 'live') =>
      steps[of].flatMap(({ checks }) => checks).find(({ id }) => id === 'app-portal')?.confirmation;
    expect(word(mode)).toMatchObject({ by: expect.stringMatching(/./) as string });
    expect(word(other)).toBeNull();
    await portal.getByRole('button', { name: /^Take it back/ }).click();
    await portal.getByRole('button', { name: /^I did this/ }).waitFor();
  });

  it('publishes a legal page that anyone can read, after a question', async () => {
    await section('Legal pages');
    await page.getByText('These texts are drafts.', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Publish page' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Publish page' }).click();
    await page.getByText('The page is public.').first().waitFor();
    const url = await page.getByLabel('Address of the page').inputValue();
    const answer = await fetch(url);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('Fern &amp; Moss');
    expect(await findingsEverywhere(page)).toEqual(NONE);
  });

  it('takes changes of a legal page in another language, and returns to the made text', async () => {
    await page.getByLabel('Language of the page').click();
    await page.getByRole('option', { name: 'Deutsch' }).click();
    const text = page.getByLabel('Text (Markdown)');
    await page.getByRole('heading', { name: 'Datenschutzerklärung für Fern & Moss' }).waitFor();
    await page.getByText('Entwurf für eine Rechtsanwältin', { exact: false }).first().waitFor();
    await text.fill(`${await text.inputValue()}\n\nWir antworten **binnen eines Tages**.`);
    await page.getByRole('button', { name: 'Save text' }).click();
    await page.getByText('The text is saved.').first().waitFor();
    await page.getByText('Edited by you', { exact: true }).waitFor();

    await page.getByRole('button', { name: 'Publish page' }).click();
    await question().waitFor();
    expect(await findingsInBoth(page, '[role="alertdialog"]')).toEqual([]);
    await question().getByRole('button', { name: 'Publish page' }).click();
    await page.getByText('The page is public.').first().waitFor();
    const url = await page.getByLabel('Address of the page').inputValue();
    const shown = await fetch(url);
    expect([shown.status, shown.headers.get('content-language')]).toEqual([200, 'de']);
    expect(await shown.text()).toContain('Wir antworten <strong>binnen eines Tages</strong>.');

    await page.getByRole('button', { name: 'Withdraw page' }).click();
    await page.getByText('The page is not public any more.').first().waitFor();
    // The English page, which is public, stands in for it.
    expect((await fetch(url)).headers.get('content-language')).toBe('en');
    await page.getByRole('button', { name: 'Return to the made text' }).click();
    await question().waitFor();
    expect(await findingsInBoth(page, '[role="alertdialog"]')).toEqual([]);
    await question().getByRole('button', { name: 'Return to the made text' }).click();
    await page.getByText('Made from the facts', { exact: true }).waitFor();
    expect(await text.inputValue()).not.toContain('binnen eines Tages');
  });

  it('finds a symptom by TikTok’s own word, and leads to the step that mends it', async () => {
    await section('Refusals and symptoms');
    await page.getByLabel('Search the symptoms').fill('redirect_uri');
    const entry = page.getByRole('listitem').filter({ hasText: 'redirect_uri' }).first();
    await entry.waitFor();
    expect(await findingsEverywhere(page)).toEqual(NONE);
    await page.getByLabel('Search the symptoms').fill('no such symptom at all');
    await page.getByText('Nothing found.', { exact: false }).first().waitFor();
    await page
      .getByRole('button', { name: /^To the step/ })
      .first()
      .click();
    await page
      .getByRole('heading', { name: /^\d+\. / })
      .first()
      .waitFor();
  });

  it('hands over the review pack as a zip', async () => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download review pack' }).click();
    const file = await (await download).path();
    expect((await readFile(file)).subarray(0, 2).toString()).toBe('PK');
  });

  it('offers a test run with nothing chosen, and the declaration word for word', async () => {
    await step('Sandbox');
    const send = page.getByRole('button', { name: 'Send the test clip' });
    await send.waitFor();
    expect(await send.isDisabled()).toBe(true);
    await page.getByRole('radio', { name: 'Direct Post' }).click();
    await page.getByText('Choose who can view it').waitFor();
    expect(await page.getByTestId('declaration').textContent()).toBe(
      "By posting, you agree to TikTok's Music Usage Confirmation",
    );
    expect(await send.isDisabled()).toBe(true);
  });

  it('rehearses over the real pages, ticking what is shown there', async () => {
    await step('Demo video');
    await page.getByRole('button', { name: 'Start rehearsal' }).click();
    const panel = page.getByTestId('rehearsal');
    await panel.waitFor();
    await page.getByRole('link', { name: 'To the accounts' }).click();
    await page.getByRole('heading', { name: 'Demo Creator' }).waitFor();
    await panel.locator('[data-cue="account_connected"][data-ticked="true"]').waitFor();
    expect(await panel.locator('[data-cue="website_shown"]').getAttribute('data-ticked')).toBe(
      'false',
    );
    await panel.getByRole('checkbox', { name: 'The website' }).click();
    await panel.locator('[data-cue="website_shown"][data-ticked="true"]').waitFor();
    expect(await findingsEverywhere(page, '#tiktok-rehearsal')).toEqual(NONE);
    await panel.getByRole('button', { name: 'Close' }).click();
    await panel.waitFor({ state: 'detached' });
    expectNoProblems(problems);
  });
});
