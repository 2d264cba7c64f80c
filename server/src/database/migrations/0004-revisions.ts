import { id, instant, integer, line, required } from '../columns';
import { type Migration } from '../schema-changes';

/** How often each thing that several people edit was changed. */
export const revisions: Migration = {
  name: '0004-revisions',
  up: ({ createTable }) =>
    createTable(
      'tiktok_revisions',
      {
        id,
        subject: required(line),
        version: required(integer),
        changed_by: line,
        changed_at: instant,
      },
      [{ name: 'tiktok_revisions_subject_unique', columns: ['subject'], unique: true }],
    ),
};
