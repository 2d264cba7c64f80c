import fc from 'fast-check';

import { chunkRange, planChunks, resyncPoint, TikTokInputError } from '../../../server/src/tiktok';

const sizes = fc.oneof(
  fc.integer({ min: 1, max: 4_000_000_000 }),
  fc.integer({ min: 63_999_990, max: 64_000_010 }),
  fc.integer({ min: 1, max: 400 }).map((k) => k * 10_000_000),
);

describe('the chunk plan', () => {
  test.each([
    [1, 1, 1, 1],
    [4_194_304, 4_194_304, 1, 4_194_304],
    [15_000_000, 15_000_000, 1, 15_000_000],
    [64_000_000, 64_000_000, 1, 64_000_000],
    [64_000_001, 10_000_000, 6, 14_000_001],
    [66_259_900, 10_000_000, 6, 16_259_900],
    [158_008_374, 10_000_000, 15, 18_008_374],
    [4_000_000_000, 10_000_000, 400, 10_000_000],
  ])(
    'T20 T21 T22 T23: %i bytes go in chunks of %i, %i of them, the last with %i',
    (size, chunkSize, count, last) => {
      const plan = planChunks(size);
      expect(plan).toEqual({ size, chunkSize, count });
      expect(chunkRange(plan, count - 1).length).toBe(last);
    },
  );

  test('T20 T21 T22 T23: any size obeys every reading of the chunk rules', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const plan = planChunks(size);
        expect(plan.count).toBe(Math.floor(size / plan.chunkSize));
        expect(plan.count).toBeGreaterThanOrEqual(1);
        expect(plan.count).toBeLessThanOrEqual(1000);
        expect(plan.chunkSize).toBeLessThanOrEqual(64_000_000);
        if (plan.count === 1) expect(plan.chunkSize).toBe(size);
        else expect(plan.chunkSize).toBeGreaterThanOrEqual(5_242_880);
        expect(chunkRange(plan, plan.count - 1).length).toBeLessThan(128_000_000);
      }),
      { numRuns: 1000 },
    );
  });

  test('the ranges of any plan cover every byte once and in order', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const plan = planChunks(size);
        let next = 0;
        for (let index = 0; index < plan.count; index += 1) {
          const range = chunkRange(plan, index);
          expect(range.first).toBe(next);
          expect(range.length).toBe(range.last - range.first + 1);
          expect(range.isLast).toBe(index === plan.count - 1);
          next = range.last + 1;
        }
        expect(next).toBe(size);
      }),
    );
  });

  test.each([0, 4_000_000_001, -1, 1.5, Number.NaN])(
    'T31: %d bytes are refused in words',
    (size) => {
      expect(() => planChunks(size)).toThrow(TikTokInputError);
      expect(() => planChunks(size)).toThrow(/file/);
    },
  );
});

describe('the resync point', () => {
  test('is the same whether TikTok reports a count or the index of the last byte', () => {
    fc.assert(
      fc.property(sizes, fc.nat({ max: 400 }), (size, some) => {
        fc.pre(size > 1);
        const plan = planChunks(size);
        const index = some % (plan.count + 1);
        const bytes = index === plan.count ? size : index * plan.chunkSize;
        const point = { nextIndex: index, uploadedBytes: bytes };
        expect(resyncPoint(bytes, plan)).toEqual(point);
        if (bytes > 0) expect(resyncPoint(bytes - 1, plan)).toEqual(point);
      }),
    );
  });

  test('does not exist for a number that lies on no boundary', () => {
    const plan = planChunks(66_259_900);
    expect(resyncPoint(12_345_678, plan)).toBeUndefined();
    // A multiple of the chunk size inside the last chunk is no boundary either.
    expect(resyncPoint(60_000_000, plan)).toBeUndefined();
    expect(resyncPoint(66_259_901, plan)).toBeUndefined();
    expect(resyncPoint(-7, plan)).toBeUndefined();
  });
});
