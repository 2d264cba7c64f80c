import { accountsOf } from '../accounts';
import { addFormWarnings } from '../posts';
import { type Subject } from '../subject';
import { createUserEraser } from './erase-user';
import { models } from './models';
import { legalController, reviewController } from './review-controller';
import { createReview, reviewOf } from './review-service';
import { createRootFiles } from './root-files';

export { type PullVerdict, type Review, reviewOf } from './review-service';

/** The way to an approved TikTok app: checks, domain verification, legal pages, review pack. */
export const review: Subject = {
  models,
  controllers: { review: reviewController, legal: legalController },
  services: { review: createReview },
  chores: [
    {
      name: 'tiktok-review',
      cron: '43 4 * * *',
      every: 24 * 3_600_000,
      run: (strapi) => reviewOf(strapi).runDaily(),
    },
  ],

  register({ strapi }) {
    strapi.server.use(createRootFiles(strapi, () => reviewOf(strapi).properties()));
  },

  bootstrap({ strapi }) {
    accountsOf(strapi).onErase(createUserEraser(strapi));
    addFormWarnings(strapi, (kind) => reviewOf(strapi).pullWarnings(kind));
  },
};
