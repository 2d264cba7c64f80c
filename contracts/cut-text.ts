let segmenter: Intl.Segmenter | undefined;

/** Whole characters as a reader sees them, whatever the language of the page. */
const segments = (text: string): Intl.Segments =>
  (segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })).segment(text);

/** The characters of a text as a reader counts them: an emoji with its skin colour is one. */
export const charactersOf = (text: string): string[] =>
  Array.from(segments(text), ({ segment }) => segment);

/** The longest beginning of `text` with at most `most` UTF-16 units that cuts through no character. */
const wholeCharacters = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, segments(text).containing(most)?.index ?? 0);

const isSpace = (unit: string | undefined): boolean => unit === undefined || /^\s$/.test(unit);

/** Where the word begins that ends at `end`. */
const wordStart = (text: string, end: number): number => {
  let start = end;
  while (start > 0 && !isSpace(text[start - 1])) start -= 1;
  return start;
};

const isTag = (text: string, start: number): boolean => '#@'.includes(text[start] ?? ' ');

interface CutOptions {
  /** Stands where something is missing; counted. Default: an ellipsis. */
  mark?: string;
  /** `word`: at the last word's end, if more than half of the text stays. Default: `character`. */
  at?: 'word' | 'character';
}

/**
 * A text with at most `limit` UTF-16 units (JavaScript's `length`, which is how TikTok counts), cut
 * between whole characters. A hashtag or mention stays whole or goes, and the mark never touches one:
 * to TikTok both would be one word.
 */
export const cutText = (
  text: string,
  limit: number,
  { mark = '…', at = 'character' }: CutOptions = {},
): string => {
  if (text.length <= limit) return text;
  const fitted = (most: number): string => {
    let kept = wholeCharacters(text, Math.max(0, most));
    const start = wordStart(kept, kept.length);
    const isWithin = kept !== '' && start < kept.length && !isSpace(text[kept.length]);
    if (isWithin && (isTag(kept, start) || (at === 'word' && start > most / 2))) {
      kept = kept.slice(0, start);
    }
    return kept.trimEnd();
  };
  const kept = fitted(limit - mark.length);
  if (mark === '' || !endsWithTag(kept)) return `${kept}${mark}`;
  const shorter = fitted(limit - mark.length - 1);
  return `${shorter}${endsWithTag(shorter) ? ' ' : ''}${mark}`;
};

const endsWithTag = (text: string): boolean =>
  text !== '' && isTag(text, wordStart(text, text.length));
