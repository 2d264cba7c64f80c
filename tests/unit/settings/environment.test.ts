import { readEnvironment } from '../../../server/src/settings/environment';

const TIKTOK_CLIENT_KEY = 'awabcdefgh123456';
const TIKTOK_CLIENT_SECRET = 'a-secret-of-the-environment';

describe('the pair of the environment', () => {
  it('is for Live unless TIKTOK_MODE says otherwise', () => {
    const pair = { clientKey: TIKTOK_CLIENT_KEY, clientSecret: TIKTOK_CLIENT_SECRET };
    expect(readEnvironment({ TIKTOK_CLIENT_KEY, TIKTOK_CLIENT_SECRET }).pair).toEqual({
      mode: 'live',
      ...pair,
    });
    expect(
      readEnvironment({ TIKTOK_CLIENT_KEY, TIKTOK_CLIENT_SECRET, TIKTOK_MODE: ' Sandbox ' }).pair,
    ).toEqual({ mode: 'sandbox', ...pair });
  });

  it('is used whole or not at all', () => {
    for (const half of [{ TIKTOK_CLIENT_KEY }, { TIKTOK_CLIENT_SECRET }]) {
      expect(readEnvironment(half)).toMatchObject({ pair: null, incomplete: true });
    }
    expect(readEnvironment({ TIKTOK_CLIENT_KEY, TIKTOK_CLIENT_SECRET: ' ' }).incomplete).toBe(true);
  });

  it('is not used for a mode that does not exist', () => {
    const read = readEnvironment({ TIKTOK_CLIENT_KEY, TIKTOK_CLIENT_SECRET, TIKTOK_MODE: 'prod' });
    expect(read).toMatchObject({ pair: null, badMode: 'prod', mode: null });
  });

  it('is absent, and nothing is wrong, where nothing is set', () => {
    expect(readEnvironment({})).toEqual({
      pair: null,
      incomplete: false,
      badMode: null,
      mode: null,
    });
  });
});
