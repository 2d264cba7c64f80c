import { type Core } from '@strapi/strapi';
import { type Context, type Next } from 'koa';
import { z } from 'zod';

import { LIST_FILTER, type ListFilterValue, listFilterValue } from '../../../contracts/list-column';
import { ACTIONS } from '../../../contracts/permissions';
import { callerOf } from '../http/handle';
import { postsOfEntries, TAKEN } from './entry-posts';

/** How one request's list is narrowed. */
interface Narrowing {
  uid: string;
  /** A condition on the type's rows; made anew for each query that takes it. */
  where: () => Record<string, unknown>;
}

const asked = z.object({ [LIST_FILTER]: z.object({ $eq: listFilterValue }) });
const filters = z.object({ $and: z.array(z.unknown()) });
const listRoute = z.object({
  method: z.literal('GET'),
  path: z.literal('/collection-types/:model'),
  config: z.object({ middlewares: z.array(z.unknown()) }),
});
const routers = z.object({ admin: z.object({ routes: z.array(z.unknown()) }) });

/**
 * Takes our filter out of a list's query and says what it asked for; null where it is not in it.
 * Strapi looks at the same object afterwards and must not find an attribute that no type has.
 */
export const takeFilter = (query: Record<string, unknown>): ListFilterValue | null => {
  const given = filters.safeParse(query.filters);
  if (!given.success) return null;
  let wanted: ListFilterValue | null = null;
  const others = given.data.$and.filter((filter) => {
    if (typeof filter !== 'object' || filter === null || !(LIST_FILTER in filter)) return true;
    wanted = asked.safeParse(filter).data?.[LIST_FILTER].$eq ?? wanted;
    return false;
  });
  if (others.length === given.data.$and.length) return null;
  query.filters = { ...(query.filters as object), $and: others };
  return wanted;
};

const isOurs = (middleware: unknown): boolean =>
  typeof middleware === 'function' && middleware.name === 'tiktokListFilter';

const textOrNull = z.string().nullable().catch(null);

/**
 * The filter "on TikTok: yes / no" in the Content Manager's list, narrowing in the database, so that
 * pages and totals are right. The list's own route takes the filter out of the query; the two
 * queries that Strapi then runs for it (the page and its count) get a subquery as a condition.
 *
 * Strapi's list has no other place for it: its filters are sanitised by the type's attributes, and a
 * list of ids would grow with the posts.
 */
export const createListFilter = ({ strapi }: { strapi: Core.Strapi }) => {
  const narrowings = new WeakMap<object, Narrowing>();

  const tiktokListFilter = async (ctx: Context, next: Next): Promise<void> => {
    const wanted = takeFilter(ctx.query as Record<string, unknown>);
    const caller = callerOf(ctx);
    const may =
      caller !== null &&
      [ACTIONS.viewPosts, ACTIONS.composePosts].some((action) => caller.ability.can(action));
    if (wanted && may) {
      const uid = z.string().parse(ctx.params.model);
      const locale = textOrNull.parse(ctx.query.locale);
      const posts = await postsOfEntries(strapi, caller, { uid, locale });
      const operator = wanted === 'no' ? '$notIn' : '$in';
      narrowings.set(ctx, {
        uid,
        where: () => ({
          documentId: { [operator]: posts().whereIn('state', TAKEN).select('document_id') },
        }),
      });
    }
    await next();
  };

  const narrow = (event: { model: { uid: string }; params: { where?: unknown } }): void => {
    const ctx = strapi.requestContext.get();
    const narrowing = ctx && narrowings.get(ctx);
    if (!narrowing || narrowing.uid !== event.model.uid) return;
    const before = event.params.where;
    event.params.where = { $and: [...(before ? [before] : []), narrowing.where()] };
  };

  return {
    /** Puts itself before the list's handler. To be called before Strapi makes its routes. */
    register(): void {
      const { admin } = routers.parse(strapi.plugin('content-manager').routes);
      for (const route of admin.routes) {
        if (!listRoute.safeParse(route).success) continue;
        // The very object, not a copy: Strapi has no other way to add to a plugin's route. It lives
        // as long as the process, so one of an earlier Strapi in it is replaced.
        const { config } = route as z.output<typeof listRoute>;
        config.middlewares = [
          ...config.middlewares.filter((one) => !isOurs(one)),
          tiktokListFilter,
        ];
      }
    },

    /** To be called when the database is there. */
    subscribe(): void {
      strapi.db.lifecycles.subscribe({ beforeFindMany: narrow, beforeCount: narrow });
    },
  };
};

export type ListFilter = ReturnType<typeof createListFilter>;

export const listFilterOf = (strapi: Core.Strapi): ListFilter =>
  strapi.plugin('tiktok').service('listFilter');
