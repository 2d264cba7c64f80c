import { type Known, rowState, type RowState } from './row-state';
import { filesOf, type Row } from './rows';

/** What a row's state was made of. */
const materialOf = (row: Row, { opening, file }: Known): unknown[] => {
  const account = opening(row);
  const files = filesOf(row).map(file);
  return [
    row,
    account.opened,
    account.problem,
    ...files.flatMap(({ opened, problem }) => [opened, problem]),
  ];
};

const isSame = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((part, index) => part === other[index]);

/**
 * Makes the states of a table's rows, each anew only when something of it changed: the very same
 * object otherwise, so that a letter typed into one row draws no other one again.
 */
export const createRowStates = () => {
  let last = new Map<string, { material: unknown[]; state: RowState }>();
  return (rows: readonly Row[], known: Known): RowState[] => {
    const next: typeof last = new Map();
    for (const row of rows) {
      const material = materialOf(row, known);
      const before = last.get(row.key);
      next.set(
        row.key,
        before && isSame(before.material, material)
          ? before
          : { material, state: rowState(row, known) },
      );
    }
    last = next;
    return [...next.values()].map(({ state }) => state);
  };
};
