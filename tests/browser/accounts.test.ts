import { type Browser, type Page } from 'playwright-core';

import {
  createStories,
  expectNoProblems,
  openPage,
  signIn,
  startBrowser,
  startTestStrapi,
  type Stories,
  type TestStrapi,
  VIDEO,
} from '../support';
import { findingsEverywhere, NONE } from './accessibility';

describe('the page of the TikTok accounts', () => {
  let site: TestStrapi;
  let stories: Stories;
  let browser: Browser;
  let page: Page;
  let problems: string[];

  const open = async (): Promise<void> => {
    await page.goto(`${site.url}/admin/settings/tiktok/accounts`);
    await page.getByRole('heading', { name: 'TikTok accounts', level: 1 }).waitFor();
  };
  const connectButton = () => page.getByRole('button', { name: 'Connect account' }).first();
  const card = (name: string) => page.getByRole('article', { name });
  /** Confirmations are alert dialogs, forms are dialogs. */
  const question = () => page.getByRole('alertdialog');

  beforeAll(async () => {
    site = await startTestStrapi({ emulator: true, adminPanel: true });
    site.emulator().act('addAccount', { handle: 'second_creator', nickname: 'Second Creator' });
    stories = createStories(site, site.emulator, () => site.as('superAdmin'));
    await stories.useDirectPost();
    browser = await startBrowser();
    ({ page, problems } = await openPage(browser));
    await signIn(page, site.url);
  });

  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  it('tells a newcomer the first step', async () => {
    await open();
    await page.getByText('No account is connected yet.', { exact: false }).waitFor();
    expect(await findingsEverywhere(page)).toEqual(NONE);
  });

  it('says in words that the sign-in was cancelled on TikTok’s page', async () => {
    const opening = page.waitForEvent('popup');
    await connectButton().click();
    const popup = await opening;
    await page
      .getByRole('main')
      .getByText("TikTok's page is open in another window", { exact: false })
      .waitFor();
    await popup.getByRole('button', { name: 'Cancel' }).click();
    await popup
      .getByText('The sign-in was cancelled on the TikTok page', { exact: false })
      .waitFor();
    expect(new URL(popup.url()).hash).toBe('');
    expect(await findingsEverywhere(popup)).toEqual(NONE);
    await popup.close();
    await open();
    await page.getByText('No account is connected yet.', { exact: false }).waitFor();
  });

  it('connects by a popup that closes itself', async () => {
    const opening = page.waitForEvent('popup');
    await connectButton().click();
    const popup = await opening;
    const closed = popup.waitForEvent('close');
    await popup.getByRole('radio', { name: /Demo Creator/ }).check();
    await popup.getByRole('button', { name: 'Authorize' }).click();
    await closed;
    await card('Demo Creator').getByText('Connected', { exact: true }).first().waitFor();
    await page.getByText('Demo Creator is connected.').first().waitFor();
  });

  it('connects in the same window where popups are blocked', async () => {
    await page.evaluate(() => {
      window.open = () => null;
    });
    await connectButton().click();
    await page.getByRole('radio', { name: /Second Creator/ }).check();
    await page.getByRole('button', { name: 'Authorize' }).click();
    await page.getByText('Second Creator is connected.').first().waitFor();
    // Code and state are gone from the address, and from what "back" would show.
    expect(new URL(page.url()).hash).toBe('');
    await page.getByRole('link', { name: 'To the accounts' }).click();
    await card('Second Creator').waitFor();
    await card('Demo Creator').waitFor();
  });

  it('is free of serious and critical findings of axe, in light and dark and on a phone', async () => {
    await card('Demo Creator').getByText('@demo_creator', { exact: false }).first().waitFor();
    expect(await findingsEverywhere(page)).toEqual(NONE);
  });

  it('edits label and time zone in a dialog', async () => {
    await card('Demo Creator').getByRole('button', { name: 'Edit' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Label').fill('Harbour desk');
    expect(await findingsEverywhere(page)).toEqual(NONE);
    await form.getByRole('button', { name: 'Save' }).click();
    await card('Demo Creator').getByText('Harbour desk', { exact: false }).waitFor();
  });

  it('says what disconnecting does to scheduled posts, and does it', async () => {
    const { id } = await stories.connect('second_creator');
    const asset = await site.uploadAsset(VIDEO);
    const at = new Date(Date.now() + 86_400_000).toISOString();
    const post = await stories.createPost(
      stories.postOf(id, [asset.id], { when: { type: 'at', at } }),
    );
    await open();
    await card('Second Creator').getByRole('button', { name: 'Disconnect' }).click();
    await question().getByText('1 post waits to be sent. It is held', { exact: false }).waitFor();
    expect(await findingsEverywhere(page)).toEqual(NONE);
    await question().getByRole('button', { name: 'Disconnect' }).click();
    await page.getByText('Second Creator is disconnected. 1 post is held.').first().waitFor();
    await card('Second Creator').getByText('Disconnected', { exact: true }).first().waitFor();
    expect((await stories.readPost(post.id)).state).toBe('held');
  });

  it('erases after the name was typed, and hands over a receipt', async () => {
    await card('Second Creator').getByRole('button', { name: 'Erase' }).click();
    const confirm = question().getByRole('button', { name: 'Erase' });
    expect(await confirm.isDisabled()).toBe(true);
    await question().getByRole('textbox').fill('second_creator');
    expect(await findingsEverywhere(page)).toEqual(NONE);
    await confirm.click();
    const receipt = page.getByRole('dialog');
    await receipt.getByText('Second Creator is erased').waitFor();
    const text = await receipt.getByRole('region', { name: 'Receipt' }).innerText();
    expect(JSON.parse(text)).toMatchObject({ by: 'Test Root', erased: { account: 1 } });
    expect(await findingsEverywhere(page)).toEqual(NONE);
    await receipt.getByRole('button', { name: 'Close' }).last().click();
    await card('Second Creator').waitFor({ state: 'detached' });
    expectNoProblems(problems);
  });
});
