/** Markdown as it is read in a browser. Cells are not padded: in wide tables that doubles the page. */

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

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** A table; columns that are empty in every row are left out. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const used = head.map((_, index) => index === 0 || rows.some((cells) => cells[index] !== ''));
  const keep = (cells: readonly string[]) => cells.filter((_, index) => used[index]);
  const columns = keep(head);
  return [
    row(columns),
    row(columns.map(() => '---')),
    ...rows.map((cells) => row(keep(cells))),
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
