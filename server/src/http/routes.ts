import { type Context } from 'koa';

import { type Endpoint } from '../../../contracts/endpoint';
import { type ActionId } from '../../../contracts/permissions';
import { described, type Described } from './described';
import { callerOf } from './handle';

export interface Route extends Partial<Described> {
  method: string;
  path: string;
  handler: string;
  config: Record<string, unknown>;
}

/**
 * Lets in who holds any of the route's actions: Strapi's own `admin::hasPermissions` asks for all of
 * them. Registered by name, because Strapi takes no function in a route's `policies`.
 */
export const policies = {
  'holds-any-of': (ctx: Context, { actions }: { actions: readonly ActionId[] }): boolean => {
    const caller = callerOf(ctx);
    return caller !== null && actions.some((action) => caller.ability.can(action));
  },
};

const adminRoute = (endpoint: Endpoint, actions: readonly ActionId[]): Route => ({
  method: endpoint.method,
  path: endpoint.path,
  handler: endpoint.handler,
  config: {
    policies: [
      'admin::isAuthenticatedAdmin',
      { name: 'plugin::tiktok.holds-any-of', config: { actions } },
    ],
  },
});

const publicRoute = (endpoint: Endpoint): Route => ({
  method: endpoint.method,
  path: endpoint.path,
  handler: endpoint.handler,
  config: { auth: false },
  ...described(endpoint),
});

/** Strapi's content API asks for `plugin::tiktok.<handler>`, in roles and API tokens. */
const contentRoute = (endpoint: Endpoint): Route => ({
  method: endpoint.method,
  path: endpoint.path,
  handler: endpoint.handler,
  config: {},
  ...described(endpoint),
});

/**
 * The plugin's two routers, made from the contracts, so that no route can be served without a
 * permission or without being documented.
 */
export const createRoutes = (endpoints: readonly Endpoint[]) => {
  const admin: Route[] = [];
  const open: Route[] = [];
  for (const endpoint of endpoints) {
    if ('admin' in endpoint.access) admin.push(adminRoute(endpoint, endpoint.access.admin));
    else if ('contentApi' in endpoint.access) open.push(contentRoute(endpoint));
    else open.push(publicRoute(endpoint));
  }
  return {
    admin: { type: 'admin', routes: admin },
    'content-api': { type: 'content-api', routes: open },
  };
};
