import { type Core } from '@strapi/strapi';
import { DateTime } from 'luxon';
import { z } from 'zod';

import { type ErasedUser } from '../../accounts';
import { table } from '../../database/tables';

const LOT = 1000;
const ids = z.array(z.object({ id: z.coerce.number() }));

/** Deletes in lots, so that nobody waits long for a table. */
const deleteWhere = async (
  strapi: Core.Strapi,
  name: 'tiktok_samples' | 'tiktok_account_days' | 'tiktok_videos',
  narrow: (query: ReturnType<typeof table>) => void,
): Promise<number> => {
  let deleted = 0;
  for (;;) {
    const query = table(strapi, name).limit(LOT);
    narrow(query);
    const lot = ids.parse(await query.select('id')).map(({ id }) => id);
    if (lot.length === 0) return deleted;
    deleted += await table(strapi, name).whereIn('id', lot).delete();
  }
};

/** Forgets what is older than the settings keep; null keeps all. */
export const pruneInsights = async (
  strapi: Core.Strapi,
  months: number | null,
  now: number,
): Promise<void> => {
  if (months === null) return;
  const before = DateTime.fromMillis(now, { zone: 'utc' }).minus({ months }).toMillis();
  await deleteWhere(strapi, 'tiktok_samples', (query) => void query.where('at', '<', before));
  await deleteWhere(strapi, 'tiktok_account_days', (query) => void query.where('at', '<', before));
  const nothing = { views: null, likes: null, comments: null, shares: null, measured_at: null };
  // Of our own posts the id stays: they would be taken for new ones, and measured again.
  await table(strapi, 'tiktok_videos')
    .where('measured_at', '<', before)
    .where((ours) => void ours.whereNotNull('post_id').orWhereNotNull('uid'))
    .update(nothing);
  await table(strapi, 'tiktok_followed_accounts').where('measured_at', '<', before).update({
    followers: null,
    following: null,
    likes: null,
    videos: null,
    bio: null,
    profile_link: null,
    measured_at: null,
  });
  await deleteWhere(
    strapi,
    'tiktok_videos',
    (query) => void query.whereNull('post_id').whereNull('uid').where('measured_at', '<', before),
  );
};

/** Erases all that is known of an account's videos and counters. @returns rows by kind */
export const eraseInsights = async (
  strapi: Core.Strapi,
  { accountId }: Pick<ErasedUser, 'accountId'>,
): Promise<Record<string, number>> => {
  const ofAccount = (query: ReturnType<typeof table>) =>
    void query.where({ account_id: accountId });
  const samples = await deleteWhere(strapi, 'tiktok_samples', ofAccount);
  const accountDays = await deleteWhere(strapi, 'tiktok_account_days', ofAccount);
  const videos = await deleteWhere(strapi, 'tiktok_videos', ofAccount);
  await table(strapi, 'tiktok_followed_accounts').where({ account_id: accountId }).delete();
  return { samples, accountDays, videos };
};
