import { type Subject } from '../subject';
import { revisionsTable } from './models';
import { createRevisions } from './revisions';

export { revisionsOf, type Revision, type SharedThing } from './revisions';

/** Optimistic versions of what several people edit and what has no version of its own. */
export const revisions: Subject = {
  models: [revisionsTable],
  services: { revisions: createRevisions },
};
