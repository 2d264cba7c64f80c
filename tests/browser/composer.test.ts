import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type Browser, type Page } from 'playwright-core';
import { z } from 'zod';

import {
  createStories,
  expectNoProblems,
  makePicture,
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
import { answered, composerOn, discard, openArticle, openComposer } from './composer';

/** Behind the form stands Strapi's own edit view, which is not ours to judge. */
const FORM = '[role="dialog"]';
const ARTICLES = '/content-manager/collection-types/api::article.article';

describe('the post form in the admin', () => {
  let site: TestStrapi;
  let stories: Stories;
  let browser: Browser;
  let page: Page;
  let problems: string[];
  let folder: string;

  const listed = async () =>
    stories.call(
      'GET',
      '/tiktok/posts?pageSize=100',
      z.object({
        posts: z.array(
          z.object({
            id: z.number(),
            state: z.string(),
            version: z.number(),
            scheduledAt: z.string().nullable(),
            account: z.object({ nickname: z.string() }),
          }),
        ),
      }),
    );
  const writeGallery = async (title: string, gallery: number[]): Promise<void> => {
    const token = await site.as('superAdmin');
    await site.request('POST', ARTICLES, { token, body: { title, gallery } });
  };

  beforeAll(async () => {
    site = await startTestStrapi({ emulator: true, adminPanel: true });
    stories = createStories(site, site.emulator, () => site.as('superAdmin'));
    await stories.useDirectPost();
    await stories.connect('demo_creator');
    await stories.connect('no_duets');
    folder = await mkdtemp(path.join(tmpdir(), 'composer-'));
    const video = await site.uploadAsset(VIDEO);
    await stories.writeArticle(video.id, 'Harbour');
    const photos: number[] = [];
    for (const [name, colour] of Object.entries({ one: '#a33', two: '#3a3', three: '#33a' })) {
      const file = await makePicture(path.join(folder, `${name}.jpg`), { colour });
      photos.push((await site.uploadAsset(file)).id);
    }
    await writeGallery('Three pictures', photos);
    browser = await startBrowser();
    ({ page, problems } = await openPage(browser));
    await signIn(page, site.url);
  });

  afterAll(async () => {
    await browser?.close();
    await site?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  describe('for several accounts at once', () => {
    it('takes one caption, and gives each its own settings and agreement, with nothing preselected', async () => {
      await openArticle(page, site.url, 'Harbour');
      const { form, box, choosePrivacy, privacy, button } = await openComposer(page);
      await form.getByRole('checkbox', { name: /Demo Creator/ }).click();
      await answered(form);
      await form.getByLabel('Caption').fill('One evening #harbour');
      await choosePrivacy(/Everyone/);
      await box('Comment').click();
      await box('Duet').click();

      await form.getByRole('checkbox', { name: /Nora No-Duets/ }).click();
      await form.getByRole('tab', { name: 'Nora No-Duets', selected: true }).waitFor();
      await answered(form);
      expect(await form.getByLabel('Caption').inputValue()).toBe('One evening #harbour');
      await form.getByText('Different for @no_duets').waitFor();
      expect(await privacy.innerText()).toContain('Choose who can view this post');
      expect(await box('Comment').isChecked()).toBe(false);
      expect(await button('Publish').isDisabled()).toBe(true);
      const agreements = form.getByTestId('agreements');
      expect(await agreements.getByTestId('declaration').count()).toBe(1);
      await agreements.getByText('Demo Creator, Nora No-Duets', { exact: true }).waitFor();
      await picture(page, 'composer-accounts');
    });

    it('copies by the person’s press, and leaves empty what the account does not offer', async () => {
      const { form, box, privacy } = composerOn(page, page.getByRole('dialog'));
      await form.getByRole('button', { name: 'Copy settings from Demo Creator' }).click();
      await privacy.getByText('Everyone').waitFor();
      expect(await box('Comment').isChecked()).toBe(true);
      expect(await box('Duet').isChecked()).toBe(false);
      expect(await box('Duet').isDisabled()).toBe(true);
      expect(await findingsEverywhere(page, FORM)).toEqual(NONE);
    });

    it('sends the one although the other is refused, says why, and sends nothing twice', async () => {
      const { form, button } = composerOn(page, page.getByRole('dialog'));
      // The form was laid out anew for the phone and asked again.
      await answered(form);
      await form.locator('button:enabled', { hasText: /^Publish$/ }).waitFor();
      // Taken away behind the form's back.
      const { accounts } = await stories.call(
        'GET',
        '/tiktok/accounts',
        z.object({ accounts: z.array(z.object({ id: z.number(), handle: z.string() })) }),
      );
      const gone = accounts.find(({ handle }) => handle === 'no_duets');
      await stories.call('POST', `/tiktok/accounts/${gone?.id}/disconnect`, z.unknown(), {});
      await button('Publish').click();
      await form.getByRole('alert').filter({ hasText: 'Nora No-Duets' }).waitFor();
      expect((await listed()).posts.map(({ account }) => account.nickname)).toEqual([
        'Demo Creator',
      ]);
      await button('Publish').click();
      await form.getByRole('alert').filter({ hasText: 'Nora No-Duets' }).waitFor();
      expect((await listed()).posts).toHaveLength(1);
      await stories.connect('no_duets');
      await button('Publish').click();
      await form.waitFor({ state: 'detached' });
      const { posts } = await listed();
      expect(posts.map(({ account }) => account.nickname).sort()).toEqual([
        'Demo Creator',
        'Nora No-Duets',
      ]);
    });

    it('T07: warns of the same file and of the same text for the same account before the press', async () => {
      const file = await openComposer(page);
      await file.form.getByRole('checkbox', { name: /Demo Creator/ }).click();
      await file.form.getByText('This looks like a repeat').waitFor();
      await file.form.getByText('The same file for this account', { exact: false }).waitFor();
      await discard(page);

      await openArticle(page, site.url, 'Three pictures');
      const text = await openComposer(page);
      await text.form.getByRole('checkbox', { name: /Demo Creator/ }).click();
      await answered(text.form);
      await text.form.getByLabel('Description').fill('One evening #harbour');
      await text.form.getByText('The same text for this account', { exact: false }).waitFor();
      await discard(page);
    });
  });

  describe('at a date and time', () => {
    /** The clock of the person; empty: that of the machine. */
    const live = async (timezoneId: string): Promise<void> => {
      const devtools = await page.context().newCDPSession(page);
      await devtools.send('Emulation.setTimezoneOverride', { timezoneId });
    };

    beforeAll(async () => {
      await live('Europe/Berlin');
      const { accounts } = await stories.call(
        'GET',
        '/tiktok/accounts',
        z.object({ accounts: z.array(z.object({ id: z.number(), handle: z.string() })) }),
      );
      const demo = accounts.find(({ handle }) => handle === 'demo_creator');
      await stories.call('PUT', `/tiktok/accounts/${demo?.id}`, z.unknown(), {
        timeZone: 'America/New_York',
      });
    });

    afterAll(() => live(''));

    it('T94: asks about a time that does not exist and one that comes twice', async () => {
      await openArticle(page, site.url, 'Harbour');
      const { form, button, choosePrivacy } = await openComposer(page);
      await form.getByRole('checkbox', { name: /Demo Creator/ }).click();
      await answered(form);
      await choosePrivacy(/Everyone/);
      await form.getByRole('radio', { name: 'At a date and time' }).click();
      await form.locator('input[type="date"]').fill('2027-03-28');
      await form.locator('input[type="time"]').fill('02:30');
      const question = form.getByTestId('clock-change');
      await question.getByText('this time does not exist', { exact: false }).waitFor();
      expect(await button('Schedule').isDisabled()).toBe(true);
      expect(await question.getByRole('radio').count()).toBe(2);
      await question.getByText(/1:59\sAM/).waitFor();
      await question.getByText(/3:00\sAM/).waitFor();
      await picture(page, 'composer-clock-change');

      await form.locator('input[type="date"]').fill('2027-10-31');
      await question.getByText('this time comes twice', { exact: false }).waitFor();
      expect(await button('Schedule').isDisabled()).toBe(true);
      await question.getByRole('radio').nth(1).click();
      await form
        .getByText(/For Demo Creator \(America\/New_York\) this is Oct 30, 2027, 9:30\sPM/)
        .waitFor();
      expect(await button('Schedule').isDisabled()).toBe(false);
      expect(await findings(page, FORM)).toEqual([]);
    });

    it('T94: schedules the very hour that was picked', async () => {
      const { form, button } = composerOn(page, page.getByRole('dialog'));
      await button('Schedule').click();
      await form.waitFor({ state: 'detached' });
      const { posts } = await listed();
      expect(posts.map(({ scheduledAt }) => scheduledAt)).toContain('2027-10-31T01:30:00.000Z');
    });
  });

  describe('photos', () => {
    it('are put in order by the keyboard alone, and Escape then does not close the form', async () => {
      await openArticle(page, site.url, 'Three pictures');
      const { form } = await openComposer(page);
      const handle = form.getByRole('button', { name: 'Move one.jpg by dragging' });
      const told = page.getByRole('status');
      const names = async () =>
        (await form.getByRole('listitem').allTextContents())
          .map((name) => /one|two|three/.exec(name)?.[0])
          .join();
      const takeUpAndMove = async () => {
        await handle.focus();
        await page.keyboard.press('Space');
        await told.filter({ hasText: 'one.jpg is at place 1 of 3' }).waitFor();
        await page.keyboard.press('ArrowDown');
        await told.filter({ hasText: 'one.jpg is at place 2 of 3' }).waitFor();
      };
      await takeUpAndMove();
      await page.keyboard.press('Escape');
      await told.filter({ hasText: 'one.jpg is at place 1 of 3' }).waitFor();
      expect(await form.isVisible()).toBe(true);
      expect(await page.getByRole('alertdialog').count()).toBe(0);
      expect(await names()).toBe('one,two,three');

      await takeUpAndMove();
      await page.keyboard.press('Space');
      await until('the picture is at its place', async () => (await names()) === 'two,one,three');
    });

    it('have one of them as the cover, and axe finds nothing', async () => {
      const { form } = composerOn(page, page.getByRole('dialog'));
      await form.getByRole('button', { name: 'Use three.jpg as the cover' }).click();
      const cover = form.getByRole('listitem').filter({ hasText: 'three.jpg' });
      await cover.getByText('Cover', { exact: true }).waitFor();
      await form.getByRole('checkbox', { name: /Demo Creator/ }).click();
      await answered(form);
      expect(await findingsEverywhere(page, FORM)).toEqual(NONE);
      await discard(page);
    });
  });

  describe('a draft', () => {
    it('is saved without any agreement and opened again from its page', async () => {
      await openArticle(page, site.url, 'Harbour');
      const { form, button } = await openComposer(page);
      await form.getByRole('checkbox', { name: /Demo Creator/ }).click();
      await answered(form);
      await form.getByLabel('Caption').fill('Not yet');
      await form.getByText("Keep TikTok's choice").click();
      await form.getByRole('radio', { name: 'Choose a frame' }).click();
      await form.getByRole('slider').focus();
      await page.keyboard.press('ArrowRight');
      await form.getByText('Frame at 0:00.1').waitFor();
      await button('Save as draft').click();
      await form.waitFor({ state: 'detached' });
      const draft = (await listed()).posts.find(({ state }) => state === 'draft');
      await page.goto(`${site.url}/admin/plugins/tiktok/posts/${draft?.id}`);
      await page.getByRole('button', { name: 'Publish or schedule' }).click();
      const again = composerOn(page, page.getByRole('dialog'));
      await answered(again.form);
      expect(await again.form.getByLabel('Caption').inputValue()).toBe('Not yet');
      await again.form.getByText('Frame at 0:00.1').waitFor();
      expect(await again.button('Publish').isDisabled()).toBe(true);
      expect(await findingsEverywhere(page, FORM)).toEqual(NONE);
    });

    it('tells that somebody else changed it, and loses nothing that was typed', async () => {
      const { form, button, choosePrivacy } = composerOn(page, page.getByRole('dialog'));
      const draft = (await listed()).posts.find(({ state }) => state === 'draft');
      const id = draft?.id ?? 0;
      const theirs = await stories.readPost(id);
      await form.getByLabel('Caption').fill('Mine');
      await stories.call('PUT', `/tiktok/posts/${id}`, z.unknown(), {
        ...stories.postOf(
          theirs.account.id,
          theirs.media.map(({ assetId }) => assetId),
          { source: theirs.source, content: { caption: 'Theirs' } },
        ),
        idempotencyKey: undefined,
        version: theirs.version,
        when: { type: 'draft' },
        consent: null,
      });
      await choosePrivacy(/Everyone/);
      await button('Publish').click();
      await form.getByText('Somebody else has changed this post').waitFor();
      await form.getByText('Theirs').waitFor();
      expect(await findingsEverywhere(page, FORM)).toEqual(NONE);
      expect(await form.getByLabel('Caption').inputValue()).toBe('Mine');
      expect((await stories.readPost(id)).state).toBe('draft');
      await form.getByRole('button', { name: 'Keep what I typed' }).click();
      await button('Publish').click();
      await form.waitFor({ state: 'detached' });
      const sent = await stories.waitFor(id, ({ state }) => state === 'published');
      expect(sent.content.caption).toBe('Mine');
      expect(sent.consent?.text).toContain('Music Usage Confirmation');
    });
  });

  describe('any file of the Media Library', () => {
    const pick = async (name: string): Promise<void> => {
      await page.getByRole('button', { name: 'Choose from the Media Library' }).click();
      const library = page.getByRole('dialog');
      await library.getByText(name).first().waitFor();
      await library.getByRole('checkbox', { name, exact: true }).click();
      await library.getByRole('button', { name: 'Finish' }).click();
      await library.waitFor({ state: 'detached' });
    };

    it('is posted without an entry, from the page "New post"', async () => {
      await page.goto(`${site.url}/admin/plugins/tiktok`);
      await page.locator('#main-content').getByRole('link', { name: 'New post' }).click();
      await page.getByRole('heading', { name: 'New post', level: 1 }).waitFor();
      expect(await findingsEverywhere(page)).toEqual(NONE);
      await pick('harbour-at-dusk.mp4');
      const main = composerOn(page, page.getByRole('main'));
      await main.form.getByRole('checkbox', { name: /Demo Creator/ }).click();
      await answered(main.form);
      await main.form.getByLabel('Caption').fill('Without an entry');
      await main.choosePrivacy(/Everyone/);
      await picture(page, 'new-post');
      expect(await findingsEverywhere(page)).toEqual(NONE);
      await main.button('Publish').click();
      await page.waitForURL(/\/plugins\/tiktok\/posts\/\d+$/);
      const id = Number(page.url().split('/').at(-1));
      expect((await stories.readPost(id)).source).toBeNull();
    });

    it('asks before the page is left over something typed', async () => {
      await page.goto(`${site.url}/admin/plugins/tiktok/new`);
      await pick('harbour-at-dusk.mp4');
      const main = composerOn(page, page.getByRole('main'));
      await main.form.getByRole('checkbox', { name: /Demo Creator/ }).click();
      await answered(main.form);
      await main.form.getByLabel('Caption').fill('Half a thought');
      await page.getByRole('link', { name: 'Content Manager' }).first().click();
      await page.getByRole('alertdialog').getByText('Discard this post?').waitFor();
      expect(await findings(page, '[role="alertdialog"]')).toEqual([]);
      await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
      await page.getByRole('alertdialog').waitFor({ state: 'detached' });
      expect(await main.form.getByLabel('Caption').inputValue()).toBe('Half a thought');
      await page.getByRole('link', { name: 'Content Manager' }).first().click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click();
      await page.waitForURL(/content-manager/);
      expectNoProblems(problems);
    });
  });

  it('Inbox asks no privacy, interactions or disclosure, and says what a video draft carries', async () => {
    await openArticle(page, site.url, 'Harbour');
    const { form, box, disclosure, button } = await openComposer(page);
    await form.getByRole('checkbox', { name: /Demo Creator/ }).click();
    await answered(form);
    await form.getByRole('radio', { name: 'Inbox' }).click();
    await form.getByText('A video draft carries no caption.', { exact: false }).waitFor();
    expect(await form.getByLabel('Who can view this post').count()).toBe(0);
    expect(await box('Comment').count()).toBe(0);
    expect(await disclosure.count()).toBe(0);
    await form.getByText('no choice of sounds or location', { exact: false }).waitFor();
    await button('Send to inbox').waitFor();
    await until('the button can be pressed', () => button('Send to inbox').isEnabled());
    await picture(page, 'composer-inbox');
    expect(await findingsEverywhere(page, FORM)).toEqual(NONE);
    await discard(page);
  });
});
