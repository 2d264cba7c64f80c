import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { type Browser, type Page } from 'playwright-core';

import { settingsView } from '../../contracts/settings';
import {
  APP,
  CLIENT_SECRET,
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

const SECRET = 'sandbox-client-secret-0123456789';

describe('the settings page of the TikTok app', () => {
  let site: TestStrapi;
  let browser: Browser;
  let page: Page;
  let problems: string[];

  const settings = async () => {
    const token = await site.as('superAdmin');
    return settingsView.parse((await site.request('GET', '/tiktok/settings', { token })).body);
  };
  const dialog = () => page.getByRole('dialog');

  beforeAll(async () => {
    site = await startTestStrapi({ emulator: true, adminPanel: true });
    await createStories(site, site.emulator, () => site.as('superAdmin')).connect();
    browser = await startBrowser();
    ({ page, problems } = await openPage(browser));
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await signIn(page, site.url);
    await page.goto(`${site.url}/admin/settings/tiktok/app`);
    await page.getByRole('heading', { name: 'TikTok app', level: 1 }).waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  it('is free of serious and critical findings of axe, in light and dark and on a phone', async () => {
    await picture(page, 'settings');
    expect(await findingsEverywhere(page)).toEqual(NONE);
  });

  it('says at the field what was pasted wrong, and stores nothing', async () => {
    await page.getByRole('button', { name: 'Enter credentials' }).click();
    const key = dialog().getByLabel('Client Key');
    const secret = dialog().getByLabel('Client Secret');
    await key.fill('7391234567890123456');
    await secret.fill(SECRET);
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().getByText('This looks like the App ID', { exact: false }).waitFor();
    const described = await key.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${described}"]`).innerText()).toContain('App ID');
    expect(await findingsEverywhere(page)).toEqual(NONE);

    await key.fill(SECRET);
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().getByText('This looks like the Client Secret', { exact: false }).waitFor();
    expect((await settings()).apps.sandbox.source).toBe('none');
  });

  it('stores the credentials, shows the end of the secret and never the secret', async () => {
    await dialog().getByLabel('Client Key').fill('  "sbawsandboxkey01" ');
    await dialog().getByLabel('Client Secret').fill(SECRET);
    await dialog().getByRole('button', { name: 'Save' }).click();
    await page.getByText('The credentials for Sandbox are stored.').first().waitFor();
    await dialog().waitFor({ state: 'detached' });
    await page.getByText('Set, ends in 6789').first().waitFor();
    expect((await settings()).apps.sandbox).toMatchObject({
      source: 'store',
      clientKey: 'sbawsandboxkey01',
    });
    expect(await page.content()).not.toContain(SECRET);
  });

  it('tells what TikTok says of the credentials', async () => {
    const tests = page.getByRole('button', { name: 'Test credentials' });
    await tests.nth(1).click();
    await page
      .getByRole('main')
      .getByText(/^Accepted/)
      .waitFor();
    await tests.nth(0).click();
    await page
      .getByRole('main')
      .getByText(/^Refused/)
      .waitFor();
  });

  it('gives the redirect URI to copy, letter by letter', async () => {
    const uri = `${site.url}/api/tiktok/oauth/callback`;
    expect(await page.getByLabel('Redirect URI').inputValue()).toBe(uri);
    await page.getByRole('button', { name: 'Copy: Redirect URI' }).click();
    await page.getByText('Copied.').first().waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(uri);
  });

  it('switches the Share Type and explains each scope that follows from it', async () => {
    const publishing = page.getByRole('listitem').filter({ hasText: 'video.publish' });
    expect(await publishing.textContent()).toContain('Not asked for');
    await page.getByRole('checkbox', { name: 'Allow Direct Post' }).click();
    await page.getByRole('radio', { name: 'Direct Post' }).click();
    await page.locator('form').getByRole('button', { name: 'Save' }).first().click();
    await page.getByText('The settings are saved.').first().waitFor();
    await publishing.getByText('Asked for', { exact: true }).waitFor();
    expect(await settings()).toMatchObject({ shareType: 'direct_post', allowDirectPost: true });
    const scopes = await page.getByRole('listitem').filter({ hasText: 'user.info.' }).count();
    expect(scopes).toBeGreaterThanOrEqual(3);
    await page.getByText('Always: tells which TikTok account', { exact: false }).waitFor();
    await page.getByText('"video.upload" is asked for', { exact: false }).waitFor();
  });

  it('says by name which accounts go quiet before the mode is switched', async () => {
    await page.getByRole('radio', { name: 'Sandbox' }).click();
    const told = page.getByRole('status').filter({ hasText: '1 account of Live goes quiet' });
    expect(await told.innerText()).toContain('Demo Creator');
    await page.getByRole('main').getByText('1 account of Live goes quiet').waitFor();
    await page.locator('form').getByRole('button', { name: 'Save' }).first().click();
    await page
      .getByText('1 accounts belong to the mode that is not active', { exact: false })
      .waitFor();
    expectNoProblems(problems);
  });

  it('no secret stands in the admin as it was built, not even one of the build’s own environment', async () => {
    const folder = path.join(APP, 'build');
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    const texts = files.filter((file) => file.isFile() && /\.(js|html|css|json)$/.test(file.name));
    expect(texts.length).toBeGreaterThan(50);
    for (const file of texts) {
      const text = await readFile(path.join(file.parentPath, file.name), 'utf8');
      for (const secret of [SECRET, CLIENT_SECRET, 'in-the-environment-of-the-build']) {
        expect([file.name, text.includes(secret)]).toEqual([file.name, false]);
      }
    }
  });
});
