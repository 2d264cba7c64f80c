import { type Browser, type Page } from 'playwright-core';
import { z } from 'zod';

import { ruleView } from '../../contracts/rules';
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

const RULES = '/admin/plugins/tiktok/rules';
const ARTICLES = '/content-manager/collection-types/api::article.article';

/** An editor lets articles post themselves: from the first rule to the post that it made. */
describe('the rules in the admin', () => {
  let site: TestStrapi;
  let stories: Stories;
  let browser: Browser;
  let page: Page;
  let problems: string[];
  let second: string;

  const choose = async (label: string, option: string | RegExp): Promise<void> => {
    await page.getByRole('combobox', { name: label }).first().click();
    await page.getByRole('option', { name: option }).first().click();
  };
  const preview = () => page.getByTestId('rule-preview');
  const openEntry = async (documentId: string): Promise<void> => {
    await page.goto(`${site.url}/admin${ARTICLES}/${documentId}`);
  };

  beforeAll(async () => {
    site = await startTestStrapi({ emulator: true, adminPanel: true });
    stories = createStories(site, site.emulator, () => site.as('superAdmin'));
    await stories.useDirectPost();
    await stories.connect('demo_creator');
    const video = await site.uploadAsset(VIDEO);
    const first = await stories.writeArticle(video.id, 'The first light');
    const token = await site.as('superAdmin');
    await site.request('POST', `${ARTICLES}/${first}/actions/publish`, { token, body: {} });
    second = await stories.writeArticle(video.id, 'The second light');
    browser = await startBrowser();
    ({ page, problems } = await openPage(browser));
    await signIn(page, site.url);
  });

  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  it('are explained where there are none, on a page that the posts lead to', async () => {
    await page.goto(`${site.url}/admin/plugins/tiktok`);
    await page.getByRole('link', { name: 'Rules' }).click();
    await page.getByText('No rules yet.', { exact: false }).waitFor();
    await page.getByText('Media found in: video, gallery', { exact: false }).waitFor();
    expect(await findingsEverywhere(page)).toEqual(NONE);
  });

  it('show on a real entry what they make, while they are written', async () => {
    await page.getByRole('link', { name: 'New rule' }).first().click();
    await page.getByLabel('Name').fill('Articles to TikTok');
    await choose('Content type', 'Article');
    await choose('Account', /Demo Creator/);
    await preview().getByText('This entry would be posted.').waitFor();
    expect(await preview().getByTestId('rule-caption').innerText()).toBe('The first light');

    await page.getByLabel('Caption', { exact: true }).fill('Watch: {{ title }} {{ nothing }}');
    await preview().getByText('Watch: The first light').waitFor();
    await preview().getByText('Empty or unknown in this entry: nothing.').waitFor();
    expect(await findingsEverywhere(page)).toEqual(NONE);
  });

  it('say at the field what is wrong with a template, and lose nothing', async () => {
    await page.getByLabel('Caption', { exact: true }).fill('Watch: {{ title | nonsense');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('alert').first().waitFor();
    const caption = page.getByLabel('Caption', { exact: true });
    expect(await caption.inputValue()).toBe('Watch: {{ title | nonsense');
    expect(await caption.getAttribute('aria-invalid')).toBe('true');
  });

  it('put a field into the template where the cursor is', async () => {
    await page.getByLabel('Caption', { exact: true }).fill('Watch: ');
    await choose('Insert a field into: Caption', 'title');
    await preview().getByText('Watch: The first light').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('heading', { name: 'Articles to TikTok' }).waitFor();
    await picture(page, 'rule');
  });

  it('tell which entries of the last 30 days they would have posted', async () => {
    await page.getByRole('button', { name: 'Try it out' }).click();
    await page.getByRole('main').getByText('1 of 1 entries would have been posted.').waitFor();
  });

  it('are listed with what they do, and switched off and on', async () => {
    await page.goto(`${site.url}${RULES}`);
    await page.getByText('When the entry is published', { exact: false }).waitFor();
    const onOff = page.getByRole('switch', { name: 'Rule Articles to TikTok: on' });
    await onOff.click();
    await page.getByText('Switched off', { exact: true }).waitFor();
    await onOff.click();
    await page.getByText('On', { exact: true }).waitFor();
    await picture(page, 'rules');
    expect(await findingsEverywhere(page)).toEqual(NONE);
  });

  it('tell of somebody else’s change, and keep what was typed until one decides', async () => {
    await page.getByRole('link', { name: 'Articles to TikTok' }).click();
    await page.getByLabel('Caption', { exact: true }).fill('Mine: {{ title }}');
    const answer = z.object({ rules: z.array(ruleView) });
    const [rule] = (await stories.call('GET', '/tiktok/rules', answer)).rules;
    const theirs = { ...rule, captionTemplate: 'Theirs: {{ title }}' };
    await stories.call('PUT', `/tiktok/rules/${rule?.id}`, z.object({}), theirs);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const question = page.getByRole('alertdialog', { name: /changed this meanwhile$/ });
    await question.waitFor();
    expect(await findings(page, '[role="alertdialog"]')).toEqual([]);
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    const caption = page.getByLabel('Caption', { exact: true });
    expect(await caption.inputValue()).toBe('Mine: {{ title }}');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await question.getByRole('button', { name: 'Show theirs' }).click();
    await until(
      'their caption is shown',
      async () => (await caption.inputValue()) === 'Theirs: {{ title }}',
    );
    await caption.press('ControlOrMeta+a');
    await caption.pressSequentially('Watch: {{ title }}');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('The rule Articles to TikTok is saved.').first().waitFor();
  });

  it('make the post of an article that is published in the Content Manager', async () => {
    await openEntry(second);
    await page.getByText('Posts this entry when it is published.').waitFor();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByText('Published', { exact: false }).first().waitFor();
    await until('TikTok has got one post', () => site.emulator().publishes().length === 1);
    await openEntry(second);
    await page.getByRole('link', { name: /^Post of/ }).click();
    await page.getByText('Watch: The second light').first().waitFor();
    await page.getByText('Articles to TikTok').first().waitFor();
  });

  it('leave out an entry of which an editor says so', async () => {
    await openEntry(second);
    await page.getByRole('button', { name: 'Decide for this entry' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('checkbox', { name: 'Another caption' }).click();
    await dialog.getByLabel('Caption', { exact: true }).fill('Half a thought');
    // Where the window becomes narrow, Strapi puts the panel, and the dialog in it, somewhere else.
    expect(await findingsEverywhere(page, '[role="alertdialog"]')).toEqual(NONE);
    expect(await dialog.getByLabel('Caption', { exact: true }).inputValue()).toBe('Half a thought');
    await dialog.getByRole('checkbox', { name: 'Do not post this entry' }).click();
    expect(await findings(page, '[role="alertdialog"]')).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('This entry is not posted by rules.').waitFor();
    expectNoProblems(problems);
  });
});
