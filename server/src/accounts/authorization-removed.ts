import { type Settings } from '../settings';
import { TikTokAuthError } from '../tiktok';
import { Problem } from '../http/problem';
import { type AccountRow } from './account-row';
import { type AccountStore } from './account-store';
import { type Erase } from './erase';
import { type Refresh } from './refresh';
import { isAlive } from './token-life';

/** What became of TikTok's hint that an authorization was removed. */
export type RemovalOutcome =
  | 'unknown_account'
  /** Older than the connection in force, or already disconnected here. */
  | 'ignored'
  /** TikTok still answers with the token: nothing was removed. */
  | 'contradicted'
  /** TikTok could not be asked, or not yet believed: to be looked at again. */
  | 'unconfirmed'
  | 'disconnected'
  | 'erased';

/** TikTok's reasons [webhooks-events]. */
const REASONS: Record<number, string> = {
  1: 'The owner of the account disconnected the app in TikTok.',
  2: 'The TikTok account was deleted.',
  3: 'The age of the account was changed, and TikTok removed the app.',
  4: 'TikTok banned the account.',
  5: 'The connection was revoked from this side.',
};
const ACCOUNT_DELETED = 2;
/** From when on a token that still works proves that the account was not deleted. */
const CONTRADICTION_MS = 3_600_000;

export const removalReason = (reason: number): string =>
  REASONS[reason] ?? 'TikTok removed the connection without saying why.';

/** The webhook `authorization.removed`: a hint, which one user-info call confirms. */
export const createAuthorizationRemoved = ({
  settings,
  store,
  refresh,
  erase,
  now,
  onLost,
}: {
  settings: Settings;
  store: AccountStore;
  refresh: Refresh;
  erase: Pick<Erase, 'eraseDeleted'>;
  now: () => number;
  onLost: (row: AccountRow, reason: string) => Promise<void>;
}) => {
  /** Whether TikTok refuses the account's token; null when it could not be asked. */
  const isRefused = async (row: AccountRow): Promise<boolean | null> => {
    if (await refresh.isPaused()) return null;
    try {
      // An expired token would be refused whatever the user did.
      const present = refresh.accessOf(row);
      const token = present && isAlive(row, now()) ? present : await refresh.renew(row.id);
      await settings.client().users.info(token, row.grantedScopes);
      return false;
    } catch (error) {
      if (error instanceof TikTokAuthError) return true;
      // Told by the row, not by the words: it says the same where only our own app is not configured.
      const present = await store.byId(row.id);
      return present?.state === 'reconnect' ? true : null;
    }
  };

  /** An account that another call erases at this moment is erased; one connected anew is not. */
  const eraseDeleted = async (row: AccountRow): Promise<'erased' | 'unconfirmed'> => {
    try {
      await erase.eraseDeleted(row, 'TikTok (the account was deleted there)');
      return 'erased';
    } catch (error) {
      const code = error instanceof Problem ? error.details.code : null;
      if (code !== 'not_found' && code !== 'erasure_goes_on') throw error;
      const present = await store.byId(row.id);
      return present !== null && present.erasedAt === null ? 'unconfirmed' : 'erased';
    }
  };

  /** Whether the connection that is in force was made after TikTok's event. */
  const isOlder = ({ connectedAt }: AccountRow, createTimeMs: number): boolean =>
    // TikTok's times are whole seconds.
    connectedAt !== null && createTimeMs + 999 < connectedAt;

  return async (
    clientKey: string,
    openId: string,
    reason: number,
    createTimeMs: number,
  ): Promise<RemovalOutcome> => {
    const before = await store.byOpenId(clientKey, openId);
    if (!before) return 'unknown_account';
    if (isOlder(before, createTimeMs)) return 'ignored';
    if (before.state === 'connected') {
      const refused = await isRefused(before);
      if (refused === null) return 'unconfirmed';
      if (!refused) {
        // The token of a user who is being deleted may live for some minutes more.
        const early = reason === ACCOUNT_DELETED && now() - createTimeMs < CONTRADICTION_MS;
        return early ? 'unconfirmed' : 'contradicted';
      }
    } else if (reason !== ACCOUNT_DELETED) {
      return 'ignored';
    }
    // As it is now: its user may have signed in anew, or its pair been renewed, while TikTok was asked.
    const row = await store.byOpenId(clientKey, openId);
    if (!row) return 'unknown_account';
    if (row.connectedAt !== before.connectedAt) return 'unconfirmed';
    if (row.state === 'disconnected' && reason !== ACCOUNT_DELETED) return 'ignored';
    const words = removalReason(reason);
    if (reason === ACCOUNT_DELETED) return eraseDeleted(row);
    const isEnded = await store.updateIfVersion(row.id, row.tokenVersion, {
      state: 'reconnect',
      stateReason: `${words} Press "Reconnect" to sign in again.`,
    });
    if (!isEnded) return 'unconfirmed';
    await onLost(row, words);
    return 'disconnected';
  };
};
