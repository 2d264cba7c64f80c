import { z } from 'zod';

import { type IMPORT_COLUMNS } from '../../../contracts/plan';
import { LIMITS } from '../../../contracts/post-rules';
import { postContent, postOptions, privacyLevel } from '../../../contracts/posts';
import { shareType } from '../../../contracts/settings';

export type Column = (typeof IMPORT_COLUMNS)[number];
export type Cells = Partial<Record<Column, string>>;

export interface RowProblem {
  column: Column | null;
  message: string;
}

const YES = /^(1|y|yes|true|x)$/i;
const NO = /^(0|n|no|false)?$/i;

/** A spreadsheet's guard against formulas, which our own export writes too. */
const unguarded = (cell: string): string => cell.replace(/^'(?=[=+\-@\t\r])/, '');

export const textOf = (cells: Cells, column: Column): string =>
  unguarded(cells[column] ?? '').trim();

/** A cell that says yes or no. */
const yesNo = (cells: Cells, column: Column, problems: RowProblem[]): boolean => {
  const text = textOf(cells, column);
  if (!YES.test(text) && !NO.test(text)) {
    problems.push({ column, message: `"${text}" is neither yes nor no.` });
  }
  return YES.test(text);
};

const lengthProblem = (column: Column, text: string, limit: number): RowProblem[] =>
  text.length > limit
    ? [{ column, message: `It has ${text.length} characters; TikTok takes ${limit}.` }]
    : [];

/** Words and settings of a row as a draft takes them. */
export const contentOf = (cells: Cells, problems: RowProblem[]) => {
  const caption = textOf(cells, 'caption');
  const title = textOf(cells, 'title');
  const description = textOf(cells, 'description');
  problems.push(
    ...lengthProblem('caption', caption, LIMITS.caption),
    ...lengthProblem('title', title, LIMITS.title),
    ...lengthProblem('description', description, LIMITS.description),
  );
  return postContent.parse({
    caption: caption.slice(0, 10_000),
    title: title.slice(0, 1_000),
    description: description.slice(0, 10_000),
  });
};

export const optionsOf = (cells: Cells, problems: RowProblem[]) => {
  const privacy = textOf(cells, 'privacy').toUpperCase();
  const level = privacyLevel.nullable().safeParse(privacy === '' ? null : privacy);
  if (!level.success) {
    problems.push({
      column: 'privacy',
      message: `"${privacy}" is none of ${privacyLevel.options.join(', ')}.`,
    });
  }
  return postOptions.parse({
    privacyLevel: level.data ?? null,
    allowComment: yesNo(cells, 'comment', problems),
    allowDuet: yesNo(cells, 'duet', problems),
    allowStitch: yesNo(cells, 'stitch', problems),
    aiGenerated: yesNo(cells, 'ai_generated', problems),
  });
};

const SHARE_TYPES = z.record(z.string(), shareType).parse({
  inbox: 'inbox',
  draft: 'inbox',
  direct_post: 'direct_post',
  direct: 'direct_post',
});

/** The Share Type of a row; empty takes the site's. */
export const shareTypeOf = (
  cells: Cells,
  preferred: z.output<typeof shareType>,
  problems: RowProblem[],
) => {
  const text = textOf(cells, 'share_type')
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  const found = text === '' ? preferred : SHARE_TYPES[text];
  if (!found) {
    problems.push({ column: 'share_type', message: `"${text}" is neither inbox nor direct_post.` });
  }
  return found ?? preferred;
};
