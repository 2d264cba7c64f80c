import { z } from 'zod';

import { defineEndpoint } from './endpoint';
import { idParams } from './ids';
import { accountCounters } from './insights-numbers';
import { ACTIONS } from './permissions';
import { scope } from './settings';
import { seenVersion } from './versions';

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
