import { type Accounts } from '../../../server/src/accounts';
import { createStories, startTestStrapi, type Stories, type TestStrapi } from '../../support';
import { signInsOf } from './support';

let site: TestStrapi;
let stories: Stories;
let accounts: Accounts;
let users = 0;

beforeAll(async () => {
  site = await startTestStrapi({ emulator: true });
  stories = createStories(site, site.emulator, () => site.as('superAdmin'));
  accounts = site.strapi.plugin('tiktok').service('accounts');
});
afterAll(() => site.stop());
afterEach(() => site.emulator().faults.clear());

const table = () => site.strapi.db.connection('tiktok_accounts');
const newUser = (): string => {
  users += 1;
  const handle = `answers_${users}`;
  site.emulator().act('addAccount', { handle, nickname: `User ${users}` });
  return handle;
};
const answerOf = (
  grant: 'authorization_code' | 'refresh_token',
  members: Record<string, string | number | boolean | null | string[]>,
) =>
  site.emulator().faults.add({
    endpoint: `oauth.token:${grant}`,
    kind: 'edited',
    without: Object.keys(members).filter((name) => members[name] === null),
    put: Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null)),
  });
const expire = (id: number, at = 1) => table().where({ id }).update({ access_expires_at: at });
/** Anew: the tests change rows behind the memory of accounts. */
const works = (id: number) =>
  accounts.withAccessToken(
    id,
    (token) =>
      site.strapi
        .plugin('tiktok')
        .service('settings')
        .client()
        .users.info(token, ['user.info.basic']),
    { anew: true },
  );
const SCOPES = ['user.info.basic', 'video.upload'];

/** TikTok's answers that lack something or say it otherwise; null leaves a member out. */
const ODD: [string, Parameters<typeof answerOf>[1]][] = [
  ['no expires_in', { expires_in: null }],
  ['an expires_in that is no time', { expires_in: 'soon' }],
  ['lifetimes as text', { expires_in: '7200', refresh_expires_in: '86400' }],
  ['no refresh_expires_in', { refresh_expires_in: null }],
  ['a refresh_expires_in below zero', { refresh_expires_in: -1 }],
  ['no scope', { scope: null }],
  ['an empty scope', { scope: '' }],
  ['scopes as a list', { scope: SCOPES }],
  ['no lifetimes and no scope', { expires_in: null, refresh_expires_in: null, scope: null }],
];

describe.each(ODD)('an answer with %s', (_, members) => {
  it('connects the account, which works and has its permissions', async () => {
    answerOf('authorization_code', members);
    const { id } = await stories.connect(newUser());
    await works(id);
    const account = await accounts.find(id);
    expect(account).toMatchObject({ state: 'connected', grantedScopes: SCOPES });
    const row = await table().where({ id }).first();
    expect(Number(row.access_expires_at)).toBeGreaterThan(Date.now() + 60_000);
    expect(Number(row.refresh_expires_at)).toBeGreaterThan(Date.now() + 60_000);
  });

  it('renews it: the new pair is kept and renews again', async () => {
    const { id } = await stories.connect(newUser());
    for (const odd of [members, {}]) {
      if (Object.keys(odd).length > 0) answerOf('refresh_token', odd);
      await expire(id);
      await works(id);
    }
    expect(await accounts.find(id)).toMatchObject({ state: 'connected', grantedScopes: SCOPES });
  });
});

describe('an answer without a refresh token', () => {
  it('connects the account for as long as its access token lives, and then says what to do', async () => {
    answerOf('authorization_code', { refresh_token: null });
    const { id } = await stories.connect(newUser());
    await works(id);
    await expire(id, Date.now() + 30_000);
    await works(id);
    await accounts.refreshDue();
    expect(await accounts.find(id)).toMatchObject({ state: 'connected' });
    await expire(id);
    await expect(works(id)).rejects.toMatchObject({ details: { code: 'account_needs_reconnect' } });
    expect(await accounts.find(id)).toMatchObject({
      state: 'reconnect',
      stateMessage: expect.stringContaining('Press "Reconnect"'),
    });
  });

  it('leaves a reconnected account the one it had (T44)', async () => {
    const handle = newUser();
    const { id } = await stories.connect(handle);
    const before = await table().where({ id }).first();
    answerOf('authorization_code', { refresh_token: null });
    expect(await stories.connect(handle)).toMatchObject({ id, state: 'connected' });
    expect((await table().where({ id }).first()).refresh_token).toBe(before.refresh_token);
  });
});

describe('what refuses', () => {
  it.each([
    ['a first answer without an access token', { access_token: null }],
    ['a first answer without an open_id', { open_id: null }],
  ])('%s, in words', async (_, members) => {
    const signIns = signInsOf(site);
    const carried = await signIns.begin(newUser());
    answerOf('authorization_code', members);
    const answer = await signIns.finish(carried);
    expect([answer.status, answer.text]).toEqual([
      503,
      expect.stringContaining('lacks or garbles'),
    ]);
  });

  it('a renewal that TikTok answers for another user: nothing is posted with it', async () => {
    const { id } = await stories.connect(newUser());
    answerOf('refresh_token', { open_id: 'somebody-else' });
    await expire(id);
    await expect(works(id)).rejects.toMatchObject({ details: { code: 'account_needs_reconnect' } });
    expect(await accounts.find(id)).toMatchObject({ state: 'reconnect' });
  });
});

it('what TikTok left out is told in the log, without a name', async () => {
  const handle = newUser();
  answerOf('authorization_code', { expires_in: null });
  await stories.connect(handle);
  const told = site.logs.filter(({ message }) => message.includes('lacks or garbles: expires_in'));
  expect(told.length).toBeGreaterThan(0);
  expect(told.map(({ message }) => message).join()).not.toContain(handle);
});
