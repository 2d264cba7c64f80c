import { type Symptom } from '../../../contracts/review-view';

const textOf = ({ title, words, causes, remedy }: Symptom): string =>
  [title, ...words, ...causes, remedy].join('\n').toLowerCase();

/**
 * The symptoms that hold every word of the query, those first that say it literally in a title or in
 * TikTok's own words. An empty query finds all.
 */
export const findSymptoms = (symptoms: readonly Symptom[], query: string): Symptom[] => {
  const wanted = query.trim().toLowerCase();
  const parts = wanted.split(/\s+/).filter(Boolean);
  const isLiteral = ({ title, words }: Symptom): boolean =>
    [title, ...words].some((text) => text.toLowerCase().includes(wanted));
  return symptoms
    .filter((one) => parts.every((part) => textOf(one).includes(part)))
    .sort((a, b) => Number(isLiteral(b)) - Number(isLiteral(a)));
};
