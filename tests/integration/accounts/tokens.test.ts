import path from 'node:path';

import { type Accounts } from '../../../server/src/accounts';
import { createStories, ROOT, startTestStrapi, type Stories, type TestStrapi } from '../../support';

let site: TestStrapi;
let stories: Stories;
let accounts: Accounts;

beforeAll(async () => {
  site = await startTestStrapi({ emulator: true });
  stories = createStories(site, site.emulator, () => site.as('superAdmin'));
  accounts = site.strapi.plugin('tiktok').service('accounts');
});
afterAll(() => site.stop());
beforeEach(() => site.emulator().reset());

const table = () => site.strapi.db.connection('tiktok_accounts');
const rowOf = (id: number): Promise<Record<string, unknown>> => table().where({ id }).first();

/** A connected account whose access token has run out, at TikTok and here. */
const expired = async (handle = 'demo_creator'): Promise<number> => {
  const { id } = await stories.connect(handle);
  site.emulator().expireAccessTokens();
  await table()
    .where({ id })
    .update({ access_expires_at: Date.now() - 1000 });
  return id;
};

const refreshes = () =>
  site
    .emulator()
    .calls()
    .filter(({ endpoint, body }) => {
      const form = JSON.stringify(body ?? '');
      return endpoint === 'oauth.token' && form.includes('"grant_type":"refresh_token"');
    });

/** Keeps the next refresh waiting at TikTok. @returns resolves as soon as it has come there */
const holdRefresh = (options: { after?: boolean } = {}): Promise<void> => {
  site.emulator().faults.add({ endpoint: 'oauth.token:refresh_token', kind: 'hold', ...options });
  return new Promise((resolve) => {
    const stop = site.emulator().onCall((phase, call) => {
      const reached = phase === (options.after ? 'effect' : 'received');
      if (!reached || call.endpoint !== 'oauth.token') return;
      stop();
      resolve();
    });
  });
};

/** A call that proves the token: TikTok answers it. */
const whoAmI = (id: number): Promise<string | undefined> =>
  accounts.withAccessToken(id, async (token) => {
    const settings = site.strapi.plugin('tiktok').service('settings');
    const info: { displayName?: string } = await settings
      .client()
      .users.info(token, ['user.info.basic']);
    return info.displayName;
  });

/** What an editor would read of a failure, in short. */
const failureOf = async (work: Promise<unknown>): Promise<{ code: string; message: string }> => {
  try {
    await work;
  } catch (error) {
    const { details, message } = error as { details: { code: string }; message: string };
    return { code: details.code, message };
  }
  throw new Error('It did not fail.');
};

/**
 * A second accounts service on the same database that knows nothing of the first, as another process
 * has it. Out of the built plugin, as Strapi's own is: its error classes are compared by identity.
 */
const anotherInstance = async (): Promise<Accounts> => {
  const built: { default: { services: { accounts(context: object): Accounts } } } = await import(
    path.join(ROOT, 'dist/server/index.js')
  );
  return built.default.services.accounts({ strapi: site.strapi });
};

describe('one refresh at a time', () => {
  it('T40: 50 workers at one expired token make one refresh and lose no account', async () => {
    const id = await expired();
    const names = await Promise.all(Array.from({ length: 50 }, () => whoAmI(id)));
    expect(new Set(names)).toEqual(new Set(['Demo Creator']));
    expect(refreshes()).toHaveLength(1);
    expect(await accounts.find(id)).toMatchObject({ state: 'connected' });
  });

  it('T40: two instances that know nothing of each other make one refresh', async () => {
    const id = await expired();
    site.emulator().faults.add({
      endpoint: 'oauth.token:refresh_token',
      kind: 'delay',
      ms: 400,
    });
    const other = await anotherInstance();
    const seen: string[] = [];
    const use = (service: Accounts) =>
      service.withAccessToken(id, async (token) => {
        seen.push(token);
      });
    await Promise.all([use(accounts), use(other), use(accounts), use(other)]);
    expect(refreshes()).toHaveLength(1);
    expect(new Set(seen).size).toBe(1);
  });

  it('the loser of the race does not disconnect: the row no longer holds the token that was refused (T40)', async () => {
    const id = await expired();
    const before = await rowOf(id);
    await whoAmI(id);
    const after = await rowOf(id);
    // A worker that read the row before the other stored the pair now gets "invalid_grant".
    await table().where({ id }).update({
      refresh_token: before.refresh_token,
      access_token: before.access_token,
      access_expires_at: 0,
    });
    const held = holdRefresh();
    const loser = whoAmI(id);
    await held;
    await table()
      .where({ id })
      .update({
        refresh_token: after.refresh_token,
        access_token: after.access_token,
        access_expires_at: after.access_expires_at,
        token_version: Number(after.token_version) + 1,
        refresh_lease_until: null,
        refresh_lease_owner: null,
      });
    site.emulator().faults.release();
    expect(await loser).toBe('Demo Creator');
    expect(await accounts.find(id)).toMatchObject({ state: 'connected' });
  });

  it('T40: a holder frozen past its lease in mid-call brings the pair home, and nobody disconnects meanwhile', async () => {
    const id = await expired();
    // TikTok has rotated the pair; the answer is on its way to a process that stands still.
    const held = holdRefresh({ after: true });
    const frozen = whoAmI(id);
    await held;
    await table().where({ id }).update({ refresh_lease_until: 1 });
    const other = await anotherInstance();
    const { code } = await failureOf(other.withAccessToken(id, async () => undefined));
    expect(code).toBe('refresh_unclear');
    expect(await accounts.find(id)).toMatchObject({ state: 'connected' });
    site.emulator().faults.release();
    expect(await frozen).toBe('Demo Creator');
    await other.withAccessToken(id, async () => undefined);
    expect(await rowOf(id)).toMatchObject({ state: 'connected', refresh_orphaned_at: null });
  });

  it('T40: a holder that never comes back is waited for two minutes, then the account needs a person', async () => {
    const id = await expired();
    site.emulator().expireRefreshTokens();
    await table()
      .where({ id })
      .update({ refresh_lease_owner: 'a-dead-process', refresh_lease_until: 1 });
    expect((await failureOf(whoAmI(id))).code).toBe('refresh_unclear');
    expect((await failureOf(whoAmI(id))).code).toBe('refresh_unclear');
    await table()
      .where({ id })
      .update({ refresh_orphaned_at: Date.now() - 121_000 });
    expect((await failureOf(whoAmI(id))).code).toBe('account_needs_reconnect');
  });
});

describe('the rotated pair', () => {
  it('T41: is stored before anything else is done with it', async () => {
    const id = await expired();
    const before = await rowOf(id);
    const failed = accounts.withAccessToken(id, async () => {
      const row = await rowOf(id);
      expect(row.refresh_token).not.toBe(before.refresh_token);
      expect(row.token_version).toBe(Number(before.token_version) + 1);
      throw new Error('The call after the refresh failed.');
    });
    await expect(failed).rejects.toThrow('The call after the refresh failed.');
    expect(await whoAmI(id)).toBe('Demo Creator');
    expect(refreshes()).toHaveLength(1);
  });

  it('T41: that cannot be stored is kept in memory, used, and stored as soon as that works', async () => {
    const id = await expired();
    const before = await rowOf(id);
    await site.strapi.db.connection.raw(
      `CREATE TRIGGER refuse_pairs BEFORE UPDATE OF refresh_token ON tiktok_accounts
       WHEN NEW.token_version > OLD.token_version BEGIN SELECT RAISE(ABORT, 'disk full'); END`,
    );
    try {
      expect(await whoAmI(id)).toBe('Demo Creator');
      expect(await whoAmI(id)).toBe('Demo Creator');
      expect((await rowOf(id)).refresh_token).toBe(before.refresh_token);
    } finally {
      await site.strapi.db.connection.raw('DROP TRIGGER refuse_pairs');
    }
    await accounts.refreshDue();
    const after = await rowOf(id);
    expect(after.refresh_token).not.toBe(before.refresh_token);
    expect(after.refresh_lease_owner).toBeNull();
    expect(refreshes()).toHaveLength(1);
    expect(await accounts.find(id)).toMatchObject({ state: 'connected' });
  });

  it('T44: keeps the old refresh token where TikTok gives an empty one', async () => {
    const id = await expired();
    const before = await rowOf(id);
    site.emulator().faults.add({
      endpoint: 'oauth.token:refresh_token',
      kind: 'status',
      status: 200,
      body: JSON.stringify({
        access_token: 'act.without-refresh',
        expires_in: 7200,
        refresh_token: '',
      }),
      headers: { 'content-type': 'application/json' },
    });
    await accounts.withAccessToken(id, async (token) => expect(token).toBe('act.without-refresh'));
    await table().where({ id }).update({ access_expires_at: 0 });
    // The old one was not used up, so it still serves.
    expect(await whoAmI(id)).toBe('Demo Creator');
    expect((await rowOf(id)).refresh_token).not.toBe(before.refresh_token);
  });
});

describe('what is no disconnection (T42)', () => {
  it.each([
    ['a 503', { kind: 'status' as const, status: 503, times: 2 }],
    ['an HTML page', { kind: 'html' as const, times: 2 }],
    ['a lost connection before the call', { kind: 'drop_before' as const, times: 2 }],
    ['server_error', { kind: 'error' as const, code: 'server_error', times: 2 }],
    ['a wrong Client Secret', { kind: 'error' as const, code: 'invalid_client', times: 2 }],
  ])('%s', async (_, fault) => {
    const id = await expired();
    site.emulator().faults.add({ endpoint: 'oauth.token:refresh_token', ...fault });
    const { code } = await failureOf(whoAmI(id));
    expect(code).toMatch(/^tiktok_/);
    expect(await accounts.find(id)).toMatchObject({ state: 'connected' });
    site.emulator().faults.clear();
    expect(await whoAmI(id)).toBe('Demo Creator');
  });

  it('an answer that was lost once: the same token is sent once more', async () => {
    const id = await expired();
    site.emulator().faults.add({ endpoint: 'oauth.token:refresh_token', kind: 'drop_before' });
    expect(await whoAmI(id)).toBe('Demo Creator');
    expect(refreshes()).toHaveLength(2);
  });

  it('a refresh ahead of time that fails: the old token serves while it lives', async () => {
    const { id } = await stories.connect();
    await table()
      .where({ id })
      .update({ access_expires_at: Date.now() + 60_000 });
    site.emulator().faults.add({
      endpoint: 'oauth.token:refresh_token',
      kind: 'status',
      status: 503,
      times: 2,
    });
    expect(await whoAmI(id)).toBe('Demo Creator');
    expect(refreshes()).toHaveLength(2);
  });
});

describe('what is one', () => {
  it('T43: invalid_grant as HTTP 200 makes it "reconnect", in words, and nothing asks TikTok again', async () => {
    const id = await expired();
    site.emulator().expireRefreshTokens();
    const told: number[] = [];
    accounts.onDisconnected((accountId) => void told.push(accountId));
    const { code, message } = await failureOf(whoAmI(id));
    expect(code).toBe('account_needs_reconnect');
    expect(message).toContain('The TikTok account needs to be connected again');
    expect(await accounts.find(id)).toMatchObject({
      state: 'reconnect',
      stateMessage: expect.stringContaining('Press "Reconnect"'),
    });
    expect(told).toEqual([id]);
    const asked = refreshes().length;
    expect((await failureOf(whoAmI(id))).code).toBe('account_needs_reconnect');
    expect(refreshes()).toHaveLength(asked);
    expect(await site.emulator().calls().at(-1)?.status).toBe(200);
  });

  it('T52: a user who removed the app is noticed at the next use', async () => {
    const { id, openId } = await stories.connect();
    site.emulator().setWebhookUrl(null);
    site.emulator().revoke(openId);
    expect((await failureOf(whoAmI(id))).code).toBe('account_needs_reconnect');
    expect(await accounts.find(id)).toMatchObject({ state: 'reconnect' });
  });
});

describe('when tokens are renewed', () => {
  it('T46: not again while the new one is fresh, whatever its life', async () => {
    const id = await expired();
    for (let use = 0; use < 5; use += 1) await whoAmI(id);
    expect(refreshes()).toHaveLength(1);
    const row = await rowOf(id);
    expect(Number(row.access_expires_at) - Date.now()).toBeGreaterThan(7_190_000);
  });

  it('once more after TikTok refuses a token that looked fresh, and not twice', async () => {
    const { id } = await stories.connect();
    site.emulator().expireAccessTokens();
    expect(await whoAmI(id)).toBe('Demo Creator');
    expect(refreshes()).toHaveLength(1);
    site.emulator().faults.add({
      endpoint: 'user.info',
      kind: 'error',
      code: 'access_token_invalid',
      times: 2,
    });
    await expect(whoAmI(id)).rejects.toMatchObject({ name: 'TikTokAuthError' });
    expect(refreshes()).toHaveLength(2);
    expect(await accounts.find(id)).toMatchObject({ state: 'connected' });
  });

  it('T47: in the background, before an unused refresh token dies', async () => {
    const first = await stories.connect('demo_creator');
    const second = await stories.connect('no_duets');
    await table().whereNotIn('id', [first.id, second.id]).update({ state: 'disconnected' });
    expect(await accounts.refreshDue()).toEqual({ refreshed: 0, failed: 0 });
    await table()
      .where({ id: first.id })
      .update({ refreshed_at: Date.now() - 8 * 24 * 3_600_000 });
    expect(await accounts.refreshDue()).toEqual({ refreshed: 1, failed: 0 });
    expect(refreshes()).toHaveLength(1);
    expect(await accounts.refreshDue()).toEqual({ refreshed: 0, failed: 0 });
  });

  it('never while refreshing is paused, as in a copy of the site', async () => {
    const id = await expired();
    accounts.pauseRefresh(() => Promise.resolve('This is a copy.'));
    try {
      expect(await failureOf(whoAmI(id))).toEqual({
        code: 'tiktok_paused',
        message: 'This is a copy.',
      });
      expect(await accounts.refreshDue()).toEqual({ refreshed: 0, failed: 0 });
      expect(refreshes()).toHaveLength(0);
      // Nor is the original's connection ended from the copy.
      const { body } = await site.request('POST', `/tiktok/accounts/${id}/disconnect`, {
        token: await site.as('superAdmin'),
      });
      expect(body).toMatchObject({ revoked: false, account: { state: 'disconnected' } });
      expect(
        site
          .emulator()
          .calls()
          .some(({ endpoint }) => endpoint === 'oauth.revoke'),
      ).toBe(false);
    } finally {
      accounts.pauseRefresh(() => Promise.resolve(null));
    }
  });
});
