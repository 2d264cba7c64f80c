import { type Core } from '@strapi/strapi';

import { nowMsSql } from '../../database/clock';
import { table } from '../../database/tables';
import { ENDED } from './state-machine';

/** Forgetting what time asks to forget; what a person asks for is in erase-posts.ts. */
export const createRetention = ({ strapi }: { strapi: Core.Strapi }) => ({
  /** Removes the history of posts that ended before `days` days ago. */
  async pruneTimeline(days: number): Promise<void> {
    const ended = table(strapi, 'tiktok_posts')
      .whereIn('state', [...ENDED])
      .whereNull('next_step_at')
      .whereRaw(`updated_at < ${nowMsSql(strapi.db.connection)} - ?`, [days * 24 * 3_600_000])
      .select('id');
    await table(strapi, 'tiktok_timeline').whereIn('post_id', ended).delete();
  },
});

export type Retention = ReturnType<typeof createRetention>;
