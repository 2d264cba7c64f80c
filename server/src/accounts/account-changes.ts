import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { Problem } from '../http/problem';

export interface AccountChanges {
  label?: string | null;
  timeZone?: string | null;
  roleIds?: number[] | null;
  creatorEmail?: string | null;
}

const isTimeZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

const roles = z.array(z.object({ id: z.coerce.number() }));

/** What may be changed of an account, checked. @throws Problem `invalid_account` with the fields */
export const checkChanges = async (
  strapi: Core.Strapi,
  { label, timeZone, roleIds, creatorEmail }: AccountChanges,
): Promise<AccountChanges> => {
  const fields: Record<string, string> = {};
  if (timeZone && !isTimeZone(timeZone)) {
    fields.timeZone = `"${timeZone}" is no time zone. Use a name such as Europe/Berlin.`;
  }
  if (roleIds && roleIds.length > 0) {
    const known = roles.parse(await strapi.db.query('admin::role').findMany({ select: ['id'] }));
    const missing = roleIds.filter((id) => !known.some((role) => role.id === id));
    if (missing.length > 0) fields.roleIds = `No role has the id ${missing.join(', ')}.`;
  }
  if (Object.keys(fields).length > 0) {
    throw new Problem({
      status: 400,
      code: 'invalid_account',
      message: Object.values(fields).join(' '),
      remedy: 'Correct the named fields and save again. Nothing was changed.',
      fields,
    });
  }
  return {
    ...(label === undefined ? {} : { label: label || null }),
    ...(timeZone === undefined ? {} : { timeZone: timeZone || null }),
    ...(roleIds === undefined ? {} : { roleIds }),
    ...(creatorEmail === undefined ? {} : { creatorEmail }),
  };
};
