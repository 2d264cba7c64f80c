import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { postingTime, type PostingTime } from '../../../../contracts/plan';
import { type SeenVersion } from '../../../../contracts/versions';
import { accountsOf } from '../../accounts';
import { databaseNowMs } from '../../database/clock';
import { table } from '../../database/tables';
import { revisionsOf, type SharedThing } from '../../revisions';
import { PLANNED } from '../life/state-machine';
import { nextFreeTime } from './next-time';

const planned = z.array(z.object({ scheduled_at: z.coerce.number() }));

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
