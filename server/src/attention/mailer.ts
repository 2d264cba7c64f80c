import { type Core } from '@strapi/strapi';

import { postsOf } from '../posts';
import { adminUrlOf } from '../settings';
import { type Email, type Mail } from './email';
import { reminderMail, summaryMail } from './mail-body';
import { adminAddress, itemsFor, reminderFor } from './mail-items';
import { type Notice, type Notices, type Recipient } from './notices';
import { type Notifications } from './notifications-service';
import { personById } from './recipients';

interface MailerOptions {
  strapi: Core.Strapi;
  email: Email;
  notices: Notices;
  notifications: Notifications;
}

/** Writes the mails: at most one to each recipient in ten minutes, with everything that waits. */
export const createMailer = ({ strapi, email, notices, notifications }: MailerOptions) => {
  const summaryFor = async (userId: number, waiting: Notice[]): Promise<Mail | null> => {
    const person = await personById(strapi, userId);
    const items = person ? await itemsFor(strapi, userId, waiting) : [];
    if (!person || items.length === 0) return null;
    const listUrl = adminAddress(strapi, '/plugins/tiktok');
    const site = adminUrlOf(strapi).host;
    return { to: person.email, ...summaryMail(person.language, items, { site, listUrl }) };
  };

  const reminderOf = async (accountId: number, waiting: Notice[]): Promise<Mail | null> => {
    const reminder = await reminderFor(strapi, accountId, waiting);
    return reminder && { to: reminder.to, ...reminderMail(reminder.language, reminder.items) };
  };

  /** What could not be sent stays, and is tried again when ten minutes have passed. */
  const writeTo = async (to: Recipient): Promise<boolean> => {
    if (!(await notices.takeTurn(to))) return false;
    const waiting = await notices.of(to);
    const mail =
      to.kind === 'user' ? await summaryFor(to.id, waiting) : await reminderOf(to.id, waiting);
    if (mail) await email.send(mail);
    await notices.done(waiting);
    if (!mail) await notices.giveTurnBack(to);
    return mail !== null;
  };

  const sweep = async (): Promise<number> => {
    // A copy of a site that nobody has settled yet writes to nobody.
    if ((await notifications.inForce()) === null) return 0;
    if ((await postsOf(strapi).installation.stopped()) !== null) return 0;
    let sent = 0;
    for (const to of await notices.waiting()) {
      try {
        if (await writeTo(to)) sent += 1;
      } catch (error) {
        // The provider's words may hold an address; its name and code do not.
        const name = error instanceof Error ? error.name : 'unknown error';
        strapi.log.warn(`TikTok: an e-mail could not be sent: ${name}. It is tried again.`);
      }
    }
    await notices.prune();
    return sent;
  };

  let running: Promise<number> | undefined;

  return {
    /** Writes what waits; returns how many mails went out. One sweep at a time in this process. */
    async sweep(): Promise<number> {
      running ??= sweep().finally(() => {
        running = undefined;
      });
      return running;
    },

    /** Ends when no mail is being written. */
    idle: async (): Promise<void> => {
      await running?.catch(() => undefined);
    },
  };
};

export type Mailer = ReturnType<typeof createMailer>;
