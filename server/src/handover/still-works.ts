import { createHash } from 'node:crypto';

import { type Core } from '@strapi/strapi';

import { ACTIONS } from '../../../contracts/permissions';
import { type LinkKind } from '../../../contracts/handover';
import { accountsOf } from '../accounts';
import { callerById } from '../http/caller-by-id';
import { type Caller } from '../http/handle';
import { mediaOf } from '../media';
import { type PostRow, postsOf } from '../posts';
import { isOver } from './over';

/** Names the files of a post, in their order; what is learnt about the same files later is no part. */
export const mediaDigestOf = ({ media }: Pick<PostRow, 'media'>): string => {
  const files = media.map(({ assetId, kind, hash, bytes, updatedAt }) => [
    assetId,
    kind,
    hash,
    bytes,
    Date.parse(updatedAt),
  ]);
  return createHash('sha256').update(JSON.stringify(files)).digest('base64url');
};

interface MadeLink {
  kind: LinkKind;
  media_digest: string | null;
  /** Null for the links that reminders carry. */
  created_by_id: number | null;
}

/** Whether links still open what they were made for: who made it may still, and the files are the same. */
export const createStillWorks = ({ strapi }: { strapi: Core.Strapi }) => {
  const mayStillShow = async (maker: Caller, kind: LinkKind, post: PostRow): Promise<boolean> => {
    if (!maker.ability.can(ACTIONS.composePosts)) return false;
    if (!(await postsOf(strapi).reading.maySee(maker, post))) return false;
    // A hand-over shows words only.
    if (kind === 'handover') return true;
    return mediaOf(strapi).mayReadAll(
      maker,
      post.media.map(({ assetId }) => assetId),
    );
  };

  const hasItsFiles = async (digest: string | null, post: PostRow): Promise<boolean> => {
    if (digest !== null && digest !== mediaDigestOf(post)) return false;
    for (const file of post.media) {
      if (!(await mediaOf(strapi).isUnchanged(file))) return false;
    }
    return true;
  };

  return {
    /** Of a hand-over or a preview of this post. */
    async ofPost(link: MadeLink, post: PostRow): Promise<boolean> {
      if (isOver(post)) return false;
      // Whoever may no longer see this must not leave open doors behind.
      const { created_by_id: makerId } = link;
      if (makerId !== null) {
        const maker = await callerById(strapi, makerId);
        if (!maker || !(await mayStillShow(maker, link.kind, post))) return false;
      }
      const account = await accountsOf(strapi).find(post.account_id);
      if (!account || account.erased) return false;
      return hasItsFiles(link.media_digest, post);
    },

    /** Of the calendar of this person. */
    async ofPerson(userId: number): Promise<boolean> {
      const maker = await callerById(strapi, userId);
      return maker?.ability.can(ACTIONS.viewPosts) ?? false;
    },
  };
};
