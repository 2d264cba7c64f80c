import { type Core } from '@strapi/strapi';

import { ACTIONS } from '../../../contracts/permissions';
import { type SecretLink, type SecretLinkKind } from '../../../contracts/secret-links';
import { nameById } from '../http/caller-by-id';
import { type Caller } from '../http/handle';
import { notFound } from '../http/problem';
import { postsOf } from '../posts';
import { createSecretLinkStore, type SecretLinkRow } from './secret-link-store';
import { createStillWorks } from './still-works';

const timeOf = (at: number | null): string | null =>
  at === null ? null : new Date(at).toISOString();

/** Everybody's secret links, for who looks after the site. */
export const createSecretLinks = ({ strapi }: { strapi: Core.Strapi }) => {
  const store = createSecretLinkStore({ strapi });
  const stillWorks = createStillWorks({ strapi });

  const viewOf = async (caller: Caller, row: SecretLinkRow): Promise<SecretLink> => {
    const post = row.post_id === null ? null : await postsOf(strapi).find(row.post_id);
    const maySee =
      post !== null &&
      caller.ability.can(ACTIONS.viewPosts) &&
      (await postsOf(strapi).reading.maySee(caller, post));
    const { kind, created_by_id: makerId } = row;
    const isOfPerson = kind === 'feed';
    return {
      id: row.id,
      kind,
      post: row.post_id === null ? null : { id: row.post_id, title: maySee ? post.title : null },
      madeBy:
        isOfPerson && makerId !== null ? await nameById(strapi, makerId) : row.created_by_name,
      createdAt: new Date(row.created_at).toISOString(),
      expiresAt: timeOf(row.expires_at),
      lastOpenedAt: timeOf(row.last_opened_at),
      opens: isOfPerson
        ? makerId !== null && (await stillWorks.ofPerson(makerId))
        : post !== null && (await stillWorks.ofPost({ ...row, kind }, post)),
    };
  };

  return {
    /** One page of the links that are neither revoked nor over, newest first. */
    async page(caller: Caller, page: number, pageSize: number) {
      const { rows, total } = await store.page(page, pageSize);
      const links: SecretLink[] = [];
      // One after the other: each asks several questions of the database, and there may be a hundred.
      for (const row of rows) links.push(await viewOf(caller, row));
      return { links, pagination: { page, pageSize, total } };
    },

    /** @throws Problem `not_found`, also for one that was revoked already */
    async revoke(kind: SecretLinkKind, id: number): Promise<void> {
      if ((await store.revoke(kind, id)) === 0) throw notFound('This link');
    },
  };
};

export type SecretLinks = ReturnType<typeof createSecretLinks>;

export const secretLinksOf = (strapi: Core.Strapi): SecretLinks =>
  strapi.plugin('tiktok').service('secretLinks');
