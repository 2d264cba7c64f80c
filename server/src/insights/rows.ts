import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { mediaKind } from '../../../contracts/media';

const number = z.coerce.number();
const instant = number.nullable();
/** A counter of 64 bits, read as text (`counterColumns`). */
export const counter = z
  .union([z.string(), z.number(), z.bigint()])
  .nullable()
  .transform((value) => (value === null ? null : BigInt(value)));
const flag = number.transform((value) => value === 1);

export const COUNTERS = ['views', 'likes', 'comments', 'shares'] as const;
export const ACCOUNT_COUNTERS = ['followers', 'following', 'likes', 'videos'] as const;

/** The counters of a video or a sample; null where TikTok told none. */
export type Counters = Record<(typeof COUNTERS)[number], bigint | null>;
export type AccountCounters = Record<(typeof ACCOUNT_COUNTERS)[number], bigint | null>;

const counters = { views: counter, likes: counter, comments: counter, shares: counter };

/**
 * Columns of 64-bit counters, as text: SQLite's driver would round what a double cannot hold.
 * @param table with a dot at the end, where several tables are read together
 */
export const asText = (strapi: Pick<Core.Strapi, 'db'>, names: readonly string[], table = '') => {
  const knex = strapi.db.connection;
  const type = knex.client.dialect === 'mysql' ? 'CHAR' : 'TEXT';
  return names.map((name) => knex.raw(`CAST(${table}${name} AS ${type}) AS ${name}`));
};

/** As a column takes it: digits, which every driver passes on unrounded. */
export const digits = (value: bigint | null | undefined): string | null =>
  value === null || value === undefined ? null : value.toString();

export const videoRow = z.object({
  id: number,
  account_id: number,
  video_id: z.string(),
  post_id: instant,
  uid: z.string().nullable(),
  document_id: z.string().nullable(),
  locale: z.string().nullable(),
  kind: mediaKind,
  created_at: number,
  caption: z.string().nullable(),
  share_url: z.string().nullable(),
  cover_url: z.string().nullable(),
  cover_at: instant,
  duration: instant,
  next_at: instant,
  missing_since: instant,
  hidden_since: instant,
  measured_at: instant,
  ...counters,
});
export type VideoRow = z.output<typeof videoRow>;

const textless = Object.keys(videoRow.shape).filter(
  (name) => !COUNTERS.some((counterName) => counterName === name),
);
/** All columns of a video; @param table with a dot at the end. */
export const videoColumns = (strapi: Pick<Core.Strapi, 'db'>, table = '') => [
  ...textless.map((name) => `${table}${name}`),
  ...asText(strapi, COUNTERS, table),
];

export const sampleRow = z.object({
  video_row: number,
  account_id: number,
  slot: number,
  at: number,
  age_ms: number,
  late: flag,
  ...counters,
});
export type SampleRow = z.output<typeof sampleRow>;

export const sampleColumns = (strapi: Pick<Core.Strapi, 'db'>, table = '') => [
  ...['video_row', 'account_id', 'slot', 'at', 'age_ms', 'late'].map((name) => `${table}${name}`),
  ...asText(strapi, COUNTERS, table),
];

const accountCounters = {
  followers: counter,
  following: counter,
  likes: counter,
  videos: counter,
};

export const followedRow = z.object({
  account_id: number,
  next_at: number,
  measured_at: instant,
  bio: z.string().nullable(),
  profile_link: z.string().nullable(),
  refreshed_at: instant,
  refused_scope: z.string().nullable(),
  retry_at: instant,
  failures: number,
  follows_others: flag,
  public_counters: flag,
  ...accountCounters,
});
export type FollowedRow = z.output<typeof followedRow>;

export const followedColumns = (strapi: Pick<Core.Strapi, 'db'>) => [
  ...Object.keys(followedRow.shape).filter(
    (name) => !ACCOUNT_COUNTERS.some((counterName) => counterName === name),
  ),
  ...asText(strapi, ACCOUNT_COUNTERS),
];

export const dayRow = z.object({
  account_id: number,
  day: z.string(),
  at: number,
  ...accountCounters,
});
export type DayRow = z.output<typeof dayRow>;

export const dayColumns = (strapi: Pick<Core.Strapi, 'db'>) => [
  'account_id',
  'day',
  'at',
  ...asText(strapi, ACCOUNT_COUNTERS),
];
