import { type Core } from '@strapi/strapi';
import { schedule, type ScheduledTask } from 'node-cron';

import { accountsOf, logWord } from '../accounts';
import { isOnDuty } from '../on-duty';
import { type Subject } from '../subject';
import { eraseInsights } from './collect/retention';
import { insightsController } from './insights-controller';
import { createInsights, insightsOf } from './insights-service';
import { models } from './models';

export { type Insights, insightsOf } from './insights-service';

const rounds = new WeakMap<Core.Strapi, ScheduledTask>();

/** What TikTok counts: collected over time, compared and shown. Decides nothing about posts. */
export const insights: Subject = {
  models,
  controllers: { insights: insightsController },
  services: { insights: createInsights },

  bootstrap({ strapi }) {
    accountsOf(strapi).onErase((user) => eraseInsights(strapi, user));
    const task = schedule('* * * * *', () => collect(strapi), {
      name: 'tiktok-insights',
      suppressMissedWarning: true,
      noOverlap: true,
    });
    rounds.set(strapi, task);
  },

  async destroy({ strapi }) {
    await rounds.get(strapi)?.destroy();
    await insightsOf(strapi).collector.stop();
  },
};

/** Every minute: what is due by now. */
const collect = async (strapi: Core.Strapi): Promise<void> => {
  if (!isOnDuty(strapi)) return;
  try {
    await insightsOf(strapi).collector.round();
  } catch (error) {
    strapi.log.warn(`TikTok: collecting insights failed: ${logWord(error)}`);
  }
};
