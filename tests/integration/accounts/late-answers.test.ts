import path from 'node:path';

import Database from 'better-sqlite3';

import { type Accounts } from '../../../server/src/accounts';
import { type Posts } from '../../../server/src/posts';
import {
  CLIENT_KEY,
  createStories,
  startTestStrapi,
  type Stories,
  type TestStrapi,
} from '../../support';
import { holdNext, signInsOf, whereStored } from './support';

let site: TestStrapi;
let stories: Stories;
let accounts: Accounts;
let users = 0;

beforeAll(async () => {
  site = await startTestStrapi({ emulator: true });
  stories = createStories(site, site.emulator, () => site.as('superAdmin'));
  await stories.useDirectPost();
  accounts = site.strapi.plugin('tiktok').service('accounts');
});
afterAll(() => site.stop());
beforeEach(() => site.emulator().setWebhookUrl(null));
afterEach(() => site.emulator().faults.clear());

interface Erased {
  id: number;
  handle: string;
  openId: string;
}
type Held = Parameters<typeof holdNext>[1];

const table = () => site.strapi.db.connection('tiktok_accounts');
const service = (name: string) => site.strapi.plugin('tiktok').service(name);
const asRoot = async (method: string, path: string, body?: unknown) =>
  site.request(method, path, { token: await site.as('superAdmin'), body });

/** Each kind of answer about an account that may come after it was erased: who asks, and what is held back. */
const LATE: [string, Held, (account: Erased) => Promise<unknown>][] = [
  [
    'the profile that a person asked for',
    'user.info',
    ({ id }) => asRoot('POST', `/tiktok/accounts/${id}/refresh-profile`),
  ],
  [
    'the profile that an expired picture made us ask for',
    'user.info',
    async ({ id }) => {
      const { url } = site;
      const avatar = (await accounts.find(id)) ?? { id, hasAvatar: true };
      await table()
        .where({ id })
        .update({ avatar_url: `${url}/gone.jpg` });
      return site.request('GET', accounts.avatarUrl(avatar, { id: 1 }) ?? '');
    },
  ],
  [
    'creator info, for an open form',
    'creator_info',
    async ({ id }) => (service('posts') as Posts).people.creators.ask(await accounts.require(id)),
  ],
  [
    'a renewed pair of tokens',
    'oauth.token:refresh_token',
    async ({ id }) => {
      await table().where({ id }).update({ access_expires_at: 1 });
      return accounts.withAccessToken(id, async (token) => token);
    },
  ],
  [
    'the tokens of a sign-in that was begun before',
    'oauth.token:authorization_code',
    async ({ handle }) => {
      const signIns = signInsOf(site);
      return signIns.finish(await signIns.begin(handle));
    },
  ],
  [
    'the profile of a sign-in that was begun before',
    'user.info',
    async ({ handle }) => {
      const signIns = signInsOf(site);
      return signIns.finish(await signIns.begin(handle));
    },
  ],
  [
    'TikTok’s word on whether the user removed the app',
    'user.info',
    async ({ id, openId }) => {
      const asked = accounts.handleAuthorizationRemoved(CLIENT_KEY, openId, 1, Date.now() + 1000);
      // TikTok refuses the token when the call goes on.
      await table().where({ id }).update({ connected_at: 1 });
      return asked;
    },
  ],
  [
    'TikTok’s word on whether the user deleted the TikTok account',
    'user.info',
    ({ openId }) => accounts.handleAuthorizationRemoved(CLIENT_KEY, openId, 2, Date.now() + 1000),
  ],
];

describe.each(LATE)('%s, which comes after the account was erased,', (_, endpoint, ask) => {
  it('brings nothing of it back', async () => {
    users += 1;
    const handle = `late_${users}_user`;
    site.emulator().act('addAccount', { handle, nickname: `Nickname of ${handle}` });
    const { id, openId } = await stories.connect(handle);
    const held = holdNext(site, endpoint);
    const late = ask({ id, handle, openId }).catch((error: unknown) => error);
    await held;
    await accounts.erase(id, 'a test');
    const stone: unknown = await table().where({ id }).first();
    site.emulator().faults.release();
    await late;
    expect(await table().where({ id }).first()).toEqual(stone);
    expect(await accounts.find(id)).toMatchObject({
      erased: true,
      state: 'disconnected',
      nickname: 'Erased account',
    });
    // Whoever finished a sign-in of the same user has a new account, and it alone.
    const anew = await accounts.findByOpenId(CLIENT_KEY, openId);
    if (anew) await accounts.erase(anew.id, 'a test');
    expect(await whereStored(site, [openId, handle])).toEqual([]);
  });
});

describe('TikTok’s word on a removal, which comes late', () => {
  const newUser = async () => {
    users += 1;
    const handle = `late_${users}_user`;
    site.emulator().act('addAccount', { handle, nickname: `Nickname of ${handle}` });
    const connected = await stories.connect(handle);
    await table().where({ id: connected.id }).update({ connected_at: 1 });
    return { ...connected, handle };
  };

  it.each([
    ['that the user removed the app', 1],
    ['T52: that the TikTok account was deleted', 2],
  ])('%s, does nothing to an account that was connected anew meanwhile', async (_, reason) => {
    const { id, openId, handle } = await newUser();
    const at = Date.now() - 5_000;
    const held = holdNext(site, 'user.info', { after: false });
    const asked = accounts.handleAuthorizationRemoved(CLIENT_KEY, openId, reason, at);
    await held;
    // The sign-in that it is asked with has ended, and the same user makes a new one.
    site.emulator().revoke(openId, 1);
    const signIns = signInsOf(site);
    expect((await signIns.finish(await signIns.begin(handle))).status).toBe(200);
    site.emulator().faults.release();
    expect(await asked).toBe('unconfirmed');
    expect(await accounts.find(id)).toMatchObject({ erased: false, state: 'connected' });
    const again = await accounts.handleAuthorizationRemoved(CLIENT_KEY, openId, reason, at);
    expect(again).toBe('ignored');
  });

  it('leaves an account alone that a person disconnected meanwhile', async () => {
    const { id, openId } = await newUser();
    const held = holdNext(site, 'user.info', { after: false });
    const asked = accounts.handleAuthorizationRemoved(CLIENT_KEY, openId, 1, Date.now());
    await held;
    await accounts.disconnect(id, 'Anna');
    site.emulator().faults.release();
    expect(await asked).toBe('ignored');
    expect(await accounts.find(id)).toMatchObject({
      state: 'disconnected',
      stateMessage: expect.stringContaining('Anna'),
    });
  });

  it('T52: that the TikTok account was deleted, erases no connection that is made at the last moment', async () => {
    const { id, openId } = await newUser();
    await table().where({ id }).update({ state: 'reconnect' });
    const knex = site.strapi.db.connection;
    const other = new Database(path.join(site.home.directory, 'site.sqlite'));
    // Another process stores the new sign-in when the erasure is about to write.
    const signsIn = ({ sql }: { sql: string }): void => {
      if (!/^begin/i.test(sql)) return;
      other.exec(
        `UPDATE tiktok_accounts SET connected_at = ${Date.now()}, state = 'connected' WHERE id = ${id}`,
      );
    };
    knex.on('query', signsIn);
    try {
      const asked = await accounts.handleAuthorizationRemoved(CLIENT_KEY, openId, 2, Date.now());
      expect(asked).toBe('unconfirmed');
    } finally {
      knex.off('query', signsIn);
      other.close();
    }
    expect(await accounts.find(id)).toMatchObject({ erased: false, state: 'connected' });
  });

  it('ends the connection also where its pair had to be renewed to ask', async () => {
    const { id, openId, handle } = await newUser();
    await table().where({ id }).update({ access_expires_at: 1 });
    site.emulator().faults.add({
      endpoint: 'user.info',
      kind: 'error',
      code: 'access_token_invalid',
      handle,
    });
    const asked = await accounts.handleAuthorizationRemoved(CLIENT_KEY, openId, 1, Date.now());
    expect(asked).toBe('disconnected');
    expect(await accounts.find(id)).toMatchObject({ state: 'reconnect' });
  });
});

describe('a pair of tokens that is renewed', () => {
  it.each([
    ['disconnected', (id: number) => accounts.disconnect(id, 'a test')],
    ['erased', (id: number) => accounts.erase(id, 'a test')],
  ])('is given to nobody when the account was %s meanwhile', async (_, end) => {
    users += 1;
    const handle = `late_${users}_user`;
    site.emulator().act('addAccount', { handle, nickname: `Nickname of ${handle}` });
    const { id } = await stories.connect(handle);
    // About to end: it still serves to revoke the access, and is renewed before it is used.
    await table()
      .where({ id })
      .update({ access_expires_at: Date.now() + 240_000 });
    const held = holdNext(site, 'oauth.token:refresh_token');
    const used = jest.fn();
    const late = accounts.withAccessToken(id, async () => used()).catch((error: unknown) => error);
    await held;
    await end(id);
    site.emulator().faults.release();
    await late;
    expect(used).not.toHaveBeenCalled();
  });
});

describe('what a person changes of an account', () => {
  it('is not written over one that is erased at the same moment', async () => {
    users += 1;
    const handle = `late_${users}_user`;
    site.emulator().act('addAccount', { handle, nickname: `Nickname of ${handle}` });
    const { id } = await stories.connect(handle);
    const held = holdNext(site, 'oauth.revoke');
    const erasing = accounts.erase(id, 'a test');
    await held;
    const labels = Array.from({ length: 20 }, (_, at) =>
      asRoot('PUT', `/tiktok/accounts/${id}`, {
        version: 'latest',
        label: `Label ${at} of ${handle}`,
      }),
    );
    site.emulator().faults.release();
    await erasing;
    const answers = await Promise.all(labels);
    for (const { status } of answers) expect([200, 404]).toContain(status);
    expect(await whereStored(site, [handle])).toEqual([]);
  });
});
