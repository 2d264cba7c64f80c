import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

import { type ReviewStepId, reviewStepId } from '../../../contracts/review-view';
import { type AppMode, appMode } from '../../../contracts/settings';

export const SECTIONS = ['path', 'facts', 'legal', 'help'] as const;
export type Section = (typeof SECTIONS)[number];

/** What of the page is in view; kept in its address, so that it can be linked and reloaded. */
export interface Place {
  section: Section;
  mode: AppMode;
  step: ReviewStepId;
}

/** From the address; what is missing or unknown there is the site's mode and the first step. */
export const placeOf = (search: URLSearchParams, activeMode: AppMode): Place => ({
  section: SECTIONS.find((one) => one === search.get('section')) ?? 'path',
  mode: appMode.safeParse(search.get('mode')).data ?? activeMode,
  step: reviewStepId.safeParse(search.get('step')).data ?? 'app-details',
});

export type Go = (changes: Partial<Place>) => void;

export const usePlace = (activeMode: AppMode): { place: Place; go: Go } => {
  const [search, setSearch] = useSearchParams();
  const place = useMemo(() => placeOf(search, activeMode), [search, activeMode]);
  const go = useCallback<Go>(
    (changes) => setSearch({ ...placeOf(search, activeMode), ...changes }),
    [search, setSearch, activeMode],
  );
  return { place, go };
};
