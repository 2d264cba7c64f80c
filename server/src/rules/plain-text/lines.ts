/** Left out of plain text: they part nothing that a reader sees, or would glue a hashtag to a word. */
const INVISIBLE = /[\u00AD\u200B\u2060\uFEFF]/g;
const SPACES = /[ \t\n\r\f\u00A0]+/g;

/**
 * Collects words as lines, the way a browser lays out text: blocks part lines, spaces run together,
 * and nothing stands at the beginning or the end.
 */
export const createLines = () => {
  let text = '';
  /** Line breaks owed before the next word, and whether a space is. */
  let breaks = 0;
  let space = false;

  const put = (words: string): void => {
    if (words === '') return;
    if (text !== '') text += breaks > 0 ? '\n'.repeat(breaks) : space ? ' ' : '';
    breaks = 0;
    space = false;
    text += words;
  };

  return {
    /** Words whose spaces and line breaks mean nothing but a space. */
    words(raw: string): void {
      const words = raw.replace(INVISIBLE, '').replace(SPACES, ' ');
      if (words.startsWith(' ')) space = true;
      put(words.trim());
      if (words.endsWith(' ') && words !== ' ') space = true;
    },

    /** Words whose line breaks stand as they are. */
    exactly(raw: string): void {
      raw
        .replace(INVISIBLE, '')
        .split(/\r\n|[\n\r\u2028\u2029]/)
        .forEach((line, index) => {
          if (index > 0) this.lineBreak();
          const words = line.replace(/[\t\u00A0]/g, ' ');
          if (words.startsWith(' ')) space = true;
          put(words.trim());
          if (words.endsWith(' ')) space = true;
        });
    },

    /** A border within a line, as between two cells of a table. */
    gap(): void {
      space = true;
    },

    /** One more line break, as `<br>` is. */
    lineBreak(): void {
      breaks = Math.min(breaks + 1, 2);
    },

    /** A border between blocks: a new line, with `apart` after a blank one. */
    block(apart = false): void {
      breaks = Math.max(breaks, apart ? 2 : 1);
    },

    /** A list belongs to the line above it: no blank line between. */
    list(): void {
      breaks = 1;
    },

    text: (): string => text,
  };
};

export type Lines = ReturnType<typeof createLines>;
