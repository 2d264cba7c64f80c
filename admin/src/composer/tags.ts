/** A piece of a text: a hashtag, a mention of an account, or neither. */
export interface TextPiece {
  text: string;
  tag: 'hashtag' | 'mention' | null;
}

/**
 * "#" before letters, digits and "_" is a hashtag; "@" before what a handle consists of is a mention.
 * Neither in the middle of a word, so that an address such as a@b.c is no mention.
 */
const TAG =
  /(?<![\p{L}\p{M}\p{N}_@#])(?:#[\p{L}\p{M}\p{N}_]+|@[A-Za-z0-9_](?:[A-Za-z0-9_.]*[A-Za-z0-9_])?)/gu;

/** A text cut where TikTok makes links of it; the pieces joined are the text. */
export const textPieces = (text: string): TextPiece[] => {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(TAG)) {
    if (index > end) pieces.push({ text: text.slice(end, index), tag: null });
    pieces.push({ text: found, tag: found.startsWith('#') ? 'hashtag' : 'mention' });
    end = index + found.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), tag: null });
  return pieces;
};

/**
 * Puts `inserted` over the selection [start, end) of `text`, with a space where two words would
 * touch; `cursor` is where the cursor stands afterwards.
 */
export const insertedAt = (
  text: string,
  inserted: string,
  start: number,
  end: number,
): { text: string; cursor: number } => {
  const before = text.slice(0, start);
  const after = text.slice(end);
  const left = before === '' || /\s$/.test(before) ? '' : ' ';
  const right = after === '' || /^\s/.test(after) ? '' : ' ';
  return {
    text: `${before}${left}${inserted}${right}${after}`,
    cursor: before.length + left.length + inserted.length,
  };
};
