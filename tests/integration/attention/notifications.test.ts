import { apiError } from '../../../contracts/errors';
import { ACTIONS } from '../../../contracts/permissions';
import { type Answer, startTestStrapi, type TestStrapi } from '../../support';
import { createMailSettings, type MailServer, startMailServer } from './support';

let mail: MailServer;
let site: TestStrapi;
let settings: ReturnType<typeof createMailSettings>;

beforeAll(async () => {
  mail = await startMailServer();
  site = await startTestStrapi({ env: mail.env });
  settings = createMailSettings(site, mail);
});
afterAll(async () => {
  await site?.stop();
  await mail?.close();
});

const codeOf = (answer: Answer) => apiError.parse(answer.body).error.details.code;
const forgetTest = () => site.strapi.db.connection('tiktok_notifications').update({ data: '{}' });
const ON = { enabled: true, roleIds: [], creatorReminders: false };

it('is off, and cannot be switched on before a test mail has arrived', async () => {
  const before = await settings.read();
  expect(before).toMatchObject({ active: false, enabled: false, confirmedAt: null, pending: null });
  const answer = await settings.ask('PUT', '', { ...ON, version: before.version });
  expect([answer.status, codeOf(answer)]).toEqual([409, 'email_not_confirmed']);
});

it('is switched on with the code from a mail that really arrived', async () => {
  const sent = await settings.ask('POST', '/test');
  expect(sent.status).toBe(200);
  const [received] = mail.mailsTo('demo@example.com');
  expect(received).toMatchObject({
    from: 'strapi@example.com',
    subject: 'TikTok plugin: test mail',
  });
  const code = settings.codeOf(received);
  expect(sent.text).not.toContain(code);
  const wrong = await settings.ask('POST', '/confirm', {
    code: code === '000000' ? '1' : '000000',
  });
  expect([wrong.status, codeOf(wrong)]).toEqual([409, 'wrong_code']);
  const right = await settings.ask('POST', '/confirm', { code });
  expect(right.body).toMatchObject({ confirmedBy: 'Test Root', pending: null, active: false });
  expect(await settings.change(ON)).toMatchObject({ active: true });
});

it('a code works once', async () => {
  const code = settings.codeOf(mail.mailsTo('demo@example.com').at(-1));
  expect(codeOf(await settings.ask('POST', '/confirm', { code }))).toBe('wrong_code');
});

it('another provider or sender has to prove itself anew', async () => {
  const config = site.strapi.config.get('plugin::email.settings');
  site.strapi.config.set('plugin::email.settings', { defaultFrom: 'other@example.com' });
  expect(await settings.read()).toMatchObject({ active: false, enabled: true, confirmedAt: null });
  site.strapi.config.set('plugin::email.settings', config);
  expect(await settings.read()).toMatchObject({ active: true });
});

it('five wrong codes use a test mail up', async () => {
  await forgetTest();
  await settings.ask('POST', '/test');
  const code = settings.codeOf(mail.mails.at(-1));
  for (let tries = 0; tries < 5; tries += 1) {
    await settings.ask('POST', '/confirm', { code: 'no code' });
  }
  expect(codeOf(await settings.ask('POST', '/confirm', { code }))).toBe('wrong_code');
  expect((await settings.read()).confirmedAt).toBeNull();
});

it('a second test mail within a minute is refused, with the time to try again', async () => {
  await forgetTest();
  expect((await settings.ask('POST', '/test')).status).toBe(200);
  const answer = await settings.ask('POST', '/test');
  expect([answer.status, codeOf(answer)]).toEqual([429, 'test_too_soon']);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(50);
});

it('somebody else’s code is no proof', async () => {
  await forgetTest();
  await settings.ask('POST', '/test');
  const code = settings.codeOf(mail.mails.at(-1));
  const { token } = await site.createAdmin({ roleActions: [ACTIONS.changeSettings] });
  const answer = await site.request('POST', '/tiktok/notifications/confirm', {
    token,
    body: { code },
  });
  expect(codeOf(answer)).toBe('wrong_code');
});

it('what the mail server says against a mail is shown, and proves nothing', async () => {
  await forgetTest();
  mail.refuse(true);
  const answer = await settings.ask('POST', '/test');
  mail.refuse(false);
  expect([answer.status, codeOf(answer)]).toEqual([409, 'email_failed']);
  expect(answer.text).toContain('the mailbox is full');
  expect((await settings.read()).pending).toBeNull();
});

it('two administrators at once do not overwrite each other', async () => {
  const { version } = await settings.read();
  const off = { enabled: false, roleIds: [], creatorReminders: true, version };
  const answers = await Promise.all([1, 2].map(() => settings.ask('PUT', '', off)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});

it('a role that does not exist is refused by name', async () => {
  const { version } = await settings.read();
  const answer = await settings.ask('PUT', '', {
    enabled: false,
    roleIds: [99999],
    creatorReminders: false,
    version,
  });
  expect(apiError.parse(answer.body).error.details.fields).toHaveProperty('roleIds');
});
