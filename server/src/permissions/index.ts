import { type Core } from '@strapi/strapi';

import { type Subject } from '../subject';
import { grantsTable } from './models';
import { createRememberedGrants, rememberedGrantsOf } from './remembered-grants';
import { ROLE_ACTIONS } from './role-actions';

type Context = { strapi: Core.Strapi };

/** The plugin's rights, as they stand in Settings > Administration panel > Roles. */
export const permissions: Subject = {
  models: [grantsTable],
  services: { grants: createRememberedGrants },

  async register({ strapi }: Context): Promise<void> {
    await strapi.service('admin::permission').actionProvider.registerMany(ROLE_ACTIONS);
  },

  async bootstrap({ strapi }: Context): Promise<void> {
    const grants = rememberedGrantsOf(strapi);
    await grants.restore();
    grants.watch();
  },

  destroy: ({ strapi }: Context) => rememberedGrantsOf(strapi).stop(),
};
