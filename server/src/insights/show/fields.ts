import { type Core, type UID } from '@strapi/strapi';
import { z } from 'zod';

import { type Caller } from '../../http/handle';
import { type VideoRow } from '../rows';

const LOT = 200;

/** The Content Manager's own permission checker, the part we use. */
interface PermissionChecker {
  can: { read(entry?: unknown, field?: string): boolean };
  sanitizedQuery: { read(query: object): Promise<object> };
}

const attribute = z.looseObject({
  type: z.string(),
  target: z.string().optional(),
  private: z.boolean().optional(),
});
const configuration = z.object({ settings: z.object({ mainField: z.string() }) });
const entries = z.array(z.looseObject({ documentId: z.string() }));
const related = z.looseObject({ documentId: z.string() });

const checkerOf = (strapi: Core.Strapi, { ability }: Caller, uid: string): PermissionChecker =>
  strapi
    .plugin('content-manager')
    .service('permission-checker')
    .create({ userAbility: ability, model: uid });

const typeOf = (strapi: Core.Strapi, uid: string) => {
  if (!uid.startsWith('api::') || !(uid in strapi.contentTypes)) return null;
  return strapi.contentTypes[uid as UID.ContentType];
};

/** Whether posts can be told apart by it: few values, of the entry or of what it belongs to. */
const isUsable = (strapi: Core.Strapi, value: unknown): boolean => {
  const parsed = attribute.safeParse(value);
  if (!parsed.success || parsed.data.private === true) return false;
  const { type, target } = parsed.data;
  if (type === 'relation') return target !== undefined && typeOf(strapi, target) !== null;
  return type === 'enumeration' || type === 'boolean';
};

/** The fields of these content types by which a table can be made, and that the caller may read. */
export const fieldsOf = (
  strapi: Core.Strapi,
  caller: Caller,
  uids: readonly string[],
): { uid: string; type: string; field: string }[] =>
  [...new Set(uids)].flatMap((uid) => {
    const type = typeOf(strapi, uid);
    if (!type) return [];
    const { can } = checkerOf(strapi, caller, uid);
    return Object.entries(type.attributes)
      .filter(([field, value]) => isUsable(strapi, value) && can.read(undefined, field))
      .map(([field]) => ({ uid, type: type.info.displayName, field }));
  });

const mainFieldOf = async (strapi: Core.Strapi, uid: string): Promise<string> => {
  const found: unknown = await strapi
    .plugin('content-manager')
    .service('content-types')
    .findConfiguration({ uid });
  return configuration.safeParse(found).data?.settings.mainField ?? 'documentId';
};

/** The words of a value: an option, yes or no, or what the related entries are called. */
const wordsOf = (value: unknown, mainField: string | null): string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value === 'boolean') return [String(value)];
  if (mainField === null) return [];
  return [value].flat().flatMap((one) => {
    const entry = related.safeParse(one);
    if (!entry.success) return [];
    const name = entry.data[mainField];
    return [typeof name === 'string' && name !== '' ? name : entry.data.documentId];
  });
};

const keyOf = ({ document_id: id, locale }: Pick<VideoRow, 'document_id' | 'locale'>): string =>
  `${id ?? ''} ${locale ?? ''}`;

/** What a field says for the entry of a video, in the video's language. */
export type FieldWords = (video: Pick<VideoRow, 'document_id' | 'locale'>) => string[] | undefined;

/** What a field says for the entries of these videos; nothing of what the caller may not read. */
export const fieldValues = async (
  strapi: Core.Strapi,
  caller: Caller,
  { uid, field }: { uid: string; field: string },
  videos: readonly VideoRow[],
): Promise<FieldWords> => {
  const values = new Map<string, string[]>();
  const words: FieldWords = (video) => values.get(keyOf(video));
  if (!fieldsOf(strapi, caller, [uid]).some((one) => one.field === field)) return words;
  const type = typeOf(strapi, uid);
  const target = attribute.parse(type?.attributes[field]).target ?? null;
  const mainField = target === null ? null : await mainFieldOf(strapi, target);
  if (target !== null && mainField !== null) {
    const mayReadName = checkerOf(strapi, caller, target).can.read(undefined, mainField);
    if (!mayReadName) return words;
  }
  const checker = checkerOf(strapi, caller, uid);
  const read = async (locale: string | null, ids: readonly string[]): Promise<void> => {
    // The role's conditions; the field itself and the related name were asked about above.
    const query = await checker.sanitizedQuery.read({
      filters: { documentId: { $in: ids } },
      fields: ['documentId'],
    });
    const wanted =
      mainField === null
        ? { fields: ['documentId', field] }
        : { populate: { [field]: { fields: [mainField] } } };
    const found: unknown = await strapi
      .documents(uid as UID.ContentType)
      .findMany({ ...query, ...wanted, ...(locale !== null && { locale }) });
    for (const entry of entries.parse(found)) {
      const key = keyOf({ document_id: entry.documentId, locale });
      values.set(key, wordsOf(entry[field], mainField));
    }
  };
  for (const locale of new Set(videos.map((video) => video.locale))) {
    const those = videos.filter((video) => video.locale === locale);
    const ids = [...new Set(those.flatMap(({ document_id: id }) => id ?? []))];
    for (let from = 0; from < ids.length; from += LOT)
      await read(locale, ids.slice(from, from + LOT));
  }
  return words;
};
