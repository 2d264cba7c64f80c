import { type Core } from '@strapi/strapi';

import { type AccountView } from '../../../contracts/accounts';
import { ACTIONS } from '../../../contracts/permissions';
import { type SeenVersion } from '../../../contracts/versions';
import { type Caller } from '../http/handle';
import { notFound } from '../http/problem';
import { withoutTrailingSlashes } from '../http/slashes';
import { revisionsOf, type SharedThing } from '../revisions';
import { adminUrlsOf, settingsOf, vaultOf } from '../settings';
import { type Account, accountOf, mayPostWith } from './account';
import { type AccountChanges, checkChanges } from './account-changes';
import { type AccountRow, nameOf } from './account-row';
import { type ActiveKeys, deriveState } from './account-state';
import { createAccountStore } from './account-store';
import { accountViewOf } from './account-view';
import { createAuthorizationRemoved } from './authorization-removed';
import { createAvatars } from './avatar';
import { createComplete } from './complete';
import { createConnect } from './connect';
import { createDisconnect } from './disconnect';
import { createErase } from './erase';
import { createListeners } from './listeners';
import { createOAuthStates } from './oauth-states';
import { postsPart } from './posts-part';
import { tiktokProblem } from './problems';
import { profileColumns } from './profile';
import { createRefresh } from './refresh';
import { createPairStore } from './store-pair';
import { createTokens } from './tokens';

/** How long a stopping Strapi waits for a refresh in flight; TikTok would kill the pair otherwise. */
const STOP_MS = 8_000;

const thing = (id: number) => `account ${id}` satisfies SharedThing;

/** The connected TikTok accounts and their sign-ins. */
export const createAccounts = ({ strapi }: { strapi: Core.Strapi }) => {
  const now = Date.now;
  const vault = vaultOf(strapi);
  const settings = settingsOf(strapi);
  const store = createAccountStore({ strapi, vault });
  const states = createOAuthStates({ strapi, vault, now });
  const listeners = createListeners({ strapi });
  const onLost = (row: AccountRow, reason: string) => listeners.disconnected(row.id, reason);
  const pairs = createPairStore({ strapi, store, now });
  const refresh = createRefresh({ strapi, store, settings, pairs, now, onLost });
  const tokens = createTokens({ strapi, store, settings, refresh, pairs, now });
  const disconnect = createDisconnect({
    strapi,
    settings,
    store,
    refresh,
    now,
    onEnded: listeners.ended,
  });

  const refreshProfile = async (accountId: number): Promise<AccountRow> => {
    const { grantedScopes } = await store.require(accountId);
    const info = await tokens.withAccessToken(accountId, (token) =>
      settings.client().users.info(token, grantedScopes),
    );
    await store.update(accountId, profileColumns(info, now()));
    return store.require(accountId);
  };

  const avatars = createAvatars({
    strapi,
    vault,
    isThere: async (accountId) => (await store.byId(accountId))?.erasedAt === null,
    renewProfile: (accountId) => refreshProfile(accountId).catch(() => null),
  });
  const erase = createErase({
    ...{ strapi, store, states, disconnect, avatars, now },
    onEnded: listeners.ended,
  });

  const active = async (): Promise<ActiveKeys> => {
    const [{ mode }, keys] = await Promise.all([settings.current(), settings.clientKeys()]);
    return { mode, keys, unreadable: store.unreadable };
  };

  const viewOfVersion = async (
    row: AccountRow,
    version: number,
    caller: Caller,
  ): Promise<AccountView> =>
    accountViewOf(row, {
      version,
      active: await active(),
      requested: await settings.requestedScopes(),
      scheduledPosts: await postsPart(strapi).countScheduled(row.id),
      avatars,
      caller,
    });

  const viewOf = async (row: AccountRow, caller: Caller): Promise<AccountView> => {
    const { version } = await revisionsOf(strapi).of(thing(row.id));
    // Read again behind its version, which must never be newer than what it stands for.
    return viewOfVersion((await store.byId(row.id)) ?? row, version, caller);
  };

  const find = async (id: number): Promise<Account | null> => {
    const row = await store.remembered(id);
    return row ? accountOf(row, await active()) : null;
  };

  /** A changed Client Key leaves its accounts without a sign-in that TikTok would renew. */
  settings.onKeyChange(async (mode) => {
    const keys = await active();
    for (const row of await store.all()) {
      if (row.mode !== mode || row.state !== 'connected') continue;
      const { state, message } = deriveState(row, keys);
      if (state === 'reconnect') await listeners.disconnected(row.id, message ?? '');
    }
  });

  settings.onAccountCount(async (mode, clientKey) => {
    const rows = (await store.all()).filter((row) => row.mode === mode);
    const connected = rows.filter(
      (row) =>
        row.state === 'connected' && row.clientKey === clientKey && store.unreadable(row) === null,
    );
    const disconnected = rows.filter((row) => row.state === 'disconnected').length;
    return {
      connected: connected.length,
      needReconnect: rows.length - connected.length - disconnected,
      names: connected.map(nameOf),
    };
  });

  return {
    /** Also an erased one, which bears no name; null if there never was one. */
    find,

    /** @throws Problem `not_found`, also for an erased one */
    async require(id: number): Promise<Account> {
      return accountOf(await store.requireRemembered(id), await active());
    },

    /** Whether this user of an app has an account here that was not erased. */
    hasOpenId: store.hasOpenId,

    async findByOpenId(clientKey: string, openId: string): Promise<Account | null> {
      const row = await store.byOpenId(clientKey, openId);
      return row ? accountOf(row, await active()) : null;
    },

    /** Every account but the erased ones, whoever may post with it. */
    async all(): Promise<Account[]> {
      const keys = await active();
      return (await store.all()).map((row) => accountOf(row, keys));
    },

    /** The ids of all accounts there ever were, erased ones included. */
    everyId: store.everyId,

    mayPostWith,
    withAccessToken: tokens.withAccessToken,
    refreshDue: tokens.refreshDue,
    pauseRefresh: refresh.pause,
    onDisconnected: listeners.onDisconnected,
    onConnected: listeners.onConnected,

    /** The accounts the caller may see: those they may post with, or all for who connects accounts. */
    async list(caller: Caller): Promise<AccountView[]> {
      const sees = (row: AccountRow) =>
        caller.ability.can(ACTIONS.connectAccounts) ||
        mayPostWith(caller, { roleIds: row.roleIds ?? null });
      const revisions = await revisionsOf(strapi).ofMany((await store.everyId()).map(thing));
      const rows = (await store.all()).filter(sees);
      return Promise.all(
        rows.map((row) => viewOfVersion(row, revisions.get(thing(row.id))?.version ?? 0, caller)),
      );
    },

    connect: createConnect({ strapi, settings, store, states }),
    originOfState: states.originOf,
    /** The path of the admin panel at one of its origins, without a slash at the end. */
    adminPath: (origin: string): string => {
      const urls = adminUrlsOf(strapi);
      const there = urls.find((url) => url.origin === origin) ?? urls[0];
      return withoutTrailingSlashes(there.pathname);
    },

    complete: createComplete({
      strapi,
      settings,
      store,
      states,
      now,
      onConnected: listeners.connected,
    }),

    /** @throws Problem `not_found`, `invalid_account`, `version_conflict` */
    async update(
      id: number,
      { version: seen, ...changes }: AccountChanges & { version: SeenVersion },
      by: string,
    ): Promise<AccountRow> {
      await store.require(id);
      const checked = await checkChanges(strapi, changes);
      const change = { thing: thing(id), called: 'This account', seen, by };
      await revisionsOf(strapi).change(change, (trx) => store.decide(id, checked, trx));
      store.forget(id);
      return store.require(id);
    },

    /** Asks TikTok for the profile now. @throws Problem, in TikTok's words where it refused */
    refreshProfile: (id: number) =>
      refreshProfile(id).catch((error: unknown) => {
        throw tiktokProblem(error, 'Reading the profile');
      }),

    /**
     * Notes what creator info told; an account without `user.info.profile` has its handle from there.
     * @returns false when the account was erased meanwhile: the answer must be forgotten
     */
    async rememberCreator(
      id: number,
      told: { nickname?: string; handle?: string; avatarUrl?: string },
    ): Promise<boolean> {
      const row = await store.remembered(id);
      if (!row || row.erasedAt !== null) return false;
      // No write that changes nothing: most creator infos tell what is known.
      const news = Object.entries(told).filter(
        ([name, value]) => value && Reflect.get(row, name) !== value,
      );
      return news.length === 0 || store.update(id, Object.fromEntries(news));
    },

    async disconnect(id: number, by: string) {
      const result = await disconnect.disconnect(id, by);
      return { ...result, row: await store.require(id) };
    },

    erase: erase.erase,
    onErase: erase.onErase,

    /** Goes on with what was cut off or could not be decided; called every few minutes. */
    async followUp(): Promise<void> {
      await erase.resume();
      await postsPart(strapi).followUpRemovals();
    },

    /** For a copy of a site: forgets every token without telling TikTok, which knows only one site. */
    async forgetAllTokens(reason: string): Promise<number> {
      const rows = (await store.all()).filter((row) => row.refreshToken !== null);
      for (const row of rows) await disconnect.forgetTokens(row.id, reason);
      return rows.length;
    },

    handleAuthorizationRemoved: createAuthorizationRemoved({
      settings,
      store,
      refresh,
      erase,
      now,
      onLost,
    }),

    viewOf,

    /** The avatar's address for a caller, an hour long; null without a picture. */
    avatarUrl: (account: Pick<Account, 'id' | 'hasAvatar'>, caller: Pick<Caller, 'id'>) =>
      avatars.urlFor(account, caller.id),

    /** The picture behind a signed link. @throws Problem `not_found` for a bad or expired link */
    async avatarBehind(id: number, token: string) {
      const row = avatars.allows(id, token) ? await store.byId(id) : null;
      const avatar = row && row.erasedAt === null ? await avatars.of(row) : null;
      if (!avatar) throw notFound('This picture');
      return avatar;
    },

    /** Finishes and stores what is in flight. */
    stop: () => refresh.stop(STOP_MS),
  };
};

export type Accounts = ReturnType<typeof createAccounts>;

export const accountsOf = (strapi: Core.Strapi): Accounts =>
  strapi.plugin('tiktok').service('accounts');
