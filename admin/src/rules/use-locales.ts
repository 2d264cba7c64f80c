import { useFetchClient } from '@strapi/strapi/admin';
import { useEffect, useState } from 'react';
import { z } from 'zod';

const answer = z.array(z.object({ code: z.string(), name: z.string() }));

export type Locale = z.output<typeof answer>[number];

/** The site's languages; empty while they load, and where they are not needed. */
export const useLocales = (needed: boolean): readonly Locale[] => {
  const { get } = useFetchClient();
  const [locales, setLocales] = useState<readonly Locale[]>([]);
  useEffect(() => {
    if (!needed) return undefined;
    let current = true;
    get('/i18n/locales').then(
      ({ data }) => current && setLocales(answer.safeParse(data).data ?? []),
      // Without them every locale goes to the rule's own account.
      () => current && setLocales([]),
    );
    return () => {
      current = false;
    };
  }, [get, needed]);
  return locales;
};
