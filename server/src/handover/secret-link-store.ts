import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type SecretLinkKind, secretLinkKind } from '../../../contracts/secret-links';
import { table } from '../database/tables';
import { CLOSED } from '../posts';

const number = z.coerce.number();

const row = z.object({
  id: number,
  kind: secretLinkKind,
  post_id: number.nullable(),
  media_digest: z.string().nullable(),
  expires_at: number.nullable(),
  last_opened_at: number.nullable(),
  created_by_id: number.nullable(),
  created_by_name: z.string().nullable(),
  created_at: number,
});
export type SecretLinkRow = z.output<typeof row>;

const counted = z.object({ count: number });

/** What is stored of everybody's secret links, hand-overs, previews and calendars alike. */
export const createSecretLinkStore = ({ strapi }: { strapi: Core.Strapi }) => {
  const raw = (sql: string) => strapi.db.connection.raw(sql);
  const links = () => table(strapi, 'tiktok_links');
  const feeds = () => table(strapi, 'tiktok_feeds');

  const all = () => {
    const ofPosts = links()
      .whereNull('revoked_at')
      .where('expires_at', '>', Date.now())
      .whereNotIn(
        'post_id',
        table(strapi, 'tiktok_posts')
          .whereIn('state', [...CLOSED])
          .select('id'),
      )
      .select(Object.keys(row.shape));
    // In the order of the columns above, by which a union goes.
    const ofPeople = feeds().select(
      'id',
      raw("'feed' as kind"),
      raw('null as post_id'),
      raw('null as media_digest'),
      raw('null as expires_at'),
      'last_opened_at',
      'user_id as created_by_id',
      raw('null as created_by_name'),
      'created_at',
    );
    return strapi.db.connection.from(ofPosts.unionAll(ofPeople).as('secret_links'));
  };

  return {
    /** One page of the links that are neither revoked nor over, newest first. */
    async page(page: number, pageSize: number): Promise<{ rows: SecretLinkRow[]; total: number }> {
      const total: unknown = await all().count({ count: '*' }).first();
      const found: unknown = await all()
        .orderBy([
          { column: 'created_at', order: 'desc' },
          { column: 'kind' },
          { column: 'id', order: 'desc' },
        ])
        .limit(pageSize)
        .offset((page - 1) * pageSize)
        .select('*');
      return { rows: z.array(row).parse(found), total: counted.parse(total).count };
    },

    /** Revokes a link, whosever it is; returns how many there were. */
    revoke: (kind: SecretLinkKind, id: number): Promise<number> =>
      kind === 'feed'
        ? feeds().where({ id }).delete()
        : links().where({ id, kind }).whereNull('revoked_at').update({ revoked_at: Date.now() }),
  };
};
