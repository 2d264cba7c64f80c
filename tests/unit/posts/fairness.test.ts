import { type DuePost, fairly } from '../../../server/src/posts/queue/claims';

const post = (id: number, account_id: number): DuePost => ({
  id,
  account_id,
  fence: 0,
  state: 'scheduled',
});

describe('the order of work', () => {
  it('does not let one account’s hundred posts delay another’s one', () => {
    const many = Array.from({ length: 100 }, (_, index) => post(index, 1));
    const order = fairly([...many, post(500, 2)], 4, new Map());
    expect(order.map(({ id }) => id)).toEqual([0, 500, 1, 2]);
  });

  it('prefers accounts that nothing is being done for at the moment', () => {
    const order = fairly([post(1, 1), post(2, 2)], 1, new Map([[1, 3]]));
    expect(order.map(({ id }) => id)).toEqual([2]);
  });

  it('keeps the order of due times within an account', () => {
    const order = fairly([post(3, 1), post(1, 1), post(2, 1)], 3, new Map());
    expect(order.map(({ id }) => id)).toEqual([3, 1, 2]);
  });
});
