import { type Core } from '@strapi/strapi';

import { type Model, type Subject } from '../subject';
import { migrate } from './migrate';
import { makeKnown } from './models';
import { tidyPersistedTables, untrackTables } from './untrack';

/**
 * The plugin's tables, ahead of all that use them: made and changed by migrations of our own, out of
 * the reach of Strapi's schema sync and of `strapi import` and `transfer`.
 */
export const createDatabase = (models: readonly Model[]): Subject => {
  const tables = new Set<string>(models.map(({ tableName }) => tableName));
  return {
    register({ strapi }: { strapi: Core.Strapi }): void {
      strapi.hook('strapi::content-types.beforeSync').register(() => untrackTables(strapi, tables));
    },

    async bootstrap({ strapi }: { strapi: Core.Strapi }): Promise<void> {
      await migrate(strapi);
      makeKnown(strapi, models);
      await tidyPersistedTables(strapi, tables);
    },
  };
};
