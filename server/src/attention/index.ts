import { type Core } from '@strapi/strapi';
import { schedule, type ScheduledTask } from 'node-cron';

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

export { type Attention, attentionOf } from './service';

/** A stopping Strapi waits so long for a mail that is being handed over. */
const STOP_MS = 5_000;
const sweeps = new WeakMap<Core.Strapi, ScheduledTask>();

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

const sweep = async (strapi: Core.Strapi): Promise<void> => {
  if (!strapi.server.httpServer.listening) return;
  try {
    await attentionOf(strapi).mailer.sweep();
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown error';
    strapi.log.warn(`TikTok: the e-mails could not be written: ${name}`);
  }
};

/** What needs a hand: for the pages, for Strapi's event hub and webhooks, and by e-mail. */
export const attention: Subject = {
  models,
  controllers: { attention: attentionController, notifications: notificationsController },
  services: { attention: createAttention },

  bootstrap({ strapi }) {
    allowEvents(strapi);
    onStateChanged(strapi, (change) => attentionOf(strapi).postChanged(change));
    accountsOf(strapi).onDisconnected((accountId, reason) =>
      attentionOf(strapi).accountDisconnected(accountId, reason),
    );
    // Twice a minute: whatever happens at once goes into one mail.
    const task = schedule('*/30 * * * * *', () => sweep(strapi), {
      name: 'tiktok-mails',
      suppressMissedWarning: true,
      noOverlap: true,
    });
    sweeps.set(strapi, task);
  },

  async destroy({ strapi }) {
    await sweeps.get(strapi)?.destroy();
    const deadline = new Promise<void>((resolve) => setTimeout(resolve, STOP_MS).unref());
    const quiet = Promise.all([changesHeard(strapi), attentionOf(strapi).mailer.idle()]);
    await Promise.race([quiet, deadline]);
  },
};
