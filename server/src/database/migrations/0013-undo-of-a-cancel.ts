import { line } from '../columns';
import { type Migration } from '../schema-changes';

/** Where a post was that a person cancelled, so that it can be taken back. */
export const undoOfACancel: Migration = {
  name: '0013-undo-of-a-cancel',
  up: ({ addColumns }) => addColumns('tiktok_posts', { cancelled_from: line }),
};
