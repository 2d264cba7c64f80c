import { z } from 'zod';

import { defineEndpoint } from './endpoint';
import { idParams } from './ids';
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
