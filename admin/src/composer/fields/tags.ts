export { textPieces, type TextPiece } from '../../../../contracts/hashtags';

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
