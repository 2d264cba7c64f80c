import { type Subject } from '../subject';
import { createContent } from './content-service';
import { entriesController } from './entries-controller';

export { type Content, contentOf, type ReadEntry } from './content-service';
export { type MayPost } from './entry-rights';

/** Strapi's entries as material for posts. */
export const content: Subject = {
  controllers: { entries: entriesController },
  services: { content: createContent },
};
