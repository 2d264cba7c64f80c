import { z } from 'zod';

import { scope } from './settings';

/** One of TikTok's counters of 64 bits, in digits: JSON's numbers are exact up to 53 only. */
export const int64 = z.string().regex(/^-?\d{1,20}$/);
/** Null: TikTok did not tell. */
const counter = int64.nullable();

export const videoCounters = z.object({
  views: counter,
  likes: counter,
  comments: counter,
  shares: counter,
});
export type VideoCounters = z.output<typeof videoCounters>;

export const accountCounters = z.object({
  followers: counter,
  following: counter,
  likes: counter,
  videos: counter,
});
export type AccountCounters = z.output<typeof accountCounters>;

/** Compared with the account's last 20 videos before it of the same kind, all at the same age. */
export const comparison = z.object({
  hours: z.number().int(),
  views: int64,
  /** The median of the others; null: too few to say (`of` of 5). */
  usual: z.number().nullable(),
  /** How many were compared; from 5 to 9 they are few. */
  of: z.number().int(),
  /** Views divided by the usual. */
  times: z.number().nullable(),
});

export const samplePoint = videoCounters.extend({
  at: z.string(),
  /** The age it really had, in hours. */
  ageHours: z.number(),
  /** The age it was taken for; with `late` it stands for none. */
  hours: z.number().int(),
  late: z.boolean(),
});

/** A video on TikTok with what was measured of it. */
export const videoInsights = z.object({
  id: z.number().int(),
  videoId: z.string(),
  postId: z.number().int().nullable(),
  accountId: z.number().int(),
  accountName: z.string(),
  title: z.string(),
  kind: z.enum(['video', 'photo']),
  locale: z.string().nullable(),
  link: z.string().nullable(),
  createdAt: z.string(),
  counters: videoCounters,
  measuredAt: z.string().nullable(),
  /** When it is measured next; null: not any more. */
  nextAt: z.string().nullable(),
  /** Since when TikTok does not show it any more; the numbers are the last ones before. */
  hiddenSince: z.string().nullable(),
  /** (likes + comments + shares) / views; null under 100 views. */
  engagement: z.number().nullable(),
  comparison: comparison.nullable(),
  samples: z.array(samplePoint),
});
export type VideoInsights = z.output<typeof videoInsights>;

/** Scopes that would show more of an account, and that it has not granted. */
export const accountMissing = z.object({
  accountId: z.number().int(),
  nickname: z.string(),
  scopes: z.array(scope),
});
export type AccountMissing = z.output<typeof accountMissing>;

/** Besides what a page is about. */
export const shown = {
  /** Insights are switched on in the settings. */
  on: z.boolean(),
  missing: z.array(accountMissing),
};
