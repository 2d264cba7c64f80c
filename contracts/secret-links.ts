import { z } from 'zod';

import { defineEndpoint } from './endpoint';
import { linkKind } from './handover';
import { idInAddress, paging } from './ids';
import { ACTIONS } from './permissions';

/** Everything that opens something to whoever has its address. `feed`: a person's calendar. */
export const secretLinkKind = z.enum([...linkKind.options, 'feed']);
export type SecretLinkKind = z.output<typeof secretLinkKind>;

export const secretLink = z.object({
  /** Among those of its kind. */
  id: z.number().int(),
  kind: secretLinkKind,
  /** What it shows; null for a calendar, which shows whatever its maker may see. */
  post: z
    .object({
      id: z.number().int(),
      /** Null where the caller may not see the post. */
      title: z.string().nullable(),
    })
    .nullable(),
  /** Who made it; null for a link that a reminder carried, and for a person who was deleted. */
  madeBy: z.string().nullable(),
  createdAt: z.string(),
  /** Null for a calendar, which lives until it is revoked. */
  expiresAt: z.string().nullable(),
  /** To the minute; null where it was never opened, or not since this is taken down. */
  lastOpenedAt: z.string().nullable(),
  /** False while its maker lacks a right that it needs, or its files are no longer the same. */
  opens: z.boolean(),
});
export type SecretLink = z.output<typeof secretLink>;

export const listSecretLinks = defineEndpoint({
  method: 'GET',
  path: '/secret-links',
  handler: 'handover.all',
  access: { admin: [ACTIONS.readSettings, ACTIONS.changeSettings] },
  reads: ['posts', 'feed'],
  summary:
    'The secret links of everybody, newest first: hand-overs, previews and calendars that are neither revoked nor over. Their addresses are stored nowhere; a post is named only to who may see it.',
  query: z.object(paging),
  response: z.object({
    links: z.array(secretLink),
    pagination: z.object({
      page: z.number().int(),
      pageSize: z.number().int(),
      total: z.number().int(),
    }),
  }),
});

export const revokeSecretLink = defineEndpoint({
  method: 'DELETE',
  path: '/secret-links/:kind/:id',
  handler: 'handover.revokeAny',
  access: { admin: [ACTIONS.changeSettings] },
  changes: ['posts', 'feed'],
  meanwhile: { unversioned: 'a link is only ever taken back' },
  summary: 'Revokes a secret link, whosever it is; it stops working at once.',
  params: z.object({ kind: secretLinkKind, id: idInAddress }),
  response: z.object({ revoked: z.literal(true) }),
});
