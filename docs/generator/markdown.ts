/** Markdown as prettier leaves it, so that what is generated passes the format check as it is. */

/** Text for a table cell or a paragraph: nothing in it can be taken for a tag or a column. */
export const plain = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replace(/</g, '\\<')))
    .join('')
    .replace(/\|/g, '\\|');

export const code = (text: string | number | boolean): string => `\`${text}\``;

const row = (cells: readonly string[], widths: readonly number[], fill = ' '): string =>
  `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0, fill)).join(' | ')} |`;

/** A table with aligned columns; columns that are empty in every row are left out. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const used = head.map((_, index) => index === 0 || rows.some((cells) => cells[index] !== ''));
  const keep = (cells: readonly string[]) => cells.filter((_, index) => used[index]);
  const lines = [keep(head), ...rows.map(keep)];
  const widths = keep(head).map((_, index) =>
    Math.max(3, ...lines.map((cells) => cells[index]?.length ?? 0)),
  );
  const rule = widths.map(() => '');
  return [
    row(keep(head), widths),
    row(rule, widths, '-'),
    ...lines.slice(1).map((l) => row(l, widths)),
  ].join('\n');
};

/** The anchor that GitHub gives a heading. */
export const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replace(/ /g, '-');

/** Blocks with one empty line between them. */
export const page = (blocks: readonly string[]): string =>
  `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
