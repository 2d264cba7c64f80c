import { line } from '../columns';
import { type Migration } from '../schema-changes';

/** Which files a link without a login was made for; null for links made before this was kept. */
export const mediaOfALink: Migration = {
  name: '0008-media-of-a-link',
  up: ({ addColumns }) => addColumns('tiktok_links', { media_digest: line }),
};
