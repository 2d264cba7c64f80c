import { tellOfKeys, vaultOf } from '../settings';
import { type Subject } from '../subject';
import { accountsController, oauthController } from './accounts-controller';
import { accountsOf, createAccounts } from './accounts-service';
import { models } from './models';

export { type Account } from './account';
export { type Accounts, accountsOf } from './accounts-service';
export { callbackProbe, PROBE_HEADER } from './callback-probe';
export { type ErasedUser, type Eraser } from './erase';
export { logWord } from './log-word';
export { holdsOffErasure, ofNoErased } from './not-erased';
export { type PostsPart } from './posts-part';
export { type RemovalOutcome } from './authorization-removed';
export { type RefreshReport } from './tokens';

/** The TikTok accounts: connect, callback, refresh, revoke, erase, profile, avatar. */
export const accounts: Subject = {
  models,
  controllers: { accounts: accountsController, oauth: oauthController },
  services: { accounts: createAccounts },
  chores: [
    // What a restart, TikTok or the database kept from its end.
    {
      name: 'tiktok-accounts',
      cron: '*/3 * * * *',
      every: 180_000,
      run: (strapi) => accountsOf(strapi).followUp(),
    },
  ],
  // Made at boot, so that re-encryption knows its columns and the settings their accounts.
  async bootstrap({ strapi }) {
    accountsOf(strapi);
    await tellOfKeys(strapi, vaultOf(strapi));
  },
  async destroy({ strapi }) {
    await accountsOf(strapi).stop();
  },
};
