import { isWorker } from '../on-duty';
import { type Subject } from '../subject';
import { createWorker, workerOf } from './worker-service';

/** The process that publishes and serves no site (`npx strapi-tiktok worker`). */
export const worker: Subject = {
  services: { worker: createWorker },

  async destroy({ strapi }) {
    if (isWorker(strapi)) await workerOf(strapi).stop();
  },
};
