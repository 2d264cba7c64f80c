import { createVisitors } from '../../../server/src/posts/queue/visitors';

/** A second on the site: so many requests, evenly, and when posts began that may begin at any time. */
const secondWith = (requests: number): number[] => {
  let now = 0;
  const visitors = createVisitors(() => now);
  const begun: number[] = [];
  // The second before fills the memory of who was there.
  for (; now < 2_000; now += 1) {
    if (requests > 0 && now % Math.ceil(1_000 / requests) === 0) visitors.came();
    if (now < 1_000 || visitors.turn().inMs > 0) continue;
    visitors.began();
    begun.push(now);
  }
  return begun;
};

describe('posts beside the visitors of a site', () => {
  it.each([
    { requests: 0, most: 1_000, least: 1_000 },
    { requests: 1, most: 200, least: 160 },
    { requests: 10, most: 20, least: 18 },
    { requests: 40, most: 5, least: 4 },
    { requests: 1_000, most: 4, least: 4 },
  ])(
    'begin $least to $most times a second with $requests requests',
    ({ requests, most, least }) => {
      const begun = secondWith(requests).length;
      expect(begun).toBeLessThanOrEqual(most);
      expect(begun).toBeGreaterThanOrEqual(least);
    },
  );

  it('begin one at a time while somebody is there, and any number when nobody is', () => {
    let now = 0;
    const visitors = createVisitors(() => now);
    expect(visitors.turn()).toEqual({ inMs: 0, atOnce: Infinity });
    visitors.came();
    expect(visitors.turn()).toEqual({ inMs: 0, atOnce: 1 });
    visitors.began();
    expect(visitors.turn()).toEqual({ inMs: 5, atOnce: 1 });
    now = 1_000;
    expect(visitors.turn()).toEqual({ inMs: 0, atOnce: Infinity });
  });

  it('are put off by nobody for longer than a quarter of a second', () => {
    let now = 0;
    const visitors = createVisitors(() => now);
    for (let request = 0; request < 100_000; request += 1) visitors.came();
    visitors.began();
    expect(visitors.turn().inMs).toBe(250);
    now = 250;
    expect(visitors.turn().inMs).toBe(0);
  });
});
