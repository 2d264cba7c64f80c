import { useAuth, useFetchClient } from '@strapi/strapi/admin';
import { useEffect, useState } from 'react';
import { z } from 'zod';

const READ = 'plugin::content-manager.explorer.read';
/** So many entries are offered at a time; the rest is found by its words. */
const OFFERED = 10;
/** Between the last key and the question. */
const TYPING_MS = 300;

const site = z.object({
  data: z.object({
    contentTypes: z.array(
      z.object({
        uid: z.string(),
        kind: z.string().nullish(),
        isDisplayed: z.boolean(),
        info: z.object({ displayName: z.string() }),
      }),
    ),
  }),
});
const settings = z.object({
  data: z.object({
    contentType: z.object({ settings: z.object({ mainField: z.string() }) }),
  }),
});
const list = z.object({
  results: z.array(
    z.looseObject({ documentId: z.string(), locale: z.string().nullish(), updatedAt: z.string() }),
  ),
});

export interface EntryType {
  uid: string;
  name: string;
}

/** The types of which the person may read entries; null while they load. */
export const useEntryTypes = (): readonly EntryType[] | null => {
  const { get } = useFetchClient();
  const held = useAuth('TikTokEntries', ({ permissions }) => permissions);
  const [types, setTypes] = useState<readonly EntryType[] | null>(null);
  useEffect(() => {
    let current = true;
    const mayRead = (uid: string) =>
      held.some(({ action, subject }) => action === READ && subject === uid);
    get('/content-manager/init').then(
      ({ data }) => {
        if (!current) return;
        const all = site.safeParse(data).data?.data.contentTypes ?? [];
        setTypes(
          all
            .filter(({ uid, kind, isDisplayed }) => {
              const isCollection = kind !== 'singleType';
              return isDisplayed && isCollection && uid.startsWith('api::') && mayRead(uid);
            })
            .map(({ uid, info }) => ({ uid, name: info.displayName })),
        );
      },
      () => current && setTypes([]),
    );
    return () => {
      current = false;
    };
  }, [get, held]);
  return types;
};

export interface FoundEntry {
  documentId: string;
  locale: string | null;
  title: string;
  updatedAt: string;
}

/** Entries of a type by their words, as the Content Manager finds them; null while they load. */
export const useEntries = (uid: string | null, words: string): readonly FoundEntry[] | null => {
  const { get } = useFetchClient();
  const [found, setFound] = useState<{ question: string; entries: readonly FoundEntry[] } | null>(
    null,
  );
  const question = uid === null ? null : `${uid} ${words}`;
  useEffect(() => {
    if (uid === null || question === null) return undefined;
    let current = true;
    const ask = async () => {
      const [configuration, entries] = await Promise.all([
        get(`/content-manager/content-types/${uid}/configuration`),
        get(`/content-manager/collection-types/${uid}`, {
          params: {
            pageSize: OFFERED,
            sort: 'updatedAt:DESC',
            ...(words === '' ? {} : { _q: words }),
          },
        }),
      ]);
      const { mainField } = settings.parse(configuration.data).data.contentType.settings;
      return list.parse(entries.data).results.map((entry): FoundEntry => {
        const title = entry[mainField];
        return {
          documentId: entry.documentId,
          locale: entry.locale ?? null,
          title: typeof title === 'string' && title !== '' ? title : entry.documentId,
          updatedAt: entry.updatedAt,
        };
      });
    };
    const timer = setTimeout(() => {
      ask().then(
        (entries) => current && setFound({ question, entries }),
        () => current && setFound({ question, entries: [] }),
      );
    }, TYPING_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [get, uid, words, question]);
  return found !== null && found.question === question ? found.entries : null;
};
