import { missedBy, wrongOnes } from './report';
import { type Result } from './rounds';

/** What the report looks at of a result. */
const tried = (sameAs: string, reached: boolean, verdict: Result['verdict'] = 'fine') =>
  ({ sameAs, reached, verdict, point: sameAs, how: 'killed', shown: 'held', why: 'why' }) as Result;
const points = (count: number, reached: boolean, from = 0): Result[] =>
  Array.from({ length: count }, (_, index) => tried(`p${from + index}`, reached));

describe('the report of the matrix', () => {
  it('has nothing against a few points that no try got to, and names them all where they are many', () => {
    expect(missedBy([...points(14, true), ...points(2, false, 14)])).toEqual([]);
    expect(missedBy([...points(2, true), ...points(1, false, 2)])).toEqual(['p2']);
    expect(missedBy(points(4, false))).toEqual(['p0', 'p1', 'p2', 'p3']);
  });

  it('takes a point for reached that one of several tries got to', () => {
    expect(missedBy([tried('a', false), tried('a', false), tried('a', true)])).toEqual([]);
    expect(missedBy([tried('a', false), tried('a', false)])).toEqual(['a']);
  });

  it('names whatever went wrong, also at a point that was not reached', () => {
    expect(wrongOnes([tried('a', true), tried('b', false, 'doubled')])).toHaveLength(1);
  });
});
