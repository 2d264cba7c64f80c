import { tellsOfOutage } from '../../../server/src/posts/limits/outages';

const failures = (...of: [post: number, account: number][]) =>
  of.map(([post, account]) => ({ post, account, at: 0 }));

describe('failures that come one after the other', () => {
  it('of several posts of several accounts are an outage of TikTok', () => {
    const all = failures([1, 1], [2, 2], [3, 1], [1, 1], [2, 2], [3, 1]);
    expect(tellsOfOutage(all)).toBe(true);
  });

  it('of one account alone are its own trouble, however many posts they are of', () => {
    const all = failures([1, 1], [2, 1], [3, 1], [4, 1], [5, 1], [6, 1], [7, 1]);
    expect(tellsOfOutage(all)).toBe(false);
  });

  it('of one account alone tell of TikTok where there is no other account', () => {
    const all = failures([1, 1], [2, 1], [3, 1], [1, 1], [2, 1], [3, 1]);
    expect(tellsOfOutage(all, true)).toBe(true);
  });

  it('of two posts only are no outage yet', () => {
    const all = failures([1, 1], [2, 2], [1, 1], [2, 2], [1, 1], [2, 2]);
    expect(tellsOfOutage(all)).toBe(false);
  });
});
