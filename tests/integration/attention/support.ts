import { SMTPServer } from 'smtp-server';
import { z } from 'zod';

import { notificationsView, type NotificationsView } from '../../../contracts/attention';
import { type Attention } from '../../../server/src/attention';
import { freePort, type TestStrapi, until } from '../../support';

export interface ReceivedMail {
  to: string[];
  from: string;
  subject: string;
  /** The plain part, decoded. */
  text: string;
  raw: string;
}

const unfold = (text: string): string => text.replace(/\r?\n[ \t]+/g, ' ');

const decodeWord = (text: string): string =>
  text.replace(/=\?utf-8\?([BQ])\?([^?]*)\?=\s*/gi, (_, how: string, coded: string) =>
    how.toUpperCase() === 'B'
      ? Buffer.from(coded, 'base64').toString('utf8')
      : decodeQuoted(coded.replaceAll('_', ' ')),
  );

const decodeQuoted = (text: string): string =>
  Buffer.from(
    text
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

const decodeBody = (part: string): string => {
  const split = part.search(/\r?\n\r?\n/);
  const [head, body] = [part.slice(0, split), part.slice(split).trim()];
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  return /quoted-printable/i.test(head) ? decodeQuoted(body) : body;
};

const readMail = (raw: string, to: string[], from: string): ReceivedMail => {
  const head = unfold(raw.slice(0, raw.search(/\r?\n\r?\n/)));
  const boundary = /boundary="([^"]+)"/.exec(head)?.[1];
  const parts = boundary ? raw.split(`--${boundary}`) : [raw];
  const plain = parts.find((part) => /content-type: text\/plain/i.test(part)) ?? raw;
  return {
    to,
    from,
    raw,
    subject: decodeWord(/^subject: (.*)$/im.exec(head)?.[1] ?? '').trim(),
    text: decodeBody(plain.trimStart()).replaceAll('\r\n', '\n'),
  };
};

/** A real mail server on loopback that keeps what it gets; `refuse` makes it turn mails away. */
export const startMailServer = async () => {
  const mails: ReceivedMail[] = [];
  let refusing = false;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (refusing) return done(new Error('the mailbox is full'));
        const { mailFrom, rcptTo } = session.envelope;
        mails.push(
          readMail(
            Buffer.concat(chunks).toString('utf8'),
            rcptTo.map(({ address }) => address),
            mailFrom ? mailFrom.address : '',
          ),
        );
        return done();
      });
    },
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port,
    mails,
    env: { SMTP_HOST: '127.0.0.1', SMTP_PORT: String(port), EMAIL_FROM: 'strapi@example.com' },
    refuse: (on: boolean): void => {
      refusing = on;
    },
    mailsTo: (address: string): ReceivedMail[] => mails.filter(({ to }) => to.includes(address)),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
};

export type MailServer = Awaited<ReturnType<typeof startMailServer>>;

export const attentionIn = ({ strapi }: TestStrapi): Attention =>
  strapi.plugin('tiktok').service('attention');

/** The e-mail settings as a person with every right reaches them. */
export const createMailSettings = (site: TestStrapi, mail: MailServer) => {
  const ask = async (method: string, path = '', body?: unknown) =>
    site.request(method, `/tiktok/notifications${path}`, {
      token: await site.as('superAdmin'),
      body,
    });
  const read = async (): Promise<NotificationsView> =>
    notificationsView.parse((await ask('GET')).body);

  return {
    ask,
    read,

    codeOf: (sent: ReceivedMail | undefined): string =>
      /\b\d{6}\b/.exec(sent?.text ?? '')?.[0] ?? '',

    /** Proves that mails arrive, as the settings page leads an administrator to do. */
    async confirm(): Promise<void> {
      const before = mail.mails.length;
      const sent = await ask('POST', '/test');
      if (sent.status !== 200) throw new Error(sent.text);
      const code = this.codeOf(mail.mails[before]);
      const confirmed = await ask('POST', '/confirm', { code });
      if (confirmed.status !== 200) throw new Error(confirmed.text);
    },

    async change(changes: Partial<NotificationsView>): Promise<NotificationsView> {
      const { version, enabled, roleIds, creatorReminders } = { ...(await read()), ...changes };
      const body = { version, enabled, roleIds, creatorReminders };
      const answer = await ask('PUT', '', body);
      if (answer.status !== 200) throw new Error(answer.text);
      return notificationsView.parse(answer.body);
    },

    /** Lets ten minutes pass for everybody who got a mail. */
    letTimePass: async (): Promise<void> => {
      await site.strapi.db.connection('tiktok_mail_turns').update({ mailed_at: 0 });
    },

    /** Waits until something is to be told to somebody, then has the mails written. */
    async sweep(waitFor = 1): Promise<number> {
      const counted = z.array(z.object({ count: z.coerce.number() }));
      await until(`${waitFor} notices wait`, async () => {
        const [row] = counted.parse(
          await site.strapi.db.connection('tiktok_notices').count({ count: '*' }),
        );
        return (row?.count ?? 0) >= waitFor;
      });
      return attentionIn(site).mailer.sweep();
    },
  };
};
