import fc from 'fast-check';

import { cleanText, cleanTexts } from '../../../contracts/clean-text';

describe('a text on its way to the database', () => {
  it('loses U+0000 and halves of characters, and nothing else', () => {
    expect(cleanText('a\u0000b\ud83d c\ude00 😀')).toBe('ab c 😀');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(cleanText(text)).toBe(text.replaceAll('\u0000', ''));
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (units) => {
        const clean = cleanText(String.fromCharCode(...units));
        expect(clean).not.toContain('\u0000');
        expect(Buffer.from(clean, 'utf8').toString('utf8')).toBe(clean);
      }),
    );
  });

  it('is cleaned wherever it stands in a request; what needs nothing is the same object', () => {
    expect(cleanTexts({ 'a\u0000': ['x\ud800', { b: 'y\u0000' }, 1, null] })).toEqual({
      a: ['x', { b: 'y' }, 1, null],
    });
    const clean = { a: ['x', { b: new Date(0) }] };
    expect(cleanTexts(clean)).toBe(clean);
  });
});
