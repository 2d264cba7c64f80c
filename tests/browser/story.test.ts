import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { type Browser, type Page } from 'playwright-core';

import { AUDITED } from '../../contracts/consent';
import {
  expectNoProblems,
  openPage,
  picture,
  signIn,
  startBrowser,
  startTestStrapi,
  type TestStrapi,
  until,
  VIDEO,
} from '../support';

/** The main job, done as a newcomer does it, from the login to the published post. */
describe('a newcomer publishes a video from the Strapi admin', () => {
  let site: TestStrapi;
  let browser: Browser;
  let page: Page;
  let problems: string[];

  beforeAll(async () => {
    site = await startTestStrapi({ emulator: true, adminPanel: true, seed: true });
    browser = await startBrowser();
    ({ page, problems } = await openPage(browser));
    await signIn(page, site.url);
  });

  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  it('connects a TikTok account through the consent page', async () => {
    await page.goto(`${site.url}/admin/settings/tiktok/accounts`);
    const popup = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Connect account' }).first().click();
    const consent = await popup;
    await consent.getByRole('radio', { name: /Demo Creator/ }).check();
    await consent.getByRole('button', { name: 'Authorize' }).click();
    await page.getByText('@demo_creator').first().waitFor();
    await page.getByText('Connected', { exact: true }).first().waitFor();
    await picture(page, 'accounts');
  });

  it('finds the entry’s video in the side panel of the Content Manager', async () => {
    await page.goto(`${site.url}/admin/content-manager/collection-types/api::article.article`);
    await page.getByText('The harbour at dusk').first().click();
    await page.getByText('Not on TikTok yet.').waitFor();
    await page.getByText('harbour-at-dusk.mp4').first().waitFor();
    await picture(page, 'entry-panel');
  });

  it('asks for consent in TikTok’s words and sends nothing before the button is pressed', async () => {
    await page.getByRole('button', { name: 'Publish to TikTok' }).first().click();
    const form = page.getByRole('dialog');
    await form.getByText('Posting to').waitFor();
    await form.getByText('Demo Creator').first().waitFor();
    await form
      .getByText(AUDITED.music.replace("By posting, you agree to TikTok's ", ''))
      .first()
      .waitFor();
    const publish = form.getByRole('button', { name: 'Publish', exact: true });
    expect(await publish.isDisabled()).toBe(true);

    await form.getByLabel('Caption').fill('The harbour at dusk #harbour');
    await form.getByLabel('Who can view this post').click();
    await page.getByRole('option', { name: /Everyone|Public/i }).click();
    await until('the button can be pressed', () => publish.isEnabled());
    await picture(page, 'composer');
    expect(site.emulator().publishes()).toHaveLength(0);
    await publish.click();
  });

  it('sees the post published, every byte of it, with its link', async () => {
    await page.locator('a[href*="tiktok.com/@demo_creator/video/"]').first().waitFor();
    const [live] = site.emulator().posts();
    const bytes = await readFile(VIDEO);
    expect(live?.media[0]?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(
      await page.locator('a[href*="tiktok.com/@demo_creator/video/"]').first().getAttribute('href'),
    ).toContain(live?.postId ?? 'nothing is live');
    await picture(page, 'published-entry');
  });

  it('tells the whole story on the post’s own page', async () => {
    await page.goto(`${site.url}/admin/plugins/tiktok?tab=all`);
    await page.getByText('The harbour at dusk').first().waitFor();
    await picture(page, 'posts');
    await page.goto(`${site.url}/admin/plugins/tiktok/posts/1`);
    await page.getByText('TikTok has published the post', { exact: false }).first().waitFor();
    await picture(page, 'published-post');
    expectNoProblems(problems);
  });
});
