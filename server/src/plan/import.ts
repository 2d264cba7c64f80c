import { type Core } from '@strapi/strapi';
import Papa from 'papaparse';
import { z } from 'zod';

import { type RequestOf } from '../../../contracts/endpoint';
import { IMPORT_COLUMNS, type ImportedRow, type importPosts } from '../../../contracts/plan';
import { type ComposedPost } from '../../../contracts/posts';
import { type Account, accountsOf } from '../accounts';
import { type Caller } from '../http/handle';
import { forbidden, Problem } from '../http/problem';
import { mediaOf } from '../media';
import { postsOf } from '../posts';
import { settingsOf } from '../settings';
import {
  type Cells,
  contentOf,
  optionsOf,
  type RowProblem,
  shareTypeOf,
  textOf,
} from './import-row';
import { timeOf } from './import-time';

type Request = RequestOf<typeof importPosts>['body'];

const MAX_ROWS = 500;
const asset = z.object({ id: z.number().int() });

const unreadable = (message: string): Problem =>
  new Problem({
    status: 422,
    code: 'csv_unreadable',
    message,
    remedy: `Write a header row with ${IMPORT_COLUMNS.join(', ')} (file and account are needed), at most ${MAX_ROWS} rows. Nothing was saved.`,
  });

/** The rows of a CSV by our column names. @throws Problem `csv_unreadable` */
const parse = (csv: string): Cells[] => {
  const { data, meta, errors } = Papa.parse<Record<string, string>>(csv.replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: (name) =>
      name
        .trim()
        .toLowerCase()
        .replace(/[\s-]+/g, '_'),
  });
  const fields = meta.fields ?? [];
  const missing = ['file', 'account'].filter((name) => !fields.includes(name));
  if (missing.length > 0) throw unreadable(`The column "${missing.join('" and "')}" is missing.`);
  const foreign = fields.filter((name) => !IMPORT_COLUMNS.some((column) => column === name));
  if (foreign.length > 0) throw unreadable(`The column "${foreign[0]}" is not known.`);
  const quotes = errors.find(({ type }) => type === 'Quotes');
  if (quotes) throw unreadable(`The quotes do not close (row ${(quotes.row ?? 0) + 2}).`);
  if (data.length > MAX_ROWS) throw unreadable(`It has ${data.length} rows.`);
  return data;
};

/** Posts from a table: each row is checked by itself, and what is right becomes a draft. */
export const createImport = ({ strapi }: { strapi: Core.Strapi }) => {
  const findAccount = (accounts: readonly Account[], name: string): Account | string => {
    const wanted = name.replace(/^@/, '').toLowerCase();
    const found = accounts.filter(
      ({ id, handle, nickname, label }) =>
        String(id) === wanted ||
        [handle, nickname, label].some((known) => known?.toLowerCase() === wanted),
    );
    const [only] = found;
    if (!only) return `There is no account "${name}" that you may post with.`;
    return found.length === 1 ? only : `Several accounts are called "${name}"; write its number.`;
  };

  /** A file by its number or its name in the Media Library, if the person may read it. */
  const findFile = async (caller: Caller, name: string): Promise<number | string> => {
    const where = /^\d+$/.test(name) ? { id: Number(name) } : { name };
    const rows: unknown = await strapi.db
      .query('plugin::upload.file')
      .findMany({ where, select: ['id'], limit: 20 });
    const readable: number[] = [];
    for (const { id } of z.array(asset).parse(rows)) {
      if (await mediaOf(strapi).mayRead(caller, id)) readable.push(id);
    }
    const [only] = readable;
    if (only === undefined)
      return `There is no file "${name}" in the Media Library that you may read.`;
    return readable.length === 1 ? only : `Several files are called "${name}"; write its number.`;
  };

  const filesOf = async (caller: Caller, cells: Cells, problems: RowProblem[]) => {
    const names = textOf(cells, 'file')
      .split('|')
      .map((name) => name.trim())
      .filter(Boolean);
    if (names.length === 0) problems.push({ column: 'file', message: 'No file is named.' });
    const ids: number[] = [];
    for (const name of names.slice(0, 35)) {
      const found = await findFile(caller, name);
      if (typeof found === 'number') ids.push(found);
      else problems.push({ column: 'file', message: found });
    }
    const items = await mediaOf(strapi).items(
      ids.map((assetId) => ({ assetId, field: null })),
      caller,
    );
    const kinds = new Set(items.map(({ kind }) => kind));
    if (items.length < ids.length || kinds.size > 1 || (kinds.has('video') && ids.length > 1)) {
      problems.push({
        column: 'file',
        message: 'A post is one video, or one to 35 pictures.',
      });
    }
    return { ids, names, kind: items[0]?.kind ?? ('video' as const) };
  };

  return {
    /**
     * @throws Problem `forbidden` for an API token, `csv_unreadable` where no row can be read
     */
    async run(caller: Caller, { csv, timeZone, importId, save }: Request): Promise<ImportedRow[]> {
      if (!caller.isPerson) {
        throw forbidden('An import takes a person.', 'Do it in the Strapi admin.');
      }
      const rows = parse(csv);
      const accounts = (await accountsOf(strapi).all()).filter((account) =>
        accountsOf(strapi).mayPostWith(caller, account),
      );
      const { shareType: preferred } = await settingsOf(strapi).current();

      const readRow = async (cells: Cells, index: number): Promise<ImportedRow> => {
        const row = index + 2;
        const problems: RowProblem[] = [];
        const account = findAccount(accounts, textOf(cells, 'account'));
        if (typeof account === 'string') problems.push({ column: 'account', message: account });
        const files = await filesOf(caller, cells, problems);
        const zone = timeZone ?? (typeof account === 'string' ? null : account.timeZone) ?? 'UTC';
        const composed = {
          shareType: shareTypeOf(cells, preferred, problems),
          content: contentOf(cells, problems),
          options: optionsOf(cells, problems),
          at: timeOf(cells, zone, problems),
        };
        if (typeof account === 'string') return { row, problems, post: null, postId: null };
        const { shareType, content, options, at } = composed;
        const iso = at === null ? null : new Date(at).toISOString();
        const post = {
          account: account.nickname,
          files: files.names,
          shareType,
          caption: content.caption || content.title,
          at: iso,
        };
        const body: ComposedPost = {
          accountId: account.id,
          shareType,
          kind: files.kind,
          source: null,
          assetIds: files.ids,
          content,
          options,
          when: { type: 'draft', at: iso },
          consent: null,
        };
        if (!save || problems.length > 0) return { row, problems, post, postId: null };
        try {
          const made = await postsOf(strapi).people.create(caller, {
            ...body,
            idempotencyKey: `import-${importId}-${row}`,
          });
          return { row, problems, post, postId: made.id };
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          return {
            row,
            problems: [{ column: null, message: error.details.message }],
            post,
            postId: null,
          };
        }
      };

      const results: ImportedRow[] = [];
      for (const [index, cells] of rows.entries()) results.push(await readRow(cells, index));
      return results;
    },
  };
};
