import { type Core } from '@strapi/strapi';
import { schedule, type ScheduledTask } from 'node-cron';

import { accountsOf } from '../accounts';
import { type Subject } from '../subject';
import { createUserEraser } from './erase-user';
import { models } from './models';
import { legalController, reviewController } from './review-controller';
import { createReview, reviewOf } from './review-service';
import { createRootFiles } from './root-files';

export { type PullVerdict, type Review, reviewOf } from './review-service';

const daily = new WeakMap<Core.Strapi, ScheduledTask>();

/** The way to an approved TikTok app: checks, domain verification, legal pages, review pack. */
export const review: Subject = {
  models,
  controllers: { review: reviewController, legal: legalController },
  services: { review: createReview },

  register({ strapi }) {
    strapi.server.use(createRootFiles(strapi, () => reviewOf(strapi).properties()));
  },

  bootstrap({ strapi }) {
    accountsOf(strapi).onErase(createUserEraser(strapi));
    const task = schedule('43 4 * * *', () => runDaily(strapi), {
      name: 'tiktok-review',
      suppressMissedWarning: true,
      noOverlap: true,
    });
    daily.set(strapi, task);
  },

  async destroy({ strapi }) {
    await daily.get(strapi)?.destroy();
  },
};

const runDaily = async (strapi: Core.Strapi): Promise<void> => {
  if (!strapi.server.httpServer.listening) return;
  try {
    await reviewOf(strapi).runDaily();
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown error';
    strapi.log.warn(`TikTok: the daily review checks failed: ${name}`);
  }
};
