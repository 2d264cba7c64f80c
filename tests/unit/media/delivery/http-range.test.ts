import { parseRange } from '../../../../server/src/media/delivery/http-range';

describe('a Range header', () => {
  it.each([
    ['bytes=0-0', { first: 0, last: 0 }],
    ['bytes=10-19', { first: 10, last: 19 }],
    ['bytes=90-', { first: 90, last: 99 }],
    ['bytes=90-1000', { first: 90, last: 99 }],
    ['bytes=-10', { first: 90, last: 99 }],
    ['bytes=-1000', { first: 0, last: 99 }],
  ])('%s of 100 bytes is a part', (header, part) => {
    expect(parseRange(header, 100)).toEqual(part);
  });

  it.each([undefined, '', 'items=0-5', 'bytes=5-2', 'bytes=0-1,4-5', 'bytes=-', 'bytes=a-b'])(
    '%s is answered with the whole',
    (header) => {
      expect(parseRange(header, 100)).toBeNull();
    },
  );

  it.each(['bytes=100-', 'bytes=100-200', 'bytes=-0'])('%s cannot be satisfied', (header) => {
    expect(parseRange(header, 100)).toBe('unsatisfiable');
  });
});
