import { type Locator, type Page } from 'playwright-core';

/** The post form as a person meets it, for the tests that drive it. */
export const composerOn = (page: Page, form: Locator) => {
  const privacy = form.getByLabel('Who can view this post');
  return {
    form,
    /** The field for the audience. */
    privacy,
    /** The button that sends, by its word. */
    button: (name: string) => form.getByRole('button', { name, exact: true }),
    box: (name: string) => form.getByRole('checkbox', { name, exact: true }),
    disclosure: form.getByRole('checkbox', { name: 'Disclose post content' }),
    declaration: form.getByTestId('declaration'),

    /** The audiences that are offered, in order; leaves the list closed. */
    audiences: async (): Promise<{ name: string; disabled: boolean; title: string | null }[]> => {
      await privacy.click();
      const options = page.getByRole('option');
      await options.first().waitFor();
      const found = await options.evaluateAll((all) =>
        all.map((one) => ({
          name: one.textContent ?? '',
          disabled: one.getAttribute('aria-disabled') === 'true',
          title: one.getAttribute('title'),
        })),
      );
      await page.keyboard.press('Escape');
      await options.first().waitFor({ state: 'detached' });
      return found;
    },

    choosePrivacy: async (name: RegExp): Promise<void> => {
      await privacy.click();
      await page.getByRole('option', { name }).click();
      // As long as the list is there, nothing else takes a click.
      await page.getByRole('option').first().waitFor({ state: 'detached' });
    },

    /** What is said over a control while the pointer rests on it. */
    hoverText: async (over: Locator): Promise<string> => {
      await over.hover();
      const tip = page.getByRole('tooltip');
      await tip.first().waitFor();
      const text = await tip.first().innerText();
      await page.mouse.move(0, 0);
      return text;
    },
  };
};

/** The edit view of an article, by its title in the list. */
export const openArticle = async (page: Page, site: string, title: string): Promise<void> => {
  await page.goto(`${site}/admin/content-manager/collection-types/api::article.article`);
  await page.getByText(title).first().click();
  await page.getByRole('button', { name: 'Publish to TikTok' }).first().waitFor();
};

/** Opens the form for the entry on the screen; done when TikTok has answered. */
export const openComposer = async (page: Page) => {
  await page.getByRole('button', { name: 'Publish to TikTok' }).first().click();
  const form = page.getByRole('dialog');
  await form.getByRole('heading', { name: 'Publish to TikTok' }).waitFor();
  return composerOn(page, form);
};

const WAITED_FOR = [
  'Asking TikTok',
  'TikTok is being asked about the account',
  'The files are being looked at',
];

/** Waits until TikTok has answered for every account, and the files were looked at. */
export const answered = async (form: Locator): Promise<void> => {
  for (const text of WAITED_FOR) {
    await form.getByText(text, { exact: false }).first().waitFor({ state: 'detached' });
  }
};

/** Closes the form, throwing away what was typed. */
export const discard = async (page: Page): Promise<void> => {
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  const sure = page.getByRole('alertdialog').getByRole('button', { name: 'Discard' });
  // By attribute: behind the question the form is hidden from roles, and looks as if it were gone.
  await sure.or(page.locator('body:not(:has([role="dialog"]))')).first().waitFor();
  if (await sure.isVisible()) await sure.click();
  await page.locator('[role="dialog"]').waitFor({ state: 'detached' });
};
