import { type Core } from '@strapi/strapi';

import {
  HANDOVER_HOURS,
  type LinkKind,
  type LiveLink,
  type NewLink,
} from '../../../contracts/handover';
import { type Account, accountsOf } from '../accounts';
import { type Caller } from '../http/handle';
import { forbidden, notFound, Problem } from '../http/problem';
import { mediaOf } from '../media';
import { type PostRow, postsOf } from '../posts';
import { publicAddress, vaultOf } from '../settings';
import { createLinkStore, type LinkRow } from './link-store';
import { isOver } from './over';
import { createStillWorks, mediaDigestOf } from './still-works';

const HOUR_MS = 3_600_000;
/** Of one post at a time; more could no longer be overlooked. */
const MOST_LINKS = 20;

const PATHS = { handover: '/handover', preview: '/preview-link' } as const;

/** A link that works, with what it shows. */
export interface OpenedLink {
  link: LinkRow;
  post: PostRow;
  account: Account;
}

const viewOf = (link: LinkRow): LiveLink => ({
  id: link.id,
  kind: link.kind,
  createdAt: new Date(link.created_at).toISOString(),
  createdBy: link.created_by_name,
  expiresAt: new Date(link.expires_at).toISOString(),
});

/** Links for people without a login: the creator's hand-over and the preview. */
export const createLinks = ({ strapi }: { strapi: Core.Strapi }) => {
  const store = createLinkStore({ strapi, vault: vaultOf(strapi) });
  const stillWorks = createStillWorks({ strapi });

  const make = async (
    kind: LinkKind,
    post: PostRow,
    hours: number,
    by: { id: number; name: string } | null,
  ): Promise<NewLink> => {
    if (isOver(post)) {
      throw new Problem({
        status: 409,
        code: 'post_is_over',
        message: 'The post is published or cancelled, so a link to it would not work.',
        remedy: 'Reload the post to see where it is now.',
      });
    }
    if ((await store.liveOf(post.id)).length >= MOST_LINKS) {
      throw new Problem({
        status: 409,
        code: 'too_many_links',
        message: `${MOST_LINKS} links of this post work at present.`,
        remedy: 'Revoke one that is no longer needed, then make the new one.',
      });
    }
    await store.prune();
    const { token, link } = await store.make(
      kind,
      { id: post.id, mediaDigest: mediaDigestOf(post) },
      hours * HOUR_MS,
      by,
    );
    return { ...viewOf(link), url: publicAddress(strapi, `${PATHS[kind]}/${token}`) };
  };

  return {
    /** The links of a post that work now, newest first. @throws Problem `not_found` */
    async list(caller: Caller, postId: number): Promise<LiveLink[]> {
      const post = await postsOf(strapi).reading.requireVisible(caller, postId);
      return isOver(post) ? [] : (await store.liveOf(post.id)).map(viewOf);
    },

    /** @throws Problem `not_found`, `not_inbox`, `post_is_over`, `too_many_links`, `no_encryption_key` */
    async handOver(caller: Caller, postId: number): Promise<NewLink> {
      const post = await postsOf(strapi).reading.requireVisible(caller, postId);
      if (post.share_type !== 'inbox') {
        throw new Problem({
          status: 409,
          code: 'not_inbox',
          message: 'This post goes out directly, so there is nothing to hand over.',
          remedy: 'Hand-over links are for Inbox posts. Make a preview link instead.',
        });
      }
      return make('handover', post, HANDOVER_HOURS, caller);
    },

    /**
     * The link a reminder carries to the creator, in place of the one of a reminder before; null when
     * the draft no longer waits for them, or no link can be made.
     */
    async forReminder(postId: number): Promise<NewLink | null> {
      const post = await postsOf(strapi).find(postId);
      if (post?.state !== 'in_inbox') return null;
      // A mail that could not be sent is written anew; its links must not pile up.
      await store.revokeReminders(post.id);
      try {
        return await make('handover', post, HANDOVER_HOURS, null);
      } catch (error) {
        if (error instanceof Problem) return null;
        throw error;
      }
    },

    /** @throws Problem `not_found`, `forbidden`, `post_is_over`, `too_many_links`, `no_encryption_key` */
    async preview(caller: Caller, postId: number, hours: number): Promise<NewLink> {
      const post = await postsOf(strapi).reading.requireVisible(caller, postId);
      for (const { assetId, name } of post.media) {
        if (await mediaOf(strapi).mayRead(caller, assetId)) continue;
        throw forbidden(
          `You may not read the file "${name}", so you cannot show it to others.`,
          'Ask someone who may read it to make the link.',
        );
      }
      return make('preview', post, hours, caller);
    },

    /** @throws Problem `not_found`, also for a link of another post */
    async revoke(caller: Caller, postId: number, linkId: number): Promise<LiveLink[]> {
      const post = await postsOf(strapi).reading.requireVisible(caller, postId);
      if ((await store.revoke(linkId, post.id)) === 0) throw notFound('This link');
      return (await store.liveOf(post.id)).map(viewOf);
    },

    /** What a token opens; null, whatever the reason, when it opens nothing. */
    async open(kind: LinkKind, token: string): Promise<OpenedLink | null> {
      const link = await store.byToken(kind, token);
      const post = link && (await postsOf(strapi).find(link.post_id));
      if (!link || !post || !(await stillWorks.ofPost(link, post))) return null;
      const account = await accountsOf(strapi).find(post.account_id);
      if (!account) return null;
      await store.opened(link);
      return { link, post, account };
    },
  };
};

export type Links = ReturnType<typeof createLinks>;

export const linksOf = (strapi: Core.Strapi): Links => strapi.plugin('tiktok').service('links');
