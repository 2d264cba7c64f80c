import { instant } from '../columns';
import { type Migration } from '../schema-changes';

/** When a link without a login was last opened; null for never, and for the time before this was kept. */
export const lastOpeningOfALink: Migration = {
  name: '0011-last-opening-of-a-link',
  async up({ addColumns }) {
    await addColumns('tiktok_links', { last_opened_at: instant });
    await addColumns('tiktok_feeds', { last_opened_at: instant });
  },
};
