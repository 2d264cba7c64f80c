import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import { type Browser, chromium, type Page } from 'playwright-core';
import { z } from 'zod';

import { ROOT } from './paths';
import { SUPER_ADMIN } from './site';
import { PATIENCE_SECONDS, until } from './until';

const launch = z.object({ executablePath: z.string(), args: z.array(z.string()) });

/** Headless Chromium, as global-setup-browser.mjs found it. */
export const startBrowser = async (): Promise<Browser> =>
  chromium.launch({
    ...launch.parse(JSON.parse(process.env['TEST_BROWSER'] ?? 'null')),
    headless: true,
  });

/** A page in English at the given width, whose errors fail the test that reads `problems`. */
export const openPage = async (
  browser: Browser,
  { width = 1280, height = 1000 } = {},
): Promise<{ page: Page; problems: string[] }> => {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width, height } });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', ({ message, stack = '' }) =>
    problems.push(`${message} (${page.url()}; ${stack.split('\n')[1]?.trim() ?? 'no stack'})`),
  );
  page.setDefaultTimeout(PATIENCE_SECONDS * 1000);
  return { page, problems };
};

/** Fails with what went wrong in the browser, in its words. */
export const expectNoProblems = (problems: readonly string[]): void => {
  if (problems.length > 0) throw new Error(`Errors in the browser: ${problems.join('; ')}`);
};

/**
 * Opens a list by keys and takes an option with the arrows. Not by its letters: where a busy machine
 * pauses between two of them, the list begins a new word.
 */
export const chooseByKeys = async (page: Page, list: string, option: string): Promise<void> => {
  await page.getByRole('combobox', { name: list }).focus();
  await page.keyboard.press('Enter');
  const options = page.getByRole('option');
  await page.getByRole('option', { name: option, exact: true }).waitFor();
  const places = () =>
    options.evaluateAll(
      (all, name) => ({
        at: all.findIndex((one) => one === document.activeElement),
        to: all.findIndex((one) => one.textContent === name),
      }),
      option,
    );
  let { at, to } = await places();
  await until('the list has the focus', async () => {
    ({ at, to } = await places());
    return at >= 0 && to >= 0;
  });
  while (at !== to) {
    const before = at;
    await page.keyboard.press(at < to ? 'ArrowDown' : 'ArrowUp');
    await until('the focus moves', async () => {
      ({ at, to } = await places());
      return at !== before;
    });
  }
  await page.keyboard.press('Enter');
  await options.first().waitFor({ state: 'detached' });
};

/** Signs in to the admin as a person does. */
export const signIn = async (
  page: Page,
  site: string,
  { email, password }: { email: string; password: string } = SUPER_ADMIN,
): Promise<void> => {
  await page.goto(`${site}/admin/auth/login`);
  await page.locator('input[name="email"]').fill(email);
  await page.locator('input[name="password"]').fill(password);
  await page.getByRole('button', { name: 'Login' }).click();
  await page.getByRole('link', { name: 'Content Manager' }).first().waitFor();
  // Strapi's own announcement; it would stand in every picture.
  const news = page.getByRole('button', { name: 'Close' }).first();
  if (await news.isVisible()) await news.click();
};

/** Keeps a picture for the docs: written only when SCREENSHOTS=1 asks for new ones. */
export const picture = async (page: Page, name: string): Promise<void> => {
  if (process.env['SCREENSHOTS'] !== '1') return;
  const folder = path.join(ROOT, 'docs', 'images');
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' });
};
