import { z } from 'zod';

import { accountView } from '../../../contracts/accounts';
import { ACTIONS } from '../../../contracts/permissions';
import { type PostView } from '../../../contracts/posts';
import { type Administrator } from '../../support';
import { isIn, type PublisherSite, startPublisher } from '../posts/support';
import { createMailSettings, type MailServer, startMailServer } from './support';

const TOMORROW = { type: 'at' as const, at: new Date(Date.now() + 86_400_000).toISOString() };
const ROOT = 'demo@example.com';
const CREATOR = 'creator@example.com';

let mail: MailServer;
let publisher: PublisherSite;
let settings: ReturnType<typeof createMailSettings>;
let watcher: Administrator;
let accountId: number;

beforeAll(async () => {
  mail = await startMailServer();
  publisher = await startPublisher({ env: mail.env });
  settings = createMailSettings(publisher.site, mail);
  accountId = (await publisher.newAccount()).id;
  watcher = await publisher.site.createAdmin({ roleActions: [ACTIONS.viewPosts] });
  await publisher.site.strapi.db
    .query('admin::user')
    .update({ where: { id: watcher.id }, data: { preferedLanguage: 'de' } });
});
afterAll(async () => {
  await publisher?.stop();
  await mail?.close();
});
beforeEach(() => settings.letTimePass());
afterEach(async () => {
  mail.mails.length = 0;
  await publisher.db('tiktok_notices').delete();
});

/** A post that is held because its account is disconnected for a moment. */
const holdAll = (why: string) => publisher.posts().ofAccount.hold(accountId, why);
const plan = (changes = {}): Promise<PostView> =>
  publisher.send(accountId, { when: TOMORROW, ...changes });
const toInbox = async (): Promise<PostView> => {
  const post = await publisher.send(accountId, { shareType: 'inbox', options: {} });
  return publisher.hasteTo(post.id, isIn('in_inbox'));
};
const keepAddress = (creatorEmail: string | null) =>
  publisher.stories.call(
    'PUT',
    `/tiktok/accounts/${accountId}`,
    z.object({ account: accountView }),
    { creatorEmail },
  );

it('writes to nobody while it is switched off', async () => {
  await plan();
  await holdAll('Before it was switched on.');
  expect(await settings.sweep(0)).toBe(0);
  expect(mail.mails).toEqual([]);
});

describe('switched on', () => {
  beforeAll(async () => {
    await settings.confirm();
    await settings.change({ enabled: true, roleIds: [watcher.roleId], creatorReminders: true });
    mail.mails.length = 0;
  });

  it('sums up for each person, in their language, what needs a hand', async () => {
    const first = await plan();
    const second = await plan();
    await holdAll('The account said <no>.');
    expect(await settings.sweep(4)).toBe(2);
    const [own] = mail.mailsTo(ROOT);
    expect(own?.subject).toBe('TikTok posts need a hand (2)');
    for (const { id } of [first, second]) {
      expect(own?.text).toContain(`${publisher.site.url}/admin/plugins/tiktok/posts/${id}\n`);
    }
    expect(own?.text).toContain('On hold');
    expect(own?.text).toContain('The account said <no>.');
    expect(own?.raw).not.toContain('<no>.</');
    const [german] = mail.mailsTo(watcher.email);
    expect(german?.subject).toBe('TikTok-Beiträge brauchen Sie (2)');
    expect(german?.text).toContain('Angehalten');
  });

  it('writes at most once in ten minutes to a person, and then everything that came up', async () => {
    await plan();
    await holdAll('First.');
    await settings.sweep(2);
    await plan();
    await plan();
    await holdAll('Second.');
    expect(await settings.sweep(4)).toBe(0);
    expect(mail.mailsTo(ROOT)).toHaveLength(1);
    await settings.letTimePass();
    expect(await settings.sweep()).toBe(2);
    expect(mail.mailsTo(ROOT).at(-1)?.subject).toBe('TikTok posts need a hand (2)');
    await settings.letTimePass();
    expect(await settings.sweep(0)).toBe(0);
  });

  it('says nothing of what has been settled meanwhile', async () => {
    const post = await plan();
    await holdAll('For a moment.');
    const held = await publisher.stories.readPost(post.id);
    await publisher.stories.call('POST', `/tiktok/posts/${post.id}/cancel`, z.unknown(), {
      version: held.version,
    });
    expect(await settings.sweep(2)).toBe(0);
    expect(mail.mails).toEqual([]);
  });

  it('tells nobody of posts they may not see', async () => {
    const root = await publisher.site.administrator('superAdmin');
    const restrict = (roleIds: number[] | null) =>
      publisher.stories.call('PUT', `/tiktok/accounts/${accountId}`, z.unknown(), { roleIds });
    await restrict([root.roleId]);
    await plan();
    await holdAll('Not for everyone.');
    await settings.sweep(2);
    await restrict(null);
    expect(mail.mailsTo(ROOT)).toHaveLength(1);
    expect(mail.mailsTo(watcher.email)).toEqual([]);
  });

  it('tries again later what the mail server did not take', async () => {
    await plan();
    await holdAll('Mail server down.');
    mail.refuse(true);
    expect(await settings.sweep(2)).toBe(0);
    mail.refuse(false);
    await settings.letTimePass();
    expect(await settings.sweep()).toBe(2);
    expect(mail.mailsTo(ROOT)).toHaveLength(1);
    const log = publisher.site.logs.map(({ message }) => message).join('\n');
    expect(log).toContain('an e-mail could not be sent');
    expect(log).not.toContain(watcher.email);
  });

  it('tells who may approve that a post waits for them, but not who asked', async () => {
    const approver = await publisher.site.createAdmin({
      roleActions: [ACTIONS.viewPosts, ACTIONS.approvePosts],
    });
    await plan({ when: { type: 'approval', at: TOMORROW.at }, consent: null });
    await settings.sweep();
    expect(mail.mailsTo(approver.email)[0]?.text).toContain('Waits for approval');
    expect(mail.mailsTo(ROOT)).toEqual([]);
  });

  it('tells the chosen roles of an account that was disconnected', async () => {
    const { id } = await publisher.newAccount();
    await publisher.stories.call('POST', `/tiktok/accounts/${id}/disconnect`, z.unknown());
    await settings.sweep();
    expect(mail.mailsTo(watcher.email)[0]?.text).toContain('Konto muss neu verbunden werden');
  });

  describe('a reminder for the creator', () => {
    it('brings a hand-over link when the draft reached the inbox', async () => {
      await keepAddress(CREATOR);
      await toInbox();
      expect(await settings.sweep()).toBe(1);
      const [reminder] = mail.mailsTo(CREATOR);
      expect(reminder?.subject).toBe('Your TikTok draft is waiting');
      const url = /http\S+\/api\/tiktok\/handover\/\S+/.exec(reminder?.text ?? '')?.[0] ?? '';
      expect((await publisher.site.request('GET', url)).text).toContain('Hello from Strapi');
      const token = url.split('/').at(-1) ?? '';
      const stored = JSON.stringify([
        await publisher.db('tiktok_notices').select(),
        await publisher.db('tiktok_links').select(),
      ]);
      expect(stored).not.toContain(token.slice(8));
      expect(publisher.site.logs.map(({ message }) => message).join('\n')).not.toContain(token);
    });

    it('that the mail server did not take leaves no second link behind', async () => {
      const post = await toInbox();
      mail.refuse(true);
      await settings.sweep();
      mail.refuse(false);
      await settings.letTimePass();
      await settings.sweep();
      expect(mail.mailsTo(CREATOR)).toHaveLength(1);
      const live = await publisher
        .db('tiktok_links')
        .where({ post_id: post.id })
        .whereNull('revoked_at');
      expect(live).toHaveLength(1);
    });

    it('is not sent when the creator was quicker', async () => {
      const post = await toInbox();
      await publisher.db('tiktok_posts').where({ id: post.id }).update({ state: 'published' });
      expect(await settings.sweep()).toBe(0);
      expect(mail.mails).toEqual([]);
    });

    it('is not sent without an address, nor when reminders are off', async () => {
      await settings.change({ creatorReminders: false });
      await toInbox();
      await settings.change({ creatorReminders: true });
      await keepAddress(null);
      await toInbox();
      expect(await settings.sweep(0)).toBe(0);
      expect(mail.mails).toEqual([]);
    });
  });

  it('the creator’s address is checked, shown only to who connects accounts, and forgotten with the account', async () => {
    const refused = await publisher.site.request('PUT', `/tiktok/accounts/${accountId}`, {
      token: await publisher.site.as('superAdmin'),
      body: { version: 'latest', creatorEmail: 'no address' },
    });
    expect(refused.status).toBe(400);
    const { account } = await keepAddress(CREATOR);
    expect(account.creatorEmail).toBe(CREATOR);
    const seen = await publisher.site.request('GET', '/tiktok/accounts', { token: watcher.token });
    expect(seen.text).not.toContain(CREATOR);
    await publisher.stories.call('DELETE', `/tiktok/accounts/${accountId}`, z.unknown());
    const stored = JSON.stringify(await publisher.db('tiktok_accounts').select());
    expect(stored).not.toContain(CREATOR);
  });
});
