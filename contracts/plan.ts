import { z } from 'zod';

import { defineEndpoint } from './endpoint';
import { idParams, idsInQuery, moment } from './ids';
import { ACTIONS } from './permissions';
import { postQuery, postSummary } from './posts';
import { shareType } from './settings';
import { seenVersion } from './versions';

/** When an account usually posts, in its own time zone. */
export const postingTime = z.object({
  /** ISO: 1 is Monday, 7 is Sunday. */
  weekday: z.number().int().min(1).max(7),
  /** Wall clock, 24 hours. */
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write it like 18:00'),
});
export type PostingTime = z.output<typeof postingTime>;

/** All recurring times of an account. */
export const postingTimes = z.array(postingTime).max(100);

const accountParams = idParams;

const postingTimesView = z.object({
  version: z.number().int(),
  times: z.array(postingTime),
  /** The IANA zone they are meant in: the account's, else UTC. */
  timeZone: z.string(),
  /** The next one that no post takes yet; null without any. */
  nextFree: z.string().nullable(),
});

export const getPostingTimes = defineEndpoint({
  method: 'GET',
  path: '/accounts/:id/posting-times',
  handler: 'plan.postingTimes',
  access: { admin: [ACTIONS.viewPosts, ACTIONS.composePosts, ACTIONS.connectAccounts] },
  reads: ['posts', 'accounts'],
  summary: 'The recurring times at which an account posts, and the next one that is free.',
  params: accountParams,
  response: postingTimesView,
});

export const putPostingTimes = defineEndpoint({
  method: 'PUT',
  path: '/accounts/:id/posting-times',
  handler: 'plan.putPostingTimes',
  access: { admin: [ACTIONS.connectAccounts] },
  changes: ['posts', 'accounts'],
  meanwhile: 'version',
  summary:
    'Replaces the recurring times of an account. Posts that are planned already stay where they are.',
  params: accountParams,
  body: z.object({ ...seenVersion, times: postingTimes }),
  response: postingTimesView,
});

/** A stretch of 24 hours in which more is planned than TikTok takes. */
export const capForecast = z.object({
  accountId: z.number().int(),
  shareType,
  /** How many TikTok takes in any 24 hours. */
  limit: z.number().int(),
  planned: z.number().int(),
  from: z.string(),
  to: z.string(),
  /** The posts that would have to wait. */
  postIds: z.array(z.number().int()),
});
export type CapForecast = z.output<typeof capForecast>;

/** A posting time of an account that no post takes yet. */
export const openTime = z.object({ accountId: z.number().int(), at: z.string() });
export type OpenTime = z.output<typeof openTime>;

export const getCalendar = defineEndpoint({
  method: 'GET',
  path: '/calendar',
  handler: 'plan.calendar',
  access: { admin: [ACTIONS.viewPosts] },
  reads: ['posts'],
  summary:
    'The posts of a stretch of time (at most 62 days), with small pictures, the posting times that are still free, and where more is planned than TikTok takes.',
  query: z.object({
    from: moment,
    to: moment,
    accountId: idsInQuery.optional(),
  }),
  response: z.object({
    posts: z.array(postSummary),
    /** There are more posts than are shown; narrow the stretch or the accounts. */
    truncated: z.boolean(),
    forecasts: z.array(capForecast),
    /** To come, of accounts that the caller may post with; the soonest 500. */
    openTimes: z.array(openTime),
  }),
});

export const exportPosts = defineEndpoint({
  method: 'GET',
  path: '/plan/export',
  handler: 'plan.export',
  access: { admin: [ACTIONS.viewPosts] },
  reads: ['posts'],
  summary:
    'The posts of a query as CSV (UTF-8, header row, at most 50,000), cells that a spreadsheet would run are disarmed.',
  query: postQuery,
  response: null,
});

/* --- a calendar for other programs -------------------------------------------------------- */

export const getFeed = defineEndpoint({
  method: 'GET',
  path: '/plan/feed',
  handler: 'plan.feed',
  access: { admin: [ACTIONS.viewPosts] },
  reads: ['feed'],
  summary: 'Whether the caller has a secret address of the calendar, and since when.',
  response: z.object({ createdAt: z.string().nullable() }),
});

export const createFeed = defineEndpoint({
  method: 'POST',
  path: '/plan/feed',
  handler: 'plan.createFeed',
  access: { admin: [ACTIONS.viewPosts] },
  changes: ['feed'],
  meanwhile: { unversioned: 'the address is the caller’s own' },
  summary:
    'Makes the secret address of an iCalendar feed of what the caller may see; an earlier one stops working. It is shown once.',
  response: z.object({ url: z.string(), createdAt: z.string() }),
});

export const deleteFeed = defineEndpoint({
  method: 'DELETE',
  path: '/plan/feed',
  handler: 'plan.deleteFeed',
  access: { admin: [ACTIONS.viewPosts] },
  changes: ['feed'],
  meanwhile: { unversioned: 'the address is the caller’s own' },
  summary: 'Revokes the secret address.',
  response: z.object({ createdAt: z.null() }),
});

export const readFeed = defineEndpoint({
  method: 'GET',
  path: '/feed/:token',
  handler: 'plan.readFeed',
  access: { public: 'a secret token in the address, stored as a hash' },
  summary: 'The calendar as iCalendar (RFC 5545). 404 without a reason otherwise.',
  params: z.object({ token: z.string().max(200) }),
  response: null,
});

/* --- import ------------------------------------------------------------------------------- */

export const IMPORT_COLUMNS = [
  'file',
  'account',
  'share_type',
  'caption',
  'title',
  'description',
  'time',
  'privacy',
  'comment',
  'duet',
  'stitch',
  'ai_generated',
] as const;

export const importedRow = z.object({
  /** As a spreadsheet counts: the header is row 1. */
  row: z.number().int(),
  problems: z.array(z.object({ column: z.string().nullable(), message: z.string() })),
  /** What would become of it; null where it cannot be read. */
  post: z
    .object({
      account: z.string(),
      files: z.array(z.string()),
      shareType,
      caption: z.string(),
      at: z.string().nullable(),
    })
    .nullable(),
  /** The draft that was made of it. */
  postId: z.number().int().nullable(),
});
export type ImportedRow = z.output<typeof importedRow>;

export const importPosts = defineEndpoint({
  method: 'POST',
  path: '/plan/import',
  handler: 'plan.import',
  access: { admin: [ACTIONS.importPosts] },
  changes: ['posts'],
  meanwhile: { unversioned: 'it makes new drafts' },
  summary:
    'Reads a CSV (at most 500 rows, 1 MB) row by row. With `save: false` nothing is stored; with `save: true` each row without a problem becomes a draft, once for the same `importId`.',
  body: z.object({
    csv: z.string().max(1_000_000),
    /** The zone of times without an offset: IANA; absent: each account's. */
    timeZone: z.string().max(100).optional(),
    importId: z.string().min(8).max(60),
    save: z.boolean(),
  }),
  response: z.object({ rows: z.array(importedRow) }),
});
