import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type Accounts } from '../../accounts';
import { type Content } from '../../content';
import { table } from '../../database/tables';
import { type Ability, type Caller } from '../../http/handle';
import { sourceOf } from './view';
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
const mayReadAll = (ability: Ability, uid: string, locale: string | null): boolean => {
  const rules = ability.rulesFor?.(READ, uid) ?? [];
  return (
    !rules.some(({ inverted }) => inverted) &&
    rules.some(({ conditions }) => conditions === undefined || coversLocale(conditions, locale))
  );
};

/** Whose posts a person may see: by the account's roles and by the right to read the entry. */
export const createVisibility = ({ strapi, accounts, content }: VisibilityOptions) => {
  const maySeeEntry = async (caller: Caller, post: PostRow): Promise<boolean> => {
    const source = sourceOf(post);
    return source === null || content.mayRead(caller, source);
  };

  return {
    /**
     * The types of entries whose posts may be listed for this person at all; undefined: every type
     * that has posts, so that a list need not ask each post for its type.
     */
    async readableUids(caller: Caller): Promise<string[] | undefined> {
      const known = uids.parse(
        await table(strapi, 'tiktok_posts').whereNotNull('uid').distinct('uid'),
      );
      const readable = known.map(({ uid }) => uid).filter((uid) => caller.ability.can(READ, uid));
      return readable.length === known.length ? undefined : readable;
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
