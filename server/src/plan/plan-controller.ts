import { Readable } from 'node:stream';

import {
  createFeed,
  deleteFeed,
  exportPosts,
  getCalendar,
  getFeed,
  getPostingTimes,
  importPosts,
  putPostingTimes,
  readFeed,
} from '../../../contracts/plan';
import { ACTIONS } from '../../../contracts/permissions';
import { accountsOf } from '../accounts';
import { personById } from '../attention';
import { callerById } from '../http/caller-by-id';
import { type Caller, type Controller, handle, handlePublic } from '../http/handle';
import { notFound } from '../http/problem';
import { postsOf } from '../posts';
import { postFilter } from '../posts/posts-controller';
import { adminUrlOf } from '../settings';
import { readCalendar } from './calendar';
import { exportCsv } from './export';
import { createFeeds } from './feeds';
import { icsOf } from './ics';
import { createImport } from './import';
import { postingTimesOf } from '../posts/people/posting-times';

const DAY_MS = 24 * 3_600_000;
/** A feed shows what was and what comes, this far. */
const FEED_BACK_MS = 30 * DAY_MS;
const FEED_AHEAD_MS = 180 * DAY_MS;
const FEED_POSTS = 1_000;

/** The calendar, posting times, feeds, export and import. */
export const planController: Controller = ({ strapi }) => {
  const feeds = createFeeds({ strapi });

  const mayUse = async (caller: Caller, accountId: number): Promise<void> => {
    const account = await accountsOf(strapi).require(accountId);
    if (!accountsOf(strapi).mayPostWith(caller, account)) throw notFound('This TikTok account');
  };

  return {
    postingTimes: handle(getPostingTimes, async ({ caller, params }) => {
      await mayUse(caller, params.id);
      return postingTimesOf(strapi).view(params.id);
    }),
    putPostingTimes: handle(putPostingTimes, async ({ caller, params, body }) => {
      await accountsOf(strapi).require(params.id);
      await postingTimesOf(strapi).replace(params.id, body.times, caller.name, body.version);
      return postingTimesOf(strapi).view(params.id);
    }),
    calendar: handle(getCalendar, ({ caller, query }) => readCalendar(strapi, caller, query)),
    export: handle(exportPosts, ({ ctx, caller, query }) => {
      ctx.type = 'text/csv; charset=utf-8';
      ctx.attachment('tiktok-posts.csv');
      ctx.set('Cache-Control', 'no-store');
      ctx.body = Readable.from(exportCsv(strapi, caller, postFilter(caller, query)));
      return undefined;
    }),
    feed: handle(getFeed, async ({ caller }) => ({ createdAt: await feeds.createdAt(caller) })),
    createFeed: handle(createFeed, ({ caller }) => feeds.create(caller)),
    deleteFeed: handle(deleteFeed, async ({ caller }) => {
      await feeds.remove(caller);
      return { createdAt: null };
    }),
    readFeed: handlePublic(readFeed, async ({ ctx, params }) => {
      const userId = await feeds.userOf(params.token.replace(/\.ics$/, ''));
      const caller = userId === null ? null : await callerById(strapi, userId);
      // The address lives as long as the right to see what it shows.
      if (!caller?.ability.can(ACTIONS.viewPosts)) {
        ctx.status = 404;
        return undefined;
      }
      await feeds.opened(caller.id);
      const now = Date.now();
      const { posts } = await postsOf(strapi).reading.list(
        caller,
        {
          from: now - FEED_BACK_MS,
          to: now + FEED_AHEAD_MS,
          order: { by: 'time', direction: 'asc' },
        },
        1,
        FEED_POSTS,
      );
      const admin = adminUrlOf(strapi);
      ctx.type = 'text/calendar; charset=utf-8';
      ctx.set('Cache-Control', 'no-store');
      ctx.set('X-Robots-Tag', 'noindex');
      ctx.body = icsOf(posts, {
        host: admin.hostname,
        language: (await personById(strapi, caller.id))?.language ?? 'en',
        linkOf: (id) => `${admin.href.replace(/\/$/, '')}/plugins/tiktok/posts/${id}`,
      });
      return undefined;
    }),
    import: handle(importPosts, async ({ caller, body, signal }) => ({
      rows: await createImport({ strapi }).run(caller, body, signal),
    })),
  };
};
