import { type Core } from '@strapi/strapi';

import { createVaultOver, type SealPlace, type Vault } from '../../../server/src/settings/vault';
import { keyIdOf } from '../../../server/src/settings/vault/envelope';
import { createKeyRing } from '../../../server/src/settings/vault/keys';
import { Problem } from '../../../server/src/http/problem';

const KEY = 'the-encryption-key-of-this-site';
const OLD = 'the-encryption-key-before';
const PLACE: SealPlace = { table: 'tiktok_accounts', id: 7, field: 'access_token' };
const TOKEN = 'act.a-secret-token!1234';

const vaultWith = (current: string | null, previous: string[] = [], now = () => 1_000_000): Vault =>
  // Sealing and links touch no database.
  createVaultOver({ strapi: {} as Core.Strapi, ring: createKeyRing(current, previous), now });

const problemOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return error.details.code;
    throw error;
  }
  return 'no problem';
};

describe('the vault', () => {
  it('opens what it sealed, in the same place', () => {
    const vault = vaultWith(KEY);
    expect(vault.open(vault.seal(TOKEN, PLACE), PLACE)).toEqual({ ok: true, value: TOKEN });
  });

  it('seals the empty string and every character of Unicode', () => {
    const vault = vaultWith(KEY);
    for (const plain of ['', 'ü🎬\u0000\n', 'x'.repeat(10_000)]) {
      expect(vault.open(vault.seal(plain, PLACE), PLACE)).toEqual({ ok: true, value: plain });
    }
  });

  it('never shows the secret in the envelope, and never makes the same envelope twice', () => {
    const vault = vaultWith(KEY);
    const sealed = vault.seal(TOKEN, PLACE);
    expect(sealed).toMatch(/^v1:[0-9a-f]{8}:[\w-]{16}:[\w-]+:[\w-]{22}$/);
    expect(sealed).not.toContain(TOKEN);
    expect(Buffer.from(sealed.split(':')[3] ?? '', 'base64url').toString()).not.toContain('secret');
    expect(vault.seal(TOKEN, PLACE)).not.toBe(sealed);
  });

  it.each<[string, SealPlace]>([
    ['another row', { ...PLACE, id: 8 }],
    ['another field', { ...PLACE, field: 'refresh_token' }],
    ['another table', { ...PLACE, table: 'tiktok_apps' }],
  ])('does not open an envelope moved to %s', (_, place) => {
    const vault = vaultWith(KEY);
    expect(vault.open(vault.seal(TOKEN, PLACE), place)).toEqual({ ok: false, why: 'corrupt' });
  });

  it('does not open an envelope in which one character was changed', () => {
    const vault = vaultWith(KEY);
    const sealed = vault.seal(TOKEN, PLACE);
    for (let index = 12; index < sealed.length; index += 1) {
      const other = sealed[index] === 'A' ? 'B' : 'A';
      // The last character of a base64url part may hold unused bits: skip what decodes to the same.
      const changed = sealed.slice(0, index) + other + sealed.slice(index + 1);
      const same = changed
        .split(':')
        .slice(2)
        .every((part, at) =>
          Buffer.from(part, 'base64url').equals(
            Buffer.from(sealed.split(':')[at + 2] ?? '', 'base64url'),
          ),
        );
      if (!same) expect(vault.open(changed, PLACE).ok).toBe(false);
    }
  });

  it('tells a missing key, a wrong key and a damaged value apart', () => {
    const sealed = vaultWith(KEY).seal(TOKEN, PLACE);
    expect(vaultWith(null).open(sealed, PLACE)).toEqual({ ok: false, why: 'no_key' });
    expect(vaultWith(OLD).open(sealed, PLACE)).toEqual({ ok: false, why: 'wrong_key' });
    expect(vaultWith(KEY).open('plain text', PLACE)).toEqual({ ok: false, why: 'corrupt' });
  });

  it('refuses to seal or sign without a key instead of storing plain text', () => {
    const vault = vaultWith(null);
    expect(vault.ready).toBe(false);
    expect(problemOf(() => vault.seal(TOKEN, PLACE))).toBe('no_encryption_key');
    expect(problemOf(() => vault.signLink('preview', {}, 60))).toBe('no_encryption_key');
    expect(problemOf(() => vault.linkKey('delivery'))).toBe('no_encryption_key');
  });

  it('reads what an earlier key sealed and writes under the current one', () => {
    const sealed = vaultWith(OLD).seal(TOKEN, PLACE);
    const rotated = vaultWith(KEY, [OLD]);
    expect(rotated.open(sealed, PLACE)).toEqual({ ok: true, value: TOKEN });
    expect(keyIdOf(rotated.seal(TOKEN, PLACE))).not.toBe(keyIdOf(sealed));
  });

  it('derives a key of its own for every purpose', () => {
    const vault = vaultWith(KEY);
    const delivery = vault.linkKey('delivery');
    expect(delivery.key.equals(vault.linkKey('preview').key)).toBe(false);
    expect(vault.linkKeyById('delivery', delivery.keyId)?.equals(delivery.key)).toBe(true);
    expect(vault.linkKeyById('delivery', '00000000')).toBeNull();
  });
});

describe('signed links', () => {
  it('carry their payload until they expire', () => {
    let now = 1_000_000;
    const vault = vaultWith(KEY, [], () => now);
    const token = vault.signLink('avatar', { account: 3, user: 'ü' }, 60);
    expect(token).toMatch(/^[\w.-]+$/);
    expect(vault.verifyLink('avatar', token)).toEqual({ account: 3, user: 'ü' });
    now += 59_999;
    expect(vault.verifyLink('avatar', token)).not.toBeNull();
    now += 1;
    expect(vault.verifyLink('avatar', token)).toBeNull();
    expect(vault.checkLink('avatar', token)).toMatchObject({ ok: false, why: 'expired' });
  });

  it('count for one purpose only, and not under another key', () => {
    const token = vaultWith(KEY).signLink('avatar', { account: 3 }, 60);
    expect(vaultWith(KEY).verifyLink('preview', token)).toBeNull();
    expect(vaultWith(OLD).verifyLink('avatar', token)).toBeNull();
    expect(vaultWith(OLD, [KEY]).verifyLink('avatar', token)).toEqual({ account: 3 });
  });

  it('are refused once a character is changed, also an unused bit of the signature', () => {
    const vault = vaultWith(KEY);
    const token = vault.signLink('avatar', { account: 3 }, 60);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    for (let index = 0; index < token.length; index += 1) {
      for (const letter of [token[index] === 'A' ? 'B' : 'A', alphabet.at(-1)]) {
        if (letter === undefined || letter === token[index]) continue;
        const changed = token.slice(0, index) + letter + token.slice(index + 1);
        expect(vault.verifyLink('avatar', changed)).toBeNull();
      }
    }
    const last = token.at(-1) ?? '';
    const twin = alphabet[alphabet.indexOf(last) ^ 1] ?? '';
    expect(vault.verifyLink('avatar', token.slice(0, -1) + twin)).toBeNull();
  });

  it.each(['', 'a.b.c', '....', 'x'.repeat(5000)])('refuse %j without a fault', (token) => {
    expect(vaultWith(KEY).verifyLink('avatar', token)).toBeNull();
  });
});
