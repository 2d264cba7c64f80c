import { type AccountView } from '../../../contracts/accounts';
import { ACTIONS } from '../../../contracts/permissions';
import { type Scope } from '../../../contracts/settings';
import { type Caller } from '../http/handle';
import { accountOf } from './account';
import { type AccountRow, nameOf } from './account-row';
import { type ActiveKeys, deriveState } from './account-state';
import { type Avatars } from './avatar';

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** An account as a page may see it: nothing secret, and TikTok's picture by our own address. */
export const accountViewOf = (
  row: AccountRow,
  facts: {
    version: number;
    active: ActiveKeys;
    requested: readonly Scope[];
    scheduledPosts: number;
    avatars: Avatars;
    caller: Pick<Caller, 'id' | 'ability'>;
  },
): AccountView => {
  const { state, message } = deriveState(row, facts.active);
  return {
    id: row.id,
    version: facts.version,
    openId: row.openId,
    mode: row.mode,
    nickname: nameOf(row),
    handle: row.handle,
    verified: row.verified,
    avatarUrl: facts.avatars.urlFor(accountOf(row, facts.active), facts.caller.id),
    counters: row.counters ?? null,
    state,
    stateMessage: message,
    grantedScopes: row.grantedScopes,
    missingScopes: facts.requested.filter((scope) => !row.grantedScopes.includes(scope)),
    label: row.label,
    timeZone: row.timeZone,
    roleIds: row.roleIds ?? null,
    creatorEmail: facts.caller.ability.can(ACTIONS.connectAccounts) ? row.creatorEmail : null,
    connectedAt: iso(row.connectedAt),
    connectedBy: row.connectedBy,
    scheduledPosts: facts.scheduledPosts,
  };
};
