import { type Core } from '@strapi/strapi';

import { type Subject } from '../subject';
import { ROLE_ACTIONS } from './role-actions';

const register = async ({ strapi }: { strapi: Core.Strapi }): Promise<void> => {
  await strapi.service('admin::permission').actionProvider.registerMany(ROLE_ACTIONS);
};

/** The plugin's rights, as they stand in Settings > Administration panel > Roles. */
export const permissions: Subject = { register };
