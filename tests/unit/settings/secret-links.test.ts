import { createHash } from 'node:crypto';

import { hashOfToken, newToken } from '../../../server/src/settings/vault/secret-links';

const key = (purpose: string): Buffer => createHash('sha256').update(purpose).digest();
const vault = {
  linkKey: (purpose: string) => ({ keyId: '0a1b2c3d', key: key(purpose) }),
  linkKeyById: (purpose: string, keyId: string) => (keyId === '0a1b2c3d' ? key(purpose) : null),
};

describe('the token of a link', () => {
  it('holds 128 random bits and is stored as a hash that does not hold it', () => {
    const made = newToken(vault, 'handover');
    expect(Buffer.from(made.token.slice(8), 'base64url')).toHaveLength(16);
    expect(made.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(made.hash).not.toBe(createHash('sha256').update(made.token).digest('hex'));
    expect(newToken(vault, 'handover').token).not.toBe(made.token);
  });

  it('is found again by its hash, for its own purpose only', () => {
    const { token, hash } = newToken(vault, 'handover');
    expect(hashOfToken(vault, 'handover', token)).toBe(hash);
    expect(hashOfToken(vault, 'preview', token)).not.toBe(hash);
  });

  it('is nothing under a key that is gone, or in another form', () => {
    const { token } = newToken(vault, 'handover');
    const foreign = [`ffffffff${token.slice(8)}`, `${token}A`, token.slice(1), '', '../x'];
    expect(foreign.map((one) => hashOfToken(vault, 'handover', one))).toEqual(
      foreign.map(() => null),
    );
  });
});
