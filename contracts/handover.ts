import { z } from 'zod';

import { defineEndpoint } from './endpoint';
import { idInAddress, idParams } from './ids';
import { ACTIONS } from './permissions';

/**
 * handover: for the creator's phone, the caption to copy and the steps in the TikTok app.
 * preview: for someone without a login, the post as it is planned.
 */
export const linkKind = z.enum(['handover', 'preview']);
export type LinkKind = z.output<typeof linkKind>;

/** A hand-over link lives so long. */
export const HANDOVER_HOURS = 72;

/** A link that works at present. Its address is shown once, when it is made, and stored nowhere. */
export const liveLink = z.object({
  id: z.number().int(),
  kind: linkKind,
  createdAt: z.string(),
  /** Null for a link that a reminder carried. */
  createdBy: z.string().nullable(),
  expiresAt: z.string(),
});
export type LiveLink = z.output<typeof liveLink>;

/** A new link with its address. */
export const newLink = liveLink.extend({ url: z.string() });
export type NewLink = z.output<typeof newLink>;

const postParams = idParams;

export const listLinks = defineEndpoint({
  method: 'GET',
  path: '/posts/:id/links',
  handler: 'handover.find',
  access: { admin: [ACTIONS.viewPosts] },
  reads: ['posts'],
  summary: 'The hand-over and preview links of a post that work at present, newest first.',
  params: postParams,
  response: z.object({ links: z.array(liveLink) }),
});

export const createHandover = defineEndpoint({
  method: 'POST',
  path: '/posts/:id/handover',
  handler: 'handover.create',
  access: { admin: [ACTIONS.composePosts] },
  changes: ['posts'],
  meanwhile: { unversioned: 'it makes a new link' },
  summary:
    'Makes a hand-over link for an Inbox post, valid 72 hours and until the post is published or cancelled. 20 links of a post may work at a time.',
  params: postParams,
  response: z.object({ link: newLink }),
});

export const createPreviewLink = defineEndpoint({
  method: 'POST',
  path: '/posts/:id/preview-link',
  handler: 'handover.createPreview',
  access: { admin: [ACTIONS.composePosts] },
  changes: ['posts'],
  meanwhile: { unversioned: 'it makes a new link' },
  summary:
    'Makes a link that shows the post to someone without a login, until it expires, is revoked, or the post is published or cancelled. Whoever has the link sees the files, so the caller must be allowed to read each of them. 20 links of a post may work at a time.',
  params: postParams,
  body: z.object({ hours: z.number().int().min(1).max(720).default(72) }),
  response: z.object({ link: newLink }),
});

export const revokeLink = defineEndpoint({
  method: 'DELETE',
  path: '/posts/:id/links/:linkId',
  handler: 'handover.revoke',
  access: { admin: [ACTIONS.composePosts] },
  changes: ['posts'],
  meanwhile: { unversioned: 'a link is only ever taken back' },
  summary: 'Revokes a link of a post; it stops working at once.',
  params: postParams.extend({ linkId: idInAddress }),
  response: z.object({ links: z.array(liveLink) }),
});

// Nothing is refused here: whatever is no token gets the same 404 as one that does not work.
const tokenParams = z.object({ token: z.string().max(200).catch('') });

export const handoverPage = defineEndpoint({
  method: 'GET',
  path: '/handover/:token',
  handler: 'handover.page',
  access: { public: 'a 128-bit token that is stored as a keyed hash, expires and can be revoked' },
  summary:
    "The creator's page for the phone, as HTML in the browser's language: the caption to copy and the steps in the TikTok app. 404 without a reason for every link that does not work.",
  params: tokenParams,
  response: null,
});

export const previewPage = defineEndpoint({
  method: 'GET',
  path: '/preview-link/:token',
  handler: 'handover.preview',
  access: { public: 'a 128-bit token that is stored as a keyed hash, expires and can be revoked' },
  summary:
    "A post for someone without a login, as HTML in the browser's language: account, media, texts, settings, planned time and state; no actions. 404 without a reason for every link that does not work.",
  params: tokenParams,
  response: null,
});

export const previewPageMedia = defineEndpoint({
  method: 'GET',
  path: '/preview-link/:token/media/:index',
  handler: 'handover.previewMedia',
  access: { public: 'the token of the preview page, for the files of that post only' },
  summary:
    "A file of the post on the preview page, counted from 0, in the version the post was made with; with Range and HEAD. Pictures come in the form TikTok gets where the browser's origin may not serve the original.",
  params: tokenParams.extend({ index: z.string().max(10).catch('') }),
  response: null,
});
