import { type Core } from '@strapi/strapi';

import { type AppMode } from '../../../contracts/settings';
import { accountsOf, callbackProbe, PROBE_HEADER } from '../accounts';
import { pluginConfig } from '../config';
import { publicAddress, settingsOf, vaultOf } from '../settings';
import { createAssets } from './assets';
import { type CheckContext } from './checks/check';
import { type FactsStore } from './facts-store';
import { createFetchPage, type Page } from './fetch-page';
import { type Legal } from './legal-service';
import { createNames, type Via } from './names';
import { type ReviewerRole } from './reviewer-role';
import { rootProbe } from './root-files';
import { type TestRun } from './test-run';
import { readUsage } from './usage';

interface ContextParts {
  strapi: Core.Strapi;
  store: FactsStore;
  legal: Legal;
  testRun: TestRun;
  role: ReviewerRole;
  now: () => number;
}

const isPublicHttps = (url: string | null): url is string => url?.startsWith('https://') ?? false;

/** Gathers what the checks look at. A context serves one run: it reads each page once. */
export const createContexts = ({ strapi, store, legal, testRun, role, now }: ContextParts) => {
  const fetchPage = createFetchPage({
    allowPrivateAddresses: () => pluginConfig(strapi).allowPrivateAddresses,
  });
  const names = createNames(() => pluginConfig(strapi).review);
  const assets = createAssets({ strapi });
  const vault = vaultOf(strapi);

  const addresses = async (): Promise<CheckContext['addresses']> => {
    const settings = settingsOf(strapi);
    const { publicCallbackUrl } = await settings.current();
    const ownCallback = publicAddress(strapi, '/oauth/callback');
    const mediaUrl = settings.mediaUrl();
    return {
      publicUrl: settings.publicUrl(),
      mediaUrl,
      mediaPrefix: isPublicHttps(mediaUrl)
        ? `${mediaUrl}${new URL(publicAddress(strapi, '/media/')).pathname}`
        : null,
      redirectUri: publicCallbackUrl ?? ownCallback,
      ownCallback,
      legal: legal.urls(),
    };
  };

  return async (mode: AppMode): Promise<CheckContext> => {
    const settings = settingsOf(strapi);
    const [current, keys, { facts, properties }, accounts, served] = await Promise.all([
      settings.current(),
      settings.clientKeys(),
      store.read(),
      accountsOf(strapi).all(),
      legal.served(),
    ]);
    const own = legal.urls();
    const connected = accounts.filter((one) => one.mode === mode && one.state === 'connected');
    const limit: unknown = strapi.config.get('plugin::upload.sizeLimit');
    const pages = new Map<string, Promise<Page>>();
    const page = (url: string, via: Via = 'system'): Promise<Page> => {
      const key = `${via} ${url}`;
      const lookup = names.lookup(via);
      const known = pages.get(key) ?? fetchPage(url, lookup ? { lookup } : {});
      pages.set(key, known);
      return known;
    };
    const lookup = names.lookup('system');

    return {
      mode,
      // A page that is served from here counts as given, where no other address was entered.
      facts: {
        ...facts,
        privacyUrl: facts.privacyUrl ?? (served.includes('privacy') ? own.privacy : null),
        termsUrl: facts.termsUrl ?? (served.includes('terms') ? own.terms : null),
      },
      properties,
      settings: current,
      addresses: await addresses(),
      appPresent: { sandbox: keys.sandbox !== null, live: keys.live !== null },
      accounts: connected.map(({ nickname, grantedScopes }) => ({
        nickname,
        scopes: grantedScopes,
      })),
      usage: { accounts: connected.length, ...(await readUsage(strapi, now())) },
      uploadLimit: typeof limit === 'number' ? limit : null,
      testRun: await testRun.parts(mode),
      reviewerRoleId: await role.find(),
      page,
      fetch: (url, options = {}) => fetchPage(url, { ...(lookup && { lookup }), ...options }),
      txt: names.txt,
      nameOf: names.nameOf,
      ...assets,
      callbackProbe(redirectUri) {
        if (!vault.ready || !URL.canParse(redirectUri)) return null;
        const { address, expected } = callbackProbe(vault, redirectUri);
        return { address, isAnswer: ({ headers }) => headers[PROBE_HEADER] === expected };
      },
      rootProbe: (publicUrl) => rootProbe(vault, publicUrl),
    };
  };
};

export type Contexts = ReturnType<typeof createContexts>;
