import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type VideoCounters, type VideoInsights } from '../../../../contracts/insights';
import { table } from '../../database/tables';
import { HOUR } from '../ages';
import { type AtAge, compare, engagement, ENOUGH, USUAL_OF } from '../compare/usual';
import {
  asText,
  counter,
  type Counters,
  digits,
  sampleColumns,
  sampleRow,
  type SampleRow,
  type VideoRow,
} from '../rows';

export const iso = (at: number | null): string | null =>
  at === null ? null : new Date(at).toISOString();

export const inDigits = ({ views, likes, comments, shares }: Counters): VideoCounters => ({
  views: digits(views),
  likes: digits(likes),
  comments: digits(comments),
  shares: digits(shares),
});

const viewsRow = z.object({ created_at: z.coerce.number(), id: z.coerce.number(), views: counter });

/** The videos before this one at one age: as many as are compared, the newest first. */
const before = async (strapi: Core.Strapi, video: VideoRow, hours: number): Promise<AtAge[]> => {
  const schema = strapi.db.getSchemaName();
  const named = schema ? `${schema}.tiktok_samples` : 'tiktok_samples';
  const rows: unknown = await table(strapi, 'tiktok_videos')
    .join(named, 'tiktok_samples.video_row', 'tiktok_videos.id')
    .where({ 'tiktok_videos.account_id': video.account_id, 'tiktok_videos.kind': video.kind })
    .where('tiktok_videos.created_at', '<', video.created_at)
    .where({ 'tiktok_samples.slot': hours, 'tiktok_samples.late': 0 })
    .whereNotNull('tiktok_samples.views')
    .orderBy('tiktok_videos.created_at', 'desc')
    .limit(USUAL_OF)
    .select(
      'tiktok_videos.id',
      'tiktok_videos.created_at',
      ...asText(strapi, ['views'], 'tiktok_samples.'),
    );
  return z
    .array(viewsRow)
    .parse(rows)
    .flatMap(({ id, created_at: createdAt, views }) =>
      views === null ? [] : [{ video: id, kind: video.kind, createdAt, hours, views }],
    );
};

/** Compares with what the database has, from the latest age back to one of which there are enough. */
const compared = async (strapi: Core.Strapi, video: VideoRow, samples: readonly SampleRow[]) => {
  const own = samples
    .flatMap(({ slot, late, views }): AtAge[] =>
      late || views === null
        ? []
        : [{ video: video.id, kind: video.kind, createdAt: video.created_at, hours: slot, views }],
    )
    .sort((a, b) => b.hours - a.hours);
  const all: AtAge[] = [...own];
  for (const { hours } of own) {
    const others = await before(strapi, video, hours);
    all.push(...others);
    if (others.length >= ENOUGH) break;
  }
  const found = compare({ video: video.id, kind: video.kind, createdAt: video.created_at }, all);
  return found && { ...found, views: found.views.toString() };
};

export const samplesOf = async (
  strapi: Core.Strapi,
  videoRows: readonly number[],
): Promise<Map<number, SampleRow[]>> => {
  const rows = z.array(sampleRow).parse(
    await table(strapi, 'tiktok_samples')
      .whereIn('video_row', [...videoRows])
      .orderBy('at')
      .select(sampleColumns(strapi)),
  );
  const byVideo = new Map<number, SampleRow[]>();
  for (const row of rows) {
    const known = byVideo.get(row.video_row);
    if (known) known.push(row);
    else byVideo.set(row.video_row, [row]);
  }
  return byVideo;
};

/** Videos as pages show them, with their samples and what the account usually gets. */
export const describeVideos = async (
  strapi: Core.Strapi,
  videos: readonly VideoRow[],
  names: { accounts: ReadonlyMap<number, string>; titles: ReadonlyMap<number, string> },
): Promise<VideoInsights[]> => {
  const samples = await samplesOf(
    strapi,
    videos.map(({ id }) => id),
  );
  return Promise.all(
    videos.map(async (video): Promise<VideoInsights> => {
      const own = samples.get(video.id) ?? [];
      return {
        id: video.id,
        videoId: video.video_id,
        postId: video.post_id,
        accountId: video.account_id,
        accountName: names.accounts.get(video.account_id) ?? '',
        title: (video.post_id !== null && names.titles.get(video.post_id)) || video.caption || '',
        kind: video.kind,
        locale: video.locale,
        link: video.share_url,
        createdAt: new Date(video.created_at).toISOString(),
        counters: inDigits(video),
        measuredAt: iso(video.measured_at),
        nextAt: iso(video.next_at),
        hiddenSince: iso(video.hidden_since),
        engagement: engagement(video),
        comparison: await compared(strapi, video, own),
        samples: own.map((sample) => ({
          ...inDigits(sample),
          at: new Date(sample.at).toISOString(),
          ageHours: Math.round((sample.age_ms / HOUR) * 100) / 100,
          hours: sample.slot,
          late: sample.late,
        })),
      };
    }),
  );
};
