import { Readable } from 'node:stream';

import {
  accountHistory,
  accountInsights,
  accountVideos,
  bestTimes,
  entryInsights,
  exportInsights,
  insightsOverview,
  insightsWidget,
  linkVideo,
  postInsights,
  refreshInsights,
  updateFollowing,
  videoCover,
  viewsOfEntries,
  viewsOfPosts,
} from '../../../contracts/insights';
import { type Controller, handle, handlePublic } from '../http/handle';
import { Problem } from '../http/problem';
import { DAY } from './ages';
import { type Insights, insightsOf } from './insights-service';

const LONGEST_MS = 3 * 366 * DAY;

const periodOf = (query: { from: string; to: string }) => {
  const [from, to] = [Date.parse(query.from), Date.parse(query.to)];
  if (from < to && to - from <= LONGEST_MS) return { from, to };
  throw new Problem({
    status: 400,
    code: 'invalid_period',
    message: 'The period must end after it begins, and last three years at most.',
    remedy: 'Choose another beginning or end.',
  });
};

export const insightsController: Controller = ({ strapi }) => {
  const service = (): Insights => insightsOf(strapi);
  return {
    entry: handle(entryInsights, ({ caller, params }) => service().posts.ofEntry(caller, params)),
    post: handle(postInsights, ({ caller, params }) => service().posts.ofPost(caller, params.id)),
    postViews: handle(viewsOfPosts, async ({ caller, body }) => ({
      views: await service().posts.viewsOfPosts(caller, body.ids),
    })),
    entryViews: handle(viewsOfEntries, async ({ caller, body }) => ({
      views: await service().posts.viewsOfEntries(caller, body),
    })),

    account: handle(accountInsights, async ({ caller, params }) => ({
      account: await service().opened(caller, params.id),
    })),
    history: handle(accountHistory, async ({ caller, params }) =>
      service().ofAccounts.history(await service().requireAccount(caller, params.id)),
    ),
    bestTimes: handle(bestTimes, async ({ caller, params }) =>
      service().ofAccounts.bestTimes(await service().requireAccount(caller, params.id)),
    ),
    videos: handle(accountVideos, async ({ caller, params, query }) =>
      service().others.list(
        caller,
        await service().requireAccount(caller, params.id),
        query.cursor === undefined ? undefined : Number(query.cursor),
      ),
    ),
    cover: handlePublic(videoCover, async ({ ctx, params, query }) => {
      const { bytes, contentType } = await service().others.cover(params.id, query.token);
      ctx.set('Cache-Control', 'private, max-age=3600');
      ctx.set('X-Content-Type-Options', 'nosniff');
      ctx.set('Content-Security-Policy', "default-src 'none'; sandbox");
      ctx.type = contentType;
      ctx.body = bytes;
      return undefined;
    }),
    link: handle(linkVideo, async ({ caller, params, body }) => {
      await service().others.link(caller, params.id, body);
      return { linked: true as const };
    }),
    refresh: handle(refreshInsights, async ({ caller, params }) => ({
      account: await service().refresh(caller, params.id),
    })),
    update: handle(updateFollowing, async ({ caller, params, body }) => ({
      account: await service().update(params.id, body, caller.name),
    })),

    overview: handle(insightsOverview, ({ caller, query }) =>
      service().overviewOf(caller, periodOf(query), query),
    ),
    week: handle(insightsWidget, ({ caller }) => service().week(caller)),
    export: handle(exportInsights, ({ ctx, caller, params }) => {
      ctx.type = 'text/csv; charset=utf-8';
      ctx.attachment(`tiktok-${params.what}.csv`);
      ctx.set('Cache-Control', 'no-store');
      ctx.body = Readable.from(service().exportCsv(caller, params.what));
      return undefined;
    }),
  };
};
