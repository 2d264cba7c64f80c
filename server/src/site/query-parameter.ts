import { type Core } from '@strapi/strapi';
import { type Context, type Next } from 'koa';
import { z } from 'zod';

import {
  FRONT_END_ACTION,
  FRONT_END_PARAMETER,
  type PublicPost,
} from '../../../contracts/front-end';
import { publicPostsOf } from './public-posts';

const asked = z.object({ [FRONT_END_PARAMETER]: z.literal('posts') });
const state = z.object({
  auth: z.unknown(),
  route: z.object({
    handler: z.string(),
    info: z.object({ apiName: z.string(), type: z.literal('content-api') }),
  }),
});
const entry = z.looseObject({ documentId: z.string(), locale: z.string().nullish() });
const answer = z.looseObject({ data: z.union([z.array(z.unknown()), z.unknown()]) });

/** Strapi's own check of what a caller of the content API may do, the part we use. */
interface Auth {
  verify(auth: unknown, config: { scope: string[] }): Promise<void>;
}

/** The content type whose `find` or `findOne` this is; null for any other route. */
const typeOfRoute = (
  strapi: Core.Strapi,
  { handler, info }: z.output<typeof state>['route'],
): string | null => {
  const parts = /^(?:api::[\w-]+\.)?([\w-]+)\.(?:find|findOne)$/.exec(handler);
  const uid = `api::${info.apiName}.${parts?.[1] ?? ''}`;
  return uid in strapi.contentTypes ? uid : null;
};

const mayRead = async (strapi: Core.Strapi, auth: unknown): Promise<boolean> => {
  const service: Auth = strapi.get('auth');
  try {
    await service.verify(auth, { scope: [FRONT_END_ACTION] });
    return true;
  } catch {
    return false;
  }
};

/** Adds each entry's posts; one call for all entries of one language. */
const addPosts = async (
  strapi: Core.Strapi,
  uid: string,
  entries: readonly z.output<typeof entry>[],
): Promise<void> => {
  const locales = new Set(entries.map(({ locale }) => locale ?? null));
  const found = new Map<string | null, Map<string, PublicPost[]>>();
  for (const locale of locales) {
    const documentIds = entries
      .filter((one) => (one.locale ?? null) === locale)
      .map(({ documentId }) => documentId);
    found.set(locale, await publicPostsOf(strapi, { uid, documentIds, locale }));
  }
  for (const one of entries) {
    one[FRONT_END_PARAMETER] = found.get(one.locale ?? null)?.get(one.documentId) ?? [];
  }
};

/**
 * `?tiktok=posts` on an entry's own route of the content API. The answer is completed after Strapi
 * has made and sanitised it, so nothing else of it changes; without the permission for
 * `/api/tiktok/posts` it is left as it is, as Strapi does with relations that one may not read.
 */
export const createQueryParameter = (strapi: Core.Strapi) => ({
  /** Lets the parameter through where the site is strict about unknown ones. */
  register(): void {
    strapi.contentAPI.addQueryParams({
      [FRONT_END_PARAMETER]: {
        schema: (zod) => zod.enum(['posts']).optional(),
        matchRoute: ({ handler, info, request }) =>
          typeof handler === 'string' &&
          /\.(find|findOne)$/.test(handler) &&
          info.apiName !== undefined &&
          // A second Strapi in one process (a reload, a test) finds the routes of the first.
          !(FRONT_END_PARAMETER in (request?.query ?? {})),
      },
    });
  },

  async middleware(ctx: Context, next: Next): Promise<void> {
    await next();
    if (ctx.method !== 'GET' || ctx.status !== 200) return;
    if (!asked.safeParse(ctx.query).success) return;
    const route = state.safeParse(ctx.state);
    const uid = route.success ? typeOfRoute(strapi, route.data.route) : null;
    const body = answer.safeParse(ctx.body);
    if (!uid || !body.success || !(await mayRead(strapi, ctx.state.auth))) return;
    const { data } = body.data;
    const items = z.array(entry).safeParse(Array.isArray(data) ? data : [data]);
    if (!items.success) return;
    await addPosts(strapi, uid, items.data);
    ctx.body = { ...body.data, data: Array.isArray(data) ? items.data : items.data[0] };
  },
});
