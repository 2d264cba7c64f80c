import { z } from 'zod';

import { accountState } from './accounts';
import { defineEndpoint } from './endpoint';
import { id } from './ids';
import { ACTIONS } from './permissions';
import { postSummary } from './posts';
import { seenVersion } from './versions';

/** What needs a person, by kind. */
export const attentionKind = z.enum([
  'held',
  'entry_changed',
  'missed',
  'failed',
  'outcome_unknown',
  'awaiting_approval',
  'returned',
]);
export type AttentionKind = z.output<typeof attentionKind>;

const group = z.object({
  kind: attentionKind,
  total: z.number().int(),
  /** The first few; the list of posts has the rest. */
  posts: z.array(postSummary),
});
export type AttentionGroup = z.output<typeof group>;

export const accountInNeed = z.object({
  id: z.number().int(),
  nickname: z.string(),
  handle: z.string().nullable(),
  state: accountState,
  /** Why, and what to do. */
  stateMessage: z.string().nullable(),
});

export const getAttention = defineEndpoint({
  method: 'GET',
  path: '/attention',
  handler: 'attention.find',
  access: { admin: [ACTIONS.viewPosts] },
  reads: ['posts', 'accounts'],
  summary:
    'What needs a hand, of what the caller may see: posts on hold that do not go on by themselves, planned ones whose entry changed, missed while the site was down, failed, of unknown outcome, and (for who may approve) waiting for approval; what was given back to the caller; accounts to reconnect; and the next posts.',
  response: z.object({
    /** Posts and accounts that need a hand, all together. */
    total: z.number().int(),
    groups: z.array(group),
    accounts: z.array(accountInNeed),
    /** The first thing that is missing before anything can be posted; null: nothing is. */
    setup: z.enum(['app', 'account']).nullable(),
    /** What goes out next, soonest first. */
    next: z.array(postSummary),
  }),
});

/* --- e-mail ------------------------------------------------------------------------------- */

export const notificationsView = z.object({
  version: z.number().int(),
  /** E-mails are sent: switched on, and a test mail has arrived with the provider in use. */
  active: z.boolean(),
  enabled: z.boolean(),
  /** Roles whose people are told of everything that needs a hand and that they may see. */
  roleIds: z.array(z.number().int()),
  /** The creator gets a hand-over link when a draft reaches their inbox. */
  creatorReminders: z.boolean(),
  /** Name of Strapi's e-mail provider. */
  provider: z.string(),
  /** When an administrator proved that a mail arrives; null: not yet, or with another provider. */
  confirmedAt: z.string().nullable(),
  confirmedBy: z.string().nullable(),
  /** A test mail was sent and its code is awaited. */
  pending: z.object({ to: z.string(), expiresAt: z.string() }).nullable(),
});
export type NotificationsView = z.output<typeof notificationsView>;

export const getNotifications = defineEndpoint({
  method: 'GET',
  path: '/notifications',
  handler: 'notifications.find',
  access: { admin: [ACTIONS.readSettings, ACTIONS.changeSettings] },
  reads: ['notifications'],
  summary: 'Whether and whom the plugin tells by e-mail.',
  response: notificationsView,
});

export const updateNotifications = defineEndpoint({
  method: 'PUT',
  path: '/notifications',
  handler: 'notifications.update',
  access: { admin: [ACTIONS.changeSettings] },
  changes: ['notifications'],
  meanwhile: 'version',
  summary:
    'Changes whether and whom the plugin tells by e-mail. It can be switched on only after a test mail has arrived.',
  body: z.object({
    ...seenVersion,
    enabled: z.boolean(),
    roleIds: z.array(id).max(100),
    creatorReminders: z.boolean(),
  }),
  response: notificationsView,
});

export const sendTestMail = defineEndpoint({
  method: 'POST',
  path: '/notifications/test',
  handler: 'notifications.test',
  access: { admin: [ACTIONS.changeSettings] },
  changes: ['notifications'],
  meanwhile: { unversioned: 'it sends a mail and makes its code' },
  summary:
    "Sends a test mail with a code to the caller's own address. The code is good for 30 minutes and five tries. One mail a minute.",
  response: notificationsView,
});

export const confirmTestMail = defineEndpoint({
  method: 'POST',
  path: '/notifications/confirm',
  handler: 'notifications.confirm',
  access: { admin: [ACTIONS.changeSettings] },
  changes: ['notifications'],
  meanwhile: { unversioned: 'the code names the test mail that it proves' },
  summary: 'Proves with the code from the test mail that mails arrive.',
  body: z.object({ code: z.string().trim().max(20) }),
  response: notificationsView,
});
