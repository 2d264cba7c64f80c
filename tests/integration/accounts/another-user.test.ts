import { z } from 'zod';

import { type Accounts } from '../../../server/src/accounts';
import { createStories, startTestStrapi, type Stories, type TestStrapi } from '../../support';
import { accountIn, holdNext, signInsOf } from './support';

const SANDBOX = { clientKey: 'sbawsandboxkey12', clientSecret: 'sandbox-client-secret-0123456789' };

let site: TestStrapi;
let stories: Stories;
let accounts: Accounts;
let signIns: ReturnType<typeof signInsOf>;
let users = 0;

beforeAll(async () => {
  site = await startTestStrapi({ emulator: true });
  stories = createStories(site, site.emulator, () => site.as('superAdmin'));
  accounts = site.strapi.plugin('tiktok').service('accounts');
  signIns = signInsOf(site);
});
afterAll(() => site.stop());
beforeEach(() => stories.changeSettings({ mode: 'live' }));
afterEach(() => site.emulator().faults.clear());

/** A TikTok user whom nobody here knows. */
const stranger = (): string => {
  users += 1;
  const handle = `user_${users}`;
  site.emulator().act('addAccount', { handle, nickname: `User ${users}` });
  return handle;
};
const revokes = () =>
  site
    .emulator()
    .calls()
    .filter(({ endpoint }) => endpoint === 'oauth.revoke').length;
/** Signs in as `handle` where another account was to be reconnected. */
const signInInstead = async (handle: string): Promise<void> => {
  const wanted = await stories.connect(stranger());
  const before = revokes();
  const answer = await signIns.finish(await signIns.begin(handle, wanted.id));
  expect([answer.status, answer.text]).toEqual([
    409,
    expect.stringContaining('connect_another_user'),
  ]);
  given = revokes() - before;
};
let given = 0;

/** Whether TikTok still takes what is stored of the account. */
const works = (id: number): Promise<unknown> =>
  accounts.withAccessToken(id, (token) =>
    site.strapi
      .plugin('tiktok')
      .service('settings')
      .client()
      .users.info(token, ['user.info.basic']),
  );
const stateOf = async (id: number) => (await accounts.find(id))?.state;

describe('reconnecting while the browser is signed in at TikTok as somebody else', () => {
  it('gives back what a stranger granted', async () => {
    await signInInstead(stranger());
    expect(given).toBe(1);
  });

  it('leaves the other account alone when it is connected here, and its posts go on', async () => {
    const handle = stranger();
    const other = await stories.connect(handle);
    await signInInstead(handle);
    expect(given).toBe(0);
    await expect(works(other.id)).resolves.toMatchObject({ openId: other.openId });
    expect(await stateOf(other.id)).toBe('connected');
  });

  it.each([
    ['disconnected here', 'POST', '/disconnect'],
    ['erased here', 'DELETE', ''],
  ])('gives back what a user granted who was %s', async (_, method, path) => {
    const handle = stranger();
    const other = await stories.connect(handle);
    const token = await site.as('superAdmin');
    const answer = await site.request(method, `/tiktok/accounts/${other.id}${path}`, { token });
    expect(answer.status).toBe(200);
    await signInInstead(handle);
    expect(given).toBe(1);
  });

  it('leaves the other account alone when it is connected with another Client Key: a sandbox and its app may be one to TikTok', async () => {
    const handle = stranger();
    const live = await stories.connect(handle);
    site.emulator().act('addApp', {
      ...SANDBOX,
      redirectUris: [`${site.url}/api/tiktok/oauth/callback`],
    });
    await stories.call('PUT', '/tiktok/settings/apps/sandbox', z.unknown(), SANDBOX);
    await stories.changeSettings({ mode: 'sandbox' });
    await signInInstead(handle);
    expect(given).toBe(0);
    await stories.changeSettings({ mode: 'live' });
    await expect(works(live.id)).resolves.toMatchObject({ openId: live.openId });
  });

  it('leaves a sign-in of the same user alone that somebody else finishes at this moment', async () => {
    const handle = stranger();
    const wanted = await stories.connect(stranger());
    const [first, second] = [await signIns.begin(handle, wanted.id), await signIns.begin(handle)];
    const held = holdNext(site, 'oauth.token:authorization_code');
    const connecting = signIns.finish(second);
    await held;
    const before = revokes();
    expect((await signIns.finish(first)).status).toBe(409);
    expect(revokes() - before).toBe(0);
    site.emulator().faults.release();
    const account = accountIn(await connecting);
    await expect(works(account.id)).resolves.toMatchObject({ openId: account.openId });
  });

  it('gives the grant back again once the other sign-in has come to its end', async () => {
    await signIns.finish(await signIns.begin(stranger()));
    await signInInstead(stranger());
    expect(given).toBe(1);
  });

  it('says that the account is gone when it was erased meanwhile, and gives back the grant', async () => {
    const wanted = await stories.connect(stranger());
    const carried = await signIns.begin(stranger(), wanted.id);
    const held = holdNext(site, 'oauth.token:authorization_code');
    const finishing = signIns.finish(carried);
    await held;
    await accounts.erase(wanted.id, 'a test');
    const before = revokes();
    site.emulator().faults.release();
    expect((await finishing).status).toBe(404);
    expect(revokes() - before).toBe(1);
  });
});
