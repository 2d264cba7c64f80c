import { publicationsOf } from '../content';
import { type Subject } from '../subject';
import { meetingsTable, overridesTable, rulesTable } from './models';
import { rulesController } from './rules-controller';
import { typeWordsTable } from './type-words';
import { createRules, rulesOf } from './rules-service';

/** Entries that post themselves. */
export const rules: Subject = {
  models: [rulesTable, meetingsTable, overridesTable, typeWordsTable],
  controllers: { rules: rulesController },
  services: { rules: createRules },

  // Another process may have saved a rule: its types are known here a few seconds later.
  chores: [
    {
      name: 'tiktok-rules',
      cron: '*/10 * * * * *',
      every: 10_000,
      run: (strapi) => rulesOf(strapi).renewWanted(),
    },
  ],

  async bootstrap({ strapi }) {
    const service = rulesOf(strapi);
    await service.renewWanted();
    const publications = publicationsOf(strapi);
    publications.addInterest(service.wants);
    publications.addWaiting(service.waitingPosts);
    publications.onPublication(async (publication) => {
      if (publication.event === 'published') await service.firing.published(publication);
      else await service.firing.gone(publication);
    });
  },
};
