import { type Core } from '@strapi/strapi';

import { pluginConfig } from '../../config';
import { Problem } from '../../http/problem';
import { open, seal, type Opened, type SealPlace, type Shut } from './envelope';
import { createKeyRing, type KeyRing, type VaultKey } from './keys';
import { type CheckedLink, checkToken, type LinkPayload, signToken } from './links';
import {
  countSealed,
  type ReencryptResult,
  reencryptSealed,
  type SealedColumn,
  type SealedCounts,
} from './sealed-columns';

export { type Opened, type SealPlace } from './envelope';
export { type CheckedLink, type LinkPayload } from './links';
export { hashOfToken, type NewToken, newToken } from './secret-links';
export { type ReencryptResult, type SealedColumn, type SealedCounts } from './sealed-columns';

/** So many envelopes are remembered; two for each account, renewed each day. */
const VERDICTS = 2_000;

export interface Vault {
  /** False: Strapi has no `admin.secrets.encryptionKey`, nothing can be sealed or signed. */
  readonly ready: boolean;
  /** @throws Problem `no_encryption_key`; never stores plain text instead. */
  seal(plain: string, place: SealPlace): string;
  /** Never throws. */
  open(sealed: string, place: SealPlace): Opened;
  /** Why it does not open there; null when it does. The verdict is remembered, what was read is not. */
  whyShut(sealed: string, place: SealPlace): Shut | null;
  /** The key of one purpose, and its id. @throws Problem `no_encryption_key` */
  linkKey(purpose: string): { keyId: string; key: Buffer };
  /** The same of an earlier link, by its key id; null when that key is gone. */
  linkKeyById(purpose: string, keyId: string): Buffer | null;
  /** A token for a URL, valid `ttlSeconds`, for this purpose only. @throws Problem `no_encryption_key` */
  signLink(purpose: string, payload: LinkPayload, ttlSeconds: number): string;
  /** The payload, or null for a forged, foreign or expired token. */
  verifyLink(purpose: string, token: string): LinkPayload | null;
  /** The same, telling forged from expired. */
  checkLink(purpose: string, token: string): CheckedLink;
  /** Makes re-encryption know a column of envelopes. */
  registerSealedColumn(column: SealedColumn): void;
  /** Under which keys the stored secrets are. */
  counts(): Promise<SealedCounts>;
  /**
   * Encrypts every stored secret anew under the current key. From a console:
   * `await strapi.plugin('tiktok').service('vault').reencrypt()`
   * @throws Problem `no_encryption_key`
   */
  reencrypt(): Promise<ReencryptResult>;
}

export const noEncryptionKey = (): Problem =>
  new Problem({
    status: 409,
    code: 'no_encryption_key',
    message: 'Strapi has no encryption key, so nothing secret can be stored.',
    remedy:
      'Set ENCRYPTION_KEY in the environment and `secrets: { encryptionKey: env("ENCRYPTION_KEY") }` in config/admin, then restart Strapi.',
  });

/** The vault over a ring of keys; `strapi` is needed for counting and re-encrypting only. */
export const createVaultOver = ({
  strapi,
  ring,
  now,
}: {
  strapi: Core.Strapi;
  ring: KeyRing;
  now: () => number;
}): Vault => {
  const columns: SealedColumn[] = [];
  const current = (): VaultKey => {
    if (!ring.current) throw noEncryptionKey();
    return ring.current;
  };
  const verdicts = new Map<string, Shut | null>();
  // The keys of a process stay as they are, so a verdict holds as long as the envelope.
  const whyShut: Vault['whyShut'] = (sealed, place) => {
    const name = `${place.table} ${place.field} ${place.id} ${sealed}`;
    const known = verdicts.get(name);
    if (known !== undefined) return known;
    const opened = open(sealed, place, ring);
    if (verdicts.size >= VERDICTS) verdicts.clear();
    const why = opened.ok ? null : opened.why;
    verdicts.set(name, why);
    return why;
  };
  const checkLink: Vault['checkLink'] = (purpose, token) => checkToken(ring, purpose, token, now());

  return {
    ready: ring.current !== null,
    seal: (plain, place) => seal(plain, place, current()),
    open: (sealed, place) => open(sealed, place, ring),
    whyShut,
    linkKey: (purpose) => ({ keyId: current().id, key: current().link(purpose) }),
    linkKeyById: (purpose, keyId) => ring.find(keyId)?.link(purpose) ?? null,
    signLink: (purpose, payload, ttlSeconds) =>
      signToken(current(), purpose, payload, now() + ttlSeconds * 1000),
    verifyLink: (purpose, token) => {
      const checked = checkLink(purpose, token);
      return checked.ok ? checked.payload : null;
    },
    checkLink,
    registerSealedColumn: (column) => {
      const known = columns.some(
        ({ table, field }) => table === column.table && field === column.field,
      );
      if (!known) columns.push(column);
    },
    counts: () => countSealed(strapi, columns, ring),
    reencrypt: async () => reencryptSealed(strapi, columns, ring, current()),
  };
};

/** The vault of this Strapi, keyed by its `admin.secrets.encryptionKey`. */
export const createVault = ({ strapi }: { strapi: Core.Strapi }): Vault => {
  const configured: unknown = strapi.config.get('admin.secrets.encryptionKey');
  const ring = createKeyRing(
    typeof configured === 'string' ? configured : null,
    pluginConfig(strapi).encryption.previousKeys,
  );
  return createVaultOver({ strapi, ring, now: Date.now });
};

export const vaultOf = (strapi: Core.Strapi): Vault => strapi.plugin('tiktok').service('vault');
