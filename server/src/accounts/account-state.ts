import { type AccountState } from '../../../contracts/accounts';
import { type AppMode } from '../../../contracts/settings';
import { type AccountRow } from './account-row';

/** What the settings say about Client Keys now. */
export interface ActiveKeys {
  mode: AppMode;
  keys: Record<AppMode, string | null>;
}

export interface DerivedState {
  state: AccountState;
  /** Why, and what to do; null when connected. */
  message: string | null;
}

const MODE_NAME: Record<AppMode, string> = { live: 'Live', sandbox: 'Sandbox' };

/**
 * How an account stands, from what is stored and the keys in force. A changed Client Key makes its
 * accounts "reconnect" by this alone, whether it was changed in the settings or the environment, and
 * the old key brings them back.
 */
export const deriveState = (
  row: Pick<AccountRow, 'state' | 'stateReason' | 'mode' | 'clientKey'>,
  active: ActiveKeys,
): DerivedState => {
  if (row.state === 'disconnected') {
    return {
      state: 'disconnected',
      message: row.stateReason ?? 'Disconnected here. Connect it again to post with it.',
    };
  }
  if (row.state === 'reconnect') {
    return {
      state: 'reconnect',
      message:
        row.stateReason ?? 'TikTok no longer accepts its sign-in. Press "Reconnect" to sign in.',
    };
  }
  if (active.keys[row.mode] !== row.clientKey) {
    return {
      state: 'reconnect',
      message: `It was connected with another Client Key than the one that is now set for ${MODE_NAME[row.mode]}. Press "Reconnect" to sign in.`,
    };
  }
  if (active.mode !== row.mode) {
    return {
      state: 'quiet',
      message: `It belongs to ${MODE_NAME[row.mode]}, and ${MODE_NAME[active.mode]} is active. Switch the mode in the settings to use it.`,
    };
  }
  return { state: 'connected', message: null };
};
