import { counter, id, instant, integer, line, required } from '../columns';
import { type Migration } from '../schema-changes';

/** Guards of posts, posts to look for first, denials in a row, and events in a strange name. */
export const whatOnePostHasForItself: Migration = {
  name: '0007-what-one-post-has-for-itself',
  async up({ addColumns, createTable }) {
    await createTable(
      'tiktok_guards',
      { id, key: required(line), post_id: required(integer), made_at: required(instant) },
      [
        { name: 'tiktok_guards_key', columns: ['key'], unique: true },
        { name: 'tiktok_guards_made_at', columns: ['made_at'] },
      ],
    );
    await addColumns('tiktok_posts', { look_since: instant });
    await addColumns('tiktok_attempts', { denials: counter });
    await addColumns('tiktok_events', { nobodys: integer });
  },
};
