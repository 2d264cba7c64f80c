import { type Core } from '@strapi/strapi';

import { accountsOf } from '../accounts';
import { publicationsOf } from '../content';
import { vaultOf } from '../settings';
import { type Subject } from '../subject';
import { composerController } from './composer-controller';
import { postsController } from './posts-controller';
import { createPostingTimes } from './people/posting-times';
import { createPosts, postsOf } from './service';
import {
  attemptsTable,
  eventsTable,
  guardsTable,
  installationTable,
  outagesTable,
  gatesTable,
  pausesTable,
  postingTimesTable,
  postsTable,
  slotsTable,
  timelineTable,
} from './life/tables';
import { tickController } from './tick-controller';
import { createWebhookMiddleware } from './evidence/webhook-middleware';

export { type StateChanged, changesHeard, onStateChanged } from './life/changes';
export { type PostFilter } from './life/post-store';
export { type PostRow } from './life/rows';
export {
  ASKS_PERSON,
  BEING_SENT,
  CAME_TO_NOTHING,
  CLOSED,
  NEEDS_PERSON,
  STANDS_READY,
  UPCOMING,
} from './life/state-machine';
export { type Posts, postsOf } from './service';
export { addFormWarnings } from './people/form-warnings';
export { STATE_LABELS } from './people/view';

/** What a stopping Strapi waits for: a refresh, an init or a last chunk in flight. */
const GRACE_MS = 8_000;

/** Hourly: forget what is too old, and renew tokens so that none dies unused (T47). */
const tidy = async (strapi: Core.Strapi): Promise<void> => {
  const service = postsOf(strapi);
  const chores = [
    () => service.prune(),
    async () => {
      if (!(await service.installation.stopped())) await accountsOf(strapi).refreshDue();
    },
    // A key that was put back, or a token that turned out to be good, brings accounts back silently.
    async () => {
      for (const account of await accountsOf(strapi).all()) {
        if (account.state === 'connected') await service.ofAccount.release(account.id);
      }
    },
  ];
  for (const chore of chores) {
    try {
      await chore();
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown error';
      strapi.log.warn(`TikTok: housekeeping failed: ${name}`);
    }
  }
};

/** The posts: their life, the publisher, and what TikTok tells about them. */
export const posts: Subject = {
  models: [
    postsTable,
    attemptsTable,
    timelineTable,
    slotsTable,
    gatesTable,
    pausesTable,
    eventsTable,
    guardsTable,
    installationTable,
    outagesTable,
    postingTimesTable,
  ],
  controllers: { posts: postsController, composer: composerController, tick: tickController },
  services: { posts: createPosts, postingTimes: createPostingTimes },

  chores: [{ name: 'tiktok-housekeeping', cron: '17 * * * *', every: 3_600_000, run: tidy }],

  register({ strapi }) {
    strapi.server.use(createWebhookMiddleware(strapi, () => postsOf(strapi).webhooks));
    // Behind it: TikTok's events are part of publishing, not somebody who waits for a page.
    strapi.server.use(async (_ctx, next) => {
      postsOf(strapi).visitors.came();
      await next();
    });
  },

  async bootstrap({ strapi }) {
    vaultOf(strapi).registerSealedColumn({
      table: 'tiktok_attempts',
      idColumn: 'id',
      field: 'upload_url',
    });
    const service = postsOf(strapi);
    await service.installation.mark();
    accountsOf(strapi).onConnected(async (accountId) => {
      await service.ofAccount.release(accountId);
    });
    publicationsOf(strapi).onPublication(async ({ event, uid, documentId, locale }) => {
      const entry = { uid, documentId, locale };
      if (event === 'published') await service.entries.entryPublished(entry);
      else await service.entries.entryGone(entry, event);
    });
    publicationsOf(strapi).addLook(service.entries.lookForChanges);
    service.engine.start();
  },

  async destroy({ strapi }) {
    await postsOf(strapi).engine.stop(GRACE_MS);
  },
};
