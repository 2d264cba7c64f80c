import path from 'node:path';

import { type Browser, type Locator, type Page } from 'playwright-core';
import { z } from 'zod';

import { AUDITED } from '../../contracts/consent';
import { rulesExport, ruleView } from '../../contracts/rules';
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
  until,
  VIDEO,
} from '../support';
import { findings, findingsEverywhere, NONE } from './accessibility';
import { act } from './act';

const ARTICLE = 'api::article.article';
const ARTICLES = `/content-manager/collection-types/${ARTICLE}`;
const RULES = '/admin/plugins/tiktok/rules';
/** Behind a dialog stands what was judged before, or Strapi's own. */
const MODAL = '[role="dialog"]';
const QUESTION = '[role="alertdialog"]';

/** A day from now as a date field takes it; the browser and the test share a clock. */
const dayIn = (days: number): string => {
  const day = new Date(Date.now() + days * 24 * 3_600_000);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
};

/** What is asked about rules before it counts: consent for all posts, single entries, other sites. */
describe('the dialogs of the rules', () => {
  let site: TestStrapi;
  let stories: Stories;
  let browser: Browser;
  let page: Page;
  let problems: string[];
  let account: number;
  let video: number;
  let rule: number;
  /** Published, and posted by the waiver. */
  let first: string;

  const publish = async (documentId: string, action: 'publish' | 'unpublish' = 'publish') => {
    const token = await site.as('superAdmin');
    const address = `${ARTICLES}/${documentId}/actions/${action}`;
    const answer = await site.request('POST', address, { token, body: {} });
    expect(answer.status).toBe(200);
  };
  const postOf = async (documentId: string): Promise<number> => {
    const listed = z.object({
      posts: z.array(
        z.object({ id: z.number(), source: z.object({ documentId: z.string() }).nullable() }),
      ),
    });
    let id: number | undefined;
    await until(`the entry ${documentId} has a post`, async () => {
      const { posts } = await stories.call('GET', '/tiktok/posts?pageSize=100', listed);
      id = posts.find(({ source }) => source?.documentId === documentId)?.id;
      return id !== undefined;
    });
    return id!;
  };
  const openRule = () => page.goto(`${site.url}${RULES}/${rule}`);
  const openPost = (id: number) => page.goto(`${site.url}/admin/plugins/tiktok/posts/${id}`);
  const openEntry = (documentId: string) => page.goto(`${site.url}/admin${ARTICLES}/${documentId}`);
  const isOff = (button: Locator) => button.isDisabled();

  beforeAll(async () => {
    site = await startTestStrapi({ emulator: true, adminPanel: true });
    stories = createStories(site, site.emulator, () => site.as('superAdmin'));
    await stories.useDirectPost();
    account = (await stories.connect('demo_creator')).id;
    video = (await site.uploadAsset(VIDEO)).id;
    first = await stories.writeArticle(video, 'Low tide');
    const made = await stories.call('POST', '/tiktok/rules', z.object({ rule: ruleView }), {
      name: 'Articles at once',
      enabled: true,
      uid: ARTICLE,
      mediaField: null,
      captionTemplate: '{{ title }}',
      accountId: account,
      shareType: 'direct_post',
      time: { type: 'at_publish' },
      repeat: 'first',
      onUnpublish: 'cancel',
    });
    rule = made.rule.id;
    browser = await startBrowser();
    ({ page, problems } = await openPage(browser));
    await signIn(page, site.url);
  });

  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  describe('that agrees to every post of a rule', () => {
    const dialog = () => page.getByRole('dialog');
    const agree = () => dialog().getByRole('button', { name: 'Agree to every post' });
    const lastDay = () => dialog().getByLabel('Last day');

    it('says what that means, and has nothing chosen', async () => {
      await openRule();
      await page.getByText('Each Direct Post of this rule waits for approval.').waitFor();
      await page.getByRole('button', { name: 'Agree to every post of this rule' }).click();
      await dialog().getByText('Nobody will look at these posts before they are live').waitFor();
      await dialog().getByText('cannot be taken down from here', { exact: false }).waitFor();
      const privacy = dialog().getByLabel('Who can view this post');
      expect(await privacy.innerText()).toContain('Choose who can view this post');
      for (const name of ['Comment', 'Duet', 'Stitch', 'I have read the warning above']) {
        expect(await dialog().getByRole('checkbox', { name }).isChecked()).toBe(false);
      }
      expect(await lastDay().inputValue()).toBe('');
      expect(await dialog().getByTestId('declaration').textContent()).toBe(AUDITED.music);
      expect(await isOff(agree())).toBe(true);
      expect(await findingsEverywhere(page, MODAL)).toEqual(NONE);
      await picture(page, 'rule-waiver');
    });

    it('takes the audited choices, a day to come and the word that the warning was read', async () => {
      // The rule was laid out anew for the phone: TikTok is asked again.
      await dialog().getByLabel('Who can view this post').click();
      await page.getByRole('option', { name: 'Everyone' }).click();
      await dialog().getByRole('checkbox', { name: 'Comment' }).click();
      await lastDay().fill(dayIn(-1));
      await dialog().getByText('This day has passed. Choose a later one.').waitFor();
      expect(await isOff(agree())).toBe(true);
      await lastDay().fill(dayIn(30));
      expect(await isOff(agree())).toBe(true);
      await dialog().getByRole('checkbox', { name: 'I have read the warning above' }).click();
      await agree().click();
      await dialog().waitFor({ state: 'detached' });
      await page.getByText('Agreed by').waitFor();
      await page.getByText('Test Root').first().waitFor();
      await page.getByText(AUDITED.music).waitFor();
    });

    it('is named in the post that goes out by it', async () => {
      await publish(first);
      const id = await postOf(first);
      await stories.waitFor(id, ({ state }) => state === 'published');
      await openPost(id);
      await page.getByText('Given once for every post of the rule "Articles at once"').waitFor();
      await page.locator('summary', { hasText: 'Everyone' }).click();
      await page.getByText(AUDITED.music).waitFor();
      await page.getByText('Everyone').first().waitFor();
    });
  });

  describe('that decides for one entry', () => {
    it('takes another caption and another time, and both are kept', async () => {
      // A file that no other entry has: what a rule makes beside a post of the same file is held.
      const own = await site.uploadAsset(path.join(MEDIA, 'kites.mp4'));
      const documentId = await stories.writeArticle(own.id, 'High tide');
      await openEntry(documentId);
      await page.getByRole('button', { name: 'Decide for this entry' }).click();
      const dialog = page.getByRole('alertdialog');
      const save = dialog.getByRole('button', { name: 'Save' });
      await dialog.getByRole('checkbox', { name: 'Another caption' }).click();
      await dialog.locator('textarea').fill('In my own words');
      await dialog.getByRole('checkbox', { name: 'Another time' }).click();
      await dialog.locator('input[type="date"]').fill(dayIn(-2));
      await dialog.locator('input[type="time"]').fill('12:00');
      await dialog.getByText('This time has passed. Choose a later one.').waitFor();
      expect(await isOff(save)).toBe(true);
      // Not on a phone: Strapi lays its edit view out anew there, without the panel.
      expect(await findings(page, QUESTION)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await findings(page, QUESTION)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'light' });
      await dialog.locator('input[type="date"]').fill(dayIn(2));
      await save.click();
      await page.getByText('Caption for this entry: In my own words').waitFor();
      await page.getByText('Time for this entry:', { exact: false }).waitFor();

      await publish(documentId);
      const post = await stories.readPost(await postOf(documentId));
      expect([post.state, post.content.caption]).toEqual(['scheduled', 'In my own words']);
      expect(post.scheduledAt).toBe(new Date(`${dayIn(2)}T12:00`).toISOString());
    });
  });

  describe('of a post whose entry was unpublished', () => {
    it('tells why it is held, and sends it when a person wants it all the same', async () => {
      const documentId = await stories.writeArticle(video, 'Ebb');
      await stories.call('PUT', `/tiktok/entries/${ARTICLE}/${documentId}/rules`, z.unknown(), {
        skip: true,
        caption: null,
        at: null,
      });
      await publish(documentId);
      const at = new Date(Date.now() + 5 * 3_600_000).toISOString();
      const source = { uid: ARTICLE, documentId, locale: null, status: 'published' as const };
      const { id } = await stories.createPost(
        stories.postOf(account, [video], { source, when: { type: 'at', at } }),
      );
      await publish(documentId, 'unpublish');
      await stories.waitFor(id, ({ state }) => state === 'held');
      await openEntry(documentId);
      await page.getByText('The entry was unpublished in Strapi', { exact: false }).waitFor();
      await page.getByText('Send it anyway', { exact: false }).waitFor();
      await openPost(id);
      await act(page, 'Publish now');
      const dialog = page.getByRole('alertdialog');
      await dialog.getByRole('button', { name: 'Publish now' }).click();
      await stories.waitFor(id, ({ state }) => state === 'published');
    });
  });

  it('and the dry run name each entry, what would come of it, and why not', async () => {
    const token = await site.as('superAdmin');
    const body = { title: 'Without a video' };
    const made = await site.request('POST', ARTICLES, { token, body });
    const { data } = z.object({ data: z.object({ documentId: z.string() }) }).parse(made.body);
    await publish(data.documentId);
    await openRule();
    await page.getByRole('button', { name: 'Try it out' }).click();
    await page
      .getByText(/of \d entries would have been posted/)
      .first()
      .waitFor();
    const row = (title: string) => page.getByRole('row').filter({ hasText: title });
    await row('Without a video').getByText('The entry has no video and no picture.').waitFor();
    await row('Low tide').getByText('Posted', { exact: true }).waitFor();
    await row('Low tide').getByRole('button', { name: 'Show in the preview' }).click();
    await page.getByText('What becomes of Low tide.', { exact: false }).waitFor();
    expect(await findingsEverywhere(page)).toEqual(NONE);
    await picture(page, 'rule-dry-run');
  });

  describe('that imports rules', () => {
    const dialog = () => page.getByRole('alertdialog');
    const save = () => dialog().getByRole('button', { name: 'Import', exact: true });
    const choose = (content: unknown) =>
      dialog()
        .locator('input[type="file"]')
        .setInputFiles({
          name: 'rules.json',
          mimeType: 'application/json',
          buffer: Buffer.from(JSON.stringify(content)),
        });

    it('says of a file that is something else that it is', async () => {
      await page.goto(`${site.url}${RULES}`);
      await page.getByRole('button', { name: 'Import rules' }).click();
      await choose({ name: 'strapi-plugin-tiktok' });
      await dialog().getByText('This file is no export of rules of this version.').waitFor();
      expect(await isOff(save())).toBe(true);
      expect(await findingsEverywhere(page, QUESTION)).toEqual(NONE);
    });

    it('says what would happen before it does, and what cannot be taken over', async () => {
      const exported = await stories.call('GET', '/tiktok/rules/export', rulesExport);
      const [known] = exported.rules;
      await choose({
        ...exported,
        rules: [
          known,
          { ...known, name: 'From staging' },
          { ...known, name: 'Of another account', account: 'nobody_here' },
        ],
      });
      await dialog().getByText('Replaced', { exact: true }).waitFor();
      await dialog().getByRole('listitem').filter({ hasText: 'From staging' }).waitFor();
      await dialog().getByText('there is no account "nobody_here" here.').waitFor();
      const listed = z.object({ rules: z.array(z.object({ name: z.string() })) });
      const { rules } = await stories.call('GET', '/tiktok/rules', listed);
      expect(rules).toEqual([{ name: 'Articles at once' }]);
      await save().click();
      await page.getByText('2 rules are imported.').first().waitFor();
      await page.getByRole('switch', { name: 'Rule From staging: on', checked: false }).waitFor();
    });
  });

  it('of the content-type builder have a box, which is unticked where nothing was decided', async () => {
    // As `strapi develop` has it; elsewhere the builder only shows.
    site.strapi.config.set('autoReload', true);
    await page.goto(`${site.url}/admin/plugins/content-type-builder/content-types/${ARTICLE}`);
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByRole('tab', { name: 'Advanced settings' }).click();
    const box = page.getByRole('dialog').getByRole('checkbox', { name: 'TikTok' });
    await box.waitFor();
    expect(await box.isChecked()).toBe(false);
    await page.getByText('The TikTok rules page wins.', { exact: false }).waitFor();
    expectNoProblems(problems);
  });
});
