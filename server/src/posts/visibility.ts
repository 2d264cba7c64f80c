import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type Accounts } from '../accounts';
import { type Content } from '../content';
import { table } from '../database/tables';
import { type Ability, type Caller } from '../http/handle';
import { sourceOf } from './view';
import { type PostRow } from './rows';

/** Strapi's right to read entries of a type in the Content Manager. */
const READ = 'plugin::content-manager.explorer.read';

interface VisibilityOptions {
  strapi: Core.Strapi;
  accounts: Accounts;
  content: Content;
}

const uids = z.array(z.object({ uid: z.string() }));

/** A role may read only some entries of a type (its own, say); then each entry must be asked about. */
const hasConditions = (ability: Ability, uid: string): boolean =>
  ability.rulesFor?.(READ, uid).some(({ conditions }) => conditions !== undefined) ?? true;

/** Whose posts a person may see: by the account's roles and by the right to read the entry. */
export const createVisibility = ({ strapi, accounts, content }: VisibilityOptions) => {
  const maySeeEntry = async (caller: Caller, post: PostRow): Promise<boolean> => {
    const source = sourceOf(post);
    return source === null || content.mayRead(caller, source);
  };

  return {
    /** The types of entries whose posts may be listed for this person at all. */
    async readableUids(caller: Caller): Promise<string[]> {
      const known = uids.parse(
        await table(strapi, 'tiktok_posts').whereNotNull('uid').distinct('uid'),
      );
      return known.map(({ uid }) => uid).filter((uid) => caller.ability.can(READ, uid));
    },

    /** Leaves out the posts of entries that this person may not read one by one. */
    async visibleOf(caller: Caller, posts: readonly PostRow[]): Promise<PostRow[]> {
      const seen = await Promise.all(
        posts.map(
          async (post) =>
            post.uid === null ||
            !hasConditions(caller.ability, post.uid) ||
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
