import { type Core, type UID } from '@strapi/strapi';
import { z } from 'zod';

import { type EntrySource } from '../../../contracts/posts';
import { type EntryModel, mediaPopulate, type ModelOf } from './media-fields';

const attribute = z.object({
  type: z.string(),
  component: z.string().optional(),
  components: z.array(z.string()).optional(),
});
const model = z.object({ attributes: z.record(z.string(), attribute) });
const contentType = model.extend({
  info: z.object({ displayName: z.string() }),
  options: z.object({ draftAndPublish: z.boolean().optional() }).nullish(),
});

export type EntryType = EntryModel & { uid: string; displayName: string; draftAndPublish: boolean };

/** One version of a document, with its media and its creator. */
export interface LoadedEntry {
  type: EntryType;
  entry: Record<string, unknown>;
  /** The version that was read: locale filled in, status as it is for types without drafts. */
  source: EntrySource;
}

const entryShape = z.record(z.string(), z.unknown());
const mainFieldOf = z.object({ settings: z.object({ mainField: z.string() }) });

export const createEntryStore = (strapi: Core.Strapi) => {
  const modelOf: ModelOf = (uid) => model.safeParse(strapi.components[uid as UID.Component]).data;

  const typeOf = (uid: string): EntryType | null => {
    // Only what a site's own content consists of; users, files and our own tables are no entries.
    if (!uid.startsWith('api::') && !uid.startsWith('plugin::')) return null;
    const { data } = contentType.safeParse(strapi.contentTypes[uid as UID.ContentType]);
    if (!data) return null;
    const { attributes, info, options } = data;
    const draftAndPublish = options?.draftAndPublish ?? false;
    return { uid, attributes, displayName: info.displayName, draftAndPublish };
  };

  return {
    modelOf,
    typeOf,

    /** The field that the Content Manager shows as an entry's title. */
    async mainField(type: EntryType): Promise<string | null> {
      const configuration: unknown = await strapi
        .plugin('content-manager')
        .service('content-types')
        .findConfiguration({ uid: type.uid });
      return mainFieldOf.safeParse(configuration).data?.settings.mainField ?? null;
    },

    /** Reads one version of a document; null when the type or that version does not exist. */
    async load({ uid, documentId, locale, status }: EntrySource): Promise<LoadedEntry | null> {
      const type = typeOf(uid);
      if (!type) return null;
      const found: unknown = await strapi.documents(uid as UID.ContentType).findOne({
        documentId,
        ...(locale !== null && { locale }),
        ...(type.draftAndPublish && { status }),
        populate: {
          ...mediaPopulate(type, modelOf),
          // Conditions of roles look at who created the entry.
          createdBy: { populate: { roles: true } },
        },
      });
      const entry = entryShape.safeParse(found);
      if (!entry.success) return null;
      const own = z.string().nullish().parse(entry.data.locale);
      return {
        type,
        entry: entry.data,
        source: {
          uid,
          documentId,
          locale: own ?? null,
          status: type.draftAndPublish ? status : 'published',
        },
      };
    },
  };
};

export type EntryStore = ReturnType<typeof createEntryStore>;
