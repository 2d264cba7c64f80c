import { type Browser, type Locator, type Page } from 'playwright-core';

import { AUDITED, AUDITED_LINKS } from '../../contracts/consent';
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
import { answered, type composerOn, discard, openArticle, openComposer } from './composer';

type Composer = ReturnType<typeof composerOn>;

/**
 * TikTok's Content Sharing Guidelines, point by point in their order, against the page as it is
 * rendered. The numbers are those of the guidelines.
 */
describe('the Content Sharing Guidelines, against the rendered form', () => {
  let site: TestStrapi;
  let browser: Browser;
  let page: Page;
  let problems: string[];
  let composer: Composer;

  const setCreator = (change: Record<string, unknown>) =>
    site.emulator().act('setAccount', { handle: 'demo_creator', change });
  const open = async (): Promise<void> => {
    composer = await openComposer(page);
    await answered(composer.form);
  };
  const isOff = (button: Locator) => button.isDisabled();
  const links = () =>
    composer.declaration
      .getByRole('link')
      .evaluateAll((all) =>
        all.map((link) => [link.firstChild?.textContent ?? '', link.getAttribute('href')]),
      );

  beforeAll(async () => {
    site = await startTestStrapi({ emulator: true, adminPanel: true, seed: true });
    const stories = createStories(site, site.emulator, () => site.as('superAdmin'));
    await stories.useDirectPost();
    await stories.connect('demo_creator');
    browser = await startBrowser();
    ({ page, problems } = await openPage(browser));
    await signIn(page, site.url);
    await openArticle(page, site.url, 'The harbour at dusk');
  });

  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  describe('point 1: the latest creator info whenever the form is shown', () => {
    it('1: asks TikTok anew at each opening', async () => {
      const asked = () =>
        site
          .emulator()
          .calls()
          .filter((call) => call.endpoint === 'creator_info');
      const before = asked().length;
      await open();
      await composer.form.getByTestId('creator-nickname').waitFor();
      expect(asked().length).toBeGreaterThan(before);
    });

    it('1a: shows the nickname of the account that it is posted to', async () => {
      expect(await composer.form.getByTestId('creator-nickname').innerText()).toBe('Demo Creator');
      await picture(page, 'guideline-1a');
      await discard(page);
    });

    it('1b: stops when the account can post no more right now, and says to try later', async () => {
      site.emulator().faults.add({
        kind: 'error',
        endpoint: 'creator_info',
        code: 'spam_risk_too_many_posts',
        httpStatus: 200,
      });
      await open();
      await composer.form.getByText('This account cannot post more right now').waitFor();
      await composer.form
        .getByText(/Try again from|later|tomorrow/i)
        .first()
        .waitFor();
      expect(await isOff(composer.button('Publish'))).toBe(true);
      await picture(page, 'guideline-1b');
      site.emulator().faults.clear();
      await discard(page);
    });

    it('1c: refuses a video that is longer than this account may post', async () => {
      setCreator({ maxVideoPostDurationSec: 1 });
      await open();
      await composer.choosePrivacy(/Everyone/i);
      await composer.form
        .getByText('Demo Creator may post at most 1 seconds', { exact: false })
        .first()
        .waitFor();
      expect(await isOff(composer.button('Publish'))).toBe(true);
      await picture(page, 'guideline-1c');
      setCreator({ maxVideoPostDurationSec: 300 });
      await discard(page);
    });
  });

  describe('point 2: what the person enters', () => {
    it('2a: has a field for the title, which TikTok shows as the caption', async () => {
      await open();
      const caption = composer.form.getByLabel('Caption');
      expect(await caption.inputValue()).toBe('');
      await caption.fill('The harbour at dusk #harbour @sea');
      await composer.form.getByText('33 of 2,200 characters.', { exact: false }).waitFor();
      await picture(page, 'guideline-2a');
    });

    it('2b: has a dropdown with the account’s own options and no default value', async () => {
      expect(await composer.privacy.innerText()).toContain('Choose who can view this post');
      const offered = await composer.audiences();
      expect(offered.map(({ name }) => name)).toEqual(['Everyone', 'Friends', 'Only me']);
      expect(offered.map(({ disabled }) => disabled)).toEqual([false, false, false]);
      await picture(page, 'guideline-2b');
    });

    it('2b: cannot be published before the person has chosen one', async () => {
      expect(await isOff(composer.button('Publish'))).toBe(true);
      await composer.choosePrivacy(/Everyone/);
      await composer.privacy.getByText('Everyone').waitFor();
      expect(await isOff(composer.button('Publish'))).toBe(false);
    });

    it('2c: offers comment, duet and stitch, none of them ticked', async () => {
      for (const name of ['Comment', 'Duet', 'Stitch']) {
        expect([name, await composer.box(name).isChecked()]).toEqual([name, false]);
        expect([name, await composer.box(name).isEnabled()]).toEqual([name, true]);
      }
      await picture(page, 'guideline-2c');
      await discard(page);
    });

    it('2c: greys out and disables what the creator switched off, with the reason', async () => {
      setCreator({ duetDisabled: true, commentDisabled: true });
      await open();
      expect(await composer.box('Comment').isDisabled()).toBe(true);
      expect(await composer.box('Duet').isDisabled()).toBe(true);
      expect(await composer.box('Stitch').isEnabled()).toBe(true);
      await composer.form
        .getByText('Duets are switched off in the settings of this TikTok account.')
        .first()
        .waitFor();
      await picture(page, 'guideline-2c-disabled');
      setCreator({ duetDisabled: false, commentDisabled: false });
      await discard(page);
    });

    it('2: the declaration stands above the button, with its link', async () => {
      await open();
      expect(await composer.declaration.innerText()).toContain(
        AUDITED.music.replace(' Music Usage Confirmation', ''),
      );
      expect(await links()).toEqual([
        ['Music Usage Confirmation', AUDITED_LINKS['Music Usage Confirmation']],
      ]);
      const sentence = await composer.declaration.boundingBox();
      const button = await composer.button('Publish').boundingBox();
      expect(sentence && button && sentence.y + sentence.height <= button.y).toBe(true);
      await picture(page, 'guideline-2-declaration');
    });
  });

  describe('point 3: commercial content', () => {
    it('3: the disclosure is off at first and shows no boxes', async () => {
      expect(await composer.disclosure.isChecked()).toBe(false);
      expect(await composer.box('Your brand').count()).toBe(0);
      await picture(page, 'guideline-3-off');
    });

    it('3a: on, it shows two boxes, neither ticked', async () => {
      await composer.choosePrivacy(/Everyone/);
      await composer.disclosure.click();
      expect(await composer.box('Your brand').isChecked()).toBe(false);
      expect(await composer.box('Branded content').isChecked()).toBe(false);
      expect(await composer.form.getByText(AUDITED.promotional).count()).toBe(0);
      expect(await composer.form.getByText(AUDITED.paidPartnership).count()).toBe(0);
    });

    it('3a: on with neither ticked, the button is off and says why in TikTok’s words', async () => {
      expect(await isOff(composer.button('Publish'))).toBe(true);
      const over = composer.form.locator('span[tabindex="0"]', {
        has: page.getByRole('button', { name: 'Publish', exact: true }),
      });
      expect(await composer.hoverText(over)).toContain(AUDITED.disclosureIncomplete);
      await picture(page, 'guideline-3a-incomplete');
    });

    it('3a: "Your brand" says which label the post will carry', async () => {
      await composer.box('Your brand').click();
      await composer.form.getByText(AUDITED.promotional).waitFor();
      expect(await isOff(composer.button('Publish'))).toBe(false);
      await picture(page, 'guideline-3a-your-brand');
    });

    it('4: "Your brand" alone keeps the Music sentence', async () => {
      expect((await links()).map(([name]) => name)).toEqual(['Music Usage Confirmation']);
    });

    it('3a: both ticked say "Paid partnership"', async () => {
      await composer.box('Branded content').click();
      await composer.form.getByText(AUDITED.paidPartnership).waitFor();
      expect(await composer.form.getByText(AUDITED.promotional).count()).toBe(0);
      await picture(page, 'guideline-3a-both');
    });

    it('4: both name the Branded Content Policy and the Music Usage Confirmation, with links', async () => {
      expect((await composer.declaration.innerText()).replace(/\s+/g, ' ')).toContain(
        "By posting, you agree to TikTok's Branded Content Policy",
      );
      expect(await links()).toEqual(Object.entries(AUDITED_LINKS).reverse());
      await picture(page, 'guideline-4-both');
    });

    it('3a: "Branded content" alone says "Paid partnership"', async () => {
      await composer.box('Your brand').click();
      await composer.form.getByText(AUDITED.paidPartnership).waitFor();
      expect(await composer.box('Your brand').isChecked()).toBe(false);
      await picture(page, 'guideline-3a-branded');
    });

    it('4: "Branded content" alone names both documents as well', async () => {
      expect((await links()).map(([name]) => name)).toEqual([
        'Branded Content Policy',
        'Music Usage Confirmation',
      ]);
    });

    it('3b: branded content first: "Only me" is disabled and says why in TikTok’s words', async () => {
      const onlyMe = (await composer.audiences()).find(({ name }) => name.startsWith('Only me'));
      expect(onlyMe?.disabled).toBe(true);
      expect(onlyMe?.title).toBe(AUDITED.brandedNotPrivate);
      await composer.privacy.click();
      await page.getByRole('option', { name: /Only me/ }).waitFor();
      await picture(page, 'guideline-3b-only-me');
      await page.keyboard.press('Escape');
    });

    it('3b: "Only me" first: branded content is disabled and says why', async () => {
      await composer.box('Branded content').click();
      await composer.choosePrivacy(/Only me/);
      expect(await composer.box('Branded content').isDisabled()).toBe(true);
      await composer.form
        .getByText('Branded content cannot be posted for "Only me".', { exact: false })
        .first()
        .waitFor();
      await picture(page, 'guideline-3b-branded');
      await composer.disclosure.click();
    });
  });

  describe('point 5: awareness and control', () => {
    it('5a: previews the very content in the shape of a phone', async () => {
      const preview = composer.form.getByRole('region', { name: 'Preview' });
      const video = preview.locator('video');
      await video.waitFor();
      expect(await video.getAttribute('src')).toContain('/api/tiktok/media/preview/');
      const box = await video.boundingBox();
      expect(box && box.height > box.width).toBe(true);
      await composer.form.getByLabel('Caption').fill('The harbour\nat dusk #harbour');
      // T72: as TikTok shows it, without the line break.
      expect(await preview.getByTestId('preview-words').innerText()).toContain(
        'The harbour at dusk #harbour',
      );
      await picture(page, 'guideline-5a');
    });

    it('5b: adds nothing to the words of the person, and lets them be changed until the press', async () => {
      const caption = composer.form.getByLabel('Caption');
      expect(await caption.inputValue()).toBe('The harbour\nat dusk #harbour');
      await caption.fill('The harbour at dusk');
      await composer.choosePrivacy(/Everyone/);
    });

    it('5d: says that processing takes a few minutes', async () => {
      await composer.form
        .getByText('it may take a few minutes for TikTok to process the content', { exact: false })
        .waitFor();
      await picture(page, 'guideline-5d');
    });

    it('5c: sends nothing to TikTok before the press of the button', async () => {
      expect(site.emulator().publishes()).toHaveLength(0);
      await composer.button('Publish').click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    });

    it('5e: shows the state until the post is on TikTok, and the words are the person’s own', async () => {
      await page.locator('a[href*="tiktok.com/@demo_creator/video/"]').first().waitFor();
      expect(site.emulator().publishes()).toHaveLength(1);
      expect(site.emulator().posts()[0]?.settings.title).toBe('The harbour at dusk');
      await picture(page, 'guideline-5e');
    });
  });

  describe('photos', () => {
    it('2c: show comment alone, unticked', async () => {
      await openArticle(page, site.url, 'A day in four pictures');
      await open();
      expect(await composer.box('Comment').isChecked()).toBe(false);
      expect(await composer.box('Duet').count()).toBe(0);
      expect(await composer.box('Stitch').count()).toBe(0);
      await picture(page, 'guideline-2c-photos');
    });

    it('2a: have a title and a description', async () => {
      await composer.form.getByLabel('Title', { exact: true }).fill('A day');
      await composer.form.getByLabel('Description').fill('From morning to night');
      await composer.form.getByText('5 of 90 characters.', { exact: false }).waitFor();
      expectNoProblems(problems);
    });
  });
});
