import {
  confirmTestMail,
  getAttention,
  getNotifications,
  sendTestMail,
  updateNotifications,
} from '../../../contracts/attention';
import { accountsOf } from '../accounts';
import { type Controller, handle } from '../http/handle';
import { changesHeard, onStateChanged } from '../posts';
import { type Subject } from '../subject';
import { findAttention } from './attention-service';
import { allowEvents } from './events';
import { models } from './models';
import { attentionOf, createAttention } from './service';

export { personById } from './recipients';
export { type Attention, attentionOf } from './service';

/** A stopping Strapi waits so long for a mail that is being handed over. */
const STOP_MS = 5_000;

const attentionController: Controller = ({ strapi }) => ({
  find: handle(getAttention, ({ caller }) => findAttention(strapi, caller)),
});

const notificationsController: Controller = ({ strapi }) => {
  const notifications = () => attentionOf(strapi).notifications;
  return {
    find: handle(getNotifications, () => notifications().view()),
    update: handle(updateNotifications, ({ body: { version, ...input } }) =>
      notifications().update(input, version),
    ),
    test: handle(sendTestMail, ({ caller }) => notifications().sendTest(caller)),
    confirm: handle(confirmTestMail, ({ caller, body }) =>
      notifications().confirm(caller, body.code),
    ),
  };
};

/** What needs a hand: for the pages, for Strapi's event hub and webhooks, and by e-mail. */
export const attention: Subject = {
  models,
  controllers: { attention: attentionController, notifications: notificationsController },
  services: { attention: createAttention },

  // Twice a minute: whatever happens at once goes into one mail.
  chores: [
    {
      name: 'tiktok-mails',
      cron: '*/30 * * * * *',
      every: 30_000,
      run: (strapi) => attentionOf(strapi).mailer.sweep(),
    },
  ],

  bootstrap({ strapi }) {
    allowEvents(strapi);
    onStateChanged(strapi, (change) => attentionOf(strapi).postChanged(change));
    accountsOf(strapi).onDisconnected((accountId, reason) =>
      attentionOf(strapi).accountDisconnected(accountId, reason),
    );
  },

  async destroy({ strapi }) {
    const deadline = new Promise<void>((resolve) => setTimeout(resolve, STOP_MS).unref());
    const quiet = Promise.all([changesHeard(strapi), attentionOf(strapi).mailer.idle()]);
    await Promise.race([quiet, deadline]);
  },
};
