import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import { type Browser, chromium, type Page } from 'playwright-core';
import { z } from 'zod';

import { ROOT } from './paths';
import { SUPER_ADMIN } from './site';

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
  page.on('pageerror', (error) => problems.push(error.message));
  page.setDefaultTimeout(30_000);
  return { page, problems };
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
