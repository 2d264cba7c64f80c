import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type Browser, type Page } from 'playwright-core';
import sharp from 'sharp';
import { z } from 'zod';

import { ACTIONS } from '../../contracts/permissions';
import { reviewView } from '../../contracts/review-view';
import {
  createStories,
  expectNoProblems,
  makePicture,
  MEDIA,
  openPage,
  signIn,
  startBrowser,
  startTestStrapi,
  type Stories,
  type TestStrapi,
} from '../support';
import { unzip } from '../integration/review/support';
import { findings } from './accessibility';
import {
  DESK,
  findingsInBoth,
  rehearsalOn,
  rehearseConnecting,
  rehearseInsights,
  rehearsePosting,
  reviewOn,
  STEPS,
} from './review';

/** Chromium plays VP9 as it comes; H.264 needs a licence. */
const VIDEO = 'aurora.webm';

describe('the forms of review readiness', () => {
  let site: TestStrapi;
  let stories: Stories;
  let browser: Browser;
  let page: Page;
  let problems: string[];
  let folder: string;

  const view = () => stories.call('GET', '/tiktok/review', reviewView);
  let review: ReturnType<typeof reviewOn>;

  beforeAll(async () => {
    site = await startTestStrapi({ emulator: true, adminPanel: true });
    stories = createStories(site, site.emulator, () => site.as('superAdmin'));
    await stories.useDirectPost();
    await stories.changeSettings({ insights: true });
    folder = await mkdtemp(path.join(tmpdir(), 'review-'));
    for (const name of ['icon.png', 'screen-one.png', 'screen-two.png']) {
      const file = path.join(folder, name);
      await site.uploadAsset(await makePicture(file, { width: 1024, height: 1024 }));
    }
    await site.uploadAsset(path.join(MEDIA, VIDEO));
    browser = await startBrowser();
    ({ page, problems } = await openPage(browser, DESK));
    review = reviewOn(page);
    await signIn(page, site.url);
    await page.goto(`${site.url}/admin/settings/tiktok/review?section=facts`);
    await page.getByLabel('App name', { exact: true }).waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await site?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const TYPED = {
    'App name': 'Fern & Moss',
    Category: 'Content management',
    Description: 'Helps gardeners to show their plants.',
    Website: 'https://www.fern.example/',
    'Company name': 'Fern & Moss Ltd',
    'Contact e-mail': 'hello@fern.example',
    'Company address': 'Lane 1, Glasgow',
    Country: 'Scotland',
  };

  it('refuse a wrong fact at its field, and keep what was typed', async () => {
    for (const [label, value] of Object.entries(TYPED)) {
      await page.getByLabel(label, { exact: true }).fill(value);
    }
    await page.getByLabel('Website', { exact: true }).fill('fern.example');
    await page.getByRole('button', { name: 'Save facts' }).click();
    await page.getByText('must be a whole http(s) address').first().waitFor();
    expect(await findingsInBoth(page, 'main')).toEqual([]);
    expect(await page.getByLabel('Company name', { exact: true }).inputValue()).toBe(
      'Fern & Moss Ltd',
    );
    expect((await view()).facts.companyName).toBe('');
  });

  it('keep facts, choices, colours and picked files, also when the page is loaded anew', async () => {
    await page.getByLabel('Website', { exact: true }).fill(TYPED.Website);
    await page.getByRole('radio', { name: 'An organization' }).click();
    await page.getByRole('radio', { name: /^Customers or other people/ }).click();
    await page.getByLabel('Background colour').fill('#1f6f3f');
    await page.getByLabel('Text colour').fill('#fff2cc');
    await review.pick(['icon.png'], 'App icon');
    await review.pick([VIDEO], 'Demo video');
    await review.pick(['screen-one.png', 'screen-two.png'], 'Screenshots');
    await page.getByRole('button', { name: 'Remove screen-one.png' }).click();
    await page.getByRole('button', { name: 'Save facts' }).click();
    await page.getByText('The facts are saved.').first().waitFor();

    await page.reload();
    for (const [label, value] of Object.entries(TYPED)) {
      await page.getByLabel(label, { exact: true }).waitFor();
      expect([label, await page.getByLabel(label, { exact: true }).inputValue()]).toEqual([
        label,
        value,
      ]);
    }
    expect(await page.getByLabel('Background colour').inputValue()).toBe('#1f6f3f');
    expect(await page.getByRole('radio', { name: 'An organization' }).isChecked()).toBe(true);
    for (const name of ['icon.png', VIDEO, 'screen-two.png']) {
      await page.getByRole('listitem').getByText(name, { exact: true }).waitFor();
    }
    expect(await page.getByText('screen-one.png').count()).toBe(0);
    expect((await view()).facts).toMatchObject({
      owner: 'organization',
      audience: 'customers',
      colours: { background: '#1f6f3f', text: '#fff2cc' },
    });
  });

  it('make an icon of the initials in the saved colours', async () => {
    await page.getByRole('img', { name: 'Icon made from the initials' }).waitFor();
    const icon = await review.download('Download icon');
    expect(await sharp(icon).metadata()).toMatchObject({
      format: 'png',
      width: 1024,
      height: 1024,
    });
    const { data, info } = await sharp(icon).raw().toBuffer({ resolveWithObject: true });
    expect([...data.subarray(0, 3)]).toEqual([0x1f, 0x6f, 0x3f]);
    const written = Buffer.from([0xff, 0xf2, 0xcc]);
    const letters = Array.from(
      { length: info.width * info.height },
      (_, at) => at * info.channels,
    ).filter((at) => data.subarray(at, at + 3).equals(written));
    expect(letters.length).toBeGreaterThan(10_000);
  });

  it('save the properties of the portal, and serve the signature file', async () => {
    await review.section('The steps');
    await review.step('Domain verification');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    const property = page.getByRole('group', { name: 'Property 1' });
    await property.getByRole('combobox').click();
    await page.getByRole('option', { name: 'URL prefix, by signature file' }).click();
    await property.getByLabel('URL prefix').fill(`${site.url}/`);
    await property.getByLabel('File name').fill('tiktokFern.txt');
    await property.getByLabel('Content of the file').fill('tiktok-developers-site-verification=F');
    await page.getByRole('button', { name: 'Save properties' }).click();
    await page.getByText('The properties are saved.').first().waitFor();
    const served = await fetch(`${site.url}/tiktokFern.txt`);
    expect([served.status, await served.text()]).toEqual([
      200,
      'tiktok-developers-site-verification=F',
    ]);
  });

  it('create the reviewer’s role after a question, with the least rights', async () => {
    await review.section('The steps');
    await review.step('Direct Post audit');
    await page.getByRole('button', { name: 'Create reviewer role' }).click();
    await review.question.waitFor();
    expect(await findingsInBoth(page, '[role="alertdialog"]')).toEqual([]);
    expect((await view()).reviewerRole.roleId).toBeNull();
    await review.question.getByRole('button', { name: 'Create reviewer role' }).click();
    await page.getByText('The role "TikTok reviewer" exists.').waitFor();

    const { roleId } = (await view()).reviewerRole;
    const { data } = await stories.call(
      'GET',
      `/admin/roles/${roleId}/permissions`,
      z.object({ data: z.array(z.object({ action: z.string() })) }),
    );
    expect([...new Set(data.map(({ action }) => action))].sort()).toEqual([
      'plugin::content-manager.explorer.read',
      ACTIONS.composePosts,
      ACTIONS.viewPosts,
      'plugin::upload.read',
    ]);
    const reviewer = await site.addAdmin(roleId ?? 0);
    // A browser of their own: nothing of this session is in it.
    const theirBrowser = await startBrowser();
    const theirs = await openPage(theirBrowser, DESK);
    await signIn(theirs.page, site.url, reviewer);
    await theirs.page.goto(`${site.url}/admin/plugins/tiktok/new`);
    await theirs.page.getByRole('heading', { name: 'New post', level: 1 }).waitFor();
    for (const address of ['settings/tiktok/app', 'plugins/tiktok/rules']) {
      await theirs.page.goto(`${site.url}/admin/${address}`);
      await theirs.page
        .getByText("You don't have the permissions to access", { exact: false })
        .waitFor();
    }
    await theirBrowser.close();
  });

  it('have no serious or critical findings of axe on any step', async () => {
    const found = await findingsInBoth(page, 'main', async (look) => {
      const all: string[] = [];
      for (const name of STEPS) {
        await review.step(name);
        all.push(...(await look()).map((one) => `${name}: ${one}`));
      }
      return all;
    });
    expect(found).toEqual([]);
  });

  it('rehearse over the real form: everything that the admin shows is ticked by being shown', async () => {
    await page.goto(`${site.url}/admin/settings/tiktok/review`);
    await review.step('Demo video');
    await page.getByRole('button', { name: 'Start rehearsal' }).click();
    const { panel, open } = rehearsalOn(page);
    await panel.waitFor();
    expect(await open()).toHaveLength(24);

    site.emulator().act('postInApp', { handle: 'demo_creator', title: 'From the phone' });
    await rehearseConnecting(page);
    await rehearseInsights(page);
    await page.goBack();
    await rehearsePosting(page, VIDEO);
    // Outside of the admin, which the panel says.
    expect(await open()).toEqual(['website_shown', 'legal_links_shown', 'tiktok_shown']);
    expect(await panel.getByText('not your website').count()).toBe(2);
    expect(await panel.getByText('cannot see TikTok’s own pages or its app').count()).toBe(1);
    await panel.getByRole('button', { name: 'Close' }).click();
  });

  it('send the test clip, record what TikTok says, and link a refusal to what is known about it', async () => {
    const before = site.emulator().publishes().length;
    await page.goto(`${site.url}/admin/settings/tiktok/review?step=sandbox`);
    const send = page.getByRole('button', { name: 'Send the test clip' });
    const row = (name: string) =>
      page.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) });
    await page.getByRole('combobox', { name: /^Account/ }).click();
    await page.getByRole('option', { name: /Demo Creator/ }).click();
    await page.getByRole('radio', { name: 'Draft to the inbox' }).click();
    await send.click();
    await row('Draft to the inbox').getByText('Accepted', { exact: true }).waitFor();
    await row('Draft to the inbox').getByText('By Test Root', { exact: false }).waitFor();
    expect(site.emulator().publishes()).toHaveLength(before + 1);

    site.emulator().setAudited(false);
    await page.getByRole('radio', { name: 'Direct Post' }).click();
    await page.getByRole('combobox', { name: /^Who can view the test post/ }).click();
    await page.getByRole('option', { name: 'Only me' }).click();
    await send.click();
    await row('Direct Post').getByText('Refused', { exact: true }).waitFor();
    expect((await view()).testRun.parts.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ['connect', 'accepted'],
      ['inbox', 'accepted'],
      ['direct_post', 'refused'],
    ]);
    site.emulator().setAudited(true);

    await row('Direct Post').getByRole('link', { name: 'Look at the post' }).click();
    const opening = page.waitForEvent('popup');
    await page.getByRole('link', { name: 'What is known about this' }).first().click();
    const help = await opening;
    await help.locator('[data-entry="unaudited-client"]:focus').waitFor();
    await help.close();
  });

  it('lead from a check to its entry, which anyone with a right may open', async () => {
    await page.goto(`${site.url}/admin/settings/tiktok/review`);
    const check = page.locator('[data-check="app-name"]');
    await check.getByText('What was seen').click();
    const opening = page.waitForEvent('popup');
    await check.getByRole('link', { name: 'What is known about this: The app’s name' }).click();
    const help = await opening;
    await help.getByRole('heading', { name: 'Troubleshooting', level: 1 }).waitFor();
    await help.locator('[data-entry="app-name"]:focus').waitFor();
    expect(await findings(help, 'main')).toEqual([]);
    await help.close();
  });

  it('put what was entered and chosen into the review pack', async () => {
    const files = unzip(await review.download('Download review pack'));
    const assets = [...files.keys()].filter((name) =>
      /^(icon|demo-video|screenshots)\//.test(name),
    );
    const named = (name: string) => expect.stringMatching(new RegExp(`^${name}$`)) as string;
    expect(assets.sort()).toEqual([
      named('demo-video/\\d+-aurora\\.webm'),
      named('icon/\\d+-icon\\.png'),
      named('screenshots/\\d+-screen-two\\.png'),
    ]);
    expect(files.get(assets[0] ?? '')).toEqual(await readFile(path.join(MEDIA, VIDEO)));
    expect(files.get('values.md')?.toString()).toContain('Helps gardeners to show their plants.');
    expect(files.get('legal/privacy.md')?.toString()).toContain('Fern & Moss Ltd');
    expectNoProblems(problems);
  });
});
