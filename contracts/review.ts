import { z } from 'zod';

import { defineEndpoint } from './endpoint';
import { id } from './ids';
import { ACTIONS } from './permissions';
import { privacyLevel } from './posts';
import { reviewFacts, urlProperty } from './review-facts';
import {
  legalKind,
  legalLocale,
  legalPage,
  reviewStepId,
  reviewView,
  troubleshooting,
} from './review-view';
import { appMode } from './settings';
import { exactVersion, seenVersion } from './versions';

export * from './review-facts';
export * from './review-view';

const access = { admin: [ACTIONS.reviewReadiness] };

export const getReview = defineEndpoint({
  method: 'GET',
  path: '/review',
  handler: 'review.find',
  access,
  reads: ['settings', 'accounts', 'posts', 'review'],
  summary:
    'The way through TikTok’s sandbox, app review and Direct Post audit: steps, values to paste, checks with their last results.',
  response: reviewView,
});

export const getTroubleshooting = defineEndpoint({
  method: 'GET',
  path: '/troubleshooting',
  handler: 'review.troubleshooting',
  // Whoever meets an error may read what is known about it.
  access: { admin: Object.values(ACTIONS) },
  reads: [],
  summary:
    'What is known about errors and refusals of TikTok’s, and what each check of the review page looks at.',
  response: troubleshooting,
});

export const runReview = defineEndpoint({
  method: 'POST',
  path: '/review/run',
  handler: 'review.run',
  access,
  changes: ['review'],
  meanwhile: { unversioned: 'it stores what the checks find now' },
  summary: 'Runs the checks of one step, or of all, and stores their results.',
  body: z.object({ mode: appMode, step: reviewStepId.optional() }),
  response: reviewView,
});

export const confirmReview = defineEndpoint({
  method: 'POST',
  path: '/review/confirm',
  handler: 'review.confirm',
  access,
  changes: ['review'],
  meanwhile: { unversioned: 'one person’s word on one check, with who gave it' },
  summary: 'A person says "I did this" of a check that only they can know, or takes it back.',
  body: z.object({ mode: appMode, check: z.string().max(100), confirmed: z.boolean() }),
  response: reviewView,
});

export const putReviewFacts = defineEndpoint({
  method: 'PUT',
  path: '/review/facts',
  handler: 'review.putFacts',
  access,
  changes: ['review'],
  meanwhile: 'version',
  summary:
    'Changes the facts the site gives about itself. Refused with 409 when they changed since `version` was read.',
  body: z.strictObject({ ...exactVersion, facts: reviewFacts.partial() }),
  response: reviewView,
});

export const putReviewProperties = defineEndpoint({
  method: 'PUT',
  path: '/review/properties',
  handler: 'review.putProperties',
  access,
  changes: ['review'],
  meanwhile: 'version',
  summary:
    'Replaces the URL properties: the signature files that are served at the site root and the TXT records that are looked for.',
  body: z.strictObject({
    ...exactVersion,
    properties: z.array(urlProperty).max(30),
  }),
  response: reviewView,
});

export const getReviewIcon = defineEndpoint({
  method: 'GET',
  path: '/review/icon.png',
  handler: 'review.icon',
  access,
  reads: ['review'],
  summary: 'An icon of 1024 x 1024 made from the app’s initials and the brand’s colours, as PNG.',
  response: null,
});

export const getReviewPack = defineEndpoint({
  method: 'GET',
  path: '/review/pack.zip',
  handler: 'review.pack',
  access,
  reads: ['review'],
  summary:
    'The review pack as a zip: texts, addresses, icon, legal pages, shot list, screenshots, video, data-handling sheet, check results.',
  query: z.object({ mode: appMode.optional() }),
  response: null,
});

export const startTestRun = defineEndpoint({
  method: 'POST',
  path: '/review/test-run',
  handler: 'review.testRun',
  access,
  changes: ['review', 'posts'],
  meanwhile: { unversioned: 'it makes a new post' },
  summary:
    'Sends the plugin’s own short clip to a connected account as a draft or a direct post, on a person’s consent.',
  body: z.object({
    accountId: id,
    shareType: z.enum(['inbox', 'direct_post']),
    /** Direct Post only; no default, as in the composer. */
    privacyLevel: privacyLevel.nullable(),
    consent: z.object({ text: z.string().max(500), version: z.string().max(50) }),
  }),
  response: reviewView,
});

export const createReviewerRole = defineEndpoint({
  method: 'POST',
  path: '/review/reviewer-role',
  handler: 'review.createRole',
  access,
  changes: ['review'],
  meanwhile: { unversioned: 'it makes a new role' },
  summary:
    'Creates the role "TikTok reviewer" with the least rights: see and compose posts, read content. Needs the right to create roles as well.',
  body: z.object({ confirmed: z.literal(true) }),
  response: reviewView,
});

export const listLegalPages = defineEndpoint({
  method: 'GET',
  path: '/review/legal',
  handler: 'review.legalPages',
  access,
  reads: ['review', 'settings'],
  summary: 'Privacy policy, terms and deletion instructions of one language, drafts for a lawyer.',
  query: z.object({ locale: legalLocale.default('en') }),
  response: z.object({ pages: z.array(legalPage), locales: z.array(legalLocale) }),
});

const legalParams = z.object({ kind: legalKind, locale: legalLocale });

export const putLegalPage = defineEndpoint({
  method: 'PUT',
  path: '/review/legal/:kind/:locale',
  handler: 'review.putLegalPage',
  access,
  changes: ['review'],
  meanwhile: 'version',
  summary:
    'Edits a legal page, or publishes it or takes it back. `markdown: null` returns to the text made from the facts.',
  params: legalParams,
  body: z.strictObject({
    ...seenVersion,
    markdown: z.string().max(60_000).nullable().optional(),
    published: z.boolean().optional(),
    /** What `missing` names, as the person was told before they published it all the same. */
    knownGaps: z.array(z.string().max(40)).max(20).optional(),
  }),
  response: z.object({ page: legalPage }),
});

export const exportLegalPage = defineEndpoint({
  method: 'GET',
  path: '/review/legal/:kind/:locale/export.md',
  handler: 'review.exportLegalPage',
  access,
  reads: ['review'],
  summary: 'A legal page as a Markdown file.',
  params: legalParams,
  response: null,
});

export const showLegalPage = defineEndpoint({
  method: 'GET',
  path: '/legal/:kind',
  handler: 'legal.show',
  access: { public: 'only what somebody published; Markdown without HTML, scripts or pictures' },
  summary: 'A published legal page as HTML: `privacy`, `terms` or `deletion`. 404 for others.',
  params: z.object({ kind: z.string().max(50) }),
  query: z.object({ locale: z.string().max(20).optional() }),
  response: null,
});
