import { type Caller } from '../http/handle';
import { type Settings, type TikTokApp } from '../settings';
import { parseScopes, type TokenSet, type UserInfo } from '../tiktok';
import { type AccountRow, accountKeyOf, nameOf } from './account-row';
import { type AccountStore } from './account-store';
import { type ConsumedState, type OAuthStates } from './oauth-states';
import { tiktokProblem } from './problems';
import { profileColumns } from './profile';
import { anotherUser, deniedByTikTok, keyChangedMeanwhile, noCode, stateRefused } from './refusals';
import { lifetimes } from './token-life';

/** What TikTok sent to the callback, as the admin page read it from the fragment. */
export interface CallbackAnswer {
  state?: string;
  code?: string;
  scopes?: string;
  error?: string;
  error_description?: string;
}

export interface Completed {
  account: AccountRow;
  reconnected: boolean;
}

/** Finishes connections: checks the state, exchanges the code, stores the account. */
export const createComplete = ({
  settings,
  store,
  states,
  now,
  onConnected,
}: {
  settings: Settings;
  store: AccountStore;
  states: OAuthStates;
  now: () => number;
  onConnected: (accountId: number) => Promise<void>;
}) => {
  /** The profile is a help, not a condition: without it the account is connected all the same. */
  const profileOf = (tokens: TokenSet): Promise<UserInfo | null> =>
    settings
      .client()
      .users.info(tokens.accessToken, tokens.scopes)
      .catch(() => null);

  /**
   * The row this TikTok user already has: under this Client Key, or under an earlier one of the same
   * mode, told by the union_id.
   */
  const existing = async (app: TikTokApp, tokens: TokenSet, info: UserInfo | null) =>
    (await store.byOpenId(app.clientKey, tokens.openId)) ??
    (info?.unionId ? await store.byUnionId(app.mode, info.unionId, app.clientKey) : null);

  const refuseAnotherUser = async (
    app: TikTokApp,
    wanted: AccountRow,
    tokens: TokenSet,
    info: UserInfo | null,
  ): Promise<never> => {
    // The wrong user's grant is given back; that it fails changes nothing for anybody.
    await settings
      .client()
      .oauth.revoke({ ...app, accessToken: tokens.accessToken })
      .catch(() => undefined);
    throw anotherUser(info?.displayName ?? 'another user', nameOf(wanted));
  };

  const columnsOf = (
    app: TikTokApp,
    tokens: TokenSet,
    info: UserInfo | null,
    caller: Pick<Caller, 'name'>,
  ) => {
    const accountKey = accountKeyOf(app.clientKey, tokens.openId);
    const at = now();
    return {
      accountKey,
      clientKey: app.clientKey,
      openId: tokens.openId,
      mode: app.mode,
      ...(info ? profileColumns(info, at) : {}),
      grantedScopes: tokens.scopes,
      state: 'connected' as const,
      stateReason: null,
      connectedAt: at,
      connectedBy: caller.name,
      ...store.sealTokens(accountKey, tokens),
      ...lifetimes(tokens, at),
      refreshLeaseOwner: null,
      refreshLeaseUntil: null,
      refreshOrphanedAt: null,
    };
  };

  const save = async (
    app: TikTokApp,
    tokens: TokenSet,
    info: UserInfo | null,
    caller: Pick<Caller, 'name'>,
    before: AccountRow | null,
  ): Promise<void> => {
    const columns = columnsOf(app, tokens, info, caller);
    for (let row = before; ;) {
      try {
        if (!row) return await store.insert({ ...columns, tokenVersion: 1 });
        // A refresh that is under way for the old pair must not store it over this one.
        const version = row.tokenVersion;
        if (await store.updateIfVersion(row.id, version, { ...columns, tokenVersion: version + 1 }))
          return;
        row = await store.byId(row.id);
      } catch (error) {
        // Two administrators connect the same new user at once: the second finds the first's row.
        const winner = await store.byOpenId(app.clientKey, tokens.openId);
        if (row || !winner) throw error;
        row = winner;
      }
    }
  };

  const exchange = async (
    app: TikTokApp,
    state: ConsumedState,
    code: string,
    scopes: string | undefined,
  ): Promise<TokenSet> => {
    try {
      const tokens = await settings.client().oauth.exchangeCode({
        ...app,
        code,
        redirectUri: state.redirectUri,
        ...(state.verifier ? { codeVerifier: state.verifier } : {}),
      });
      // Both answers name what was granted; the callback's serves where the other is empty (T48).
      return tokens.scopes.length > 0 ? tokens : { ...tokens, scopes: parseScopes(scopes ?? '') };
    } catch (error) {
      throw tiktokProblem(error, 'Connecting the account');
    }
  };

  /** @throws Problem, for every way it can be refused, in words. */
  return async (
    caller: Pick<Caller, 'id' | 'name'>,
    answer: CallbackAnswer,
  ): Promise<Completed> => {
    if (!answer.state) throw stateRefused('forged');
    const consumed = await states.consume(answer.state, caller.id);
    if (!consumed.ok) throw stateRefused(consumed.why);
    if (answer.error) throw deniedByTikTok(answer.error, answer.error_description);
    if (!answer.code) throw noCode();

    const { state } = consumed;
    const app = await settings.appFor(state.clientKey);
    if (!app) throw keyChangedMeanwhile();
    const tokens = await exchange(app, state, answer.code, answer.scopes);
    const info = await profileOf(tokens);
    const before = await existing(app, tokens, info);
    if (state.accountId !== null && before?.id !== state.accountId) {
      const wanted = await store.require(state.accountId);
      return refuseAnotherUser(app, wanted, tokens, info);
    }
    await save(app, tokens, info, caller, before);
    const account = await store.byOpenId(app.clientKey, tokens.openId);
    if (!account) throw new Error('The account that was just stored is not there.');
    await onConnected(account.id);
    return { account, reconnected: before !== null };
  };
};
