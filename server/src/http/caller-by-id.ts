import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type Ability, type Caller } from './handle';

const adminUser = z.looseObject({
  id: z.number(),
  firstname: z.string().nullish(),
  lastname: z.string().nullish(),
  isActive: z.boolean().nullish(),
  blocked: z.boolean().nullish(),
  roles: z.array(z.looseObject({ id: z.number() })),
});

/** An administrator as they would call now, or null when they may no longer sign in. */
export const callerById = async (strapi: Core.Strapi, id: number): Promise<Caller | null> => {
  const found: unknown = await strapi.db
    .query('admin::user')
    .findOne({ where: { id }, populate: ['roles'] });
  const user = adminUser.safeParse(found);
  if (!user.success || user.data.isActive !== true || user.data.blocked === true) return null;
  const ability: Ability = await strapi
    .service('admin::permission')
    .engine.generateUserAbility(user.data);
  return {
    id,
    name: [user.data.firstname, user.data.lastname].filter(Boolean).join(' '),
    roleIds: user.data.roles.map((role) => role.id),
    isPerson: true,
    ability,
  };
};
