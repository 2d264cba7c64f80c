import { readFile } from 'node:fs/promises';

import { type Page } from 'playwright-core';

import { findings } from './accessibility';

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
  await seen('consent_page_shown', 'account_connected', 'insights_shown');
};
