import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { postContent, postReason } from '../../../../contracts/posts';
import { nowMsSql } from '../../database/clock';
import { inTransaction, table } from '../../database/tables';
import { eraseReason, type UserNames, wordsEraser } from './erase-words';

/** The TikTok user an account belongs to, as known before the account is emptied. */
export interface ErasedUser extends UserNames {
  clientKey: string;
  openId: string;
}

/** What is left of the words of a post: nothing. */
const NO_WORDS = JSON.stringify(postContent.parse({}));
const postWords = z.object({
  id: z.coerce.number(),
  reason: z
    .string()
    .transform((text) => postReason.parse(JSON.parse(text)))
    .nullable(),
});
const line = z.object({ id: z.coerce.number(), actor: z.string(), message: z.string() });

/** Forgetting: what a person may ask for, and what time asks for. */
export const createRetention = ({ strapi }: { strapi: Core.Strapi }) => ({
  /**
   * Removes what tells of a person from an account's posts: captions and titles, addresses, TikTok's
   * ids, and the names in reasons and in the history. Posts, states and times stay. The order is that
   * of every other transaction: posts before attempts before the history. Returns rows by table.
   */
  async erase(accountId: number, user: ErasedUser | null): Promise<Record<string, number>> {
    const erase = wordsEraser(user ?? { nickname: null, handle: null, label: null });
    return inTransaction(strapi, async (trx) => {
      const erasedPosts: number = await table(strapi, 'tiktok_posts', trx)
        .where({ account_id: accountId })
        // Whoever works on one now must write nothing of it back.
        .update({
          title: null,
          content: NO_WORDS,
          link: null,
          post_ids: null,
          fence: trx.raw('fence + 1'),
        });
      const posts = z
        .array(postWords)
        .parse(
          await table(strapi, 'tiktok_posts', trx)
            .where({ account_id: accountId })
            .orderBy('id')
            .select('id', 'reason'),
        );
      for (const { id, reason } of posts) {
        if (!reason) continue;
        await table(strapi, 'tiktok_posts', trx)
          .where({ id })
          .update({ reason: JSON.stringify(eraseReason(reason, erase)) });
      }
      const attempts: number = await table(strapi, 'tiktok_attempts', trx)
        .where({ account_id: accountId })
        .update({ publish_id: null, upload_url: null, log_ids: '[]', candidates: null });

      let timeline = 0;
      for (const { id: postId } of posts) {
        const lines = z
          .array(line)
          .parse(
            await table(strapi, 'tiktok_timeline', trx)
              .where({ post_id: postId })
              .orderBy('id')
              .select('id', 'actor', 'message'),
          );
        for (const { id, actor, message } of lines) {
          const kept =
            actor === 'publisher'
              ? { message: erase(message) }
              : { message: 'Erased.', actor: 'erased' };
          await table(strapi, 'tiktok_timeline', trx)
            .where({ id })
            .update({ ...kept, log_id: null });
          if (kept.message !== message) timeline += 1;
        }
      }
      const events: number = user
        ? await table(strapi, 'tiktok_events', trx)
            .where({ client_key: user.clientKey, open_id: user.openId })
            .delete()
        : 0;
      return { posts: erasedPosts, attempts, timeline, events };
    });
  },

  /** Removes the history of posts that ended before `days` days ago. */
  async pruneTimeline(days: number): Promise<void> {
    const ended = table(strapi, 'tiktok_posts')
      .whereIn('state', ['published', 'cancelled', 'failed'])
      .whereNull('next_step_at')
      .whereRaw(`updated_at < ${nowMsSql(strapi.db.connection)} - ?`, [days * 24 * 3_600_000])
      .select('id');
    await table(strapi, 'tiktok_timeline').whereIn('post_id', ended).delete();
  },
});

export type Retention = ReturnType<typeof createRetention>;
