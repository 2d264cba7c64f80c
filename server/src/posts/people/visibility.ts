import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type Accounts } from '../../accounts';
import { type Content } from '../../content';
import { table } from '../../database/tables';
import { type Ability, type Caller } from '../../http/handle';
import { sourceOf } from './view';
import { type PostFilter } from '../life/post-store';
import { type PostRow } from '../life/rows';

/** Strapi's right to read entries of a type in the Content Manager. */
const READ = 'plugin::content-manager.explorer.read';

interface VisibilityOptions {
  strapi: Core.Strapi;
  accounts: Accounts;
  content: Content;
}

const uids = z.array(z.object({ uid: z.string() }));

/** How Strapi says that a right on a localised type is for entries in some languages. */
const inLocales = z.strictObject({
  $and: z.tuple([z.strictObject({ locale: z.strictObject({ $in: z.array(z.string()) }) })]),
});

const coversLocale = (conditions: unknown, locale: string | null): boolean => {
  const read = inLocales.safeParse(conditions);
  return read.success && locale !== null && read.data.$and[0].locale.$in.includes(locale);
};

/**
 * Whether the right to read covers every entry of the type, or every one in the post's language. A
 * role may read only some of them (its own, say); then each entry must be asked about.
 */
export const mayReadAll = (ability: Ability, uid: string, locale: string | null): boolean => {
  const rules = ability.rulesFor?.(READ, uid) ?? [];
  return (
    !rules.some(({ inverted }) => inverted) &&
    rules.some(({ conditions }) => conditions === undefined || coversLocale(conditions, locale))
  );
};

/** The languages of whose entries every one may be read. */
export const localesRead = (ability: Ability, uid: string): string[] => {
  const rules = ability.rulesFor?.(READ, uid) ?? [];
  if (rules.some(({ inverted }) => inverted)) return [];
  return rules.flatMap(
    ({ conditions }) => inLocales.safeParse(conditions).data?.$and[0].locale.$in ?? [],
  );
};

const permissionQuery = z.record(z.string(), z.unknown()).nullish();

/**
 * The versions of entries of a type that the person may read, by the conditions of their rights, that
 * are of the post in the query around it.
 */
const versionsReadable = (strapi: Core.Strapi, userAbility: Ability, uid: string) => {
  const manager = strapi
    .service('admin::permission')
    .createPermissionsManager({ ability: userAbility, action: READ, model: uid });
  const where = permissionQuery.parse(manager.getQuery(READ)) ?? {};
  const ids = strapi.db
    .queryBuilder(uid)
    .init({ select: ['id'], where } as never)
    .getKnexQuery();
  const { tableName } = strapi.db.metadata.get(uid);
  const knex = strapi.db.connection;
  const schemaName = strapi.db.getSchemaName();
  const versions = knex({ entry: tableName });
  return (schemaName ? versions.withSchema(schemaName) : versions)
    .select(knex.raw('1'))
    .whereRaw('entry.document_id = tiktok_posts.document_id')
    .whereRaw('(tiktok_posts.locale IS NULL OR entry.locale = tiktok_posts.locale)')
    .whereIn('entry.id', ids as never);
};

/** Whose posts a person may see: by the account's roles and by the right to read the entry. */
export const createVisibility = ({ strapi, accounts, content }: VisibilityOptions) => {
  const maySeeEntry = async (caller: Caller, post: PostRow): Promise<boolean> => {
    const source = sourceOf(post);
    return source === null || content.mayRead(caller, source);
  };

  return {
    /**
     * The entries whose posts may be listed for this person, as a condition in the database, so that
     * what they may not see is not counted either; undefined: every one that has posts.
     */
    async readableEntries(caller: Caller): Promise<PostFilter['ofEntries']> {
      const known = uids.parse(
        await table(strapi, 'tiktok_posts').whereNotNull('uid').distinct('uid'),
      );
      const readable = known.map(({ uid }) => uid).filter((uid) => caller.ability.can(READ, uid));
      const whole = readable.filter((uid) => mayReadAll(caller.ability, uid, null));
      if (whole.length === known.length) return undefined;
      const some = readable.filter((uid) => !whole.includes(uid));
      return (either) => {
        void either.orWhereIn('uid', whole);
        for (const uid of some) {
          void either.orWhere((posts) => {
            void posts.where({ uid }).where((entry) => {
              void entry
                .whereIn('locale', localesRead(caller.ability, uid))
                .orWhereExists(versionsReadable(strapi, caller.ability, uid));
            });
          });
        }
      };
    },

    /** Leaves out the posts of entries that this person may not read one by one. */
    async visibleOf(caller: Caller, posts: readonly PostRow[]): Promise<PostRow[]> {
      const seen = await Promise.all(
        posts.map(
          async (post) =>
            post.uid === null ||
            mayReadAll(caller.ability, post.uid, post.locale) ||
            maySeeEntry(caller, post),
        ),
      );
      return posts.filter((_, index) => seen[index]);
    },

    async maySee(caller: Caller, post: PostRow): Promise<boolean> {
      // An erased account bears no name, but its posts can still be opened and cancelled.
      const account = await accounts.find(post.account_id);
      if (!account || !accounts.mayPostWith(caller, account)) return false;
      return maySeeEntry(caller, post);
    },
  };
};

export type Visibility = ReturnType<typeof createVisibility>;
