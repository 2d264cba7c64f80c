import path from 'node:path';

import { z } from 'zod';

import { inTransaction, table } from '../../../server/src/database/tables';
import { startStrapiProcess, startTestStrapi, type StrapiProcess, until } from '../../support';
import { isIn, makeLongVideo, type PublisherSite, startPublisher } from '../posts/support';
import { LEASE_SECONDS, rowsOf } from './mariadb-support';

const LONG = 70_000_001;

/** One Strapi in this process, and one of its own that can be frozen. */
describe('two processes on MariaDB', () => {
  let publisher: PublisherSite;
  let other: StrapiProcess;

  beforeAll(async () => {
    const env = { TIKTOK_LEASE_SECONDS: LEASE_SECONDS };
    const site = await startTestStrapi({ database: 'mariadb', emulator: true, env });
    publisher = await startPublisher({ site });
    other = await startStrapiProcess({ home: site.home, env });
  });
  afterAll(async () => {
    await other?.kill();
    await publisher?.stop();
  });

  it('40 posts of 8 accounts due at once in two processes: 40 live posts, none twice (T08)', async () => {
    const { newAccount, send, db, posts, stories, live, accepted } = publisher;
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const handles: string[] = [];
    const ids: number[] = [];
    for (let account = 0; account < 8; account += 1) {
      const { id, handle } = await newAccount();
      handles.push(handle);
      for (let count = 0; count < 5; count += 1) {
        ids.push((await send(id, { when: { type: 'at', at } })).id);
      }
    }
    await db('tiktok_posts').whereIn('id', ids).update({ next_step_at: Date.now() });
    posts().engine.nudge();
    for (const one of ids) await stories.waitFor(one, isIn('published'), 200);
    expect(handles.map((handle) => live(handle).length)).toEqual(Array(8).fill(5));
    expect(handles.map((handle) => accepted(handle).length)).toEqual(Array(8).fill(5));
    const attempts: unknown[] = await db('tiktok_attempts').whereIn('post_id', ids);
    expect(attempts).toHaveLength(40);
  });

  it('two processes at one expired token make one refresh (T40)', async () => {
    const { newAccount, site, tiktok } = publisher;
    const { id, handle } = await newAccount();
    tiktok.expireAccessTokens(handle);
    const before = tiktok.calls().length;
    const use = async (one: { request: typeof site.request; as: typeof site.as }) =>
      one.request('POST', `/tiktok/accounts/${id}/refresh-profile`, {
        token: await one.as('superAdmin'),
      });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => use(index % 2 === 0 ? site : other)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    const refreshes = tiktok
      .calls()
      .slice(before)
      .filter(({ endpoint }) => endpoint === 'oauth.token');
    expect(refreshes).toHaveLength(1);
  });

  it('a worker frozen in the middle of a write keeps nobody from sending the other posts (T08)', async () => {
    const { site, newAccount, send, db, posts, stories, live } = publisher;
    const { id, handle } = await newAccount();
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const locked = await send(id, { when: { type: 'at', at } });
    const free = await send(id, { when: { type: 'at', at } });
    const frozen = await site.strapi.db.connection.transaction();
    try {
      // Due only when it is locked: nobody has taken it up by then.
      await db('tiktok_posts')
        .whereIn('id', [locked.id, free.id])
        .update({ next_step_at: Date.now() + 5_000 });
      await frozen('tiktok_posts').where({ id: locked.id }).forUpdate().first();
      posts().engine.nudge();
      await stories.waitFor(free.id, isIn('published'));
      // Unless this machine was slower; of what was taken up nothing goes out all the same.
      expect(['scheduled', 'due']).toContain((await stories.readPost(locked.id)).state);
      expect(live(handle)).toHaveLength(1);
    } finally {
      await frozen.rollback();
    }
    await stories.waitFor(locked.id, isIn('published'));
    expect(live(handle)).toHaveLength(2);
  });

  it('ends a write that stands still, and leaves the limits of the site as they were (T08)', async () => {
    const { site, newAccount, send, db } = publisher;
    const { strapi } = site;
    const { id } = await newAccount();
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const post = await send(id, { when: { type: 'at', at } });
    let isLocked = (): void => undefined;
    const locked = new Promise<void>((resolve) => (isLocked = resolve));
    let goOn = (): void => undefined;
    const ended = new Promise<void>((resolve) => (goOn = resolve));
    const stands = inTransaction(strapi, async (trx) => {
      await table(strapi, 'tiktok_posts', trx).where({ id: post.id }).update({ tries: 7 });
      isLocked();
      await ended;
      await table(strapi, 'tiktok_posts', trx).where({ id: post.id }).update({ tries: 8 });
    }).catch((error: unknown) => error);
    await locked;
    // Nobody waits for it for longer than five seconds, ...
    const impatient = inTransaction(strapi, (trx) =>
      table(strapi, 'tiktok_posts', trx).where({ id: post.id }).update({ tries: 9 }),
    );
    await expect(impatient).rejects.toMatchObject({ code: 'ER_LOCK_WAIT_TIMEOUT' });
    // ... and the server ends it soon after: the row is free again, and as it was.
    await db('tiktok_posts').where({ id: post.id }).increment('version', 1);
    goOn();
    expect(await stands).toBeInstanceOf(Error);
    expect(await db('tiktok_posts').where({ id: post.id }).first('tries')).toEqual({ tries: 0 });
    for (let count = 0; count < 10; count += 1) {
      const limits =
        'SELECT @@innodb_lock_wait_timeout AS wait, @@idle_transaction_timeout AS idle';
      const row = z.object({ wait: z.coerce.number(), idle: z.coerce.number() });
      expect(rowsOf(await strapi.db.connection.raw(limits), row)).toEqual([{ wait: 50, idle: 0 }]);
    }
  });

  it('two writes that wait for each other both come through', async () => {
    const { site, newAccount, send, db } = publisher;
    const { strapi } = site;
    const { id } = await newAccount();
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const [one, two] = [
      await send(id, { when: { type: 'at', at } }),
      await send(id, { when: { type: 'at', at } }),
    ];
    let arrived = 0;
    /** Each waits for the other in its first run; a repetition finds both there. */
    const bothHaveOne = async (): Promise<void> => {
      arrived += 1;
      await until('both transactions have one', () => arrived >= 2);
    };
    const raise = (order: readonly number[]) =>
      inTransaction(strapi, async (trx) => {
        const [first = 0, second = 0] = order;
        await table(strapi, 'tiktok_posts', trx).where({ id: first }).increment('tries', 1);
        await bothHaveOne();
        await table(strapi, 'tiktok_posts', trx).where({ id: second }).increment('tries', 1);
      });
    await Promise.all([raise([one.id, two.id]), raise([two.id, one.id])]);
    expect(arrived).toBeGreaterThan(2);
    expect(await db('tiktok_posts').whereIn('id', [one.id, two.id]).pluck('tries')).toEqual([2, 2]);
  });

  it('one process is frozen in an upload past its lease, the other takes over, the first thaws: one live post (T03)', async () => {
    const { site, newAccount, tiktok, stories, live, accepted, db, posts } = publisher;
    const { id, handle } = await newAccount();
    const file = await makeLongVideo(path.join(site.home.directory, 'long.mp4'), LONG);
    const asset = await site.uploadAsset(file);
    tiktok.faults.add({ endpoint: 'upload', call: 4, kind: 'hold', handle });
    const held = new Promise<void>((resolve) => {
      tiktok.onCall((phase, call) => {
        if (phase === 'received' && call.fault === 'hold') resolve();
      });
    });
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const post = await stories.createPost(
      stories.postOf(id, [asset.id], { when: { type: 'at', at } }),
    );
    // Only the other process looks: this one is made to find nothing until that one is frozen.
    await posts().engine.stop(0);
    await db('tiktok_posts').where({ id: post.id }).update({ next_step_at: Date.now() });
    await held;
    process.kill(other.pid, 'SIGSTOP');
    tiktok.faults.clear();
    const third = await startStrapiProcess({
      home: site.home,
      env: { TIKTOK_LEASE_SECONDS: LEASE_SECONDS },
    });
    try {
      await stories.waitFor(post.id, isIn('published'));
      process.kill(other.pid, 'SIGCONT');
      // The thawed one has gone on once it has sent what nobody else can.
      process.kill(third.pid, 'SIGSTOP');
      const beside = await newAccount();
      const next = await publisher.send(beside.id);
      await stories.waitFor(next.id, isIn('published'));
      await tiktok.settled();
      expect(accepted(handle)).toHaveLength(1);
      expect(live(handle).map(({ media }) => media[0]?.bytes)).toEqual([LONG]);
      expect((await stories.readPost(post.id)).attempts).toHaveLength(1);
    } finally {
      process.kill(other.pid, 'SIGCONT');
      process.kill(third.pid, 'SIGCONT');
      await third.kill();
    }
  });
});
