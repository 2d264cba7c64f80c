import { z } from 'zod';

import { cutText } from '../../../contracts/cut-text';
import { FORMULA } from '../../../contracts/csv';
import { type MediaKind } from '../../../contracts/media';
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

/** Takes back the guard against formulas, which our own export writes too. */
const unguarded = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;

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

/** The words of a kind of post that stand in two columns, of which one is meant. */
const eitherOf = (cells: Cells, column: Column, other: Column, problems: RowProblem[]): string => {
  const text = textOf(cells, column);
  const elsewhere = textOf(cells, other);
  if (text !== '' && elsewhere !== '' && text !== elsewhere) {
    const message = `A post of this kind has one text; write it into "${column}" alone.`;
    problems.push({ column: other, message });
  }
  return text || elsewhere;
};

/**
 * Words of a row as a draft takes them. A video has a caption, pictures have a title and a
 * description; words that stand in the other kind's column are taken over or named, never dropped.
 */
export const contentOf = (cells: Cells, kind: MediaKind, problems: RowProblem[]) => {
  if (kind === 'video') {
    const caption = eitherOf(cells, 'caption', 'description', problems);
    if (textOf(cells, 'title') !== '') {
      const message = 'A video has no title on TikTok; write its words into "caption".';
      problems.push({ column: 'title', message });
    }
    problems.push(...lengthProblem('caption', caption, LIMITS.caption));
    return postContent.parse({ caption: cutText(caption, 10_000) });
  }
  const title = textOf(cells, 'title');
  const description = eitherOf(cells, 'description', 'caption', problems);
  problems.push(
    ...lengthProblem('title', title, LIMITS.title),
    ...lengthProblem('description', description, LIMITS.description),
  );
  return postContent.parse({
    title: cutText(title, 1_000),
    description: cutText(description, 10_000),
  });
};

/** What only videos have. */
const VIDEO_ONLY = { duet: 'Duet', stitch: 'Stitch', ai_generated: 'the AI label' } as const;

/** What TikTok takes with a direct post only: of a draft the creator says it in TikTok's app. */
const DIRECT_ONLY = {
  privacy: 'who may see it',
  comment: 'whether comments are allowed',
  duet: 'whether Duet is allowed',
  stitch: 'whether Stitch is allowed',
  ai_generated: 'the AI label',
} as const;

const kindProblems = (cells: Cells): RowProblem[] =>
  (['duet', 'stitch', 'ai_generated'] as const)
    .filter((column) => YES.test(textOf(cells, column)))
    .map((column) => ({
      column,
      message: `TikTok takes ${VIDEO_ONLY[column]} for videos only; leave it empty for pictures.`,
    }));

const inboxProblems = (cells: Cells): RowProblem[] =>
  (['privacy', 'comment', 'duet', 'stitch', 'ai_generated'] as const)
    .filter((column) =>
      // Without a label is how a draft arrives anyway; every other "no" is a wish, too.
      column === 'ai_generated' ? YES.test(textOf(cells, column)) : textOf(cells, column) !== '',
    )
    .map((column) => ({
      column,
      message: `Of a draft in the inbox the creator says in TikTok's app ${DIRECT_ONLY[column]}; leave it empty, or write direct_post into "share_type".`,
    }));

/** Settings of a row; what its kind and Share Type do not have is named, never dropped. */
export const optionsOf = (
  cells: Cells,
  kind: MediaKind,
  share: z.output<typeof shareType>,
  problems: RowProblem[],
) => {
  if (share === 'inbox') problems.push(...inboxProblems(cells));
  else if (kind === 'photo') problems.push(...kindProblems(cells));
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
