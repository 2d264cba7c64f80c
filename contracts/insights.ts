import { z } from 'zod';

import { defineEndpoint } from './endpoint';
import { id, idInAddress, idParams, moment } from './ids';
import { int64, shown, videoCounters, videoInsights } from './insights-numbers';
import { ACTIONS } from './permissions';

export * from './insights-accounts';
export * from './insights-numbers';
export * from './insights-videos';

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
export const insightsMark = z.object({
  at: z.string(),
  /** Of the entry Strapi knows only when it was last saved and last published. */
  what: z.enum(['post', 'entry_saved', 'entry_published']),
  message: z.string(),
});
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
    views: int64.nullable(),
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
