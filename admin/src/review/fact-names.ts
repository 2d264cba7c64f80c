import { useCallback } from 'react';

import { reviewFacts } from '../../../contracts/review-facts';
import { useTexts } from '../translations';

const known = reviewFacts.omit({ colours: true }).keyof();

/** Facts by their names in the form; a name that the form does not have stays as it comes. */
export const useFactNames = () => {
  const { t } = useTexts();
  return useCallback(
    (keys: readonly string[]): string[] =>
      keys.map((key) => {
        const one = known.safeParse(key);
        return one.success ? t(`review.fact.${one.data}`) : key;
      }),
    [t],
  );
};
