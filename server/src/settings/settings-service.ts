import { type Core } from '@strapi/strapi';

import {
  type AppMode,
  type AppView,
  type CredentialsTest,
  type SettingsInput,
  type SettingsView,
} from '../../../contracts/settings';
import { type SeenVersion } from '../../../contracts/versions';
import { pluginConfig } from '../config';
import { Problem } from '../http/problem';
import { revisionsOf, type SharedThing } from '../revisions';
import { tally } from '../tally';
import { createTikTokClient, isListedCode, type TikTokClient } from '../tiktok';
import { mediaUrlOf, publicAddress, publicUrlOf } from './addresses';
import { createAppStore } from './app-store';
import { resolveApp, type ResolvedApp, type TikTokApp } from './apps';
import { callbackRecipes } from './callback-recipes';
import { checkClientKey, checkClientSecret } from './credentials-input';
import { checkDecisions, fieldProblem } from './decisions';
import { readEnvironment } from './environment';
import { noticesOf } from './notices';
import { checkRedirectUri } from './redirect-uri';
import { requestedScopes, scopeViews } from './scopes';
import { createSettingsStore, type StoredSettings } from './settings-store';
import { ACCEPTED, verdictOf } from './test-credentials';
import { usableApp } from './usability';
import { type Vault, vaultOf } from './vault';

/** How many accounts stand how under one mode; asked of accounts/, which knows them. */
export interface AccountCounts {
  connected: number;
  needReconnect: number;
  /** Of the connected ones. */
  names: string[];
}

type CountAccounts = (mode: AppMode, clientKey: string | null) => Promise<AccountCounts>;
type KeyChangeListener = (mode: AppMode) => Promise<void>;

const MODES = ['sandbox', 'live'] as const;

const thing = (mode: AppMode) => `app ${mode}` satisfies SharedThing;
const called = (mode: AppMode) =>
  `The Client Key and Client Secret of ${mode === 'live' ? 'Live' : 'Sandbox'}`;

/** The TikTok app of this site: what was decided, whether it can be used, and what is wrong. */
export const createSettings = ({ strapi }: { strapi: Core.Strapi }) => {
  const now = Date.now;
  const vault: Vault = vaultOf(strapi);
  const store = createSettingsStore({ strapi, now });
  const apps = createAppStore({ strapi, vault, now });
  let client: TikTokClient | undefined;
  let countAccounts: CountAccounts = async () => ({ connected: 0, needReconnect: 0, names: [] });
  const keyChangeListeners: KeyChangeListener[] = [];
  const changeListeners: (() => Promise<void>)[] = [];

  const environment = () => readEnvironment(process.env);
  const current = (): Promise<StoredSettings> => store.read(environment().pair?.mode ?? null);
  const resolve = (mode: AppMode): Promise<ResolvedApp> => resolveApp(mode, apps, environment());
  const tiktok = (): TikTokClient => {
    const { apiUrl, authorizeUrl } = pluginConfig(strapi);
    client ??= createTikTokClient({
      apiUrl,
      authorizeUrl,
      onCall: ({ endpoint, code }) =>
        // A code that TikTok has never listed is its own word: one label for all of those.
        tally(strapi, 'calls', endpoint, code === 'ok' || isListedCode(code) ? code : 'unlisted'),
    });
    return client;
  };
  const ownCallbackUrl = () => publicAddress(strapi, '/oauth/callback');
  const keyChanged = async (mode: AppMode): Promise<void> => {
    for (const listener of keyChangeListeners) await listener(mode);
  };

  const changed = async (): Promise<void> => {
    for (const listener of changeListeners) await listener();
  };

  const appView = async (resolved: ResolvedApp, version: number): Promise<AppView> => {
    const { mode, source, clientKey, secret, secretTail, row } = resolved;
    const lastTest = clientKey ? apps.lastTestOf(row, { clientKey, secretTail }) : null;
    const accounts = await countAccounts(mode, clientKey);
    return { version, mode, source, clientKey, secret, secretTail, accounts, lastTest };
  };

  /** The redirect URI to register and to send; TikTok compares it letter by letter. */
  const redirectUri = (settings: StoredSettings) => {
    const url = settings.publicCallbackUrl ?? ownCallbackUrl();
    return { url, ...checkRedirectUri(url) };
  };

  const view = async (): Promise<SettingsView> => {
    const revisions = await revisionsOf(strapi).ofMany(MODES.map(thing));
    const versionOf = (mode: AppMode) => revisions.get(thing(mode))?.version ?? 0;
    const [settings, sandbox, live] = await Promise.all([
      current(),
      resolve('sandbox'),
      resolve('live'),
    ]);
    const resolved = { sandbox, live };
    const views = {
      sandbox: await appView(sandbox, versionOf('sandbox')),
      live: await appView(live, versionOf('live')),
    };
    const sealed = await vault.counts();
    const env = environment();
    const usable = usableApp(settings, resolved[settings.mode], vault.ready);
    const quietMode = settings.mode === 'live' ? 'sandbox' : 'live';
    return {
      ...settings,
      apps: views,
      usable: !(usable instanceof Problem),
      notices: noticesOf({
        settings,
        apps: resolved,
        usable,
        environment: env,
        vaultReady: vault.ready,
        sealed,
        publicUrl: publicUrlOf(strapi),
        quietAccounts: views[quietMode].accounts.connected,
        accountsToReconnect: views[settings.mode].accounts.needReconnect,
      }),
      scopes: scopeViews(settings),
      redirectUri: { ...redirectUri(settings), callbackUrl: ownCallbackUrl() },
      webhookUrl: publicAddress(strapi, '/webhook'),
      vault: {
        state: vault.ready ? 'ready' : 'no_key',
        underPreviousKeys: sealed.underPreviousKeys,
        unreadable: sealed.unreadable,
      },
      environment: { present: env.pair !== null, mode: env.mode, incomplete: env.incomplete },
    };
  };

  /** The secret to store: the one given, or the stored one of the same Client Key. */
  const secretFor = (
    resolved: ResolvedApp,
    clientKey: string,
    pasted: string | undefined,
  ): string => {
    if (pasted !== undefined) {
      const checked = checkClientSecret(pasted, clientKey);
      if (!checked.ok) throw fieldProblem({ clientSecret: checked.message });
      return checked.value;
    }
    if (resolved.source === 'store' && resolved.clientKey === clientKey && resolved.app) {
      return resolved.app.clientSecret;
    }
    throw fieldProblem({
      clientSecret: 'A new Client Key needs its own Client Secret. Enter both.',
    });
  };

  return {
    current,
    view,
    client: tiktok,
    publicUrl: () => publicUrlOf(strapi),
    mediaUrl: () => mediaUrlOf(strapi),

    /** Changes some settings. @throws Problem `version_conflict`, `invalid_settings` */
    async update(partial: Partial<SettingsInput>, version: SeenVersion): Promise<SettingsView> {
      const environmentMode = environment().pair?.mode ?? null;
      const before = await store.read(environmentMode);
      await store.write((decided) => {
        const next = { ...decided, ...partial };
        checkDecisions({ ...before, ...next });
        return next;
      }, version);
      await changed();
      return view();
    },

    /**
     * Stores the pair of one mode. Without `clientSecret` the stored one is kept.
     * @throws Problem `invalid_settings`, `no_encryption_key`, `version_conflict`
     */
    async putApp(
      mode: AppMode,
      input: { version: SeenVersion; clientKey: string; clientSecret?: string },
      by: string,
    ): Promise<SettingsView> {
      const key = checkClientKey(input.clientKey);
      if (!key.ok) throw fieldProblem({ clientKey: key.message });
      const other = await resolve(mode === 'live' ? 'sandbox' : 'live');
      if (other.clientKey === key.value) {
        throw fieldProblem({
          clientKey: `This Client Key is already used for ${other.mode === 'live' ? 'Live' : 'Sandbox'}. A sandbox has a Client Key of its own.`,
        });
      }
      const before = await resolve(mode);
      const clientSecret = secretFor(before, key.value, input.clientSecret);
      const change = await apps.pairChange(mode, key.value, clientSecret);
      await revisionsOf(strapi).change(
        { thing: thing(mode), called: called(mode), seen: input.version, by },
        (trx) => apps.change(mode, change, trx),
      );
      apps.forget(mode);
      if (before.clientKey !== key.value) await keyChanged(mode);
      await changed();
      return view();
    },

    /** @throws Problem `version_conflict` */
    async deleteApp(mode: AppMode, seen: SeenVersion, by: string): Promise<SettingsView> {
      const before = await resolve(mode);
      const change = await apps.noPairChange(mode);
      await revisionsOf(strapi).change(
        { thing: thing(mode), called: called(mode), seen, by },
        (trx) => apps.change(mode, change, trx),
      );
      apps.forget(mode);
      if (before.clientKey !== (await resolve(mode)).clientKey) await keyChanged(mode);
      await changed();
      return view();
    },

    /** Asks TikTok about the pair of one mode and remembers the answer. @throws Problem */
    async testApp(mode: AppMode): Promise<CredentialsTest> {
      const settings = await current();
      const resolved = await resolve(mode);
      const app = usableApp({ ...settings, enabled: true }, resolved, vault.ready);
      if (app instanceof Problem) throw app;
      const verdict = await tiktok()
        .oauth.clientCredentials(app)
        .then(() => ACCEPTED, verdictOf);
      const test = { ...verdict, at: new Date(now()).toISOString() };
      await apps.rememberTest(mode, {
        ...test,
        clientKey: app.clientKey,
        secretTail: resolved.secretTail,
      });
      return test;
    },

    /** The app to use now. @throws Problem `tiktok_disabled`, `tiktok_switched_off`, `no_encryption_key`, `client_secret_unreadable` */
    async activeApp(): Promise<TikTokApp> {
      const settings = await current();
      const app = usableApp(settings, await resolve(settings.mode), vault.ready);
      if (app instanceof Problem) throw app;
      return app;
    },

    /** The app an account was connected with, if it is still configured and readable. */
    async appFor(clientKey: string): Promise<TikTokApp | null> {
      for (const mode of MODES) {
        const { app } = await resolve(mode);
        if (app?.clientKey === clientKey) return app;
      }
      return null;
    },

    /** The Client Key in force per mode, readable or not. */
    async clientKeys(): Promise<Record<AppMode, string | null>> {
      const [sandbox, live] = await Promise.all([resolve('sandbox'), resolve('live')]);
      return { sandbox: sandbox.clientKey, live: live.clientKey };
    },

    /** The secrets a webhook of this Client Key may be signed with: now, and for 72 h the one before. */
    async webhookSecrets(clientKey: string): Promise<string[]> {
      const secrets: string[] = [];
      for (const mode of MODES) {
        const { app, row } = await resolve(mode);
        if (app?.clientKey === clientKey) secrets.push(app.clientSecret);
        const previous = row && apps.previousSecret(mode, row, clientKey);
        if (previous) secrets.push(previous);
      }
      return secrets;
    },

    /** The scopes to ask for with what is switched on now. */
    requestedScopes: async () => requestedScopes(await current()),

    /** The redirect URI with its kind. @throws Problem when TikTok would refuse it. */
    async redirect(): Promise<{ url: string; kind: 'desktop' | 'web' }> {
      const { url, kind, notices } = redirectUri(await current());
      if (kind !== 'invalid') return { url, kind };
      const worst = notices.find(({ level }) => level === 'danger');
      throw new Problem({
        status: 409,
        code: worst?.code ?? 'redirect_invalid',
        message: worst?.message ?? 'TikTok would refuse the redirect URI.',
        remedy: worst?.remedy,
      });
    },

    isAudited: async (mode: AppMode): Promise<boolean> => (await current()).audited[mode],

    /** TikTok answered that the app is not audited: the settings are corrected. */
    async markUnaudited(mode: AppMode): Promise<void> {
      const { audited } = await current();
      if (!audited[mode]) return;
      await store.write(
        (decided) => ({ ...decided, audited: { ...audited, [mode]: false } }),
        'latest',
      );
    },

    recipes: async () =>
      callbackRecipes({
        publicCallbackUrl: (await current()).publicCallbackUrl,
        callbackUrl: ownCallbackUrl(),
      }),

    /** accounts/ says how its accounts are counted, and hears of changed keys. */
    onAccountCount: (count: CountAccounts): void => {
      countAccounts = count;
    },
    onKeyChange: (listener: KeyChangeListener): void => {
      keyChangeListeners.push(listener);
    },
    /** Whatever was decided or entered here may be what somebody waits for. */
    onChange: (listener: () => Promise<void>): void => {
      changeListeners.push(listener);
    },
  };
};

export type Settings = ReturnType<typeof createSettings>;

export const settingsOf = (strapi: Core.Strapi): Settings =>
  strapi.plugin('tiktok').service('settings');
