import { z } from 'zod';

import { defineEndpoint } from './endpoint';
import { count, id, idInAddress, idParams, moment } from './ids';
import { ACTIONS } from './permissions';
import { scope } from './settings';
import { seenVersion } from './versions';

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

/** What insights follow of an account. */
export const followedAccount = z.object({
  accountId: z.number().int(),
  /** Of the two switches. */
  version: z.number().int(),
  counters: accountCounters,
  /** When TikTok told them; null: not yet. */
  measuredAt: z.string().nullable(),
  bio: z.string().nullable(),
  profileLink: z.string().nullable(),
  /** Scopes that would show more, and that this account has not granted. */
  missingScopes: z.array(scope),
  /** When a person may ask for it anew; null: now. */
  refreshAt: z.string().nullable(),
  /** Videos that were not sent from here are measured as well, once a day. */
  followsOthers: z.boolean(),
  /** Front ends may read the counters of this account's posts. */
  publicCounters: z.boolean(),
});
export type FollowedAccount = z.output<typeof followedAccount>;

export const accountInsights = defineEndpoint({
  method: 'GET',
  path: '/insights/accounts/:id',
  handler: 'insights.account',
  access: { admin: [ACTIONS.readInsights] },
  reads: ['insights', 'accounts'],
  summary: 'What is measured of an account.',
  params: idParams,
  response: z.object({ account: followedAccount }),
});

export const refreshInsights = defineEndpoint({
  method: 'POST',
  path: '/insights/accounts/:id/refresh',
  handler: 'insights.refresh',
  access: { admin: [ACTIONS.readInsights] },
  changes: ['insights', 'accounts'],
  meanwhile: { unversioned: 'it stores what TikTok says now, nothing that somebody typed' },
  summary:
    'Asks TikTok for the profile and the counters of an account now; at most every five minutes.',
  params: idParams,
  response: z.object({ account: followedAccount }),
});

export const updateFollowing = defineEndpoint({
  method: 'PUT',
  path: '/insights/accounts/:id',
  handler: 'insights.update',
  access: { admin: [ACTIONS.connectAccounts] },
  changes: ['insights'],
  meanwhile: 'version',
  summary:
    'Switches for one account: whether videos that were not sent from here are measured, and whether front ends may read the counters of its posts.',
  params: idParams,
  body: z.object({
    ...seenVersion,
    followsOthers: z.boolean().optional(),
    publicCounters: z.boolean().optional(),
  }),
  response: z.object({ account: followedAccount }),
});

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

const shown = {
  /** Insights are switched on in the settings. */
  on: z.boolean(),
  missing: z.array(accountMissing),
};

export const entryInsights = defineEndpoint({
  method: 'GET',
  path: '/insights/entries/:uid/:documentId',
  handler: 'insights.entry',
  access: { admin: [ACTIONS.readInsights] },
  reads: ['insights', 'posts'],
  summary: 'How the posts of an entry do, of all its languages. Asks nothing of TikTok.',
  params: z.object({ uid: z.string().max(200), documentId: z.string().max(100) }),
  response: z.object({
    ...shown,
    videos: z.array(videoInsights),
    /** Over all its posts and languages. */
    total: videoCounters,
  }),
});

/** Something that happened to a post or its entry, to stand beside the curve. */
export const insightsMark = z.object({ at: z.string(), message: z.string() });
export type InsightsMark = z.output<typeof insightsMark>;

export const postInsights = defineEndpoint({
  method: 'GET',
  path: '/insights/posts/:id',
  handler: 'insights.post',
  access: { admin: [ACTIONS.readInsights] },
  reads: ['insights', 'posts'],
  summary: 'How a post does: its counters over its true ages, and what happened to it meanwhile.',
  params: idParams,
  response: z.object({
    ...shown,
    videos: z.array(videoInsights),
    marks: z.array(insightsMark),
  }),
});

export const viewsOfPosts = defineEndpoint({
  method: 'POST',
  path: '/insights/post-views',
  handler: 'insights.postViews',
  access: { admin: [ACTIONS.readInsights] },
  reads: ['insights', 'posts'],
  summary: 'The views of the posts of one page of a list, by post. Posts without are left out.',
  body: z.object({ ids: z.array(id).min(1).max(100) }),
  response: z.object({ views: z.record(z.string(), int64) }),
});

export const viewsOfEntries = defineEndpoint({
  method: 'POST',
  path: '/insights/entry-views',
  handler: 'insights.entryViews',
  access: { admin: [ACTIONS.readInsights] },
  reads: ['insights', 'posts'],
  summary:
    "The views of the entries of one page of the Content Manager's list, over all posts and languages, by entry. Entries without are left out.",
  body: z.object({
    uid: z.string().max(200),
    documentIds: z.array(z.string().max(100)).min(1).max(100),
  }),
  response: z.object({ views: z.record(z.string(), int64) }),
});

export const accountDay = accountCounters.extend({ day: z.string() });
export type AccountDay = z.output<typeof accountDay>;

export const accountHistory = defineEndpoint({
  method: 'GET',
  path: '/insights/accounts/:id/history',
  handler: 'insights.history',
  access: { admin: [ACTIONS.readInsights] },
  reads: ['insights', 'accounts'],
  summary: 'The counters of an account day by day, with their change over 7 and 28 days.',
  params: idParams,
  response: z.object({
    days: z.array(accountDay),
    /** Null where nothing was measured near that day. */
    change: z.object({ week: accountCounters.nullable(), month: accountCounters.nullable() }),
  }),
});

/** Another video of the account, as TikTok's list shows it. */
export const listedVideo = z.object({
  id: z.number().int(),
  videoId: z.string(),
  /** The post it was sent by, where it was sent from here. */
  postId: z.number().int().nullable(),
  /** The entry that it was said to belong to. */
  documentId: z.string().nullable(),
  kind: z.enum(['video', 'photo']),
  /** As TikTok cuts it, at 150 characters. */
  caption: z.string(),
  link: z.string().nullable(),
  /** Our own signed, short-lived address. */
  coverUrl: z.string().nullable(),
  createdAt: z.string(),
  counters: videoCounters,
});
export type ListedVideo = z.output<typeof listedVideo>;

export const accountVideos = defineEndpoint({
  method: 'GET',
  path: '/insights/accounts/:id/videos',
  handler: 'insights.videos',
  access: { admin: [ACTIONS.readInsights] },
  reads: ['insights'],
  summary:
    "The public videos of an account, newest first, as TikTok's list shows them now, 20 at a time.",
  params: idParams,
  query: z.object({
    /** Unix milliseconds, from the page before. */
    cursor: z
      .string()
      .regex(/^\d{1,15}$/)
      .optional(),
  }),
  response: z.object({
    videos: z.array(listedVideo),
    /** For the next page; null at the end. */
    cursor: z.string().nullable(),
  }),
});

export const videoCover = defineEndpoint({
  method: 'GET',
  path: '/insights/covers/:id',
  handler: 'insights.cover',
  access: { public: 'a signed link bound to the video and the admin user, valid for one hour' },
  summary: 'The cover of a video as an image (JPEG, PNG or WebP).',
  params: idParams,
  query: z.object({ token: z.string().max(500) }),
  response: null,
});

export const linkVideo = defineEndpoint({
  method: 'POST',
  path: '/insights/videos/:id/link',
  handler: 'insights.link',
  access: { admin: [ACTIONS.composePosts, ACTIONS.resolvePosts] },
  changes: ['insights', 'posts'],
  meanwhile: { unversioned: 'a video belongs to nothing before, and the post names its version' },
  summary:
    'Says which entry a video of the account belongs to, or which post of unknown outcome it is; that settles the post as published.',
  params: idParams,
  body: z.union([
    z.strictObject({
      entry: z.strictObject({
        uid: z.string().max(200),
        documentId: z.string().max(100),
        locale: z.string().max(20).nullable(),
      }),
    }),
    z.strictObject({
      post: z.strictObject({ id, version: count }),
    }),
  ]),
  response: z.object({ linked: z.literal(true) }),
});

/** By what the table of the page is made. */
export const insightsBy = z.enum(['account', 'type', 'locale', 'author', 'rule', 'field']);
export type InsightsBy = z.output<typeof insightsBy>;

export const insightsRow = z.object({
  /** Null: without (no locale, no rule, an empty field). */
  label: z.string().nullable(),
  posts: z.number().int(),
  /** Gained in the period. */
  gained: videoCounters,
  /** The median of the views after 24 hours of the posts made in the period; null: too few. */
  usual: z.number().nullable(),
  /** How many posts that median is of. */
  of: z.number().int(),
});
export type InsightsRow = z.output<typeof insightsRow>;

const gainedVideo = z.object({ video: videoInsights, gained: int64 });
export type GainedVideo = z.output<typeof gainedVideo>;

export const insightsOverview = defineEndpoint({
  method: 'GET',
  path: '/insights',
  handler: 'insights.overview',
  access: { admin: [ACTIONS.readInsights] },
  reads: ['insights', 'posts', 'accounts'],
  summary:
    'What the posts gained in a period: in total, the best and the worst, and in a table by account, content type, locale, author, rule or a field of the entry.',
  query: z.object({
    /** ISO 8601; the period is [from, to). */
    from: moment,
    to: moment,
    accountId: idInAddress.optional(),
    by: insightsBy.default('account'),
    /** With `by` field: the content type and the name of its attribute. */
    uid: z.string().max(200).optional(),
    field: z.string().max(100).optional(),
  }),
  response: z.object({
    ...shown,
    totals: z.object({
      /** Posts made in the period. */
      posts: z.number().int(),
      gained: videoCounters,
      /** From when to when was really measured; null: nothing was. */
      measuredFrom: z.string().nullable(),
      measuredTo: z.string().nullable(),
      /** Videos that were not measured near a border of the period. */
      partly: z.number().int(),
      /** Videos of which the gain is not known. */
      unknown: z.number().int(),
    }),
    best: z.array(gainedVideo),
    worst: z.array(gainedVideo),
    rows: z.array(insightsRow),
    /** What the table can be made by besides: fields of entries that the caller may read. */
    fields: z.array(z.object({ uid: z.string(), type: z.string(), field: z.string() })),
  }),
});

export const bestTimeCell = z.object({
  /** ISO: 1 is Monday. */
  weekday: z.number().int(),
  hour: z.number().int(),
  posts: z.number().int(),
  times: z.number().nullable(),
});
export type BestTimeCell = z.output<typeof bestTimeCell>;

export const bestTimes = defineEndpoint({
  method: 'GET',
  path: '/insights/accounts/:id/best-times',
  handler: 'insights.bestTimes',
  access: { admin: [ACTIONS.readInsights] },
  reads: ['insights', 'accounts'],
  summary:
    "When posts of an account do well: by weekday and four hours of its zone, the median of the views after 24 hours over the account's. From 20 posts in 180 days.",
  params: idParams,
  response: z.object({
    timeZone: z.string(),
    /** How many posts were counted. */
    posts: z.number().int(),
    /** Null: fewer than 20. */
    cells: z.array(bestTimeCell).nullable(),
  }),
});

export const insightsWidget = defineEndpoint({
  method: 'GET',
  path: '/insights/week',
  handler: 'insights.week',
  access: { admin: [ACTIONS.readInsights] },
  reads: ['insights', 'posts'],
  summary: 'The last seven days: posts, views gained, the best.',
  response: z.object({
    on: z.boolean(),
    posts: z.number().int(),
    views: counter,
    best: gainedVideo.nullable(),
  }),
});

export const exportInsights = defineEndpoint({
  method: 'GET',
  path: '/insights/export/:what',
  handler: 'insights.export',
  access: { admin: [ACTIONS.readInsights] },
  reads: [],
  summary: 'All samples, videos or account days that the caller may see, as CSV.',
  params: z.object({ what: z.enum(['samples', 'videos', 'account-days']) }),
  response: null,
});
