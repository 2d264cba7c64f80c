import { z } from 'zod';

import { defineEndpoint } from './endpoint';
import { id, idParams } from './ids';
import { ACTIONS } from './permissions';
import { appMode, scope } from './settings';
import { seenVersion } from './versions';

/**
 * connected: can be posted to. reconnect: its tokens no longer work, a person must connect it again.
 * quiet: belongs to the mode or Client Key that is not active now. disconnected: by a person here.
 */
export const accountState = z.enum(['connected', 'reconnect', 'quiet', 'disconnected']);
export type AccountState = z.output<typeof accountState>;

export const accountView = z.object({
  id: z.number().int(),
  /** Of what people decide about it: label, zone, roles and the creator's address. */
  version: z.number().int(),
  /** TikTok's id of this user for this app; verbatim, it may contain "-". */
  openId: z.string(),
  mode: appMode,
  nickname: z.string(),
  /** Without "@"; null without the scope `user.info.profile` until creator info told it. */
  handle: z.string().nullable(),
  verified: z.boolean().nullable(),
  /** Our own signed, short-lived address: the admin's CSP blocks TikTok's. */
  avatarUrl: z.string().nullable(),
  counters: z
    .object({
      followers: z.number(),
      following: z.number(),
      likes: z.number(),
      videos: z.number(),
    })
    .nullable(),
  state: accountState,
  /** Why the state is what it is and what to do, in words; null when connected. */
  stateMessage: z.string().nullable(),
  grantedScopes: z.array(z.string()),
  /** Scopes that the settings ask for and this account did not grant. */
  missingScopes: z.array(scope),
  label: z.string().nullable(),
  /** IANA zone; null: the viewer's. */
  timeZone: z.string().nullable(),
  /** Ids of the roles that may post with it; null: every role that may compose. */
  roleIds: z.array(z.number().int()).nullable(),
  /** Where the creator is reminded of drafts in the inbox; shown only to who connects accounts. */
  creatorEmail: z.string().nullable(),
  connectedAt: z.string().nullable(),
  connectedBy: z.string().nullable(),
  /** Posts of this account that wait to be sent. */
  scheduledPosts: z.number().int(),
});
export type AccountView = z.output<typeof accountView>;

export const listAccounts = defineEndpoint({
  method: 'GET',
  path: '/accounts',
  handler: 'accounts.find',
  access: { admin: [ACTIONS.viewPosts, ACTIONS.composePosts, ACTIONS.connectAccounts] },
  reads: ['accounts'],
  summary: 'The connected TikTok accounts that the caller may see.',
  response: z.object({ accounts: z.array(accountView) }),
});

export const connectAccount = defineEndpoint({
  method: 'POST',
  path: '/accounts/connect',
  handler: 'accounts.connect',
  access: { admin: [ACTIONS.connectAccounts] },
  changes: ['settings', 'accounts', 'posts'],
  meanwhile: { unversioned: 'it begins a sign-in of the caller’s own' },
  summary:
    'Begins a connection: returns the TikTok address to open. Valid for ten minutes, once, for this administrator only.',
  body: z.object({
    /** `location.origin` of the admin page; the flow returns there. */
    origin: z.string().max(300),
    /** Reconnect this account; another TikTok user is then refused by name. */
    accountId: id.optional(),
  }),
  response: z.object({ authorizeUrl: z.string(), expiresAt: z.string() }),
});

export const completeConnection = defineEndpoint({
  method: 'POST',
  path: '/accounts/connect/complete',
  handler: 'accounts.complete',
  access: { admin: [ACTIONS.connectAccounts] },
  changes: ['settings', 'accounts', 'posts'],
  meanwhile: { unversioned: 'it ends a sign-in that the signed state names, once' },
  summary: 'Finishes a connection with what TikTok sent to the callback.',
  body: z.object({
    state: z.string().max(2000).optional(),
    code: z.string().max(4000).optional(),
    scopes: z.string().max(2000).optional(),
    error: z.string().max(200).optional(),
    error_description: z.string().max(2000).optional(),
  }),
  response: z.object({ account: accountView, reconnected: z.boolean() }),
});

export const updateAccount = defineEndpoint({
  method: 'PUT',
  path: '/accounts/:id',
  handler: 'accounts.update',
  access: { admin: [ACTIONS.connectAccounts] },
  changes: ['settings', 'accounts', 'posts'],
  meanwhile: 'version',
  summary:
    "Changes label, time zone, the roles that may post with the account, and the creator's address for reminders.",
  params: idParams,
  body: z.object({
    ...seenVersion,
    label: z.string().trim().max(80).nullable().optional(),
    timeZone: z.string().max(64).nullable().optional(),
    roleIds: z.array(id).max(100).nullable().optional(),
    creatorEmail: z.email().max(254).nullable().optional(),
  }),
  response: z.object({ account: accountView }),
});

export const refreshAccountProfile = defineEndpoint({
  method: 'POST',
  path: '/accounts/:id/refresh-profile',
  handler: 'accounts.refreshProfile',
  access: { admin: [ACTIONS.connectAccounts] },
  changes: ['accounts'],
  meanwhile: { unversioned: 'it stores what TikTok says now, nothing that somebody typed' },
  summary: 'Asks TikTok for the profile again (nickname, handle, avatar, counters).',
  params: idParams,
  response: z.object({ account: accountView }),
});

export const disconnectAccount = defineEndpoint({
  method: 'POST',
  path: '/accounts/:id/disconnect',
  handler: 'accounts.disconnect',
  access: { admin: [ACTIONS.connectAccounts] },
  changes: ['settings', 'accounts', 'posts'],
  meanwhile: { unversioned: 'it ends the connection, whatever its settings are' },
  summary:
    'Revokes the tokens at TikTok and forgets them; history stays, scheduled posts are held. `revoked` is false when TikTok could not be reached: the tokens are forgotten all the same.',
  params: idParams,
  response: z.object({ account: accountView, revoked: z.boolean(), heldPosts: z.number().int() }),
});

export const eraseAccount = defineEndpoint({
  method: 'DELETE',
  path: '/accounts/:id',
  handler: 'accounts.erase',
  access: { admin: [ACTIONS.eraseAccounts] },
  changes: ['settings', 'accounts', 'posts'],
  meanwhile: { unversioned: 'it erases everything, whatever that is' },
  summary:
    'Erases what is known of the TikTok user: tokens, profile, avatar, evidence, webhook bodies and the personal parts of timelines. Returns the receipt.',
  params: idParams,
  response: z.object({
    receipt: z.object({
      id: z.string(),
      at: z.string(),
      by: z.string(),
      erased: z.record(z.string(), z.number().int()),
    }),
  }),
});

export const accountAvatar = defineEndpoint({
  method: 'GET',
  path: '/accounts/:id/avatar',
  handler: 'accounts.avatar',
  access: { public: 'a signed link bound to account and admin user, valid for one hour' },
  summary: 'The avatar as an image (JPEG, PNG or WebP).',
  params: idParams,
  query: z.object({ token: z.string().max(500) }),
  response: null,
});

export const oauthCallback = defineEndpoint({
  method: 'GET',
  path: '/oauth/callback',
  handler: 'oauth.callback',
  access: {
    public:
      'it decides nothing: the signed state is checked by the exchange, which needs the administrator',
  },
  summary:
    "TikTok's redirect target. Checks the shape only and answers 302 to the admin page, code and state in the fragment.",
  response: null,
});
