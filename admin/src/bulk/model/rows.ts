import { type openComposerEntries } from '../../../../contracts/composer';
import { type ResponseOf } from '../../../../contracts/endpoint';
import { type EntrySource, type PostView } from '../../../../contracts/posts';
import { newIdempotencyKey } from '../../composer/model/idempotency-key';
import { type Making } from '../../composer/model/making';
import {
  changeMaterial,
  distinct,
  type Material,
  type MaterialChange,
  materialOf,
} from '../../composer/model/material';
import { materialOfPost } from '../../composer/model/opening-form';
import { wordsOf } from '../../composer/model/suggested';
import {
  changeTarget,
  NO_TARGET,
  type Target,
  type TargetChange,
} from '../../composer/model/target';

/** One post of the table, with what a person chose for it so far. */
export interface Row {
  key: string;
  title: string;
  source: EntrySource | null;
  /** Why this cannot be posted at all, in the server's words; null where it can. */
  mayNotWhy: string | null;
  /** Posts of the same entry that are on TikTok or on their way. */
  taken: number;
  /** The post that is composed anew; null: a new one. */
  post: { id: number; version: number } | null;
  material: Material;
  /** Account and settings of its own; null: those for all. */
  own: Target | null;
  isSelected: boolean;
  /** However often the button is pressed, this row is one post. */
  idempotencyKey: string;
}

/** The whole table: account and settings for all, and the rows that follow or differ from them. */
export interface BulkValues {
  shared: Target;
  rows: readonly Row[];
}

type Entry = ResponseOf<typeof openComposerEntries>['entries'][number];

/** An entry as a row: its first video, or else its pictures; nothing else chosen. */
export const rowOfEntry = (entry: Entry): Row => ({
  key: `entry:${entry.source.documentId}`,
  title: entry.title,
  source: entry.source,
  mayNotWhy: entry.mayPost ? null : (entry.mayNotWhy ?? ''),
  taken: entry.posts,
  post: null,
  material: materialOf(entry.media, entry.suggested ? wordsOf(entry.suggested) : undefined),
  own: null,
  isSelected: false,
  idempotencyKey: newIdempotencyKey(),
});

/** A post that exists as a row, with what was chosen for it; `mayNotWhy` where it cannot be changed. */
export const rowOfPost = (post: PostView, mayNotWhy: string | null): Row => {
  const { id, version, title, source, account, shareType, options } = post;
  return {
    key: `post:${id}`,
    title,
    source,
    mayNotWhy,
    taken: 0,
    post: { id, version },
    material: materialOfPost(post, distinct(post.media)),
    own: { accountId: account.id, shareType, options },
    isSelected: false,
    idempotencyKey: newIdempotencyKey(),
  };
};

export const openingTable = (rows: readonly Row[]): BulkValues => ({ shared: NO_TARGET, rows });

/** The row's account and settings. */
export const targetOf = ({ own }: Pick<Row, 'own'>, shared: Target): Target => own ?? shared;

/** The posts that the table makes: one for each row. */
export const makingsOf = ({ shared, rows }: BulkValues): Making[] =>
  rows.map((row) => {
    const { key, title, source, post, mayNotWhy, material, idempotencyKey } = row;
    return {
      ...{ key, title, source, post, mayNotWhy, material, idempotencyKey },
      words: material.words,
      target: targetOf(row, shared),
    };
  });

export type RowChange =
  | MaterialChange
  /** Of this row alone, which begins with what is set for all. */
  | { type: 'own'; change: TargetChange }
  | { type: 'differ' }
  | { type: 'same' }
  | { type: 'select'; isSelected: boolean };

const changeRow = (row: Row, shared: Target, change: RowChange): Row => {
  switch (change.type) {
    case 'own':
      return { ...row, own: changeTarget(targetOf(row, shared), change.change) };
    case 'differ':
      return { ...row, own: targetOf(row, shared) };
    case 'same':
      return { ...row, own: null };
    case 'select':
      return { ...row, isSelected: change.isSelected };
    default:
      return { ...row, material: changeMaterial(row.material, change) };
  }
};

export type BulkChange =
  | { type: 'row'; key: string; change: RowChange }
  /** Account and settings of every row that does not differ. */
  | { type: 'shared'; change: TargetChange }
  | { type: 'rows'; rows: readonly Row[] }
  | { type: 'selectAll'; isSelected: boolean; except: ReadonlySet<string> }
  | { type: 'remove'; key: string };

const changeRows = (
  { shared, rows }: BulkValues,
  change: Exclude<BulkChange, { type: 'shared' }>,
): readonly Row[] => {
  switch (change.type) {
    case 'row':
      return rows.map((row) =>
        row.key === change.key ? changeRow(row, shared, change.change) : row,
      );
    case 'rows': {
      const changed = new Map(change.rows.map((row) => [row.key, row]));
      return rows.map((row) => changed.get(row.key) ?? row);
    }
    case 'selectAll':
      return rows.map((row) =>
        change.except.has(row.key) || row.isSelected === change.isSelected
          ? row
          : { ...row, isSelected: change.isSelected },
      );
    case 'remove':
      return rows.filter(({ key }) => key !== change.key);
  }
};

export const changeBulk = (values: BulkValues, change: BulkChange): BulkValues =>
  change.type === 'shared'
    ? { ...values, shared: changeTarget(values.shared, change.change) }
    : { ...values, rows: changeRows(values, change) };
