import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { postingTime, type PostingTime } from '../../../../contracts/plan';
import { type SeenVersion } from '../../../../contracts/versions';
import { type Account, accountsOf } from '../../accounts';
import { databaseNowMs } from '../../database/clock';
import { table } from '../../database/tables';
import { revisionsOf, type SharedThing } from '../../revisions';
import { PLANNED } from '../life/state-machine';
import { freeTimesBetween, nextFreeTime } from './next-time';

const planned = z.array(z.object({ scheduled_at: z.coerce.number() }));
const plannedBy = z.array(z.object({ account_id: z.number(), scheduled_at: z.coerce.number() }));
const timesBy = z.array(postingTime.extend({ account_id: z.number() }));

const thing = (accountId: number) => `posting times ${accountId}` satisfies SharedThing;

/** Recurring times of an account; they only offer times, nothing ever fires because of them. */
export const createPostingTimes = ({ strapi }: { strapi: Core.Strapi }) => {
  const timesOf = async (accountId: number): Promise<PostingTime[]> =>
    z
      .array(postingTime)
      .parse(
        await table(strapi, 'tiktok_posting_times')
          .where({ account_id: accountId })
          .orderBy('weekday')
          .orderBy('time')
          .select('weekday', 'time'),
      );

  const zoneOf = async (accountId: number): Promise<string> =>
    (await accountsOf(strapi).require(accountId)).timeZone ?? 'UTC';

  const takenBy = async (accountId: number, after: number): Promise<number[]> => {
    const rows: unknown = await table(strapi, 'tiktok_posts')
      .where({ account_id: accountId })
      .whereIn('state', [...PLANNED])
      .where('scheduled_at', '>', after - 60_000)
      .select('scheduled_at');
    return planned.parse(rows).map(({ scheduled_at: at }) => at);
  };

  const nextFree = async (
    accountId: number,
    except: readonly number[] = [],
  ): Promise<number | null> => {
    const times = await timesOf(accountId);
    if (times.length === 0) return null;
    const now = await databaseNowMs(strapi);
    const taken = [...(await takenBy(accountId, now)), ...except];
    return nextFreeTime(times, await zoneOf(accountId), now, taken);
  };

  return {
    /**
     * The next recurring time that no planned post of the account takes, and none of `except`, epoch
     * ms; null without any.
     */
    nextFree,

    /**
     * The recurring times of these accounts within a stretch (epoch ms) that are to come and that no
     * planned post takes, the soonest first, at most `limit`. Two statements for all accounts.
     */
    async freeBetween(
      accounts: readonly Pick<Account, 'id' | 'timeZone'>[],
      from: number,
      to: number,
      limit: number,
    ): Promise<{ accountId: number; at: number }[]> {
      const after = Math.max(from - 1, await databaseNowMs(strapi));
      if (after >= to || accounts.length === 0) return [];
      const ids = accounts.map(({ id }) => id);
      const times = timesBy.parse(
        await table(strapi, 'tiktok_posting_times')
          .whereIn('account_id', ids)
          .select('account_id', 'weekday', 'time'),
      );
      if (times.length === 0) return [];
      const taken = plannedBy.parse(
        await table(strapi, 'tiktok_posts')
          .whereIn('account_id', ids)
          .whereIn('state', [...PLANNED])
          .whereBetween('scheduled_at', [after - 60_000, to + 60_000])
          .select('account_id', 'scheduled_at'),
      );
      return accounts
        .flatMap(({ id, timeZone }) =>
          freeTimesBetween(
            times.filter(({ account_id: accountId }) => accountId === id),
            timeZone ?? 'UTC',
            after,
            to,
            taken.flatMap((one) => (one.account_id === id ? [one.scheduled_at] : [])),
          ).map((at) => ({ accountId: id, at })),
        )
        .sort((a, b) => a.at - b.at || a.accountId - b.accountId)
        .slice(0, limit);
    },

    async view(accountId: number) {
      const { version } = await revisionsOf(strapi).of(thing(accountId));
      const next = await nextFree(accountId);
      return {
        version,
        times: await timesOf(accountId),
        timeZone: await zoneOf(accountId),
        nextFree: next === null ? null : new Date(next).toISOString(),
      };
    },

    /**
     * @throws Problem `version_conflict`
     */
    async replace(
      accountId: number,
      times: readonly PostingTime[],
      by: string,
      seen: SeenVersion,
    ): Promise<void> {
      const unique = new Map(times.map((one) => [`${one.weekday} ${one.time}`, one]));
      const change = { thing: thing(accountId), called: 'The posting times', seen, by };
      await revisionsOf(strapi).change(change, async (trx) => {
        await table(strapi, 'tiktok_posting_times', trx).where({ account_id: accountId }).delete();
        for (const { weekday, time } of unique.values()) {
          await table(strapi, 'tiktok_posting_times', trx).insert({
            account_id: accountId,
            weekday,
            time,
          });
        }
      });
    },
  };
};

export type PostingTimes = ReturnType<typeof createPostingTimes>;

export const postingTimesOf = (strapi: Core.Strapi): PostingTimes =>
  strapi.plugin('tiktok').service('postingTimes');
