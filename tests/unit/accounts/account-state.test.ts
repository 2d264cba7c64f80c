import { deriveState } from '../../../server/src/accounts/account-state';

const row = {
  state: 'connected' as const,
  stateReason: null,
  mode: 'live' as const,
  clientKey: 'awlive',
};
const keys = { live: 'awlive', sandbox: 'sbaw' };

describe('the state of an account', () => {
  it('is connected under the Client Key and mode it was connected with', () => {
    expect(deriveState(row, { mode: 'live', keys })).toEqual({ state: 'connected', message: null });
  });

  it('is quiet while the other mode is active, with the word for it', () => {
    const { state, message } = deriveState(row, { mode: 'sandbox', keys });
    expect(state).toBe('quiet');
    expect(message).toContain('belongs to Live');
  });

  it('is reconnect once its Client Key was changed, and connected again with the old one', () => {
    const changed = { mode: 'live' as const, keys: { ...keys, live: 'awother' } };
    expect(deriveState(row, changed)).toMatchObject({
      state: 'reconnect',
      message: expect.stringContaining('another Client Key'),
    });
    expect(deriveState(row, { mode: 'live', keys: { ...keys, live: null } }).state).toBe(
      'reconnect',
    );
    expect(deriveState(row, { mode: 'live', keys }).state).toBe('connected');
  });

  it('tells why a lost or disconnected one is so', () => {
    for (const state of ['reconnect', 'disconnected'] as const) {
      const said = deriveState({ ...row, state, stateReason: 'Because.' }, { mode: 'live', keys });
      expect(said).toEqual({ state, message: 'Because.' });
      expect(deriveState({ ...row, state }, { mode: 'live', keys }).message).not.toBeNull();
    }
  });
});
