import Papa from 'papaparse';

import { cutText } from '../../../contracts/cut-text';
import { IMPORT_COLUMNS } from '../../../contracts/plan';
import { Problem } from '../http/problem';
import { type Cells, type Column, type RowProblem } from './import-row';

const MAX_ROWS = 500;

export interface TableRow {
  /** As a spreadsheet counts, blank rows included: the header is usually row 1. */
  row: number;
  cells: Cells;
  /** What the table itself has wrong in this row. */
  problems: RowProblem[];
}

const unreadable = (message: string): Problem =>
  new Problem({
    status: 422,
    code: 'csv_unreadable',
    message,
    remedy: `Write a header row with ${IMPORT_COLUMNS.join(', ')} (file and account are needed), at most ${MAX_ROWS} rows. Nothing was saved.`,
  });

/** Excel's own first line, which names the separator and is no row of the sheet. */
const SEPARATOR_LINE = /^"?sep=(.)"?(?:\r\n|\r|\n|$)/i;
/** Without `|`, which separates files within a cell. */
const SEPARATORS = [',', ';', '\t'];
/** What a decoder leaves of bytes that are no text in its encoding. */
const REPLACEMENT = '\uFFFD';

const isBlank = (record: readonly string[]): boolean => record.every((cell) => cell.trim() === '');

const columnName = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');

const isColumn = (name: string): name is Column => IMPORT_COLUMNS.some((column) => column === name);

/** The columns by their place; null for a heading that is empty. @throws Problem `csv_unreadable` */
const columnsOf = (headings: readonly string[]): (Column | null)[] => {
  const names = headings.map(columnName);
  const missing = ['file', 'account'].filter((name) => !names.includes(name));
  if (missing.length > 0) throw unreadable(`The column "${missing.join('" and "')}" is missing.`);
  const twice = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
  if (twice) throw unreadable(`The column "${twice}" is there twice.`);
  return names.map((name) => {
    if (name === '') return null;
    if (!isColumn(name)) throw unreadable(`The column "${name}" is not known.`);
    return name;
  });
};

const readRecord = (
  record: readonly string[],
  columns: readonly (Column | null)[],
): Pick<TableRow, 'cells' | 'problems'> => {
  const cells: Cells = {};
  const problems: RowProblem[] = [];
  for (const [index, cell] of record.entries()) {
    const column = columns[index] ?? null;
    if (column === null && cell.trim() !== '') {
      const words = cutText(cell.trim(), 40);
      const message = `The cell "${words}" stands in column ${index + 1}, which has no heading. A text with a comma in it needs quotes around it.`;
      problems.push({ column: null, message });
    }
    if (column === null) continue;
    if (cell.includes(REPLACEMENT)) {
      const message = `Some characters could not be read (${REPLACEMENT}). Save the table as "CSV UTF-8".`;
      problems.push({ column, message });
    }
    cells[column] = cell;
  }
  return { cells, problems };
};

/**
 * The rows of a CSV by our column names: comma, semicolon or tab, as spreadsheets write it. Blank rows
 * and empty columns are left out; whatever else has no place is a problem of its row.
 * @throws Problem `csv_unreadable`
 */
export const readTable = (csv: string): TableRow[] => {
  const text = csv.replace(/^\uFEFF/, '');
  const named = SEPARATOR_LINE.exec(text);
  const { data, errors } = Papa.parse<string[]>(named ? text.slice(named[0].length) : text, {
    ...(named ? { delimiter: named[1] } : { delimitersToGuess: SEPARATORS }),
  });
  const quotes = errors.find(({ type }) => type === 'Quotes');
  if (quotes) throw unreadable(`The quotes do not close (row ${(quotes.row ?? 0) + 1}).`);
  const header = data.findIndex((record) => !isBlank(record));
  const columns = columnsOf(data[header] ?? []);
  const rows = data.flatMap((record, index) =>
    index <= header || isBlank(record) ? [] : [{ row: index + 1, ...readRecord(record, columns) }],
  );
  if (rows.length > MAX_ROWS) throw unreadable(`It has ${rows.length} rows.`);
  return rows;
};
