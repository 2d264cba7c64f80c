import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type AccountCounters, type AccountDay } from '../../../../contracts/insights';
import { mediaKind } from '../../../../contracts/media';
import { type Account } from '../../accounts';
import { table } from '../../database/tables';
import { DAY } from '../ages';
import { bestTime, BEST_TIME_DAYS, timely } from '../compare/best-time';
import {
  ACCOUNT_COUNTERS,
  type AccountCounters as Numbers,
  asText,
  counter,
  dayColumns,
  dayRow,
  digits,
} from '../rows';

/** A day that was not measured is stood for by one at most so far before it. */
const NEAR_MS = 2 * DAY;
const MOST_DAYS = 400;

const inDigits = (row: Numbers): AccountCounters => ({
  followers: digits(row.followers),
  following: digits(row.following),
  likes: digits(row.likes),
  videos: digits(row.videos),
});

const changeSince = (last: Numbers, first: Numbers): AccountCounters =>
  inDigits(
    Object.fromEntries(
      ACCOUNT_COUNTERS.map((name) => {
        const [now, then] = [last[name], first[name]];
        return [name, now === null || then === null ? null : now - then];
      }),
    ) as Numbers,
  );

const timed = z.array(z.object({ created_at: z.coerce.number(), kind: mediaKind, views: counter }));

export const createAccountInsights = ({
  strapi,
  now,
}: {
  strapi: Core.Strapi;
  now: () => Promise<number>;
}) => ({
  async history({ id }: Account) {
    const rows = z
      .array(dayRow)
      .parse(
        await table(strapi, 'tiktok_account_days')
          .where({ account_id: id })
          .orderBy('at', 'desc')
          .limit(MOST_DAYS)
          .select(dayColumns(strapi)),
      );
    const [last] = rows;
    const change = (days: number): AccountCounters | null => {
      if (!last) return null;
      const wanted = last.at - days * DAY;
      const first = rows.find(({ at }) => at <= wanted + DAY / 2 && wanted - at <= NEAR_MS);
      return first ? changeSince(last, first) : null;
    };
    return {
      days: [...rows].reverse().map((row): AccountDay => ({ day: row.day, ...inDigits(row) })),
      change: { week: change(7), month: change(28) },
    };
  },

  async bestTimes({ id, timeZone }: Account) {
    const at = await now();
    const schema = strapi.db.getSchemaName();
    const rows = timed.parse(
      await table(strapi, 'tiktok_videos')
        .join(
          schema ? `${schema}.tiktok_samples` : 'tiktok_samples',
          'tiktok_samples.video_row',
          'tiktok_videos.id',
        )
        .where({ 'tiktok_videos.account_id': id })
        .where('tiktok_videos.created_at', '>=', at - BEST_TIME_DAYS * DAY)
        .where({ 'tiktok_samples.slot': 24, 'tiktok_samples.late': 0 })
        .select(
          'tiktok_videos.created_at',
          'tiktok_videos.kind',
          ...asText(strapi, ['views'], 'tiktok_samples.'),
        ),
    );
    const posts = rows.flatMap(({ created_at: createdAt, kind, views }) =>
      views === null ? [] : [{ createdAt, kind, views }],
    );
    return {
      timeZone: timeZone ?? 'UTC',
      posts: timely(posts, at).length,
      cells: bestTime(posts, timeZone, at),
    };
  },
});

export type AccountInsights = ReturnType<typeof createAccountInsights>;
