import { hkdfSync } from 'node:crypto';

/** One encryption key of the site, derived; the text it came from is not kept. */
export interface VaultKey {
  /** Eight hex digits, derived on a path of their own: they tell keys apart and nothing about them. */
  id: string;
  data: Buffer;
  /** A key of its own for each purpose of a signed link. */
  link(purpose: string): Buffer;
}

const derive = (text: string, info: string, bytes: number): Buffer =>
  Buffer.from(hkdfSync('sha256', text, '', `strapi-plugin-tiktok/${info}/v1`, bytes));

/** Derives what the vault needs from one value of Strapi's `admin.secrets.encryptionKey`. */
export const deriveKey = (text: string): VaultKey => ({
  id: derive(text, 'key-id', 4).toString('hex'),
  data: derive(text, 'data', 32),
  link: (purpose) => derive(text, `link/${purpose}`, 32),
});

/** The current key first (absent if none is configured), then the previous ones. */
export interface KeyRing {
  current: VaultKey | null;
  find(id: string): VaultKey | undefined;
}

export const createKeyRing = (
  current: string | null | undefined,
  previous: readonly string[] = [],
): KeyRing => {
  const first = current ? deriveKey(current) : null;
  const all = [...(first ? [first] : []), ...previous.map(deriveKey)];
  return { current: first, find: (id) => all.find((key) => key.id === id) };
};
