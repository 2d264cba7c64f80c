import { type Core } from '@strapi/strapi';
import { schedule, type ScheduledTask } from 'node-cron';

import { publicationsOf } from '../content';
import { type Subject } from '../subject';
import { meetingsTable, overridesTable, rulesTable } from './models';
import { rulesController } from './rules-controller';
import { typeWordsTable } from './type-words';
import { createRules, rulesOf } from './rules-service';

const renewing = new WeakMap<Core.Strapi, ScheduledTask>();

/** Entries that post themselves. */
export const rules: Subject = {
  models: [rulesTable, meetingsTable, overridesTable, typeWordsTable],
  controllers: { rules: rulesController },
  services: { rules: createRules },

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
    // Another process may have saved a rule: its types are known here a few seconds later.
    const task = schedule(
      '*/10 * * * * *',
      async () => {
        await service.renewWanted().catch(() => undefined);
      },
      { name: 'tiktok-rules', noOverlap: true, suppressMissedWarning: true },
    );
    renewing.set(strapi, task);
  },

  async destroy({ strapi }) {
    await renewing.get(strapi)?.destroy();
  },
};
