import { type AccountMissing } from '../../../../contracts/insights';
import { type Scope } from '../../../../contracts/settings';
import { type Account } from '../../accounts';
import { type FollowedRow } from '../rows';

const SHOWS_SOMETHING: readonly Scope[] = ['user.info.profile', 'user.info.stats', 'video.list'];

/** The scopes that would show something more, and that TikTok does not give us for this account. */
export const missingScopes = (
  account: Pick<Account, 'grantedScopes'>,
  row: Pick<FollowedRow, 'refused_scope'> | null,
): Scope[] =>
  SHOWS_SOMETHING.filter(
    (scope) => !account.grantedScopes.includes(scope) || row?.refused_scope === scope,
  );

/** Of these accounts those that lack a scope. */
export const missingOf = (
  accounts: readonly Account[],
  followed: readonly FollowedRow[],
): AccountMissing[] => {
  const rows = new Map(followed.map((row) => [row.account_id, row]));
  return accounts
    .map((account) => ({
      accountId: account.id,
      nickname: account.nickname,
      scopes: missingScopes(account, rows.get(account.id) ?? null),
    }))
    .filter(({ scopes }) => scopes.length > 0);
};
