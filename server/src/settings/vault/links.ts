import { createHmac, timingSafeEqual } from 'node:crypto';

import { z } from 'zod';

import { type KeyRing, type VaultKey } from './keys';

export type LinkPayload = Record<string, string | number>;

export type CheckedLink =
  | { ok: true; payload: LinkPayload }
  | { ok: false; why: 'forged' | 'expired'; payload?: LinkPayload };

const TOKEN = /^([0-9a-f]{8})\.([\w-]+)\.([\w-]{43})$/;
const claims = z.object({
  exp: z.number(),
  p: z.record(z.string(), z.union([z.string(), z.number()])),
});

const signature = (key: VaultKey, purpose: string, body: string): Buffer =>
  createHmac('sha256', key.link(purpose)).update(`${key.id}.${body}`).digest();

/** `<keyId>.<payload>.<HMAC>`, all safe in a URL. */
export const signToken = (
  key: VaultKey,
  purpose: string,
  payload: LinkPayload,
  expiresAtMs: number,
): string => {
  const body = Buffer.from(JSON.stringify({ exp: expiresAtMs, p: payload })).toString('base64url');
  return `${key.id}.${body}.${signature(key, purpose, body).toString('base64url')}`;
};

/** Checks signature first, then time. An expired link still tells its payload; a forged one never. */
export const checkToken = (
  ring: KeyRing,
  purpose: string,
  token: string,
  nowMs: number,
): CheckedLink => {
  const match = TOKEN.exec(token);
  const key = match?.[1] ? ring.find(match[1]) : undefined;
  if (!match || !key) return { ok: false, why: 'forged' };
  const [, , body = '', mac = ''] = match;
  const given = Buffer.from(mac, 'base64url');
  const right = signature(key, purpose, body);
  // The comparison of the texts refuses other spellings of the same bytes.
  if (given.length !== right.length || !timingSafeEqual(given, right))
    return { ok: false, why: 'forged' };
  if (right.toString('base64url') !== mac) return { ok: false, why: 'forged' };
  const parsed = claims.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  if (!parsed.success) return { ok: false, why: 'forged' };
  const { exp, p: payload } = parsed.data;
  return exp > nowMs ? { ok: true, payload } : { ok: false, why: 'expired', payload };
};
