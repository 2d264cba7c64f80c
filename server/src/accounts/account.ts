import { type AccountState } from '../../../contracts/accounts';
import { type AppMode } from '../../../contracts/settings';
import { type AccountRow, nameOf } from './account-row';
import { type ActiveKeys, deriveState } from './account-state';

/** An account as the rest of the server knows it: no token, no row. */
export interface Account {
  id: number;
  /** TikTok's id of the user for this app, verbatim. */
  openId: string;
  clientKey: string;
  mode: AppMode;
  nickname: string;
  handle: string | null;
  verified: boolean | null;
  /** Whether `avatarUrl` has an address to give. */
  hasAvatar: boolean;
  label: string | null;
  timeZone: string | null;
  /** Roles that may post with it; null: every role that may compose. */
  roleIds: number[] | null;
  /** Where the creator is reminded of drafts in the inbox. */
  creatorEmail: string | null;
  grantedScopes: string[];
  state: AccountState;
  stateMessage: string | null;
  /** Epoch milliseconds. */
  connectedAt: number | null;
  erased: boolean;
}

/** While an erasure is under way the row still knows whom it is about; nobody is told any more. */
const nameless = (row: AccountRow): AccountRow => ({
  ...row,
  openId: row.accountKey,
  nickname: 'Erased account',
  handle: null,
  verified: null,
  avatarUrl: null,
  label: null,
  creatorEmail: null,
});

export const accountOf = (stored: AccountRow, active: ActiveKeys): Account => {
  const row = stored.erasedAt === null ? stored : nameless(stored);
  const { state, message } = deriveState(row, active);
  return {
    id: row.id,
    openId: row.openId,
    clientKey: row.clientKey,
    mode: row.mode,
    nickname: nameOf(row),
    handle: row.handle,
    verified: row.verified,
    hasAvatar: row.avatarUrl !== null,
    label: row.label,
    timeZone: row.timeZone,
    roleIds: row.roleIds ?? null,
    creatorEmail: row.creatorEmail,
    grantedScopes: row.grantedScopes,
    state,
    stateMessage: message,
    connectedAt: row.connectedAt,
    erased: row.erasedAt !== null,
  };
};

/** Whether one of the caller's roles may post with the account. */
export const mayPostWith = (
  caller: { roleIds: readonly number[] },
  { roleIds }: Pick<Account, 'roleIds'>,
): boolean => roleIds === null || roleIds.some((id) => caller.roleIds.includes(id));
