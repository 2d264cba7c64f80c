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

const nameOf = ({ firstname, lastname }: z.output<typeof adminUser>): string =>
  [firstname, lastname].filter(Boolean).join(' ');

const findUser = async (strapi: Core.Strapi, id: number) => {
  const found: unknown = await strapi.db
    .query('admin::user')
    .findOne({ where: { id }, populate: ['roles'] });
  return adminUser.safeParse(found);
};

/** What an administrator is called, also one who may no longer sign in; null when they were deleted. */
export const nameById = async (strapi: Core.Strapi, id: number): Promise<string | null> => {
  const { data } = await findUser(strapi, id);
  return data ? nameOf(data) : null;
};

/** An administrator as they would call now, or null when they may no longer sign in. */
export const callerById = async (strapi: Core.Strapi, id: number): Promise<Caller | null> => {
  const user = await findUser(strapi, id);
  if (!user.success || user.data.isActive !== true || user.data.blocked === true) return null;
  const ability: Ability = await strapi
    .service('admin::permission')
    .engine.generateUserAbility(user.data);
  return {
    id,
    name: nameOf(user.data),
    roleIds: user.data.roles.map((role) => role.id),
    isPerson: true,
    ability,
  };
};
