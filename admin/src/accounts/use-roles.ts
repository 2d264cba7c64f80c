import { useFetchClient } from '@strapi/strapi/admin';
import { useEffect, useState } from 'react';
import { z } from 'zod';

const answer = z.object({ data: z.array(z.object({ id: z.coerce.number(), name: z.string() })) });

export type Role = z.output<typeof answer>['data'][number];

/**
 * Strapi's roles. `null` while they load, `'forbidden'` where the person may not read them: choosing
 * roles is then left to somebody who may.
 */
export const useRoles = (): Role[] | 'forbidden' | null => {
  const { get } = useFetchClient();
  const [roles, setRoles] = useState<Role[] | 'forbidden' | null>(null);
  useEffect(() => {
    let current = true;
    get('/admin/roles').then(
      ({ data }) => {
        const parsed = answer.safeParse(data);
        if (current) setRoles(parsed.success ? parsed.data.data : 'forbidden');
      },
      () => current && setRoles('forbidden'),
    );
    return () => {
      current = false;
    };
  }, [get]);
  return roles;
};
