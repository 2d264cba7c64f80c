import { deriveState } from '../../../server/src/accounts/account-state';

const row = {
  state: 'connected' as const,
  stateReason: null,
  mode: 'live' as const,
  clientKey: 'awlive',
  accountKey: 'awlive:someone',
  accessToken: 'v1:sealed',
  refreshToken: 'v1:sealed',
};
const keys = { live: 'awlive', sandbox: 'sbaw' };
const readable = () => null;

describe('the state of an account', () => {
  it('is connected under the Client Key and mode it was connected with', () => {
    expect(deriveState(row, { mode: 'live', keys, unreadable: readable })).toEqual({
      state: 'connected',
      message: null,
    });
  });

  it('is quiet while the other mode is active, with the word for it', () => {
    const { state, message } = deriveState(row, { mode: 'sandbox', keys, unreadable: readable });
    expect(state).toBe('quiet');
    expect(message).toContain('belongs to Live');
  });

  it('is reconnect once its Client Key was changed, and connected again with the old one', () => {
    const changed = {
      mode: 'live' as const,
      keys: { ...keys, live: 'awother' },
      unreadable: readable,
    };
    expect(deriveState(row, changed)).toMatchObject({
      state: 'reconnect',
      message: expect.stringContaining('another Client Key'),
    });
    expect(
      deriveState(row, { mode: 'live', keys: { ...keys, live: null }, unreadable: readable }).state,
    ).toBe('reconnect');
    expect(deriveState(row, { mode: 'live', keys, unreadable: readable }).state).toBe('connected');
  });

  it('tells why a lost or disconnected one is so', () => {
    for (const state of ['reconnect', 'disconnected'] as const) {
      const said = deriveState(
        { ...row, state, stateReason: 'Because.' },
        { mode: 'live', keys, unreadable: readable },
      );
      expect(said).toEqual({ state, message: 'Because.' });
      expect(
        deriveState({ ...row, state }, { mode: 'live', keys, unreadable: readable }).message,
      ).not.toBeNull();
    }
  });

  it.each([
    ['no_key', 'has no ENCRYPTION_KEY'],
    ['wrong_key', 'previousKeys'],
    ['corrupt', 'damaged'],
  ] as const)('is never connected while its sign-in cannot be read (%s)', (why, word) => {
    for (const mode of ['live', 'sandbox'] as const) {
      const { state, message } = deriveState(row, { mode, keys, unreadable: () => why });
      expect(state).toBe('reconnect');
      expect(message).toContain(word);
    }
  });
});
