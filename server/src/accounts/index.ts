import { type Core } from '@strapi/strapi';
import { schedule, type ScheduledTask } from 'node-cron';

import { tellOfKeys, vaultOf } from '../settings';
import { type Subject } from '../subject';
import { accountsController, oauthController } from './accounts-controller';
import { accountsOf, createAccounts } from './accounts-service';
import { logWord } from './log-word';
import { models } from './models';

export { type Account } from './account';
export { type Accounts, accountsOf } from './accounts-service';
export { callbackProbe, PROBE_HEADER } from './callback-probe';
export { type ErasedUser, type Eraser } from './erase';
export { logWord } from './log-word';
export { type PostsPart } from './posts-part';
export { type RemovalOutcome } from './authorization-removed';
export { type RefreshReport } from './tokens';

const followUps = new WeakMap<Core.Strapi, ScheduledTask>();

/** The TikTok accounts: connect, callback, refresh, revoke, erase, profile, avatar. */
export const accounts: Subject = {
  models,
  controllers: { accounts: accountsController, oauth: oauthController },
  services: { accounts: createAccounts },
  // Made at boot, so that re-encryption knows its columns and the settings their accounts.
  async bootstrap({ strapi }) {
    accountsOf(strapi);
    await tellOfKeys(strapi, vaultOf(strapi));
    const task = schedule('*/3 * * * *', () => followUp(strapi), {
      name: 'tiktok-accounts',
      suppressMissedWarning: true,
      noOverlap: true,
    });
    followUps.set(strapi, task);
  },
  async destroy({ strapi }) {
    await followUps.get(strapi)?.destroy();
    await accountsOf(strapi).stop();
  },
};

/** Every three minutes: what a restart, TikTok or the database kept from its end. */
const followUp = async (strapi: Core.Strapi): Promise<void> => {
  if (!strapi.server.httpServer.listening) return;
  try {
    await accountsOf(strapi).followUp();
  } catch (error) {
    strapi.log.warn(`TikTok: looking after the accounts failed: ${logWord(error)}`);
  }
};
