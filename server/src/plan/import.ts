import { type Core } from '@strapi/strapi';

import { type RequestOf } from '../../../contracts/endpoint';
import { type ImportedRow, type importPosts } from '../../../contracts/plan';
import { type ComposedPost } from '../../../contracts/posts';
import { type ShareType } from '../../../contracts/settings';
import { type Account, accountsOf } from '../accounts';
import { type Caller } from '../http/handle';
import { forbidden, Problem } from '../http/problem';
import { postsOf } from '../posts';
import { settingsOf } from '../settings';
import { filesOfCell, findFiles, type ImportFiles, namesOf } from './import-files';
import { contentOf, optionsOf, type RowProblem, shareTypeOf, textOf } from './import-row';
import { readTable, type TableRow } from './import-table';
import { timeOf } from './import-time';

type Request = RequestOf<typeof importPosts>['body'];

/** What the rows of a table are read with. */
interface Surroundings {
  accounts: readonly Account[];
  files: ImportFiles;
  preferred: ShareType;
  timeZone: string | undefined;
}

/** Saving goes on for so long; what is left then is saved at the next press. */
const SAVE_MS = 25_000;

const LATER =
  'It is not saved yet: that would take longer than one request may. Save once more; what is saved stays as it is.';

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

  /** Draft of one row, or what is wrong with it. */
  const readRow = (
    { row, cells, problems: before }: TableRow,
    { accounts, files, preferred, timeZone }: Surroundings,
  ): { shown: ImportedRow; draft: ComposedPost | null } => {
    const problems: RowProblem[] = [...before];
    const account = findAccount(accounts, textOf(cells, 'account'));
    if (typeof account === 'string') problems.push({ column: 'account', message: account });
    const { ids, names, kind, problems: filesProblems } = filesOfCell(files, textOf(cells, 'file'));
    problems.push(...filesProblems.map((message) => ({ column: 'file' as const, message })));
    const zone = timeZone ?? (typeof account === 'string' ? null : account.timeZone) ?? 'UTC';
    const shareType = shareTypeOf(cells, preferred, problems);
    const content = contentOf(cells, kind, problems);
    const options = optionsOf(cells, kind, shareType, problems);
    const at = timeOf(cells, zone, problems);
    if (typeof account === 'string') {
      return { shown: { row, problems, post: null, postId: null }, draft: null };
    }
    const iso = at === null ? null : new Date(at).toISOString();
    const post = {
      account: account.nickname,
      files: names,
      shareType,
      caption: content.caption || content.title || content.description,
      at: iso,
    };
    const draft: ComposedPost = {
      accountId: account.id,
      shareType,
      kind,
      source: null,
      assetIds: ids,
      content,
      options,
      when: { type: 'draft', at: iso },
      consent: null,
    };
    return {
      shown: { row, problems, post, postId: null },
      draft: problems.length === 0 ? draft : null,
    };
  };

  const save = async (
    caller: Caller,
    shown: ImportedRow,
    draft: ComposedPost,
    importId: string,
  ): Promise<ImportedRow> => {
    try {
      const idempotencyKey = `import-${importId}-${shown.row}`;
      const made = await postsOf(strapi).people.create(caller, { ...draft, idempotencyKey });
      return { ...shown, postId: made.id };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { ...shown, problems: [{ column: null, message: error.details.message }] };
    }
  };

  return {
    /**
     * @throws Problem `forbidden` for an API token, `csv_unreadable` where no row can be read; the
     * signal's reason
     */
    async run(
      caller: Caller,
      { csv, timeZone, importId, save: isSaved }: Request,
      signal: AbortSignal,
    ): Promise<ImportedRow[]> {
      if (!caller.isPerson) {
        throw forbidden('An import takes a person.', 'Do it in the Strapi admin.');
      }
      const rows = readTable(csv);
      const accounts = (await accountsOf(strapi).all()).filter((account) =>
        accountsOf(strapi).mayPostWith(caller, account),
      );
      const names = rows.flatMap(({ cells }) => namesOf(textOf(cells, 'file')));
      const files = await findFiles(strapi, caller, names, signal);
      const { shareType: preferred } = await settingsOf(strapi).current();
      const until = Date.now() + SAVE_MS;

      const results: ImportedRow[] = [];
      for (const tableRow of rows) {
        signal.throwIfAborted();
        const { shown, draft } = readRow(tableRow, { accounts, files, preferred, timeZone });
        if (!isSaved || !draft) results.push(shown);
        else if (Date.now() < until) results.push(await save(caller, shown, draft, importId));
        else results.push({ ...shown, problems: [{ column: null, message: LATER }] });
      }
      return results;
    },
  };
};
