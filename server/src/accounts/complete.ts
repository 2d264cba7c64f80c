import { type Core } from '@strapi/strapi';

import { type Caller } from '../http/handle';
import { notFound } from '../http/problem';
import { type Settings, type TikTokApp } from '../settings';
import { parseScopes, type TokenSet, type UserInfo } from '../tiktok';
import { type AccountRow, accountKeyOf, nameOf } from './account-row';
import { type AccountStore } from './account-store';
import { type ConsumedState, type OAuthStates } from './oauth-states';
import { postsPart } from './posts-part';
import { tiktokProblem } from './problems';
import { profileColumns } from './profile';
import { anotherUser, deniedByTikTok, keyChangedMeanwhile, noCode, stateRefused } from './refusals';
import { lifetimes, untoldWords } from './token-life';

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

/** One sign-in as far as it has come. */
interface SignIn {
  app: TikTokApp;
  state: ConsumedState;
  tokens: TokenSet;
  /** As the callback named them. */
  scopes: string | undefined;
  caller: Pick<Caller, 'name'>;
}

/** Finishes connections: checks the state, exchanges the code, stores the account. */
export const createComplete = ({
  strapi,
  settings,
  store,
  states,
  now,
  onConnected,
}: {
  strapi: Core.Strapi;
  settings: Settings;
  store: AccountStore;
  states: OAuthStates;
  now: () => number;
  onConnected: (accountId: number) => Promise<void>;
}) => {
  /**
   * What was granted, from the first place that tells: TikTok's answer, its callback (T48), the
   * connection before, and at last what was asked for; one too many is refused in TikTok's words.
   */
  const grantedIn = async (
    { tokens, scopes }: SignIn,
    before: AccountRow | null,
  ): Promise<string[]> => {
    const told = [tokens.scopes, parseScopes(scopes ?? ''), before?.grantedScopes];
    return told.find((list) => list && list.length > 0) ?? settings.requestedScopes();
  };

  /** The profile is a help, not a condition: without it the account is connected all the same. */
  const profileOf = async (signIn: SignIn): Promise<UserInfo | null> => {
    const granted = await grantedIn(signIn, null);
    return settings
      .client()
      .users.info(signIn.tokens.accessToken, granted)
      .catch(() => null);
  };

  /**
   * Whether a sign-in of this TikTok user is in use here, or may be in a moment: TikTok's revoke ends
   * all that the user granted to the app, not the one sign-in. Where it cannot be known, it may be.
   */
  const isUsedHere = async (
    { app, state, tokens }: SignIn,
    info: UserInfo | null,
  ): Promise<boolean> => {
    const isThisUser = ({ clientKey, openId, unionId }: AccountRow): boolean =>
      openId === tokens.openId ||
      (clientKey !== app.clientKey && (!unionId || !info?.unionId || unionId === info.unionId));
    const connected = (await store.all()).filter((row) => row.state === 'connected');
    return connected.some(isThisUser) || states.othersUnderWay(state);
  };

  /** Gives back what the wrong user granted; that it fails changes nothing for anybody. */
  const giveBack = async (signIn: SignIn, info: UserInfo | null): Promise<void> => {
    if (await isUsedHere(signIn, info)) return;
    const { app, tokens } = signIn;
    await settings
      .client()
      .oauth.revoke({ ...app, accessToken: tokens.accessToken })
      .catch(() => undefined);
  };

  const columnsOf = async (signIn: SignIn, info: UserInfo | null, before: AccountRow | null) => {
    const { app, tokens, caller } = signIn;
    const accountKey = accountKeyOf(app.clientKey, tokens.openId);
    const at = now();
    // The same user's earlier one may still serve; one of another app never does.
    const keepsRefresh = tokens.refreshToken === undefined && before?.accountKey === accountKey;
    return {
      accountKey,
      clientKey: app.clientKey,
      openId: tokens.openId,
      mode: app.mode,
      ...(info ? profileColumns(info, at) : {}),
      grantedScopes: await grantedIn(signIn, before),
      state: 'connected' as const,
      stateReason: null,
      connectedAt: at,
      connectedBy: caller.name,
      ...(keepsRefresh ? {} : { refreshToken: null }),
      ...store.sealTokens(accountKey, tokens),
      ...lifetimes(tokens, at, keepsRefresh ? before : null),
      refreshLeaseOwner: null,
      refreshLeaseUntil: null,
      refreshOrphanedAt: null,
    };
  };

  /** @throws Problem `not_found` when the account to reconnect was erased meanwhile */
  const save = async (
    signIn: SignIn,
    info: UserInfo | null,
    before: AccountRow | null,
  ): Promise<void> => {
    const { app, tokens, state } = signIn;
    for (let row = before; ;) {
      const columns = await columnsOf(signIn, info, row);
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
      if (row && row.erasedAt !== null) {
        if (state.accountId !== null) {
          await giveBack(signIn, info);
          throw notFound('The TikTok account');
        }
        row = null;
      }
    }
  };

  const exchange = async (
    app: TikTokApp,
    state: ConsumedState,
    code: string,
  ): Promise<TokenSet> => {
    try {
      return await settings.client().oauth.exchangeCode({
        ...app,
        code,
        redirectUri: state.redirectUri,
        ...(state.verifier ? { codeVerifier: state.verifier } : {}),
      });
    } catch (error) {
      throw tiktokProblem(error, 'Connecting the account');
    }
  };

  /**
   * The row this TikTok user already has, stored anew: under this Client Key, or under an earlier one
   * of the same mode, told by the union_id. @throws Problem `connect_another_user`
   */
  const storedFor = async (signIn: SignIn): Promise<{ reconnected: boolean }> => {
    const { app, state, tokens } = signIn;
    const known = await store.byOpenId(app.clientKey, tokens.openId);
    if (known && (state.accountId === null || known.id === state.accountId)) {
      // First of all: the code is spent, and an older pair of this user may be dead by now.
      await save(signIn, null, known);
      const info = await profileOf(signIn);
      if (info) await store.update(known.id, profileColumns(info, now()));
      return { reconnected: true };
    }
    const info = await profileOf(signIn);
    const before =
      known ??
      (info?.unionId ? await store.byUnionId(app.mode, info.unionId, app.clientKey) : null);
    if (state.accountId !== null && before?.id !== state.accountId) {
      const wanted = await store.byId(state.accountId);
      await giveBack(signIn, info);
      if (!wanted || wanted.erasedAt !== null) throw notFound('The TikTok account');
      throw anotherUser(info?.displayName ?? 'another user', nameOf(wanted));
    }
    await save(signIn, info, before);
    if (before) await postsPart(strapi).forgetIdentity(before);
    return { reconnected: before !== null };
  };

  const finish = async (signIn: SignIn): Promise<Completed> => {
    const { app, tokens } = signIn;
    const { reconnected } = await storedFor(signIn);
    const account = await store.byOpenId(app.clientKey, tokens.openId);
    if (!account) throw notFound('The TikTok account');
    if (tokens.untold.length > 0) {
      strapi.log.warn(`TikTok: account ${account.id} was connected. ${untoldWords(tokens.untold)}`);
    }
    await onConnected(account.id);
    return { account, reconnected };
  };

  /** @throws Problem, for every way it can be refused, in words. */
  return async (
    caller: Pick<Caller, 'id' | 'name'>,
    answer: CallbackAnswer,
  ): Promise<Completed> => {
    if (!answer.state) throw stateRefused('forged');
    const consumed = await states.consume(answer.state, caller.id);
    if (!consumed.ok) throw stateRefused(consumed.why);
    const { state } = consumed;
    try {
      if (answer.error) throw deniedByTikTok(answer.error, answer.error_description);
      if (!answer.code) throw noCode();
      const app = await settings.appFor(state.clientKey);
      if (!app) throw keyChangedMeanwhile();
      const tokens = await exchange(app, state, answer.code);
      return await finish({ app, state, tokens, scopes: answer.scopes, caller });
    } finally {
      await states.finished(state);
    }
  };
};
