import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type VideoCounters } from '../../../../contracts/insights';
import { table } from '../../database/tables';
import { sumCounters } from '../compare/gained';
import { asText, counter, type Counters, COUNTERS } from '../rows';
import { inDigits } from './describe';

const row = z.object({
  post_id: z.coerce.number(),
  views: counter,
  likes: counter,
  comments: counter,
  shares: counter,
});

/** The counters of these posts that the world may read, by post: only of accounts that allow it. */
export const publicCountersOf = async (
  strapi: Core.Strapi,
  postIds: readonly number[],
): Promise<Map<number, VideoCounters>> => {
  if (postIds.length === 0) return new Map();
  const allowed = table(strapi, 'tiktok_followed_accounts')
    .where({ public_counters: 1 })
    .select('account_id');
  const rows = z.array(row).parse(
    await table(strapi, 'tiktok_videos')
      .whereIn('post_id', [...postIds])
      .whereIn('account_id', allowed as never)
      .whereNull('hidden_since')
      .whereNotNull('measured_at')
      .select('post_id', ...asText(strapi, COUNTERS)),
  );
  const byPost = new Map<number, Counters[]>();
  for (const { post_id: id, ...counters } of rows) {
    byPost.set(id, [...(byPost.get(id) ?? []), counters]);
  }
  return new Map([...byPost].map(([id, all]) => [id, inDigits(sumCounters(all))]));
};
