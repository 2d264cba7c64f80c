import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

import { type KeyRing, type VaultKey } from './keys';

/** Where a sealed value stands. It opens there and nowhere else. */
export interface SealPlace {
  table: string;
  id: string | number;
  field: string;
}

/** Why an envelope does not open. */
export type Shut = 'no_key' | 'wrong_key' | 'corrupt';
export type Opened = { ok: true; value: string } | { ok: false; why: Shut };

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const ENVELOPE = /^v1:([0-9a-f]{8}):([\w-]+):([\w-]*):([\w-]+)$/;

/** JSON keeps the parts apart whatever they hold. */
const additionalData = ({ table, id, field }: SealPlace): Buffer =>
  Buffer.from(JSON.stringify([VERSION, table, String(id), field]));

/** AES-256-GCM; the result is `v1:<keyId>:<iv>:<data>:<tag>`, the last three in base64url. */
export const seal = (plain: string, place: SealPlace, key: VaultKey): string => {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key.data, iv);
  cipher.setAAD(additionalData(place));
  const data = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  const parts = [iv, data, cipher.getAuthTag()].map((part) => part.toString('base64url'));
  return [VERSION, key.id, ...parts].join(':');
};

/** The id of the key an envelope is under; null for anything that is no envelope. */
export const keyIdOf = (sealed: string): string | null => ENVELOPE.exec(sealed)?.[1] ?? null;

/**
 * Opens an envelope with the key it names. Never throws: `no_key` when Strapi has no key at all,
 * `wrong_key` when it has others, `corrupt` when the value was changed or stands in another place.
 */
export const open = (sealed: string, place: SealPlace, ring: KeyRing): Opened => {
  const match = ENVELOPE.exec(sealed);
  if (!match) return { ok: false, why: 'corrupt' };
  const [, keyId = '', iv = '', data = '', tag = ''] = match;
  const key = ring.find(keyId);
  if (!key) return { ok: false, why: ring.current ? 'wrong_key' : 'no_key' };
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.data, Buffer.from(iv, 'base64url'), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(additionalData(place));
    decipher.setAuthTag(Buffer.from(tag, 'base64url'));
    const plain = Buffer.concat([
      decipher.update(Buffer.from(data, 'base64url')),
      decipher.final(),
    ]);
    return { ok: true, value: plain.toString('utf8') };
  } catch {
    return { ok: false, why: 'corrupt' };
  }
};
