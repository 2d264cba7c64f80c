import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { ARRIVED, isOneOf, UNSENT } from '../../../contracts/posts';
import { shareType } from '../../../contracts/settings';
import { table } from '../database/tables';
import { type Usage } from './checks/check';

const DAY = 86_400_000;
const DAYS = 30;

const post = z.object({
  account_id: z.coerce.number(),
  share_type: shareType,
  state: z.string(),
  created_at: z.coerce.number(),
});

/** How the site posts, counted from its own posts. */
export const readUsage = async (
  strapi: Core.Strapi,
  now: number,
): Promise<Omit<Usage, 'accounts'>> => {
  const columns = ['account_id', 'share_type', 'state', 'created_at'];
  const lately: unknown[] = await table(strapi, 'tiktok_posts')
    .where('created_at', '>=', now - DAYS * DAY)
    .select(columns);
  const waiting: unknown[] = await table(strapi, 'tiktok_posts')
    .whereIn('state', [...UNSENT])
    .select(columns);
  const posts = lately.map((one) => post.parse(one)).filter(({ state }) => isOneOf(state, ARRIVED));
  const perDay = new Map<number, number>();
  for (const { created_at } of posts) {
    const day = Math.floor(created_at / DAY);
    perDay.set(day, (perDay.get(day) ?? 0) + 1);
  }
  const count = (rows: z.output<typeof post>[], kind: z.output<typeof shareType>): number =>
    rows.filter((one) => one.share_type === kind).length;
  const open = waiting.map((one) => post.parse(one));
  return {
    posts: posts.length,
    creators: new Set(posts.map(({ account_id }) => account_id)).size,
    busiestDay: Math.max(0, ...perDay.values()),
    sent: { inbox: count(posts, 'inbox'), direct_post: count(posts, 'direct_post') },
    waiting: { inbox: count(open, 'inbox'), direct_post: count(open, 'direct_post') },
  };
};
