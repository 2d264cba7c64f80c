import { type AccountView } from '../../../contracts/accounts';
import { type OpenedAccount, type OpenedMedia } from '../../../contracts/composer';
import { type FormState, formState } from '../../../contracts/post-form';
import { type TikTokProblem } from '../api/problem';
import { filesOf, type Row } from './rows';

/** What the server said about something; both null while it has not answered. */
export interface Answer<T> {
  opened: T | null;
  problem: TikTokProblem | null;
}

/** A row with what TikTok and the files say, and what the rules make of it. */
export interface RowState {
  row: Row;
  account: AccountView | null;
  opening: Answer<OpenedAccount>;
  /** The chosen files in order; null while one of them has not been looked at. */
  files: readonly OpenedMedia[] | null;
  fileProblem: TikTokProblem | null;
  form: FormState;
  /** True once the account's answer counts, so that its settings can be offered. */
  isOpened: boolean;
}

export interface Known {
  accounts: readonly AccountView[];
  opening: (row: Row) => Answer<OpenedAccount>;
  file: (assetId: number) => Answer<OpenedMedia>;
}

/** The rules applied to a row. */
export const rowState = (row: Row, { accounts, opening, file }: Known): RowState => {
  const answer = opening(row);
  const { opened } = answer;
  const looked = filesOf(row).map(file);
  const files = looked.flatMap(({ opened: one }) => one ?? []);
  const isLooked = files.length === looked.length;
  const form = formState({
    kind: row.kind,
    shareType: row.shareType ?? 'inbox',
    content: row.content,
    options: row.options,
    creator: opened?.creator ?? null,
    audited: opened?.unauditedNote === null,
    media: filesOf(row).map((assetId) => {
      const one = file(assetId).opened;
      const name = row.media.find((item) => item.assetId === assetId)?.name ?? '';
      return {
        name,
        durationSec: one?.facts?.duration ?? null,
        findings: one?.findings ?? [],
      };
    }),
    cannotPost: opened?.cannotPost ?? null,
  });
  return {
    row,
    account: accounts.find(({ id }) => id === row.accountId) ?? null,
    opening: answer,
    files: isLooked ? files : null,
    fileProblem: looked.find(({ problem }) => problem !== null)?.problem ?? null,
    form,
    isOpened: opened !== null,
  };
};

/** What a row still lacks, most telling first; `rule`: see the form's own words. */
export type Lack =
  | 'notAllowed'
  | 'noMedia'
  | 'account'
  | 'shareType'
  | 'asking'
  | 'notAnswered'
  | 'checking'
  | 'notChecked'
  | 'rule';

/** Why the row cannot be sent; null when it can. */
export const lackOf = ({
  row,
  account,
  opening,
  files,
  fileProblem,
  form,
}: RowState): Lack | null => {
  if (row.mayNotWhy !== null) return 'notAllowed';
  if (row.media.length === 0) return 'noMedia';
  if (!account) return 'account';
  if (row.shareType === null) return 'shareType';
  if (opening.problem) return 'notAnswered';
  if (!opening.opened) return 'asking';
  if (fileProblem) return 'notChecked';
  if (!files) return 'checking';
  return form.publish.enabled ? null : 'rule';
};
