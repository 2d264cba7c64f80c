import fc from 'fast-check';

import { clock } from '../../../admin/src/composer/media/clock';
import { insertedAt, textPieces } from '../../../admin/src/composer/fields/tags';

const tags = (text: string) =>
  textPieces(text).flatMap(({ text: piece, tag }) => (tag === null ? [] : [[tag, piece]]));

describe('hashtags and mentions of a caption', () => {
  it('are found in any script', () => {
    expect(tags('Dusk #harbour with @sea.kayak_kim and #夕暮れ #Größe2')).toEqual([
      ['hashtag', '#harbour'],
      ['mention', '@sea.kayak_kim'],
      ['hashtag', '#夕暮れ'],
      ['hashtag', '#Größe2'],
    ]);
  });

  it('are parted by spaces and line breaks only, as TikTok parts them', () => {
    expect(tags('#one\n#two @kim')).toEqual([
      ['hashtag', '#one'],
      ['hashtag', '#two'],
      ['mention', '@kim'],
    ]);
    // One word each to TikTok, so no link is promised.
    expect(tags('#a.#b (#one), #two! @kim.')).toEqual([]);
  });

  it('are not found within a word, nor in a sign alone', () => {
    expect(tags('kim@example.com C# # @ ##x')).toEqual([]);
  });

  it('lose nothing of the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const joined = textPieces(text)
          .map((piece) => piece.text)
          .join('');
        return joined === text;
      }),
    );
  });
});

describe('a saved text put in at the cursor', () => {
  it('is kept apart from the words beside it', () => {
    expect(insertedAt('Hello', '#a #b', 5, 5)).toEqual({ text: 'Hello #a #b', cursor: 11 });
    expect(insertedAt('Hello there', 'my', 6, 6)).toEqual({ text: 'Hello my there', cursor: 8 });
    expect(insertedAt('', '#a', 0, 0)).toEqual({ text: '#a', cursor: 2 });
    expect(insertedAt('one\n', '#a', 4, 4)).toEqual({ text: 'one\n#a', cursor: 6 });
  });

  it('takes the place of what is selected', () => {
    expect(insertedAt('one two three', '2', 4, 7)).toEqual({ text: 'one 2 three', cursor: 5 });
  });
});

describe('the place of a frame', () => {
  it('is read as minutes and seconds with a tenth', () => {
    expect([0, 900, 9_950, 75_300, 600_000].map(clock)).toEqual([
      '0:00.0',
      '0:00.9',
      '0:09.9',
      '1:15.3',
      '10:00.0',
    ]);
  });
});
