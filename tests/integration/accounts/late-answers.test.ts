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
