import { type Subject } from '../subject';
import { accountsController, oauthController } from './accounts-controller';
import { accountsOf, createAccounts } from './accounts-service';
import { models } from './models';

export { type Account } from './account';
export { type Accounts, accountsOf } from './accounts-service';
export { callbackProbe, PROBE_HEADER } from './callback-probe';
export { type PostsPart } from './posts-part';
export { type RemovalOutcome } from './authorization-removed';
export { type RefreshReport } from './tokens';

/** The TikTok accounts: connect, callback, refresh, revoke, erase, profile, avatar. */
export const accounts: Subject = {
  models,
  controllers: { accounts: accountsController, oauth: oauthController },
  services: { accounts: createAccounts },
  // Made at boot, so that re-encryption knows its columns and the settings their accounts.
  bootstrap: ({ strapi }) => void accountsOf(strapi),
  destroy: ({ strapi }) => accountsOf(strapi).stop(),
};
