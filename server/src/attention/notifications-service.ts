import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type NotificationsView, type updateNotifications } from '../../../contracts/attention';
import { cutText } from '../../../contracts/cut-text';
import { type RequestOf } from '../../../contracts/endpoint';
import { type SeenVersion } from '../../../contracts/versions';
import { type Caller } from '../http/handle';
import { Problem } from '../http/problem';
import { fill } from '../handover';
import { type Email } from './email';
import { createNotificationStore, type StoredNotifications } from './notification-store';
import { personById } from './recipients';
import { mailTextsOf } from './texts';

const CODE_LIFE_MS = 30 * 60_000;
const CODE_TRIES = 5;
const TEST_PAUSE_MS = 60_000;

const roles = z.array(z.object({ id: z.coerce.number() }));

type Input = Omit<RequestOf<typeof updateNotifications>['body'], 'version'>;

const hashed = (code: string, salt: string): string =>
  createHash('sha256').update(`${salt}:${code}`).digest('hex');

const isCode = (code: string, { salt, hash }: { salt: string; hash: string }): boolean =>
  timingSafeEqual(Buffer.from(hashed(code, salt), 'hex'), Buffer.from(hash, 'hex'));

/** A provider's words, short enough for a line on the page. */
const wordsOf = (error: unknown): string =>
  cutText((error instanceof Error ? error.message : 'no reason given').replace(/\s+/g, ' '), 300);

const notConfirmed = (): Problem =>
  new Problem({
    status: 409,
    code: 'email_not_confirmed',
    message: 'No test mail has arrived yet with the e-mail provider in use.',
    remedy: 'Send a test mail and enter the code from it. Then switch the e-mails on.',
  });

const wrongCode = (message: string, remedy: string): Problem =>
  new Problem({ status: 409, code: 'wrong_code', message, remedy });

/** Whether and whom we tell by e-mail: off until a mail is proven to arrive. */
export const createNotifications = ({ strapi, email }: { strapi: Core.Strapi; email: Email }) => {
  const store = createNotificationStore({ strapi });

  const confirmedNow = ({ confirmed }: StoredNotifications): StoredNotifications['confirmed'] =>
    confirmed?.provider === email.identity() ? confirmed : null;

  const pendingNow = ({ test }: StoredNotifications): StoredNotifications['test'] =>
    test && test.tries < CODE_TRIES && test.sentAt + CODE_LIFE_MS > Date.now() ? test : null;

  const view = async (): Promise<NotificationsView> => {
    const now = await store.read();
    const confirmed = confirmedNow(now);
    const pending = pendingNow(now);
    return {
      version: now.version,
      active: now.enabled && confirmed !== null,
      enabled: now.enabled,
      roleIds: now.roleIds,
      creatorReminders: now.creatorReminders,
      provider: email.provider(),
      confirmedAt: confirmed && new Date(confirmed.at).toISOString(),
      confirmedBy: confirmed?.by ?? null,
      pending: pending && {
        to: pending.to,
        expiresAt: new Date(pending.sentAt + CODE_LIFE_MS).toISOString(),
      },
    };
  };

  const checkRoles = async (roleIds: readonly number[]): Promise<void> => {
    const known = roles.parse(await strapi.db.query('admin::role').findMany({ select: ['id'] }));
    const missing = roleIds.filter((id) => !known.some((role) => role.id === id));
    if (missing.length === 0) return;
    const message = `No role has the id ${missing.join(', ')}.`;
    throw new Problem({
      status: 400,
      code: 'invalid_notifications',
      message,
      remedy: 'Choose the roles again. Nothing was changed.',
      fields: { roleIds: message },
    });
  };

  return {
    view,

    /** What is in force; null while no mail may be sent. */
    async inForce(): Promise<StoredNotifications | null> {
      const now = await store.read();
      return now.enabled && confirmedNow(now) !== null ? now : null;
    },

    /** @throws Problem `version_conflict`, `email_not_confirmed`, `invalid_notifications` */
    async update(input: Input, version: SeenVersion): Promise<NotificationsView> {
      await checkRoles(input.roleIds);
      await store.write((now) => {
        if (input.enabled && confirmedNow(now) === null) throw notConfirmed();
        return { ...now, ...input };
      }, version);
      return view();
    },

    /** Sends a code to the caller's own address. @throws Problem `test_too_soon`, `email_failed` */
    async sendTest(caller: Caller): Promise<NotificationsView> {
      const person = await personById(strapi, caller.id);
      if (!person) throw wrongCode('You have no e-mail address here.', 'Sign in again.');
      const { test } = await store.read();
      const soonest = (test?.sentAt ?? 0) + TEST_PAUSE_MS;
      if (soonest > Date.now()) {
        throw new Problem({
          status: 429,
          code: 'test_too_soon',
          message: 'A test mail was sent within the last minute.',
          remedy: 'Look into your inbox and the spam folder before sending another one.',
          retryAt: new Date(soonest),
        });
      }
      const code = String(randomInt(1_000_000)).padStart(6, '0');
      const texts = mailTextsOf(person.language);
      const subject = texts.testSubject;
      try {
        await email.send({ to: person.email, subject, text: fill(texts.testBody, { code }) });
      } catch (error) {
        throw new Problem({
          status: 409,
          code: 'email_failed',
          message: `The e-mail provider did not take the mail: ${wordsOf(error)}`,
          remedy:
            "Correct the e-mail plugin's configuration in config/plugins, restart Strapi, and send another test mail.",
        });
      }
      const salt = randomBytes(16).toString('hex');
      await store.write((now) => ({
        ...now,
        test: {
          provider: email.identity(),
          salt,
          hash: hashed(code, salt),
          to: person.email,
          by: caller.id,
          sentAt: Date.now(),
          tries: 0,
        },
      }));
      return view();
    },

    /** @throws Problem `wrong_code`, also when the code is too old or was guessed at too often */
    async confirm(caller: Caller, code: string): Promise<NotificationsView> {
      let right = false;
      await store.write((now) => {
        const test = pendingNow(now);
        if (!test || test.by !== caller.id || test.provider !== email.identity()) {
          throw wrongCode(
            'No test mail of yours waits for its code.',
            'Send a test mail and enter the code from it within 30 minutes.',
          );
        }
        right = isCode(code, test);
        return right
          ? {
              ...now,
              test: null,
              confirmed: { provider: test.provider, at: Date.now(), by: caller.name },
            }
          : { ...now, test: { ...test, tries: test.tries + 1 } };
      });
      if (right) return view();
      throw wrongCode(
        'This is not the code from the last test mail.',
        `Enter the six digits from the newest mail. After ${CODE_TRIES} tries another mail is needed.`,
      );
    },
  };
};

export type Notifications = ReturnType<typeof createNotifications>;
