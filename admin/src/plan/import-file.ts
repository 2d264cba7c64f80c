import { IMPORT_COLUMNS, type ImportedRow } from '../../../contracts/plan';

/** What the server takes at most, in characters. */
export const MOST_CHARACTERS = 1_000_000;

/** As many posts as the table in which they are agreed to takes. */
export const MOST_IN_TABLE = 100;

const EXAMPLE: Record<(typeof IMPORT_COLUMNS)[number], string> = {
  file: 'holiday.mp4',
  account: '@your_account',
  share_type: 'direct_post',
  caption: '"Summer, at last #holiday"',
  title: '',
  description: '',
  time: '2027-07-01 18:00',
  privacy: 'PUBLIC_TO_EVERYONE',
  comment: 'yes',
  duet: 'no',
  stitch: 'no',
  ai_generated: 'no',
};

/** A table to fill in: every column, and one row that shows how. */
export const templateCsv = (): string =>
  [IMPORT_COLUMNS.join(','), IMPORT_COLUMNS.map((column) => EXAMPLE[column]).join(','), ''].join(
    '\r\n',
  );

/** What a checked table comes to. */
export const tally = (rows: readonly ImportedRow[]) => ({
  right: rows.filter(({ problems }) => problems.length === 0).length,
  wrong: rows.filter(({ problems }) => problems.length > 0).length,
  postIds: rows.flatMap(({ postId }) => (postId === null ? [] : [postId])),
});

/** The drafts in lots that the table takes. */
export const lotsOf = (postIds: readonly number[]): number[][] =>
  Array.from({ length: Math.ceil(postIds.length / MOST_IN_TABLE) }, (_, index) =>
    postIds.slice(index * MOST_IN_TABLE, (index + 1) * MOST_IN_TABLE),
  );
