import { createHash, randomBytes, randomInt } from 'node:crypto';

const digits = (count: number): string =>
  Array.from({ length: count }, () => String(randomInt(10))).join('');

/** A 19-digit id that starts with 76 and that a JavaScript number cannot hold (contract Q2). */
export const newPostId = (): string => {
  for (;;) {
    const id = `76${digits(17)}`;
    if (BigInt(Number(id)) !== BigInt(id)) return id;
  }
};

const PUBLISH_PREFIX = {
  'video/direct/FILE_UPLOAD': 'v_pub_file~v2-1.',
  'video/direct/PULL_FROM_URL': 'v_pub_url~v2.',
  'video/inbox/FILE_UPLOAD': 'v_inbox_file~v2.',
  'video/inbox/PULL_FROM_URL': 'v_inbox_url~v2.',
  'photo/direct/PULL_FROM_URL': 'p_pub_url~v2.',
  'photo/inbox/PULL_FROM_URL': 'p_pub_url~v2.',
} as const;

/** A publish_id with the prefix TikTok uses for this kind of post (contract 5.5). */
export const newPublishId = (kind: keyof typeof PUBLISH_PREFIX): string =>
  `${PUBLISH_PREFIX[kind]}76${digits(17)}`;

/** Looks like `20261104120000` followed by 20 hex digits. */
export const newLogId = (now: number): string => {
  const stamp = new Date(now).toISOString().replace(/\D/g, '').slice(0, 14);
  return `${stamp}${randomBytes(10).toString('hex').toUpperCase()}`;
};

const secret = (bytes: number): string => randomBytes(bytes).toString('base64url');

/** Codes contain `*` and `!`, which arrive percent-encoded (contract 1.4). */
export const newCode = (): string => `${secret(33)}*0!${digits(4)}`;
export const newAccessToken = (): string => `act.${secret(36)}!${digits(4)}.em`;
export const newRefreshToken = (): string => `rft.${secret(36)}!${digits(4)}.em`;
export const newClientToken = (): string => `clt.${secret(24)}`;
export const newSecret = (): string => secret(18);
export const newUploadId = (): string => `76${digits(17)}`;

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** open_id is per app and account, stable over restarts, and contains `-` (contract Q19). */
export const openIdOf = (clientKey: string, handle: string): string =>
  `-000${digest(`open:${clientKey}:${handle}`).replace(/[-_]/g, 'x').slice(0, 16)}-${digest(`${handle}:open`).replace(/[-_]/g, 'y').slice(0, 14)}`;

/** union_id is per developer and account. */
export const unionIdOf = (handle: string): string =>
  digest(`union:${handle}`).replace(/[-_]/g, 'z').slice(0, 32);

/** Enough of a hash to see that two secrets are the same, without showing them. */
export const fingerprint = (value: string): string =>
  `sha256:${createHash('sha256').update(value).digest('hex').slice(0, 16)}`;
