import { useSyncExternalStore } from 'react';

/** As wide as a phone: the design system's own break between its small and its medium screen. */
const QUERY = '(max-width: 767px)';

const onChange = (told: () => void): (() => void) => {
  const media = window.matchMedia(QUERY);
  media.addEventListener('change', told);
  return () => media.removeEventListener('change', told);
};

/** Whether a month and a week have no room. */
export const useNarrow = (): boolean =>
  useSyncExternalStore(onChange, () => window.matchMedia(QUERY).matches);
