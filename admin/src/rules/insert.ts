export interface Inserted {
  text: string;
  /** Where the cursor stands afterwards. */
  cursor: number;
}

/** Puts a piece of a template where the cursor is, or over what is selected. */
export const insertAt = (text: string, piece: string, from: number, to: number): Inserted => {
  const start = Math.min(Math.max(0, from), text.length);
  const end = Math.min(Math.max(start, to), text.length);
  return {
    text: `${text.slice(0, start)}${piece}${text.slice(end)}`,
    cursor: start + piece.length,
  };
};

/** Filters that make plain words of a field of this type; none where it holds them already. */
const FILTERS: Partial<Record<string, string>> = {
  blocks: 'blocks_text',
  richtext: 'strip_markdown',
  relation: 'hashtags',
};

/** What is inserted for a field: its name in braces, as plain words. */
export const placeholderFor = ({ field, type }: { field: string; type: string }): string => {
  const filter = FILTERS[type];
  return filter ? `{{ ${field} | ${filter} }}` : `{{ ${field} }}`;
};
