import { cleanText } from '../../../contracts/clean-text';
import { cutText } from '../../../contracts/cut-text';
import { type EntryModel } from './media-fields';

const TEXT = ['string', 'text', 'uid', 'email', 'richtext'];
/** What people call the field that names an entry, best first. */
const USUAL = ['title', 'name', 'headline', 'label', 'slug'];
const MAX_LENGTH = 120;

const readable = (value: unknown): string | null => {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = cleanText(String(value)).replace(/\s+/g, ' ').trim();
  return text === '' ? null : cutText(text, MAX_LENGTH);
};

/**
 * What an entry is called: the field that the Content Manager shows as its title (`mainField`), else
 * a field with a usual name, else the first text, else the type's name.
 */
export const titleOf = (
  entry: Record<string, unknown>,
  { attributes }: EntryModel,
  { mainField, displayName }: { mainField: string | null; displayName: string },
): string => {
  const texts = Object.keys(attributes).filter((name) => TEXT.includes(attributes[name]!.type));
  const usual = USUAL.filter((name) => texts.includes(name));
  // A main field of `id` or `documentId` is Strapi's own fallback and says nothing.
  const own = mainField !== null && mainField in attributes ? [mainField] : [];
  for (const name of [...own, ...usual, ...texts]) {
    const text = readable(entry[name]);
    if (text) return text;
  }
  return displayName;
};
