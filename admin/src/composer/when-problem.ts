import { type FormValues } from './form';

/** Why a time cannot be scheduled; null when it can. `now` in milliseconds. */
export const whenProblem = (when: FormValues['when'], now: number): 'missing' | 'past' | null => {
  if (when.type === 'now') return null;
  if (when.at === null) return 'missing';
  return when.at.getTime() <= now ? 'past' : null;
};
