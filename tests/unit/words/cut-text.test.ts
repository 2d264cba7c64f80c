import fc from 'fast-check';

import { charactersOf, cutText } from '../../../contracts/cut-text';

const FAMILY = '👩‍👩‍👧';

describe('a text that is cut', () => {
  it('has at most as many UTF-16 units as TikTok counts, and ends between whole characters', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 1, max: 120 }),
        fc.constantFrom('word' as const, 'character' as const),
        (text, limit, at) => {
          const cut = cutText(text, limit, { at, mark: '' });
          expect(cut.length).toBeLessThanOrEqual(limit);
          if (text.length <= limit) return expect(cut).toBe(text);
          const whole = charactersOf(text);
          const kept = charactersOf(cut);
          expect(whole.slice(0, kept.length)).toEqual(kept);
        },
      ),
    );
  });

  it('loses an emoji of several parts as one', () => {
    expect(cutText(`abc${FAMILY}`, 8)).toBe('abc…');
    expect(cutText(`abc${FAMILY}${FAMILY}`, 12)).toBe(`abc${FAMILY}…`);
    expect(cutText(FAMILY, 4)).toBe('…');
    expect(cutText('e\u0301e\u0301', 3)).toBe('e\u0301…');
  });

  it('keeps a hashtag whole or lets it go, and no mark is glued to one', () => {
    expect(cutText('Dusk #harbourlights', 12)).toBe('Dusk…');
    expect(cutText('#harbourlights', 10)).toBe('…');
    expect(cutText('Dusk #harbour and more', 14)).toBe('Dusk…');
    expect(cutText('Dusk #harbour and more', 15)).toBe('Dusk #harbour …');
    expect(cutText('Hello @kim_and_more_words', 12, { at: 'word' })).toBe('Hello…');
  });

  it('ends at a word where it is asked to, unless that would lose most of it', () => {
    expect(cutText('one two three', 9, { at: 'word' })).toBe('one two…');
    expect(cutText('one two three', 10, { at: 'word' })).toBe('one two…');
    expect(cutText('a bcdefghijklmnop', 10, { at: 'word' })).toBe('a bcdefgh…');
  });
});
