import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { table } from '../../database/tables';
import { OUTAGE, reasonLike } from '../life/reasons';
import { postRow, type PostRow, postRowOrBroken } from '../life/rows';
import { UPCOMING } from '../life/state-machine';

const countRow = z.object({ count: z.coerce.number() });

/** What TikTok calls a fault of its own, once it had taken a post. */
const TIKTOKS_OWN_FAULT = 'internal';

/** The posts that an outage of TikTok holds back. Each write is one UPDATE, however many they are. */
export const createOutagePosts = ({ strapi }: { strapi: Core.Strapi }) => {
  const posts = () => table(strapi, 'tiktok_posts');

  const waitingByThemselves = (accountIds: readonly number[]) =>
    posts()
      .whereIn('account_id', [...accountIds])
      .where({ state: 'held' })
      .where('reason', 'like', reasonLike(OUTAGE))
      .whereNotNull('next_step_at')
      .whereNull('lease_until');

  const concerned = (since: number) =>
    posts().where((either) => {
      void either
        .where((held) => {
          void held.where({ state: 'held' }).where('reason', 'like', reasonLike(OUTAGE));
        })
        .orWhere((failed) => {
          void failed
            .where({ state: 'failed' })
            .where('reason', 'like', reasonLike(TIKTOKS_OWN_FAULT))
            .where('updated_at', '>=', since);
        });
    });

  const behindGate = (accountIds: readonly number[], now: number) =>
    posts()
      .whereIn('account_id', [...accountIds])
      .whereIn('state', [...UPCOMING])
      .where('next_step_at', '<=', now);

  return {
    /** They are due. */
    async wake(accountIds: readonly number[], now: number): Promise<void> {
      await waitingByThemselves(accountIds).where('next_step_at', '>', now).update({
        next_step_at: now,
      });
    },

    /** How many of these accounts' posts are due and wait behind the gate. */
    async countBehindGate(accountIds: readonly number[], now: number): Promise<number> {
      const [total] = z
        .array(countRow)
        .parse(await behindGate(accountIds, now).count({ count: '*' }));
      return total?.count ?? 0;
    },

    /** At most `limit` of those posts. */
    async findBehindGate(
      accountIds: readonly number[],
      now: number,
      limit: number,
    ): Promise<PostRow[]> {
      const rows: unknown = await behindGate(accountIds, now).orderBy('next_step_at').limit(limit);
      return z.array(z.unknown()).parse(rows).map(postRowOrBroken);
    },

    /** How many wait for the end of an outage, or failed at TikTok itself since it began. */
    async count(since: number): Promise<number> {
      const [total] = z.array(countRow).parse(await concerned(since).count({ count: '*' }));
      return total?.count ?? 0;
    },

    /** Those posts in the order in which they were made, from the one behind `after` on. */
    async find(since: number, limit: number, after: number): Promise<PostRow[]> {
      const rows: unknown = await concerned(since)
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit);
      return z.array(postRow).parse(rows);
    },
  };
};
