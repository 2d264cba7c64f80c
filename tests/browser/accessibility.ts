import AxeBuilder from '@axe-core/playwright';
import { type Page } from 'playwright-core';

/** Pictures in a row in which nothing changed, and after how many of them a restless page is taken as it is. */
const STILL = { frames: 20, most: 600 };

/** Until what is shown has come to rest: in pictures, which come late on a busy machine, like all else. */
const rests = (page: Page): Promise<void> =>
  page.evaluate(
    ({ frames, most }) =>
      new Promise<void>((resolve) => {
        let [still, all] = [0, 0];
        const observer = new MutationObserver(() => (still = 0));
        const anything = { subtree: true, childList: true, attributes: true, characterData: true };
        observer.observe(document, anything);
        const look = (): void => {
          all += 1;
          // What is asked for is not there yet, though nothing moves.
          still = document.querySelector('[aria-busy="true"]') ? 0 : still + 1;
          if (still < frames && all < most) return void requestAnimationFrame(look);
          observer.disconnect();
          resolve();
        };
        requestAnimationFrame(look);
      }),
    STILL,
  );

/**
 * Serious and critical findings of axe on what the page shows now, with the elements they are about;
 * only inside `within`, a CSS selector, where what stands around it is not the plugin's.
 */
export const findings = async (page: Page, within?: string): Promise<string[]> => {
  // A button under the pointer has the design system's paler hover colour, and what was just opened
  // is still fading in: colours are read without either.
  await page.mouse.move(0, 0);
  // Laid out anew for another width, a form asks again before it is there.
  if (within !== undefined) await page.locator(within).first().waitFor({ state: 'attached' });
  await rests(page);
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
        .map(({ finished }) => finished),
    ),
  );
  const axe = new AxeBuilder({ page });
  const { violations } = await (within === undefined ? axe : axe.include(within)).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, html }) => `${id}: ${target.join(' ')} ${html.slice(0, 160)}`),
    );
};

/** The same in light and in dark and on a phone, by name; also whether the page is wider than it. */
export const findingsEverywhere = async (
  page: Page,
  within?: string,
): Promise<Record<string, string[]>> => {
  const wide = page.viewportSize() ?? { width: 1280, height: 1000 };
  try {
    const light = await findings(page, within);
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await findings(page, within);
    await page.setViewportSize({ width: 390, height: 844 });
    const phoneDark = await findings(page, within);
    await page.emulateMedia({ colorScheme: 'light' });
    const phone = await findings(page, within);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    return {
      light,
      dark,
      phone,
      'phone, dark': phoneDark,
      overflow: overflow > 0 ? [`${overflow} px`] : [],
    };
  } finally {
    // What comes after a failure is to fail by itself only.
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize(wide);
  }
};

export const NONE = { light: [], dark: [], phone: [], 'phone, dark': [], overflow: [] };
