import { type Page } from 'playwright-core';

/** Chooses what can be done with the post on the screen: a button of its own, or one of the menu. */
export const act = async (page: Page, action: string): Promise<void> => {
  const button = page.getByRole('button', { name: action, exact: true });
  const menu = page.getByRole('button', { name: 'More actions' });
  await button.or(menu).first().waitFor();
  if ((await button.count()) > 0) return button.click();
  await menu.click();
  return page.getByRole('menuitem', { name: action, exact: true }).click();
};
