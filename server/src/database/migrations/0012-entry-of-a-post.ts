import { text } from '../columns';
import { type Migration } from '../schema-changes';

/** What a post's entry was when it was composed, and what has changed in it since. */
export const entryOfAPost: Migration = {
  name: '0012-entry-of-a-post',
  up: ({ addColumns }) => addColumns('tiktok_posts', { entry_seen: text, entry_changed: text }),
};
