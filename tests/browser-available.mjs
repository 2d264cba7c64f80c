// Exits 0 if headless Chromium starts on this machine, else says why not.
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';

try {
  const browser = await playwright.launch({
    executablePath: process.env.CHROMIUM_PATH || (await chromium.executablePath()),
    args: chromium.args,
    headless: true,
  });
  const page = await browser.newPage();
  await page.setContent('<title>ready</title>');
  const title = await page.title();
  await browser.close();
  if (title !== 'ready') throw new Error('It started, but shows no page.');
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
