import { type Core } from '@strapi/strapi';

import { accountsOf, logWord } from '../accounts';
import { type Subject } from '../subject';
import { eraseInsights } from './collect/retention';
import { insightsController } from './insights-controller';
import { createInsights, insightsOf } from './insights-service';
import { models } from './models';

export { type Insights, insightsOf } from './insights-service';

/** Every minute: what is due by now. */
const collect = async (strapi: Core.Strapi, withinMs?: number): Promise<void> => {
  try {
    await insightsOf(strapi).collector.round(withinMs);
  } catch (error) {
    strapi.log.warn(`TikTok: collecting insights failed: ${logWord(error)}`);
  }
};

/** What TikTok counts: collected over time, compared and shown. Decides nothing about posts. */
export const insights: Subject = {
  models,
  controllers: { insights: insightsController },
  services: { insights: createInsights },

  chores: [{ name: 'tiktok-insights', cron: '* * * * *', every: 60_000, run: collect }],

  bootstrap({ strapi }) {
    accountsOf(strapi).onErase((user) => eraseInsights(strapi, user));
  },

  destroy: ({ strapi }) => insightsOf(strapi).collector.stop(),
};
