import { z } from 'zod';

import { appMode } from '../../../contracts/settings';

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
/** Drivers give 64-bit integers as text. */
const millis = z
  .union([z.number(), z.string()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? null : Number(value)));

export const counters = z.object({
  followers: z.number(),
  following: z.number(),
  likes: z.number(),
  videos: z.number(),
});

/** What is stored of the state; `quiet` depends on the settings and is never stored. */
export const storedState = z.enum(['connected', 'reconnect', 'disconnected']);
export type StoredState = z.output<typeof storedState>;

/** A row of `tiktok_accounts` as Strapi's query gives it. Tokens are sealed. */
export const accountRow = z.object({
  id: z.coerce.number().int(),
  accountKey: z.string(),
  clientKey: z.string(),
  openId: z.string(),
  unionId: text,
  mode: appMode,
  nickname: text,
  handle: text,
  verified: z
    .boolean()
    .nullish()
    .transform((value) => value ?? null),
  avatarUrl: text,
  counters: counters.nullish().catch(null),
  label: text,
  timeZone: text,
  roleIds: z.array(z.number().int()).nullish(),
  creatorEmail: text,
  grantedScopes: z
    .array(z.string())
    .nullish()
    .transform((value) => value ?? []),
  state: storedState,
  stateReason: text,
  connectedAt: millis,
  connectedBy: text,
  erasedAt: millis,
  accessToken: text,
  refreshToken: text,
  accessExpiresAt: millis,
  accessLifeMs: millis,
  refreshExpiresAt: millis,
  refreshLifeMs: millis,
  refreshedAt: millis,
  tokenVersion: z.coerce.number().int(),
  refreshLeaseOwner: text,
  refreshOrphanedAt: millis,
});
export type AccountRow = z.output<typeof accountRow>;

/** What makes an account: the Client Key it was connected with and TikTok's open_id, verbatim (T53). */
export const accountKeyOf = (clientKey: string, openId: string): string => `${clientKey}:${openId}`;

/** The key of an erased account, which nobody can sign in as. The receipt's id is in it. */
export const graveOf = (receiptId: string): string => `erased:${receiptId}`;

/** The erasure was begun, and something of the user may still be stored. */
export const isBeingErased = ({ erasedAt, openId, accountKey }: AccountRow): boolean =>
  erasedAt !== null && openId !== accountKey;

/** How people call the account. */
export const nameOf = (row: Pick<AccountRow, 'label' | 'nickname' | 'handle'>): string =>
  row.nickname || (row.handle ? `@${row.handle}` : null) || row.label || 'TikTok account';
