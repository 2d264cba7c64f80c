import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { inTransaction, table } from '../database/tables';
import { type Caller } from '../http/handle';
import { forbidden } from '../http/problem';
import { hashOfToken, newToken, publicAddress, vaultOf } from '../settings';

const feedRow = z.object({
  user_id: z.coerce.number(),
  created_at: z.coerce.number(),
});

/** Calendars ask every few minutes. */
const OPENED_EVERY_MS = 60_000;

/** Secret addresses of calendars: one for each person, of which only a hash is stored. */
export const createFeeds = ({ strapi }: { strapi: Core.Strapi }) => {
  const find = async (where: Record<string, unknown>) => {
    const found: unknown = await table(strapi, 'tiktok_feeds').where(where).first();
    return found === undefined ? null : feedRow.parse(found);
  };

  return {
    async createdAt(caller: Caller): Promise<string | null> {
      const feed = await find({ user_id: caller.id });
      return feed && new Date(feed.created_at).toISOString();
    },

    /** Makes a new address; the earlier one stops working. @throws Problem `no_encryption_key` */
    async create(caller: Caller): Promise<{ url: string; createdAt: string }> {
      if (!caller.isPerson) {
        throw forbidden(
          'A calendar address belongs to a person; an API token cannot have one.',
          'Make it in the Strapi admin.',
        );
      }
      const { token, hash, keyId } = newToken(vaultOf(strapi), 'feed');
      const now = Date.now();
      await inTransaction(strapi, async (trx) => {
        await table(strapi, 'tiktok_feeds', trx).where({ user_id: caller.id }).delete();
        await table(strapi, 'tiktok_feeds', trx).insert({
          user_id: caller.id,
          token_hash: hash,
          key_id: keyId,
          created_at: now,
        });
      });
      return {
        url: publicAddress(strapi, `/feed/${token}`),
        createdAt: new Date(now).toISOString(),
      };
    },

    async remove(caller: Caller): Promise<void> {
      await table(strapi, 'tiktok_feeds').where({ user_id: caller.id }).delete();
    },

    /** The person whose calendar a token opens; null for any other token. */
    async userOf(token: string): Promise<number | null> {
      const hash = hashOfToken(vaultOf(strapi), 'feed', token);
      if (hash === null) return null;
      return (await find({ token_hash: hash }))?.user_id ?? null;
    },

    /** Takes down that this person's calendar was opened, to the minute. */
    async opened(userId: number): Promise<void> {
      const now = Date.now();
      await table(strapi, 'tiktok_feeds')
        .where({ user_id: userId })
        .where((query) => {
          void query
            .whereNull('last_opened_at')
            .orWhere('last_opened_at', '<', now - OPENED_EVERY_MS);
        })
        .update({ last_opened_at: now });
    },
  };
};

export type Feeds = ReturnType<typeof createFeeds>;
