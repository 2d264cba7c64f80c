import { type Core } from '@strapi/strapi';

import { pluginConfig } from '../config';
import { type Caller } from '../http/handle';
import { Problem } from '../http/problem';
import { adminUrlsOf, type Settings } from '../settings';
import { createPkce } from '../tiktok';
import { nameOf } from './account-row';
import { type AccountStore } from './account-store';
import { checkAdminOrigin } from './admin-origin';
import { type OAuthStates } from './oauth-states';

/** Begins connections: makes the state and the address of TikTok's consent page. */
export const createConnect =
  ({
    strapi,
    settings,
    store,
    states,
  }: {
    strapi: Core.Strapi;
    settings: Settings;
    store: AccountStore;
    states: OAuthStates;
  }) =>
  /** @throws Problem `origin_not_allowed`, `too_many_sign_ins`, `redirect_…`, `account_other_mode`, or why TikTok is disabled */
  async (
    caller: Pick<Caller, 'id'>,
    input: { origin: string; accountId?: number },
  ): Promise<{ authorizeUrl: string; expiresAt: string }> => {
    const app = await settings.activeApp();
    const [adminUrl, ...others] = adminUrlsOf(strapi).map(String);
    const listed = [...others, ...(pluginConfig(strapi).adminOrigins ?? [])];
    const origin = checkAdminOrigin(input.origin, adminUrl ?? '', listed);
    const redirect = await settings.redirect();

    const account = input.accountId === undefined ? null : await store.require(input.accountId);
    if (account && account.mode !== app.mode) {
      throw new Problem({
        status: 409,
        code: 'account_other_mode',
        message: `${nameOf(account)} was connected in the other mode (${account.mode}).`,
        remedy: 'Switch the mode in the settings first, or connect it anew in this mode.',
      });
    }

    // TikTok documents PKCE for Desktop redirects only, and its own hex kind of it (T51).
    const pkce = redirect.kind === 'desktop' ? createPkce() : null;
    const { state, expiresAt } = await states.create({
      adminUserId: caller.id,
      origin,
      clientKey: app.clientKey,
      mode: app.mode,
      redirectUri: redirect.url,
      verifier: pkce?.verifier ?? null,
      accountId: account?.id ?? null,
    });
    const authorizeUrl = settings.client().oauth.authorizeUrl({
      clientKey: app.clientKey,
      scopes: await settings.requestedScopes(),
      redirectUri: redirect.url,
      state,
      ...(pkce ? { codeChallenge: pkce.challenge } : {}),
    });
    return { authorizeUrl, expiresAt: new Date(expiresAt).toISOString() };
  };
