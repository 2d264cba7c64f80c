import { type Core, type UID } from '@strapi/strapi';
import { z } from 'zod';

import { type PostState, postState } from '../../../contracts/posts';
import { accountsOf } from '../accounts';
import { table } from '../database/tables';
import { type Caller } from '../http/handle';

/** Entries of one type, as the Content Manager lists them. */
export interface EntrySet {
  uid: string;
  /** Null: the site's default language. Of no account for types without languages. */
  locale: string | null;
}

/** A post is on TikTok, or goes there unless somebody stops it. */
export const TAKEN: readonly PostState[] = [
  'awaiting_approval',
  'scheduled',
  'due',
  'sending',
  'committing',
  'processing',
  'in_inbox',
  'published',
  'held',
  'outcome_unknown',
];

const instant = z.coerce.number().nullable();
const entryPost = z.object({
  id: z.coerce.number(),
  document_id: z.string(),
  state: postState,
  published_at: instant,
  scheduled_at: instant,
  created_at: z.coerce.number(),
});
export type EntryPost = z.output<typeof entryPost>;

const localizedType = z.object({
  pluginOptions: z.object({ i18n: z.object({ localized: z.literal(true) }) }),
});

/** The language whose entries are meant; null where the type has none. */
const localeOf = async (strapi: Core.Strapi, { uid, locale }: EntrySet): Promise<string | null> => {
  const type: unknown = strapi.contentTypes[uid as UID.ContentType];
  if (!localizedType.safeParse(type).success) return null;
  if (locale !== null) return locale;
  return z.string().parse(await strapi.plugin('i18n').service('locales').getDefaultLocale());
};

/** The accounts whose posts this person may see. */
const visibleAccountIds = async (strapi: Core.Strapi, caller: Caller): Promise<number[]> => {
  const accounts = accountsOf(strapi);
  const all = await accounts.all();
  return all.filter((account) => accounts.mayPostWith(caller, account)).map(({ id }) => id);
};

/**
 * A query, not run yet, for the posts of a type's entries that the caller may see by their accounts.
 * Whether they may read the entries is for whoever uses it.
 */
export const postsOfEntries = async (strapi: Core.Strapi, caller: Caller, set: EntrySet) => {
  const locale = await localeOf(strapi, set);
  const accountIds = await visibleAccountIds(strapi, caller);
  return () => {
    const query = table(strapi, 'tiktok_posts')
      .where({ uid: set.uid })
      .whereNotNull('document_id')
      .whereIn('account_id', accountIds);
    if (locale !== null) {
      // Posts from before the type had languages belong to each of them.
      void query.where((either) => {
        void either.whereNull('locale').orWhere({ locale });
      });
    }
    return query;
  };
};

/** The posts of these entries, oldest first, by entry; one query. */
export const readPostsOfEntries = async (
  strapi: Core.Strapi,
  caller: Caller,
  set: EntrySet,
  documentIds: readonly string[],
): Promise<Map<string, EntryPost[]>> => {
  const posts = await postsOfEntries(strapi, caller, set);
  const rows: unknown = await posts()
    .whereIn('document_id', documentIds)
    .orderBy('id')
    .select('id', 'document_id', 'state', 'published_at', 'scheduled_at', 'created_at');
  const byEntry = new Map<string, EntryPost[]>();
  for (const row of z.array(entryPost).parse(rows)) {
    const known = byEntry.get(row.document_id);
    if (known) known.push(row);
    else byEntry.set(row.document_id, [row]);
  }
  return byEntry;
};
