import { z } from 'zod';

import { signWebhook } from '../../../emulator';
import { type Accounts } from '../../../server/src/accounts';
import { CLIENT_KEY, CLIENT_SECRET, until } from '../../support';
import { type PublisherSite, startPublisher } from '../posts/support';
import { whereStored } from './support';

let publisher: PublisherSite;
let accounts: Accounts;
let users = 0;

beforeAll(async () => {
  publisher = await startPublisher();
  accounts = publisher.site.strapi.plugin('tiktok').service('accounts');
});
afterAll(() => publisher.stop());
beforeEach(() => publisher.tiktok.setWebhookUrl(`${publisher.site.url}/api/tiktok/webhook`));
afterEach(() => publisher.tiktok.faults.clear());

/** A TikTok user whose words are found wherever they stand. */
const newUser = async () => {
  users += 1;
  const handle = `erasable_${users}_`;
  publisher.tiktok.act('addAccount', { handle, nickname: `Nickname of ${handle}` });
  const { id, openId } = await publisher.stories.connect(handle);
  return { id, openId, handle };
};
const deliver = (event: string, openId: string, content: object, at = Date.now()) => {
  const body = JSON.stringify({
    client_key: CLIENT_KEY,
    event,
    create_time: Math.floor(at / 1000),
    user_openid: openId,
    content: JSON.stringify(content),
  });
  return publisher.site.request('POST', '/api/tiktok/webhook', {
    body,
    headers: {
      'content-type': 'application/json',
      'tiktok-signature': signWebhook(CLIENT_SECRET, Math.floor(Date.now() / 1000), body),
    },
  });
};
const seen = (event: string, openId: string) =>
  publisher.tiktok.webhooks().filter((one) => one.event === event && one.openId === openId);
const openEvents = () =>
  publisher.db('tiktok_events').where({ event: 'authorization.removed' }).whereNull('handled_at');

describe('what TikTok tells of a user after the erasure', () => {
  it('is not kept, though our own revoke causes it', async () => {
    const { id, openId, handle } = await newUser();
    await accounts.erase(id, 'a test');
    await until('TikTok told of its own revoke', () => {
      const told = seen('authorization.removed', openId);
      return told.length > 0 && told.every(({ status }) => status === 200);
    });
    await publisher.tiktok.settled();
    expect(seen('authorization.removed', openId)).not.toHaveLength(0);
    expect(await whereStored(publisher.site, [openId, handle])).toEqual([]);
  });

  it.each([
    ['post.publish.complete', { publish_id: 'v_pub_file~v2.1' }],
    ['authorization.removed', { reason: 5 }],
    ['authorization.removed', 'no content'],
    ['something.new', { any: 'thing' }],
  ])('is answered 200 and not kept: %s', async (event, content) => {
    const { id, openId } = await newUser();
    await accounts.erase(id, 'a test');
    expect((await deliver(event, openId, content as object)).status).toBe(200);
    expect(await whereStored(publisher.site, [openId])).toEqual([]);
  });

  it('is not kept either when it comes while the erasure is under way', async () => {
    const { id, openId, handle } = await newUser();
    const told = Array.from({ length: 30 }, (_, at) =>
      deliver('something.new', openId, { at, handle }),
    );
    await accounts.erase(id, 'a test');
    for (const { status } of await Promise.all(told)) expect(status).toBe(200);
    expect(await whereStored(publisher.site, [openId])).toEqual([]);
  });
});

describe('everything that was stored about a user', () => {
  it('is gone: captions, names, addresses, TikTok’s ids, events, gates and findings', async () => {
    const { id, openId, handle } = await newUser();
    const caption = `Caption of ${handle}`;
    const post = await publisher.send(id, { content: { caption } });
    const done = await publisher.stories.waitFor(
      post.id,
      ({ state, link }) => state === 'published' && link !== null,
    );
    await deliver('post.publish.complete', openId, { publish_id: done.attempts[0]?.publishId });
    await publisher.db('tiktok_gates').insert({
      subject: `account:${id}:direct_post`,
      account_id: id,
      share_type: 'direct_post',
      closed_since: Date.now(),
      opens_at: Date.now() + 60_000,
      reason: JSON.stringify({ code: 'x', message: caption, remedy: null, retryAt: null }),
    });
    await publisher.stories.call('POST', '/tiktok/review/run', z.unknown(), { mode: 'live' });
    await publisher.tiktok.settled();
    const publishId = done.attempts[0]?.publishId ?? 'none';
    const words = [openId, handle, caption, publishId];
    const before = await whereStored(publisher.site, words);
    expect(before.length).toBeGreaterThan(6);
    await accounts.erase(id, 'a test');
    expect(await whereStored(publisher.site, words)).toEqual([]);
    // Nor may a log line outlive it.
    const logged = publisher.site.logs.map(({ message }) => message).join('\n');
    for (const word of [openId, handle, caption]) expect(logged).not.toContain(word);
  });

  it('is gone also under the open_id of an earlier Client Key', async () => {
    const { id, openId } = await newUser();
    await deliver('something.old', openId, { any: 'thing' });
    expect(await whereStored(publisher.site, [openId])).not.toEqual([]);
    await publisher.db('tiktok_accounts').where({ id }).update({ open_id: 'another-open-id' });
    await accounts.erase(id, 'a test');
    // The event was matched to no post; what is of this user's posts goes with the posts.
    await publisher.db('tiktok_events').where({ event: 'something.old' }).delete();
    expect(await whereStored(publisher.site, ['another-open-id'])).toEqual([]);
  });
});

describe('an account with many posts', () => {
  const LOTS = 450;
  const fill = async (accountId: number, word: string): Promise<number[]> => {
    const now = Date.now();
    for (let at = 0; at < LOTS; at += 50) {
      await publisher.db('tiktok_posts').insert(
        Array.from({ length: 50 }, (_, n) => ({
          idempotency_key: `${word}-${at + n}`,
          account_id: accountId,
          kind: 'video',
          share_type: 'inbox',
          transfer: 'file_upload',
          state: 'published',
          title: `Title of ${word}`,
          content: JSON.stringify({ caption: `Caption ${at + n} of ${word}` }),
          options: '{}',
          media: '[]',
          fence: 0,
          tries: 0,
          version: 0,
          created_at: now,
          updated_at: now,
        })),
      );
    }
    const ids: { id: number }[] = await publisher
      .db('tiktok_posts')
      .where({ account_id: accountId })
      .orderBy('id')
      .select('id');
    for (const { id } of ids) {
      await publisher.db('tiktok_timeline').insert({
        post_id: id,
        at: now,
        code: 'note',
        message: `Made for ${word}.`,
        actor: 'A person',
      });
    }
    return ids.map(({ id }) => id);
  };
  const named = async (accountId: number): Promise<number> =>
    publisher
      .db('tiktok_posts')
      .where({ account_id: accountId })
      .whereNotNull('title')
      .then((rows: unknown[]) => rows.length);

  it('is erased lot by lot: what is cut off goes on, nothing is left, and nobody sees the account meanwhile', async () => {
    const { id, openId, handle } = await newUser();
    const ids = await fill(id, handle);
    const knex = publisher.site.strapi.db.connection;
    // The disk fails at a post of the second lot.
    await knex.raw(
      `CREATE TRIGGER cut_off BEFORE UPDATE ON tiktok_timeline WHEN NEW.post_id = ${ids[300]}
       BEGIN SELECT RAISE(ABORT, 'disk full'); END`,
    );
    await expect(accounts.erase(id, 'a test')).rejects.toMatchObject({
      details: { status: 503, code: 'erasure_goes_on' },
    });
    const left = await named(id);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(LOTS);
    expect(await accounts.find(id)).toMatchObject({ erased: true, nickname: 'Erased account' });
    expect(await accounts.findByOpenId(CLIENT_KEY, openId)).toBeNull();
    expect((await accounts.all()).map((one) => one.id)).not.toContain(id);
    const read = await publisher.site.request('GET', '/tiktok/accounts', {
      token: await publisher.site.as('superAdmin'),
    });
    expect(read.text).not.toContain(handle);
    await knex.raw('DROP TRIGGER cut_off');

    await accounts.followUp();
    expect(await named(id)).toBe(0);
    const receipt = await publisher.db('tiktok_erasures').where({ account_id: id });
    expect(receipt).toHaveLength(1);
    expect(JSON.parse(String(receipt[0].erased))).toMatchObject({ posts: LOTS, timeline: LOTS });
    await until(
      'TikTok told of the revoke',
      () => seen('authorization.removed', openId).length > 0,
    );
    await publisher.tiktok.settled();
    const stored = await whereStored(publisher.site, [openId, handle]);
    // The keys by which a post is sent once are the sender's own words.
    expect(stored.filter((one) => !one.startsWith('tiktok_posts:'))).toEqual([]);
    const posts = await publisher.db('tiktok_posts').where({ account_id: id });
    expect(JSON.stringify(posts)).not.toContain(`of ${handle}`);
  });

  it('is erased in few statements', async () => {
    const { id, handle } = await newUser();
    await fill(id, handle);
    const { statements, stop } = countStatements();
    await accounts.erase(id, 'a test');
    stop();
    expect(statements()).toBeLessThan(LOTS / 3);
  });

  const countStatements = () => {
    let count = 0;
    const listen = () => void (count += 1);
    const knex = publisher.site.strapi.db.connection;
    knex.on('query', listen);
    return { statements: () => count, stop: () => knex.removeListener('query', listen) };
  };
});

describe('T52: “the TikTok account was deleted”, which TikTok could not confirm', () => {
  const removed = (openId: string, at?: number) =>
    deliver('authorization.removed', openId, { reason: 2 }, at);
  const outOfOrder = (handle: string) =>
    publisher.tiktok.faults.add({
      endpoint: 'user.info',
      kind: 'status',
      status: 503,
      times: 50,
      handle,
    });
  const gone = (openId: string) => {
    publisher.tiktok.setWebhookUrl(null);
    publisher.tiktok.revoke(openId, 2);
  };

  it('is asked again until it does, and then the account is erased', async () => {
    const { id, openId, handle } = await newUser();
    outOfOrder(handle);
    expect((await removed(openId)).status).toBe(200);
    expect(await accounts.find(id)).toMatchObject({ erased: false, state: 'connected' });
    await accounts.followUp();
    expect(await accounts.find(id)).toMatchObject({ erased: false, state: 'connected' });
    expect(await openEvents()).toHaveLength(1);

    publisher.tiktok.faults.clear();
    gone(openId);
    await accounts.followUp();
    expect(await accounts.find(id)).toMatchObject({ erased: true });
    expect(await openEvents()).toHaveLength(0);
    expect(await whereStored(publisher.site, [openId, handle])).toEqual([]);
  });

  it('is asked again when the token still works at first: TikTok may need a while', async () => {
    const { id, openId } = await newUser();
    expect((await removed(openId)).status).toBe(200);
    expect(await openEvents()).toHaveLength(1);
    gone(openId);
    await accounts.followUp();
    expect(await accounts.find(id)).toMatchObject({ erased: true });
  });

  it('is refuted by a token that works an hour later, and not asked any more', async () => {
    const { id, openId, handle } = await newUser();
    await publisher.db('tiktok_accounts').where({ id }).update({ connected_at: 1 });
    outOfOrder(handle);
    await removed(openId, Date.now() - 2 * 3_600_000);
    expect(await openEvents()).toHaveLength(1);
    publisher.tiktok.faults.clear();
    await accounts.followUp();
    expect(await openEvents()).toHaveLength(0);
    expect(await accounts.find(id)).toMatchObject({ erased: false, state: 'connected' });
  });

  it('is not believed because our own app is not configured', async () => {
    const { id, openId, handle } = await newUser();
    outOfOrder(handle);
    await removed(openId);
    publisher.tiktok.faults.clear();
    await publisher.db('tiktok_accounts').where({ id }).update({ access_expires_at: 1 });
    const secret = process.env.TIKTOK_CLIENT_SECRET;
    delete process.env.TIKTOK_CLIENT_SECRET;
    try {
      await accounts.followUp();
    } finally {
      process.env.TIKTOK_CLIENT_SECRET = secret;
    }
    expect(await accounts.find(id)).toMatchObject({ erased: false });
    expect(await openEvents()).toHaveLength(1);
    await publisher.db('tiktok_events').delete();
  });

  it('is kept longer than any other event', async () => {
    const { openId, handle } = await newUser();
    outOfOrder(handle);
    await removed(openId);
    await deliver('something.else', openId, {});
    await publisher.db('tiktok_events').update({ received_at: 1 });
    await publisher.posts().prune();
    expect(await publisher.db('tiktok_events').where({ open_id: openId })).toHaveLength(1);
    await publisher.db('tiktok_events').delete();
  });
});
