import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { linkKind, type LinkKind } from '../../../contracts/handover';
import { table } from '../database/tables';
import { hashOfToken, newToken, type Vault } from '../settings';
import { linksTable } from './models';

const number = z.coerce.number();

const row = z.object({
  id: number,
  kind: linkKind,
  post_id: number,
  media_digest: z.string().nullable(),
  expires_at: number,
  revoked_at: number.nullable(),
  created_by_id: number.nullable(),
  created_by_name: z.string().nullable(),
  created_at: number,
  last_opened_at: number.nullable(),
});
export type LinkRow = z.output<typeof row>;

const COLUMNS = Object.keys(row.shape);

const created = z.object({ id: number });

/** Rows of links that ended so long ago are of no use to anyone. */
const KEPT_MS = 30 * 24 * 3_600_000;

/** A page with its files is one opening. */
const OPENED_EVERY_MS = 60_000;

/** The links as they are stored. */
export const createLinkStore = ({ strapi, vault }: { strapi: Core.Strapi; vault: Vault }) => {
  const links = () => table(strapi, 'tiktok_links');

  return {
    /** Makes a link; the token is in this answer and nowhere else. @throws Problem `no_encryption_key` */
    async make(
      kind: LinkKind,
      { id: postId, mediaDigest }: { id: number; mediaDigest: string },
      lifeMs: number,
      by: { id: number; name: string } | null,
    ): Promise<{ token: string; link: LinkRow }> {
      const { token, hash, keyId } = newToken(vault, kind);
      const now = Date.now();
      const made: unknown = await strapi.db.query(linksTable.uid).create({
        data: {
          kind,
          postId,
          tokenHash: hash,
          keyId,
          mediaDigest,
          expiresAt: String(now + lifeMs),
          createdById: by?.id ?? null,
          createdByName: by?.name ?? null,
          createdAt: String(now),
        },
      });
      const { id } = created.parse(made);
      return { token, link: row.parse(await links().where({ id }).first(COLUMNS)) };
    },

    /** The link of a token, if it is neither expired nor revoked. */
    async byToken(kind: LinkKind, token: string): Promise<LinkRow | null> {
      const hash = hashOfToken(vault, kind, token);
      if (hash === null) return null;
      const found: unknown = await links()
        .where({ token_hash: hash, kind })
        .whereNull('revoked_at')
        .where('expires_at', '>', Date.now())
        .first(COLUMNS);
      return found === undefined ? null : row.parse(found);
    },

    /** A post's links that are neither expired nor revoked, newest first. */
    async liveOf(postId: number): Promise<LinkRow[]> {
      const found: unknown = await links()
        .where({ post_id: postId })
        .whereNull('revoked_at')
        .where('expires_at', '>', Date.now())
        .orderBy('id', 'desc')
        .select(COLUMNS);
      return z.array(row).parse(found);
    },

    /** Revokes a link of this post; returns how many worked until now. */
    async revoke(id: number, postId: number): Promise<number> {
      return links()
        .where({ id, post_id: postId })
        .whereNull('revoked_at')
        .update({ revoked_at: Date.now() });
    },

    /** Revokes the hand-over links that earlier reminders of this post carried. */
    async revokeReminders(postId: number): Promise<void> {
      await links()
        .where({ post_id: postId, kind: 'handover' })
        .whereNull('created_by_id')
        .whereNull('revoked_at')
        .update({ revoked_at: Date.now() });
    },

    /** Takes down that a link was opened, to the minute. */
    async opened({ id, last_opened_at: before }: LinkRow): Promise<void> {
      const now = Date.now();
      if (before !== null && before > now - OPENED_EVERY_MS) return;
      await links().where({ id }).update({ last_opened_at: now });
    },

    async prune(): Promise<void> {
      await links()
        .where('expires_at', '<', Date.now() - KEPT_MS)
        .delete();
    },
  };
};

export type LinkStore = ReturnType<typeof createLinkStore>;
