import path from 'node:path';

import { type Browser, type Locator, type Page } from 'playwright-core';
import { z } from 'zod';

import { ACTIONS } from '../../contracts/permissions';
import { type PostView } from '../../contracts/posts';
import {
  type Administrator,
  createStories,
  expectNoProblems,
  type Grant,
  MEDIA,
  openPage,
  signIn,
  startBrowser,
  startTestStrapi,
  type Stories,
  type TestStrapi,
  VIDEO,
} from '../support';
import { findings, findingsEverywhere, NONE } from './accessibility';
import { act } from './act';
import { answered, composerOn, discard, openArticle, openComposer } from './composer';

const FORM = '[role="dialog"]';
const ARTICLE = 'api::article.article';
const ON_ARTICLES = { fields: ['title', 'video', 'gallery'], locales: ['en'] };
const explorer = (action: 'read' | 'publish'): Grant => ({
  action: `plugin::content-manager.explorer.${action}`,
  subject: ARTICLE,
  properties: action === 'read' ? ON_ARTICLES : { locales: ['en'] },
});
const EDITING: Grant[] = [{ action: 'plugin::upload.read' }, explorer('read'), explorer('publish')];

/** What people choose in the post form beside the words, and what becomes of it. */
describe('the choices of the post form', () => {
  let site: TestStrapi;
  let stories: Stories;
  let browser: Browser;
  let page: Page;
  let problems: string[];

  const listed = z.object({ posts: z.array(z.object({ id: z.number() })) });
  /** The post that has these words. */
  const postWith = async (words: string): Promise<PostView> => {
    const search = new URLSearchParams({ search: words });
    const { posts } = await stories.call('GET', `/tiktok/posts?${search.toString()}`, listed);
    return stories.readPost(posts[0]?.id ?? 0);
  };
  const becomes = ({ id }: PostView, state: PostView['state']): Promise<PostView> =>
    stories.waitFor(id, (post) => post.state === state);
  const creatorInfos = (): number =>
    site
      .emulator()
      .calls()
      .filter(({ endpoint }) => endpoint === 'creator_info').length;

  beforeAll(async () => {
    site = await startTestStrapi({ emulator: true, adminPanel: true });
    stories = createStories(site, site.emulator, () => site.as('superAdmin'));
    await stories.useDirectPost();
    await stories.connect('demo_creator');
    const video = await site.uploadAsset(VIDEO);
    const hevc = await site.uploadAsset(path.join(MEDIA, 'lighthouse-hevc.mp4'));
    await stories.writeArticle(video.id, 'Harbour');
    await stories.writeArticle(video.id, 'Not yet live');
    await stories.writeArticle(hevc.id, 'Lighthouse');
    browser = await startBrowser();
    ({ page, problems } = await openPage(browser));
    await signIn(page, site.url);
  });

  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  describe('saved texts', () => {
    const save = async (dialog: Locator, kind: string, name: string, text: string) => {
      await dialog.getByRole('button', { name: 'New text' }).click();
      await dialog.getByLabel('Name').fill(name);
      await dialog.getByRole('combobox', { name: 'Kind' }).click();
      await page.getByRole('option', { name: kind }).click();
      await dialog.getByRole('textbox', { name: 'Text' }).fill(text);
      await dialog.getByRole('button', { name: 'Save', exact: true }).click();
      await dialog.getByRole('button', { name: `Edit ${name}` }).waitFor();
    };

    it('are written in a dialog over the form, which keeps what was typed', async () => {
      await openArticle(page, site.url, 'Harbour');
      const { form } = await openComposer(page);
      await answered(form);
      await form.getByLabel('Caption').fill('Tonight: ');
      await form.getByRole('button', { name: 'Saved texts' }).click();
      const dialog = page.getByRole('dialog', { name: 'Saved texts' });
      await dialog.getByText('No text is saved yet.').waitFor();
      await save(dialog, 'Caption', 'Evening', 'Good evening from the harbour');
      expect(await findings(page, FORM)).toEqual([]);
      await save(dialog, 'Hashtags', 'Sea', '#harbour #sea');
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    });

    it('are inserted where the cursor stands, a caption as well as a group of hashtags', async () => {
      const { form } = composerOn(page, page.getByRole('dialog'));
      const caption = form.getByLabel('Caption');
      expect(await caption.inputValue()).toBe('Tonight: ');
      await form.getByRole('button', { name: 'Insert hashtags' }).click();
      await page.getByRole('menuitem', { name: 'Sea' }).click();
      await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA');
      expect(await caption.inputValue()).toBe('Tonight: #harbour #sea');
      await page.keyboard.press('Home');
      for (let letter = 0; letter < 'Tonight:'.length; letter += 1) {
        await page.keyboard.press('ArrowRight');
      }
      await form.getByRole('button', { name: 'Insert caption' }).click();
      await page.getByRole('menuitem', { name: 'Evening' }).click();
      await form.getByText('52 of 2,200 characters.', { exact: false }).waitFor();
      expect(await caption.inputValue()).toBe(
        'Tonight: Good evening from the harbour #harbour #sea',
      );
      await discard(page);
    });
  });

  it('names the codec of a video that the browser cannot play, and lets it be posted', async () => {
    await openArticle(page, site.url, 'Lighthouse');
    const { form, button, choosePrivacy } = await openComposer(page);
    await answered(form);
    await form
      .getByRole('region', { name: 'Preview' })
      .getByText('This browser cannot play lighthouse-hevc.mp4: its codec is H.265.', {
        exact: false,
      })
      .waitFor();
    await choosePrivacy(/Everyone/);
    await form.locator('button:enabled', { hasText: /^Publish$/ }).waitFor();
    expect(await button('Publish').isDisabled()).toBe(false);
    expect(await findings(page, FORM)).toEqual([]);
    await discard(page);
  });

  describe('when the entry goes live', () => {
    it('sends nothing at the press, and says so', async () => {
      await openArticle(page, site.url, 'Not yet live');
      const { form, button, choosePrivacy } = await openComposer(page);
      await answered(form);
      await form.getByLabel('Caption').fill('Live with its entry');
      await choosePrivacy(/Everyone/);
      await form.getByRole('radio', { name: 'When this entry goes live' }).click();
      await button('Publish with the entry').click();
      await form.waitFor({ state: 'detached' });
      await page
        .getByText('It goes out when the entry is published.', { exact: false })
        .first()
        .waitFor();
      const post = await postWith('Live with its entry');
      expect(post).toMatchObject({ state: 'scheduled', waitsForEntry: true, nextStepAt: null });
      expect(site.emulator().publishes()).toHaveLength(0);
    });

    it('goes out when the entry is published in the Content Manager, with its words', async () => {
      await page.getByRole('button', { name: 'Publish', exact: true }).click();
      await becomes(await postWith('Live with its entry'), 'published');
      await openArticle(page, site.url, 'Not yet live');
      await page.getByTestId('tiktok-panel').getByText('Published', { exact: true }).waitFor();
      expect(await findings(page, '[data-testid="tiktok-panel"]')).toEqual([]);
      expect(
        site
          .emulator()
          .posts()
          .map(({ settings }) => settings.title),
      ).toEqual(['Live with its entry']);
    });
  });

  describe('through an app that TikTok has not audited', () => {
    const audited = (isSo: boolean) =>
      stories.changeSettings({ audited: { sandbox: isSo, live: isSo } });
    /** The colour of each audience's name in the open list. */
    const colours = () =>
      page.getByRole('option').evaluateAll((all) =>
        all.map((one) => ({
          disabled: one.getAttribute('aria-disabled') === 'true',
          colour: getComputedStyle(one).color,
        })),
      );

    beforeAll(() => audited(false));
    afterAll(() => audited(true));

    it('says before the press what that means', async () => {
      await openArticle(page, site.url, 'Harbour');
      const { form, button, disclosure, box } = await openComposer(page);
      await answered(form);
      await form.getByText('TikTok has not audited this app', { exact: true }).first().waitFor();
      await form.getByText('only with "Only me"', { exact: false }).first().waitFor();
      await form.getByText('Demo Creator seems to be public', { exact: false }).first().waitFor();
      expect(await button('Publish').isDisabled()).toBe(true);
      await disclosure.click();
      expect(await box('Branded content').isDisabled()).toBe(true);
      await form
        .getByText('has not audited this app for anything else', { exact: false })
        .first()
        .waitFor();
      await disclosure.click();
      expect(await findingsEverywhere(page, FORM)).toEqual(NONE);
    });

    it('offers "Only me" alone; each other audience is greyed and says why', async () => {
      const form = composerOn(page, page.getByRole('dialog'));
      await answered(form.form);
      const [onlyMe, ...others] = (await form.audiences()).reverse();
      expect(onlyMe).toMatchObject({ name: 'Only me', disabled: false });
      expect(others).toHaveLength(2);
      for (const { disabled, title } of others) {
        expect(disabled).toBe(true);
        expect(title).toBe('TikTok has not audited this app: it may post for "Only me" alone.');
      }
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await form.privacy.click();
        await page.getByRole('option').first().waitFor();
        const seen = await colours();
        await page.keyboard.press('Escape');
        await page.getByRole('option').first().waitFor({ state: 'detached' });
        const [greyed, plain] = [true, false].map((disabled) =>
          seen.filter((one) => one.disabled === disabled).map(({ colour }) => colour),
        );
        expect(new Set(greyed).size).toBe(1);
        expect(greyed).not.toContain(plain?.[0]);
      }
      await page.emulateMedia({ colorScheme: 'light' });
      await form.choosePrivacy(/^Only me/);
      await form.form.locator('button:enabled', { hasText: /^Publish$/ }).waitFor();
      await discard(page);
    });
  });

  describe('by somebody who may not publish', () => {
    let author: Administrator;
    let approver: Administrator;

    /** Signs the one before out, as by another browser: this one's contexts share their cookies. */
    const signInAs = async (person: Administrator): Promise<void> => {
      await page.context().clearCookies();
      await page.evaluate(() => {
        localStorage.clear();
        sessionStorage.clear();
      });
      await signIn(page, site.url, person);
    };
    const openPost = async ({ id }: PostView): Promise<void> => {
      await page.goto(`${site.url}/admin/plugins/tiktok/posts/${id}`);
      await page.getByRole('heading', { name: 'Timeline' }).waitFor();
    };

    beforeAll(async () => {
      const { viewPosts, composePosts, approvePosts } = ACTIONS;
      author = await site.createAdmin({ roleActions: [viewPosts, composePosts, ...EDITING] });
      approver = await site.createAdmin({ roleActions: [viewPosts, approvePosts, ...EDITING] });
    });

    it('is sent for approval, and nothing goes to TikTok', async () => {
      await signInAs(author);
      const before = site.emulator().publishes().length;
      for (const caption of ['Please approve', 'Please look at this']) {
        await openArticle(page, site.url, 'Harbour');
        const { form, button, choosePrivacy } = await openComposer(page);
        await answered(form);
        await form.getByLabel('Caption').fill(caption);
        await choosePrivacy(/Everyone/);
        expect(await button('Publish').count()).toBe(0);
        await button('Send for approval').click();
        await form.waitFor({ state: 'detached' });
        expect(await postWith(caption)).toMatchObject({
          state: 'awaiting_approval',
          consent: null,
        });
      }
      expect(site.emulator().publishes()).toHaveLength(before);
    });

    it('is looked at in the full form, with TikTok asked anew, and goes out as the approver agrees', async () => {
      await signInAs(approver);
      const post = await postWith('Please approve');
      await openPost(post);
      const before = creatorInfos();
      await page.getByRole('button', { name: 'Look at it and approve' }).click();
      const form = composerOn(page, page.getByRole('dialog'));
      await form.form.getByRole('heading', { name: 'Approve this post' }).waitFor();
      await form.form.getByTestId('creator-nickname').waitFor();
      expect(creatorInfos()).toBeGreaterThan(before);
      expect(await form.form.getByLabel('Caption').inputValue()).toBe('Please approve');
      await form.privacy.getByText('Everyone').waitFor();
      for (const name of ['Comment', 'Duet', 'Stitch']) {
        expect(await form.box(name).isChecked()).toBe(false);
      }
      await form.form.getByRole('region', { name: 'Preview' }).waitFor();
      expect(await form.declaration.innerText()).toContain('By posting, you agree to TikTok');
      expect(await findingsEverywhere(page, FORM)).toEqual(NONE);
      await form.button('Approve and publish').click();
      await form.form.waitFor({ state: 'detached' });
      const done = await becomes(post, 'published');
      expect(done.consent?.by).toMatch(/^Person \d+$/);
      expect(done.consent?.by).not.toBe(done.createdBy);
    });

    it('is given back with a comment, which its author reads', async () => {
      const post = await postWith('Please look at this');
      await openPost(post);
      expect(await findingsEverywhere(page)).toEqual(NONE);
      await act(page, 'Give back');
      const dialog = page.getByRole('alertdialog');
      expect(await dialog.getByRole('button', { name: 'Give back' }).isDisabled()).toBe(true);
      await dialog.getByLabel('What should be changed?').fill('Name the harbour.');
      expect(await findingsEverywhere(page, '[role="alertdialog"]')).toEqual(NONE);
      await dialog.getByRole('button', { name: 'Give back' }).click();
      await dialog.waitFor({ state: 'detached' });
      expect((await stories.readPost(post.id)).state).toBe('draft');

      await signInAs(author);
      await openPost(post);
      await page.getByText('Name the harbour.', { exact: false }).first().waitFor();
      await page.getByRole('button', { name: 'Publish or schedule' }).click();
      await page.getByRole('dialog').getByText('Name the harbour.', { exact: false }).waitFor();
      expectNoProblems(problems);
    });
  });
});
