/** U+0000, which PostgreSQL refuses, and halves of characters (lone surrogates), which no UTF-8 holds. */
const UNSTORABLE = /[\0\p{Surrogate}]/gu;

/** A text without what no database can hold. Nothing that a reader sees is lost. */
export const cleanText = (text: string): string => text.replace(UNSTORABLE, '');

/** Deeper than any call of ours; what lies below is left as it is. */
const MAX_DEPTH = 50;

/**
 * The same for every text within a value as JSON has it, names of properties included. A value that
 * has nothing to clean is returned itself.
 */
export const cleanTexts = (value: unknown, depth = 0): unknown => {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value !== 'object' || value === null || depth >= MAX_DEPTH) return value;
  if (Array.isArray(value)) {
    const cleaned = value.map((one) => cleanTexts(one, depth + 1));
    return cleaned.some((one, index) => one !== value[index]) ? cleaned : value;
  }
  // Dates, files and the like are no containers of texts.
  if (![Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null)) {
    return value;
  }
  const entries = Object.entries(value);
  const cleaned = entries.map(([name, one]) => [cleanText(name), cleanTexts(one, depth + 1)]);
  return cleaned.some(([name, one], at) => name !== entries[at]?.[0] || one !== entries[at]?.[1])
    ? Object.fromEntries(cleaned)
    : value;
};
