import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type MediaKind } from '../../../contracts/media';
import { type Caller } from '../http/handle';
import { mediaOf } from '../media';

const MOST_FILES = 35;
/** Names in one question to the database: SQLite and MySQL limit the length of a query. */
const LOT = 100;
/** Of files with the same name; more than one is told to the person anyway. */
const MOST_OF_A_NAME = 20;
/** The largest id that every database has a place for. */
const MOST_ID = 2_147_483_647;

const found = z.array(z.object({ id: z.number().int(), name: z.string() }));

/** Names are the same whether a Mac (NFD) or anybody else (NFC) wrote their accents. */
const sameName = (name: string): string => name.normalize('NFC');

const lotsOf = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / LOT) }, (_, index) =>
    all.slice(index * LOT, (index + 1) * LOT),
  );

/** The files that a cell names, in order. */
export const namesOf = (cell: string): string[] =>
  cell
    .split('|')
    .map((name) => name.trim())
    .filter(Boolean);

const idOf = (name: string): number | null => {
  const id = /^\d+$/.test(name) ? Number(name) : null;
  return id !== null && id > 0 && id <= MOST_ID ? id : null;
};

export interface ImportFiles {
  /** The file's number, or in words why there is none. */
  find(name: string): number | string;
  kindOf(id: number): MediaKind | null;
}

/**
 * Looks all files of a table up at once, by number or by name, as far as the person may read them;
 * one question for many rows, since a table may name thousands.
 * @throws the signal's reason
 */
export const findFiles = async (
  strapi: Core.Strapi,
  caller: Caller,
  names: readonly string[],
  signal: AbortSignal,
): Promise<ImportFiles> => {
  const wanted = [...new Set(names)];
  const byName = new Map<string, number[]>();
  const ids = new Set(wanted.flatMap((name) => idOf(name) ?? []));
  for (const lot of lotsOf(wanted.filter((name) => idOf(name) === null))) {
    signal.throwIfAborted();
    const spellings = [
      ...new Set(lot.flatMap((name) => [name, name.normalize('NFC'), name.normalize('NFD')])),
    ];
    const rows: unknown = await strapi.db.query('plugin::upload.file').findMany({
      where: { name: { $in: spellings } },
      select: ['id', 'name'],
      orderBy: { id: 'asc' },
      limit: LOT * MOST_OF_A_NAME,
    });
    for (const { id, name } of found.parse(rows)) {
      const known = byName.get(sameName(name)) ?? [];
      byName.set(sameName(name), [...known, id]);
      ids.add(id);
    }
  }
  const kinds = await mediaOf(strapi).readableKinds([...ids], caller, signal);

  return {
    find(name) {
      const id = idOf(name);
      const meant = id === null ? (byName.get(sameName(name)) ?? []) : [id];
      const readable = meant.filter((one) => kinds.has(one));
      const [only] = readable;
      if (only === undefined) {
        return `There is no file "${name}" in the Media Library that you may read.`;
      }
      return readable.length === 1 ? only : `Several files are called "${name}"; write its number.`;
    },
    kindOf: (id) => kinds.get(id) ?? null,
  };
};

export interface RowFiles {
  ids: number[];
  names: string[];
  kind: MediaKind;
  /** In words. */
  problems: string[];
}

/** The files of one row. */
export const filesOfCell = (files: ImportFiles, cell: string): RowFiles => {
  const names = namesOf(cell);
  const problems: string[] = [];
  const ids: number[] = [];
  if (names.length === 0) problems.push('No file is named.');
  for (const name of names.slice(0, MOST_FILES)) {
    const file = files.find(name);
    if (typeof file === 'number') ids.push(file);
    else problems.push(file);
  }
  const kinds = ids.map((id) => files.kindOf(id));
  const tooMany = names.length > MOST_FILES || (kinds.includes('video') && ids.length > 1);
  if (kinds.includes(null) || new Set(kinds).size > 1 || tooMany) {
    problems.push('A post is one video, or one to 35 pictures.');
  }
  return { ids, names, kind: kinds[0] ?? 'video', problems };
};
