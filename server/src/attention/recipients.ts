import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { ACTIONS } from '../../../contracts/permissions';
import { type Language, languageOf } from '../handover';
import { type PostRow } from '../posts';

const USER = 'admin::user';
const ACTIVE = { isActive: true, blocked: { $ne: true } };

const person = z
  .object({
    id: z.coerce.number(),
    email: z.string(),
    // Strapi's own spelling.
    preferedLanguage: z.string().nullish(),
  })
  .transform(({ id, email, preferedLanguage }) => ({
    id,
    email,
    language: languageOf(preferedLanguage),
  }));

export interface Person {
  id: number;
  email: string;
  language: Language;
}

const ids = z.array(z.object({ id: z.coerce.number() }));
const grants = z.array(z.object({ role: z.object({ id: z.coerce.number() }).nullish() }));

/** An administrator who may sign in, and where to write to them. */
export const personById = async (strapi: Core.Strapi, id: number): Promise<Person | null> => {
  const found: unknown = await strapi.db.query(USER).findOne({ where: { ...ACTIVE, id } });
  return person.safeParse(found).data ?? null;
};

/** The administrators who hold one of these roles and may sign in. */
export const peopleOfRoles = async (
  strapi: Core.Strapi,
  roleIds: readonly number[],
): Promise<number[]> => {
  if (roleIds.length === 0) return [];
  const found: unknown = await strapi.db
    .query(USER)
    .findMany({ where: { ...ACTIVE, roles: { id: { $in: [...roleIds] } } }, select: ['id'] });
  return [...new Set(ids.parse(found).map(({ id }) => id))];
};

/** The administrators who may approve posts. */
export const approvers = async (strapi: Core.Strapi): Promise<number[]> => {
  const found: unknown = await strapi.db
    .query('admin::permission')
    .findMany({ where: { action: ACTIONS.approvePosts }, populate: { role: true } });
  const roleIds = grants.parse(found).flatMap(({ role }) => (role ? [role.id] : []));
  return peopleOfRoles(strapi, [...new Set(roleIds)]);
};

/** Who answers for a post: who sent it again, else who agreed to it, else who made it. */
export const schedulerOf = ({ consent, created_by_id: author }: PostRow): number | null =>
  consent?.sentBy?.id ?? consent?.byId ?? author;
