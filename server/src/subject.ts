import { type Core } from '@strapi/strapi';

import { type Chore } from './chores';
import { type TableName } from './database/tables';
import { type Controller } from './http/handle';

/**
 * A table as the latest migration leaves it, for `strapi.db.query`. It makes nothing: each change here
 * needs a migration (database/migrations/), and a test compares the two.
 */
export interface Model {
  uid: `plugin::tiktok.${string}`;
  tableName: TableName;
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
  /** What it does by itself every now and then. */
  chores?: readonly Chore[];
  register?: Hook;
  bootstrap?: Hook;
  /** Called in reverse order of the subjects; must clear every timer and stop every call. */
  destroy?: Hook;
}
