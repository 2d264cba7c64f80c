import {
  type BulkValues,
  changeBulk,
  makingsOf,
  openingTable,
  type Row,
  rowOfEntry,
} from '../../admin/src/bulk/model/rows';
import { isSameRow, type TableRowProps } from '../../admin/src/bulk/row/table-row';
import { createMakingStates, type Known } from '../../admin/src/composer/model/making';
import { accountOf } from './support/things';

const row = (documentId: string): Row =>
  rowOfEntry({
    source: { uid: 'api::a.a', documentId, locale: null, status: 'published' },
    title: documentId,
    media: [],
    mayPost: true,
    mayNotWhy: null,
    suggested: null,
    posts: 0,
  });

const rows: readonly Row[] = Array.from({ length: 100 }, (_, index) => row(`d${index}`));
const table = openingTable(rows);
/** What is known is told in a new object each time. */
const known = (): Known => ({
  accounts: [],
  opening: () => ({ opened: null, problem: null }),
  file: () => ({ opened: null, problem: null }),
});

describe('a letter typed into one of a hundred rows', () => {
  const type = (key: string): BulkValues =>
    changeBulk(table, { type: 'row', key, change: { type: 'words', words: { caption: 'x' } } });

  it('makes the state of that row anew, and leaves the very same objects to the others', () => {
    const statesOf = createMakingStates();
    const before = statesOf(makingsOf(table), known());
    const after = statesOf(makingsOf(type(rows[7]!.key)), known());
    expect(after.flatMap((state, index) => (state === before[index] ? [] : [index]))).toEqual([7]);
    expect(after[7]?.content.caption).toBe('x');
  });

  it('draws no other row again', () => {
    const statesOf = createMakingStates();
    const props = (values: BulkValues, index: number) =>
      ({
        row: values.rows[index],
        state: statesOf(makingsOf(values), known())[index],
        time: { type: 'at', at: '2027-01-01T00:00:00.000Z' },
        others: 0,
      }) as TableRowProps;
    const changed = type(rows[7]!.key);
    const [one, seven] = [props(table, 1), props(table, 7)];
    expect(isSameRow(one, props(changed, 1))).toBe(true);
    expect(isSameRow(seven, props(changed, 7))).toBe(false);
  });

  it('is told from what TikTok answers about the account of a row', () => {
    const statesOf = createMakingStates();
    const account = accountOf({ id: 3 });
    const site = { allowed: ['direct_post'], preferred: 'direct_post' } as const;
    const makings = makingsOf(
      changeBulk(table, {
        type: 'row',
        key: rows[3]!.key,
        change: { type: 'own', change: { type: 'account', account, site } },
      }),
    );
    const before = statesOf(makings, known());
    const answered = { creator: null, cannotPost: null, unauditedNote: null };
    const after = statesOf(makings, {
      ...known(),
      opening: ({ accountId }) => ({ opened: accountId === 3 ? answered : null, problem: null }),
    });
    expect(after.flatMap((state, index) => (state === before[index] ? [] : [index]))).toEqual([3]);
  });
});
