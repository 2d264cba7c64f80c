import { type EditViewContext } from '@strapi/content-manager/strapi-admin';
import { unstable_useDocument, useForm, useQueryParams, useRBAC } from '@strapi/strapi/admin';
import { useMemo } from 'react';

import { type EntrySource } from '../../../contracts/posts';
import { type PERMISSIONS } from '../permissions';
import { takesMedia } from './takes-media';

interface EntryInView {
  /** The saved version on the screen; null while there is none. */
  source: EntrySource | null;
  /** Changes with each save and publication of the version on the screen. */
  saved: string;
  /** Whether what is on the screen differs from what is saved. */
  isModified: boolean;
  /** Whether this content type can hold something for TikTok at all. */
  hasMedia: boolean;
}

/** Whether a type can hold something for TikTok at all. Asks the server nothing of its own. */
export const useTypeTakesMedia = ({
  model,
  collectionType,
}: Pick<EditViewContext, 'model' | 'collectionType'>): boolean => {
  const { schema, components } = unstable_useDocument({ model, collectionType }, { skip: true });
  return useMemo(
    () => schema !== undefined && takesMedia(schema.attributes, components),
    [schema, components],
  );
};

/** What the edit view shows, as the plugin names it. Asks the server nothing of its own. */
export const useEntryInView = ({
  model,
  collectionType,
  document,
  documentId,
  activeTab,
}: EditViewContext): EntryInView => {
  const hasMedia = useTypeTakesMedia({ model, collectionType });
  const [{ query }] = useQueryParams<{ plugins?: { i18n?: { locale?: string } } }>();
  const isModified = useForm('TikTok', ({ modified }) => modified, false) ?? false;

  // `document` is there only once a version is saved; the id in the address may be that of a new locale.
  const savedId = document && (document.documentId ?? documentId);
  const locale = query.plugins?.i18n?.locale ?? null;
  const status = activeTab ?? 'published';
  const source = useMemo(
    () => (savedId ? { uid: model, documentId: savedId, locale, status } : null),
    [model, savedId, locale, status],
  );
  const saved = `${String(document?.updatedAt)} ${String(document?.status)}`;
  return { source, saved, isModified, hasMedia };
};

/** Whether the administrator holds any of the rights; false until Strapi has said so. */
export const useHolds = (permissions: (typeof PERMISSIONS)[keyof typeof PERMISSIONS]): boolean => {
  const { allowedActions } = useRBAC(permissions);
  return Object.values(allowedActions).some(Boolean);
};
