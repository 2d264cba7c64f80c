import { type Core } from '@strapi/strapi';
import { type Context, type Next } from 'koa';

import { pluginConfig } from '../config';
import { publicPath } from '../settings';
import { type Subject } from '../subject';
import { isPublicAddress } from './address-guard';
import { logAs } from './logged-url';
import { clientOf, createRateLimiter, type RateLimit } from './rate-limit';
import { withoutTrailingSlashes } from './slashes';

/**
 * Calls a minute of each public route, by the first part of its path under `/api/tiktok`: many times
 * what its honest callers need, few enough that one caller cannot keep the server busy.
 */
export const PUBLIC_LIMITS: Record<string, RateLimit> = {
  // A person comes back from TikTok's page.
  oauth: { perClient: 60, perSite: 600 },
  // TikTok has few addresses and tells of every post several times; what is refused it repeats for 72 h.
  webhook: { perClient: 1_200, perSite: 3_000 },
  // Ranges of videos and lists of thumbnails; an office is one address.
  media: { perClient: 3_000, perSite: 12_000 },
  accounts: { perClient: 1_200, perSite: 6_000 },
  // Covers of an account's videos, a page of them at a time.
  insights: { perClient: 1_200, perSite: 6_000 },
  handover: { perClient: 300, perSite: 3_000 },
  'preview-link': { perClient: 600, perSite: 3_000 },
  legal: { perClient: 120, perSite: 1_200 },
  feed: { perClient: 120, perSite: 1_200 },
  tick: { perClient: 60, perSite: 120 },
  metrics: { perClient: 60, perSite: 240 },
};
/** The front end's own: a site that renders on its server calls from one address. */
const OTHERS: RateLimit = { perClient: 6_000, perSite: 12_000 };

/**
 * Who calls. Behind a proxy that Strapi trusts (`proxy: { koa: true }`) it is the address that the
 * nearest proxy added: every one before it is the caller's own word. Behind one that it does not trust
 * all callers look like the proxy, and nobody can be told apart: null.
 */
const callerOf = (ctx: Context): string | null => {
  const socket = ctx.req.socket.remoteAddress ?? '';
  const forwarded = ctx.get('X-Forwarded-For');
  if (forwarded === '') return clientOf(socket);
  if (ctx.app.proxy) return clientOf(forwarded.split(',').at(-1)?.trim() ?? '');
  return isPublicAddress(socket) ? clientOf(socket) : null;
};

/** Before everything else on the plugin's public addresses, so that a refused call costs nothing. */
const createPublicRate = (strapi: Core.Strapi) => {
  const limiter = createRateLimiter();
  const root = withoutTrailingSlashes(publicPath(strapi, '/')).toLowerCase();
  const factor = pluginConfig(strapi).rateLimitFactor;
  const told = new Map<string, number>();

  /** Once a minute, and without the caller's address: it is personal. */
  const tell = (kind: string, of: 'client' | 'site'): void => {
    const last = told.get(kind) ?? Number.NEGATIVE_INFINITY;
    if (performance.now() - last < 60_000) return;
    told.set(kind, performance.now());
    const whose = of === 'client' ? 'one address' : 'all addresses together';
    strapi.log.warn(
      `TikTok: too many calls a minute of ${root}/${kind} from ${whose}; more are answered 429. If they are wanted, raise \`rateLimitFactor\`.`,
    );
  };

  return async (ctx: Context, next: Next): Promise<void> => {
    const path = ctx.path.toLowerCase().replace(/\/{2,}/g, '/');
    if (factor === 0 || !path.startsWith(`${root}/`)) return next();
    const part = path.slice(root.length + 1).split('/')[0] ?? '';
    const kind = Object.hasOwn(PUBLIC_LIMITS, part) ? part : 'others';
    const { perClient, perSite } = PUBLIC_LIMITS[part] ?? OTHERS;
    const limit = { perClient: perClient * factor, perSite: perSite * factor };
    const verdict = limiter.take(kind, callerOf(ctx), limit);
    if (verdict.ok) return next();
    tell(kind, verdict.of);
    // What may be secret in the address must not reach Strapi's log.
    logAs(ctx, `${root}/${kind}`);
    ctx.status = 429;
    ctx.set('Retry-After', String(Math.max(1, Math.ceil(verdict.retryAfterMs / 1000))));
    ctx.set('Cache-Control', 'no-store');
    ctx.body = 'Too many requests. Try again later.';
  };
};

/** The limits of the public routes; the first subject, so that nothing comes before it. */
export const publicRate: Subject = {
  register: ({ strapi }) => void strapi.server.use(createPublicRate(strapi)),
};
