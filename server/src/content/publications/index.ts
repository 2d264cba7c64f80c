import { type Core } from '@strapi/strapi';

import { pluginConfig } from '../../config';
import { createEntryStore } from '../entry-store';
import { createPublicationMiddleware } from './middleware';
import { createOutbox, type Outbox } from './outbox';

export { publicationsTable } from './models';
export { type Publication, type PublicationListener } from './outbox';

/** What happens to entries in Strapi, told to whoever makes posts follow. */
export const createPublications = ({ strapi }: { strapi: Core.Strapi }) => {
  const outbox: Outbox = createOutbox({ strapi });
  const interests: ((uid: string) => boolean)[] = [];

  return {
    /** Calls back for each publication of an entry that has posts or that somebody is interested in. */
    onPublication: outbox.onPublication,
    work: outbox.work,

    /** Says for which types every publication is wanted. Asked at each one: must be quick. */
    addInterest(wants: (uid: string) => boolean): void {
      interests.push(wants);
    },

    /** To be called in `bootstrap`, so that the middleware is innermost. */
    start(): void {
      const middleware = createPublicationMiddleware({
        strapi,
        store: createEntryStore(strapi),
        wants: (uid) => interests.some((wants) => wants(uid)),
        nudge: outbox.nudge,
      });
      strapi.documents.use(
        (context, next) =>
          middleware(
            { uid: context.uid, action: context.action, params: { ...context.params } },
            next,
          ) as ReturnType<typeof next>,
      );
      const { enabled, tickSeconds } = pluginConfig(strapi).publisher;
      if (enabled) outbox.start(tickSeconds);
    },

    stop: outbox.stop,
  };
};

export type Publications = ReturnType<typeof createPublications>;

export const publicationsOf = (strapi: Core.Strapi): Publications =>
  strapi.plugin('tiktok').service('publications');
