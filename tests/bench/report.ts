import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { format, resolveConfig } from 'prettier';

import { ROOT } from '../support/paths';
import { type Section } from './section';

const FILE = path.join(ROOT, 'docs/performance.md');

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** A table for people at a terminal, in columns. */
export const plainTable = ({ head, rows }: Section): string => {
  const all = [head, ...rows];
  const widths = head.map((_, column) =>
    Math.max(...all.map((cells) => cells[column]?.length ?? 0)),
  );
  return all
    .map((cells) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   '))
    .join('\n');
};

const begin = (id: Section['id']): string => `<!-- bench:${id} -->`;
const end = (id: Section['id']): string => `<!-- /bench:${id} -->`;

const markdownOf = ({ head, rows, how }: Section, measuredOn: string): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row), '', `${how} ${measuredOn}`].join('\n');

/**
 * Puts the sections between their markers in docs/performance.md; the words around them stay.
 * @throws Error where a marker is missing
 */
export const writeReport = async (
  sections: readonly Section[],
  measuredOn: string,
): Promise<void> => {
  let text = await readFile(FILE, 'utf8');
  for (const section of sections) {
    const from = text.indexOf(begin(section.id));
    const to = text.indexOf(end(section.id));
    if (from < 0 || to < from) throw new Error(`docs/performance.md has no ${begin(section.id)}.`);
    text = `${text.slice(0, from)}${begin(section.id)}\n\n${markdownOf(section, measuredOn)}\n\n${text.slice(to)}`;
  }
  const options = await resolveConfig(FILE);
  await writeFile(FILE, await format(text, { ...options, filepath: FILE }));
};
