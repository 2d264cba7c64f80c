import { AsyncResource } from 'node:async_hooks';

import { type Core } from '@strapi/strapi';

import { isOnDuty, publisherConfig } from '../../on-duty';
import { createEntryStore } from '../entry-store';
import { createPublicationMiddleware } from './middleware';
import { createOutbox, type Outbox } from './outbox';
import { type WaitingPosts, writeDownRemoved } from './removed';

export { publicationsTable } from './models';
export { type Publication, type PublicationListener } from './outbox';
export { type WaitingPost } from './removed';

const LOCALE = 'plugin::i18n.locale';
/** After a locale is gone: its transaction, if it is in one, has ended by then. */
const SOON_MS = 250;

/** What happens to entries in Strapi, told to whoever makes posts follow. */
export const createPublications = ({ strapi }: { strapi: Core.Strapi }) => {
  const outbox: Outbox = createOutbox({ strapi });
  const interests: ((uid: string) => boolean)[] = [];
  const waiting: WaitingPosts[] = [];
  const looks: (() => Promise<void>)[] = [];
  let soon: NodeJS.Timeout | undefined;

  /** Looks for posts whose entry ended without a word, and for what else somebody looks. */
  const lookForRemoved = async (): Promise<void> => {
    if (!isOnDuty(strapi)) return;
    try {
      if ((await writeDownRemoved(strapi, waiting)) > 0) await outbox.work();
      for (const look of looks) await look();
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown error';
      strapi.log.warn(`TikTok: entries that are gone could not be looked for: ${name}`);
    }
  };

  // Who asks may be inside a transaction, where the version that was public is gone already and the
  // next one is not there yet: from in there, a publication looks like the end of its entry.
  const lookOutside = AsyncResource.bind(() => void lookForRemoved());

  const lookSoon = (): void => {
    clearTimeout(soon);
    soon = setTimeout(lookOutside, SOON_MS);
    soon.unref();
  };

  return {
    /** Calls back for each publication of an entry that has posts or that somebody is interested in. */
    onPublication: outbox.onPublication,
    work: outbox.work,

    /** Says for which types every publication is wanted. Asked at each one: must be quick. */
    addInterest(wants: (uid: string) => boolean): void {
      interests.push(wants);
    },

    /** Further posts to be cancelled or held when their entry ends in whatever way. */
    addWaiting(posts: WaitingPosts): void {
      waiting.push(posts);
    },
    /** Something to look for each minute, and soon after an entry with posts was saved. */
    addLook(look: () => Promise<void>): void {
      looks.push(look);
    },
    lookForRemoved,
    /** The same in a moment, outside of what the caller is doing. */
    lookSoon,

    /** To be called in `bootstrap`, so that the middleware is innermost. */
    start(): void {
      const middleware = createPublicationMiddleware({
        strapi,
        store: createEntryStore(strapi),
        wants: (uid) => interests.some((wants) => wants(uid)),
        nudge: outbox.nudge,
        saved: lookSoon,
      });
      strapi.documents.use(
        (context, next) =>
          middleware(
            { uid: context.uid, action: context.action, params: { ...context.params } },
            next,
          ) as ReturnType<typeof next>,
      );
      const { enabled, tickSeconds } = publisherConfig(strapi);
      if (!enabled) return;
      outbox.start(tickSeconds);
      // A locale takes its entries with it, past the Document Service.
      if (LOCALE in strapi.contentTypes) {
        strapi.db.lifecycles.subscribe({ models: [LOCALE], afterDelete: lookSoon });
      }
    },

    async stop(): Promise<void> {
      clearTimeout(soon);
      await outbox.stop();
    },
  };
};

export type Publications = ReturnType<typeof createPublications>;

export const publicationsOf = (strapi: Core.Strapi): Publications =>
  strapi.plugin('tiktok').service('publications');
