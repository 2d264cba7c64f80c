/** A piece of a text: a hashtag, a mention of an account, or neither. */
export interface TextPiece {
  text: string;
  tag: 'hashtag' | 'mention' | null;
}

/**
 * TikTok delimits hashtags and mentions by spaces and line breaks (contract of the caption fields), so
 * only a word that is nothing but one is certain to become a link: in "#a.#b" or "(#a)" none is.
 */
const WORD = /\S+/g;
const HASHTAG = /^#[\p{L}\p{M}\p{N}_]+$/u;
const MENTION = /^@[A-Za-z0-9_.]*[A-Za-z0-9_]$/;

const kindOf = (word: string): TextPiece['tag'] => {
  if (word.startsWith('#')) return HASHTAG.test(word) ? 'hashtag' : null;
  return word.startsWith('@') && MENTION.test(word) ? 'mention' : null;
};

/** A text cut where TikTok makes links of it; the pieces joined are the text. */
export const textPieces = (text: string): TextPiece[] => {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const tag = kindOf(word);
    if (tag === null) continue;
    if (index > end) pieces.push({ text: text.slice(end, index), tag: null });
    pieces.push({ text: word, tag });
    end = index + word.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), tag: null });
  return pieces;
};

/** Commas of the world's scripts, semicolons and line breaks part keywords; spaces do not. */
const BETWEEN = /[,;،、，；\r\n\u2028\u2029]+/;
const NOT_IN_TAG = /[^\p{L}\p{N}\p{M}_]+/gu;

/** A keyword as a hashtag's name: "at sea" is `atsea`; empty where nothing of it may stand in one. */
const nameOf = (word: string): string => word.normalize('NFC').replace(NOT_IN_TAG, '');

const namesIn = (text: string): string[] =>
  text
    .split(BETWEEN)
    // Where somebody wrote hashtags, the space ends each of them as it does on TikTok.
    .flatMap((part) => (part.includes('#') ? part.split(/[#\s]+/) : [part]))
    .map(nameOf)
    .filter(Boolean);

/**
 * Keywords as hashtags with a space between, each once: `#one #two` of "one, two", of "#one #two", of
 * "#one,#two" or of a list of such texts. Only what TikTok takes in a hashtag stays: letters, digits
 * and underscores. A text with neither commas nor "#" is one keyword.
 */
export const hashtagsOf = (texts: readonly string[]): string => {
  // TikTok does not tell capitals apart; the first spelling stays.
  const first = new Map<string, string>();
  for (const name of texts.flatMap(namesIn)) {
    const key = name.toLowerCase();
    if (!first.has(key)) first.set(key, name);
  }
  return [...first.values()].map((name) => `#${name}`).join(' ');
};
