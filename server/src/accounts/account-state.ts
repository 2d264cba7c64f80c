import { type AccountState } from '../../../contracts/accounts';
import { type AppMode } from '../../../contracts/settings';
import { type AccountRow } from './account-row';

/** Why a sealed sign-in cannot be opened. */
export type Unreadable = 'no_key' | 'wrong_key' | 'corrupt';

/** What the settings say about Client Keys now, and what the vault can read. */
export interface ActiveKeys {
  mode: AppMode;
  keys: Record<AppMode, string | null>;
  /** Null: its sign-in can be read. */
  unreadable(row: SealedSignIn): Unreadable | null;
}

export type SealedSignIn = Pick<AccountRow, 'accountKey' | 'accessToken' | 'refreshToken'>;

const UNREADABLE: Record<Unreadable, string> = {
  no_key:
    'Strapi has no ENCRYPTION_KEY, so its stored sign-in cannot be read. Set the key that it was stored with, and the account works again.',
  wrong_key:
    'Its stored sign-in was encrypted with another ENCRYPTION_KEY than the one that is set now. Put that key back or add it to `encryption.previousKeys` of the plugin, and the account works again; or press "Reconnect" to sign in.',
  corrupt: 'Its stored sign-in is damaged and cannot be read. Press "Reconnect" to sign in.',
};

export interface DerivedState {
  state: AccountState;
  /** Why, and what to do; null when connected. */
  message: string | null;
}

const MODE_NAME: Record<AppMode, string> = { live: 'Live', sandbox: 'Sandbox' };

/**
 * How an account stands, from what is stored and the keys in force. One whose sign-in cannot be read
 * is never called connected: nothing could be posted with it. A changed Client Key makes its
 * accounts "reconnect" by this alone, whether it was changed in the settings or the environment, and
 * the old key brings them back.
 */
export const deriveState = (
  row: Pick<AccountRow, 'state' | 'stateReason' | 'mode' | 'clientKey'> & SealedSignIn,
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
  const unreadable = active.unreadable(row);
  if (unreadable) return { state: 'reconnect', message: UNREADABLE[unreadable] };
  if (active.mode !== row.mode) {
    return {
      state: 'quiet',
      message: `It belongs to ${MODE_NAME[row.mode]}, and ${MODE_NAME[active.mode]} is active. Switch the mode in the settings to use it.`,
    };
  }
  return { state: 'connected', message: null };
};
