import { type Core } from '@strapi/strapi';

import { type Controller } from './http/handle';

/** A raw database model, as `strapi.get('models').add` takes it; never exported, never in REST. */
export interface Model {
  uid: `plugin::tiktok.${string}`;
  tableName: `tiktok_${string}`;
  singularName: string;
  attributes: Record<string, Record<string, unknown>>;
  indexes?: { name: string; columns: string[]; type?: 'unique' }[];
}

type Hook = (context: { strapi: Core.Strapi }) => void | Promise<void>;

/**
 * One subject of the plugin (a folder of `server/src/`): its tables, controllers, services and its
 * part in Strapi's life. `index.ts` gathers them; a subject knows nothing of that.
 */
export interface Subject {
  models?: Model[];
  controllers?: Record<string, Controller>;
  services?: Record<string, (context: { strapi: Core.Strapi }) => object>;
  register?: Hook;
  bootstrap?: Hook;
  /** Called in reverse order of the subjects; must clear every timer and stop every call. */
  destroy?: Hook;
}
