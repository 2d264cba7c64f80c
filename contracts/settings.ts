import { z } from 'zod';

import { defineEndpoint } from './endpoint';
import { ACTIONS } from './permissions';
import { seenVersion, seenVersionQuery } from './versions';

/** TikTok's two worlds. A sandbox has its own Client Key and Client Secret. */
export const appMode = z.enum(['sandbox', 'live']);
export type AppMode = z.output<typeof appMode>;

/** Inbox: the creator finishes the draft in the TikTok app. Direct Post: it goes live by itself. */
export const shareType = z.enum(['inbox', 'direct_post']);
export type ShareType = z.output<typeof shareType>;

/** How the media reach TikTok: we upload the bytes, or TikTok downloads them from this site. */
export const transferMode = z.enum(['file_upload', 'pull_from_url']);
export type TransferMode = z.output<typeof transferMode>;

export const scope = z.enum([
  'user.info.basic',
  'user.info.profile',
  'user.info.stats',
  'video.list',
  'video.upload',
  'video.publish',
]);
export type Scope = z.output<typeof scope>;

/** A single sentence for the page, with what to do about it. */
export const notice = z.object({
  code: z.string(),
  level: z.enum(['info', 'warning', 'danger']),
  message: z.string(),
  remedy: z.string().optional(),
});
export type Notice = z.output<typeof notice>;

/** The last answer to "are this key and secret right?". */
export const credentialsTest = z.object({
  outcome: z.enum(['accepted', 'refused', 'cannot_tell', 'unreachable']),
  message: z.string(),
  /** ISO 8601, UTC. */
  at: z.string(),
});
export type CredentialsTest = z.output<typeof credentialsTest>;

/** One mode's TikTok app as a page may see it: never the secret, only its last four characters. */
export const appView = z.object({
  version: z.number().int(),
  mode: appMode,
  /** Where the pair comes from. A pair is never mixed from two places. */
  source: z.enum(['store', 'environment', 'none']),
  clientKey: z.string().nullable(),
  secret: z.enum(['set', 'unset', 'reenter', 'wrong_key', 'no_key']),
  /** The last four characters of the secret, to recognise it by. */
  secretTail: z.string().nullable(),
  /** How many accounts are connected with this Client Key, and how many with earlier ones. */
  accounts: z.object({
    connected: z.number().int(),
    needReconnect: z.number().int(),
    /** Of the connected ones: they go quiet when the mode is switched. */
    names: z.array(z.string()),
  }),
  lastTest: credentialsTest.nullable(),
});
export type AppView = z.output<typeof appView>;

export const scopeView = z.object({
  scope,
  requested: z.boolean(),
  why: z.string(),
});

/**
 * required: whoever may not publish at once can only send posts for approval. optional: who may
 * compose may also schedule, and asks for approval where they wish to.
 */
export const approvalRule = z.enum(['optional', 'required']);
export type ApprovalRule = z.output<typeof approvalRule>;

/** Everything an administrator decides about the site; secrets have calls of their own. */
export const settingsInput = z.object({
  enabled: z.boolean(),
  mode: appMode,
  /** The site's default; each post and rule may choose otherwise where the scope is granted. */
  shareType,
  /** Which Share Types editors may use; decides the scopes that are asked for. */
  allowInbox: z.boolean(),
  allowDirectPost: z.boolean(),
  /** Asks for `user.info.profile`: handle, verified mark, profile link. */
  profileCard: z.boolean(),
  /** Asks for `user.info.stats` and `video.list`. */
  insights: z.boolean(),
  /** TikTok has audited this app for Direct Post. TikTok does not tell; a 403 `unaudited_…` corrects it. */
  audited: z.object({ sandbox: z.boolean(), live: z.boolean() }),
  transfer: transferMode,
  approval: approvalRule,
  /** The redirect URI on the brand's own domain, which forwards to this Strapi; null: Strapi's own. */
  publicCallbackUrl: z.string().max(2000).nullable(),
  retention: z.object({
    /** Days that finished posts keep their timeline and evidence; null keeps them for good. */
    timelineDays: z.number().int().min(1).max(3650).nullable(),
    webhookDays: z.number().int().min(7).max(365),
    /** Months that measured counters are kept; null keeps them for good. */
    insightsMonths: z.number().int().min(1).max(120).nullable().default(25),
  }),
});
export type SettingsInput = z.output<typeof settingsInput>;

export const settingsView = settingsInput.extend({
  /** Goes up with every change; send it back with the next one. */
  version: z.number().int(),
  apps: z.object({ sandbox: appView, live: appView }),
  /** Whether TikTok can be used right now, and if not why, in words. */
  usable: z.boolean(),
  notices: z.array(notice),
  scopes: z.array(scopeView),
  redirectUri: z.object({
    /** Exactly what to register in TikTok's portal. */
    url: z.string(),
    /** Which kind of redirect this is for TikTok: Desktop (localhost, PKCE) or Web (https). */
    kind: z.enum(['desktop', 'web', 'invalid']),
    /** Where the callback must arrive in the end: this Strapi. */
    callbackUrl: z.string(),
    notices: z.array(notice),
  }),
  webhookUrl: z.string(),
  vault: z.object({
    state: z.enum(['ready', 'no_key']),
    /** How many stored secrets are still under an older key, or cannot be read at all. */
    underPreviousKeys: z.number().int(),
    unreadable: z.number().int(),
  }),
  environment: z.object({
    present: z.boolean(),
    mode: appMode.nullable(),
    incomplete: z.boolean(),
  }),
});
export type SettingsView = z.output<typeof settingsView>;

export const getSettings = defineEndpoint({
  method: 'GET',
  path: '/settings',
  handler: 'settings.find',
  access: { admin: [ACTIONS.readSettings, ACTIONS.changeSettings] },
  reads: ['settings', 'accounts'],
  summary: 'The TikTok app settings, without secrets, with what is wrong with them.',
  response: settingsView,
});

export const updateSettings = defineEndpoint({
  method: 'PUT',
  path: '/settings',
  handler: 'settings.update',
  access: { admin: [ACTIONS.changeSettings] },
  changes: ['settings', 'accounts', 'posts'],
  meanwhile: 'version',
  summary: 'Changes the settings. Refused with 409 when they changed since `version` was read.',
  body: settingsInput.partial().extend(seenVersion),
  response: settingsView,
});

const modeParams = z.object({ mode: appMode });

export const putApp = defineEndpoint({
  method: 'PUT',
  path: '/settings/apps/:mode',
  handler: 'settings.putApp',
  access: { admin: [ACTIONS.changeSettings] },
  changes: ['settings', 'accounts', 'posts'],
  meanwhile: 'version',
  summary:
    'Stores the Client Key and Client Secret of one mode, encrypted. The secret may be left out to keep the stored one, if the Client Key is the same.',
  params: modeParams,
  body: z.object({
    ...seenVersion,
    clientKey: z.string().max(200),
    clientSecret: z.string().max(500).optional(),
  }),
  response: settingsView,
});

export const deleteApp = defineEndpoint({
  method: 'DELETE',
  path: '/settings/apps/:mode',
  handler: 'settings.deleteApp',
  access: { admin: [ACTIONS.changeSettings] },
  changes: ['settings', 'accounts', 'posts'],
  meanwhile: 'version',
  summary: 'Forgets the stored pair of one mode; the environment, if set, is used again.',
  params: modeParams,
  query: seenVersionQuery,
  response: settingsView,
});

export const testApp = defineEndpoint({
  method: 'POST',
  path: '/settings/apps/:mode/test',
  handler: 'settings.testApp',
  access: { admin: [ACTIONS.changeSettings] },
  changes: ['settings', 'accounts', 'posts'],
  meanwhile: { unversioned: 'it stores what TikTok answers now' },
  summary: 'Asks TikTok whether the Client Key and Client Secret of one mode are right.',
  params: modeParams,
  response: credentialsTest,
});

export const reencryptVault = defineEndpoint({
  method: 'POST',
  path: '/settings/vault/re-encrypt',
  handler: 'settings.reencrypt',
  access: { admin: [ACTIONS.changeSettings] },
  changes: ['settings'],
  meanwhile: { unversioned: 'it changes no value, only the key that it is stored under' },
  summary:
    'Encrypts every stored secret anew under the current key. May be interrupted and repeated.',
  response: z.object({
    reencrypted: z.number().int(),
    alreadyCurrent: z.number().int(),
    unreadable: z.number().int(),
  }),
});

/** The handlers to paste into the site that owns the public callback URL, addresses filled in. */
export const callbackRecipe = z.object({
  id: z.enum(['next-app', 'next-pages', 'netlify', 'express', 'vercel', 'nginx']),
  label: z.string(),
  files: z.array(z.object({ path: z.string(), content: z.string() })),
});
export type CallbackRecipe = z.output<typeof callbackRecipe>;

export const getCallbackRecipes = defineEndpoint({
  method: 'GET',
  path: '/settings/callback-recipes',
  handler: 'settings.recipes',
  access: { admin: [ACTIONS.readSettings, ACTIONS.changeSettings] },
  reads: ['settings'],
  summary: 'Handlers for the public callback URL, ready to paste.',
  response: z.object({ recipes: z.array(callbackRecipe) }),
});
