import { readFile } from 'node:fs/promises';

import { type Page } from 'playwright-core';

import { findings } from './accessibility';
import { answered, composerOn } from './composer';

export const DESK = { width: 1280, height: 1000 };
export const PHONE = { width: 390, height: 844 };
export const STEPS = [
  'App details',
  'Legal pages',
  'Website',
  'Domain verification',
  'Redirect URI',
  'Products and scopes',
  'Sandbox',
  'Demo video',
  'Direct Post audit',
  'Submission and after',
];

/** The page of review readiness as a person meets it. */
export const reviewOn = (page: Page) => ({
  section: (name: string) => page.getByRole('tab', { name, exact: true }).click(),

  step: async (name: string): Promise<void> => {
    await page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name }).click();
    // The gates above it have headings with numbers, too, of another level.
    const title = { level: 2, name: new RegExp(`^\\d+\\. ${name}$`) };
    await page.getByRole('heading', title).waitFor();
  },

  question: page.getByRole('alertdialog'),

  /** Chooses files for a field in Strapi's own picker; of a form with one such field, without it. */
  pick: async (names: readonly string[], field?: string): Promise<void> => {
    const button = `Choose from the Media Library${field ? `: ${field}` : ''}`;
    await page.getByRole('button', { name: button, exact: true }).click();
    const library = page.getByRole('dialog');
    for (const name of names) await library.getByRole('checkbox', { name, exact: true }).click();
    await library.getByRole('button', { name: 'Finish' }).click();
    await library.waitFor({ state: 'detached' });
  },

  download: async (button: string): Promise<Buffer> => {
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: button }).click();
    return readFile(await (await coming).path());
  },
});

/**
 * What axe finds in light on a desk, and in dark on a phone: every colour and both layouts. `visit`
 * goes through several places in each of them, and looks at each.
 */
export const findingsInBoth = async (
  page: Page,
  within: string,
  visit: (look: () => Promise<string[]>) => Promise<string[]> = (look) => look(),
): Promise<string[]> => {
  const look = () => findings(page, within);
  const light = await visit(look);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize(PHONE);
  const dark = await visit(look);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(DESK);
  return [...light, ...dark];
};

/** The panel of the rehearsal: what it has ticked, and what not yet. */
export const rehearsalOn = (page: Page) => {
  const panel = page.getByTestId('rehearsal');
  return {
    panel,
    seen: async (...cues: string[]): Promise<void> => {
      for (const cue of cues) {
        await panel.locator(`[data-cue="${cue}"][data-ticked="true"]`).waitFor();
      }
    },
    open: (): Promise<(string | null)[]> =>
      panel
        .locator('[data-ticked="false"]')
        .evaluateAll((all) => all.map((one) => one.getAttribute('data-cue'))),
  };
};

/** Connects an account while the rehearsal watches. */
export const rehearseConnecting = async (page: Page): Promise<void> => {
  const { seen, open } = rehearsalOn(page);
  await page.getByRole('link', { name: 'To the accounts' }).click();
  const opening = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Connect account' }).first().click();
  const consent = await opening;
  await seen('connect_pressed');
  expect(await open()).toContain('consent_page_shown');
  await consent.getByRole('radio', { name: /Demo Creator/ }).check();
  await consent.getByRole('button', { name: 'Authorize' }).click();
  await seen('consent_page_shown', 'account_connected');
};

/** Fills the real form step by step while the rehearsal watches, and publishes. */
export const rehearsePosting = async (page: Page, video: string): Promise<void> => {
  const { panel, seen, open } = rehearsalOn(page);
  await page.getByRole('link', { name: 'To a new post' }).click();
  await page.getByRole('heading', { name: 'New post', level: 1 }).waitFor();
  // Over a dialog it can be folded, so that it hides nothing there.
  await panel.getByRole('button', { name: 'Fold', exact: true }).click();
  await reviewOn(page).pick([video]);
  await panel.getByRole('button', { name: 'Unfold', exact: true }).click();
  const composer = composerOn(page, page.getByRole('main'));
  const { form, box } = composer;
  // The only account there is: it is chosen already.
  await form.getByText('Demo Creator').first().waitFor();
  await answered(form);
  await seen('composer_opened', 'declaration_shown', 'nickname_shown');
  expect(await open()).toEqual(
    expect.arrayContaining(['title_typed', 'privacy_chosen', 'preview_shown', 'publish_pressed']),
  );
  await form.getByLabel('Caption').fill('Northern lights');
  await form
    .locator('video')
    .first()
    .evaluate((shown: HTMLVideoElement) => {
      shown.muted = true;
      return shown.play();
    });
  await seen('title_typed', 'preview_shown');
  await box('Comment').click();
  await seen('interactions_switched');

  await composer.disclosure.click();
  await seen('disclosure_on_nothing_ticked');
  await box('Your brand').click();
  await seen('your_brand_ticked');
  await box('Branded content').click();
  await seen('both_ticked');
  expect(await open()).toContain('branded_ticked');
  await box('Your brand').click();
  await seen('branded_ticked');
  await composer.privacy.click();
  await seen('privacy_opened', 'only_me_greyed');
  expect(await open()).toContain('privacy_chosen');
  await page.getByRole('option', { name: /Everyone/ }).click();
  await seen('privacy_chosen');

  expect(await open()).toContain('publish_pressed');
  await composer.button('Publish').click();
  await seen('publish_pressed', 'status_shown', 'published_shown');
};

/** Opens the page of the account that was just connected, with its videos, and comes back. */
export const rehearseInsights = async (page: Page): Promise<void> => {
  const { seen } = rehearsalOn(page);
  const card = page.getByRole('article', { name: 'Demo Creator' });
  await card.getByRole('link', { name: 'Insights' }).click();
  await seen('profile_shown', 'insights_shown');
  await page.goBack();
  await card.waitFor();
};
