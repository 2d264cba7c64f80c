import { createHmac, randomBytes } from 'node:crypto';

import { type Vault } from '.';

/** What a secret address opens; a token of one kind opens nothing of another. */
export type SecretLinkKind = 'handover' | 'preview' | 'feed';

/** The key's id, then 128 random bits. */
const TOKEN = /^([0-9a-f]{8})[\w-]{22}$/;

const hashed = (key: Buffer, token: string): string =>
  createHmac('sha256', key).update(token).digest('hex');

const purposeOf = (kind: SecretLinkKind): string => `link:${kind}`;

export interface NewToken {
  token: string;
  hash: string;
  keyId: string;
}

/** The token of a new secret address and what is stored of it. @throws Problem `no_encryption_key` */
export const newToken = (vault: Pick<Vault, 'linkKey'>, kind: SecretLinkKind): NewToken => {
  const { keyId, key } = vault.linkKey(purposeOf(kind));
  const token = `${keyId}${randomBytes(16).toString('base64url')}`;
  return { token, keyId, hash: hashed(key, token) };
};

/** What a token is stored as; null where it has no token's form or its key is gone. */
export const hashOfToken = (
  vault: Pick<Vault, 'linkKeyById'>,
  kind: SecretLinkKind,
  token: string,
): string | null => {
  const keyId = TOKEN.exec(token)?.[1];
  const key = keyId === undefined ? null : vault.linkKeyById(purposeOf(kind), keyId);
  return key && hashed(key, token);
};
