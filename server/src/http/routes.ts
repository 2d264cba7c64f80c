import { type Context } from 'koa';

import { type Endpoint } from '../../../contracts/endpoint';
import { type ActionId } from '../../../contracts/permissions';
import { callerOf } from './handle';

export interface Route {
  method: string;
  path: string;
  handler: string;
  config: Record<string, unknown>;
}

/** Strapi's own `admin::hasPermissions` asks for all actions; a screen is often open to any of several. */
const holdsAnyOf = (actions: readonly ActionId[]) => (ctx: Context) => {
  const caller = callerOf(ctx);
  return caller !== null && actions.some((action) => caller.ability.can(action));
};

const adminRoute = (endpoint: Endpoint, actions: readonly ActionId[]): Route => ({
  method: endpoint.method,
  path: endpoint.path,
  handler: endpoint.handler,
  config: { policies: ['admin::isAuthenticatedAdmin', holdsAnyOf(actions)] },
});

const publicRoute = (endpoint: Endpoint): Route => ({
  method: endpoint.method,
  path: endpoint.path,
  handler: endpoint.handler,
  config: { auth: false },
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
    else open.push(publicRoute(endpoint));
  }
  return {
    admin: { type: 'admin', routes: admin },
    'content-api': { type: 'content-api', routes: open },
  };
};
