import { type Core } from '@strapi/strapi';

import { nowMsSql } from '../database/clock';
import { inTransaction, table } from '../database/tables';

/** Forgetting: what a person may ask for, and what time asks for. */
export const createRetention = ({ strapi }: { strapi: Core.Strapi }) => ({
  /** Removes what tells of a person from an account's posts. Returns rows by table. */
  async erase(
    accountId: number,
    user: { clientKey: string; openId: string } | null,
  ): Promise<Record<string, number>> {
    return inTransaction(strapi, async (trx) => {
      const ids: unknown[] = await table(strapi, 'tiktok_posts', trx)
        .where({ account_id: accountId })
        .pluck('id');
      const timeline: number = await table(strapi, 'tiktok_timeline', trx)
        .whereIn('post_id', ids as number[])
        .where('actor', '<>', 'publisher')
        .update({ message: 'Erased.', actor: 'erased', log_id: null });
      const attempts: number = await table(strapi, 'tiktok_attempts', trx)
        .where({ account_id: accountId })
        .update({ publish_id: null, upload_url: null, log_ids: '[]' });
      const erasedPosts: number = await table(strapi, 'tiktok_posts', trx)
        .where({ account_id: accountId })
        .update({ link: null, post_ids: null });
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
