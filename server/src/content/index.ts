import { publisherConfig } from '../on-duty';
import { type Subject } from '../subject';
import { createContent } from './content-service';
import { entriesController } from './entries-controller';
import { listColumnController } from './list-column';
import { createListFilter, listFilterOf } from './list-filter';
import { typeSwitchesTable } from './type-switches';
import { createPublications, publicationsOf, publicationsTable } from './publications';

export { type Content, contentOf, type ReadEntry } from './content-service';
export { type MayPost } from './entry-rights';
export { type Publication, publicationsOf } from './publications';

/** Strapi's entries as material for posts. */
export const content: Subject = {
  models: [publicationsTable, typeSwitchesTable],
  controllers: { entries: entriesController, listColumn: listColumnController },
  services: {
    content: createContent,
    publications: createPublications,
    listFilter: createListFilter,
  },
  chores: [
    {
      name: 'tiktok-removed-entries',
      cron: '33 * * * * *',
      every: 60_000,
      run: async (strapi) => {
        if (publisherConfig(strapi).enabled) await publicationsOf(strapi).lookForRemoved();
      },
    },
  ],
  register: ({ strapi }) => listFilterOf(strapi).register(),
  async bootstrap({ strapi }) {
    listFilterOf(strapi).subscribe();
    await publicationsOf(strapi).start();
  },
  destroy: ({ strapi }) => publicationsOf(strapi).stop(),
};
