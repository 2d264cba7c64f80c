/** Set by tests/run.mjs where this run takes a share of the longest lists; absent: all of them. */
const turn = process.env['TEST_TURN'];

/**
 * One in `of` of a long list of cases, at least one: others at the next commit. All of them where the
 * whole is run (`npm run test:all`, or jest by hand).
 */
export const inTurn = <T>(list: readonly T[], of: number): readonly T[] => {
  if (turn === undefined) return list;
  const mine = Number(turn) % Math.min(of, list.length);
  return list.filter((_one, index) => index % of === mine);
};

/** For a line of what was run. */
export const shareWords = (of: number): string =>
  turn === undefined ? 'all' : `one in ${of}, turn ${(Number(turn) % of) + 1}`;
