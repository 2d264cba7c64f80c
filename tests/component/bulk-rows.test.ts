import { createRowStates } from '../../admin/src/bulk/row-states';
import { changeRows, type Row, rowOfEntry } from '../../admin/src/bulk/rows';
import { isSameRow, type TableRowProps } from '../../admin/src/bulk/table-row';
import { type Known } from '../../admin/src/bulk/row-state';

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
/** What is known is told in a new object each time. */
const known = (): Known => ({
  accounts: [],
  opening: () => ({ opened: null, problem: null }),
  file: () => ({ opened: null, problem: null }),
});

describe('a letter typed into one of a hundred rows', () => {
  const type = (key: string) =>
    changeRows(rows, { type: 'row', key, change: { type: 'content', content: { caption: 'x' } } });

  it('makes the state of that row anew, and leaves the very same objects to the others', () => {
    const statesOf = createRowStates();
    const before = statesOf(rows, known());
    const after = statesOf(type(rows[7]!.key), known());
    expect(after.flatMap((state, index) => (state === before[index] ? [] : [index]))).toEqual([7]);
    expect(after[7]?.row.content.caption).toBe('x');
  });

  it('draws no other row again', () => {
    const statesOf = createRowStates();
    const props = (all: readonly Row[], index: number) =>
      ({
        state: statesOf(all, known())[index],
        time: { type: 'at', at: '2027-01-01T00:00:00.000Z' },
        others: 0,
      }) as TableRowProps;
    const changed = type(rows[7]!.key);
    const [one, seven] = [props(rows, 1), props(rows, 7)];
    expect(isSameRow(one, props(changed, 1))).toBe(true);
    expect(isSameRow(seven, props(changed, 7))).toBe(false);
  });

  it('is told from what TikTok answers about the account of a row', () => {
    const statesOf = createRowStates();
    const before = statesOf(rows, known());
    const answered = { creator: null, cannotPost: null, unauditedNote: null };
    const after = statesOf(rows, {
      ...known(),
      opening: ({ key }) => ({ opened: key === rows[3]!.key ? answered : null, problem: null }),
    });
    expect(after.flatMap((state, index) => (state === before[index] ? [] : [index]))).toEqual([3]);
  });
});
