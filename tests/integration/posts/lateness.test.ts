import { z } from 'zod';

import { asRoot, isIn, type PublisherSite, startPublisher, storyOf } from './support';
import { startTestStrapi, until } from '../../support';

const HOUR = 3_600_000;
const inAnHour = () => ({ type: 'at' as const, at: new Date(Date.now() + HOUR).toISOString() });

describe('when a post goes out', () => {
  let publisher: PublisherSite;

  beforeAll(async () => {
    publisher = await startPublisher();
  });
  afterAll(() => publisher?.stop());

  it('is not before its time, and at most a tick after it (T93)', async () => {
    const { newAccount, send, stories } = publisher;
    const { id, handle } = await newAccount();
    const due = Date.now() + 2_000;
    const post = await send(id, { when: { type: 'at', at: new Date(due).toISOString() } });
    await stories.waitFor(post.id, isIn('published'));
    expect(publisher.accepted(handle)[0]?.initAt).toBeGreaterThanOrEqual(due);
  });

  it('does not come while this server’s clock is more than 5 seconds off the database’s, and the log says so', async () => {
    const { newAccount, send, posts, stories, site, inits } = publisher;
    const { id, handle } = await newAccount();
    const ahead = performance.timeOrigin + 7_000;
    const clock = jest
      .spyOn(Date, 'now')
      .mockImplementation(() => Math.round(ahead + performance.now()));
    try {
      await until(
        'it has measured that',
        async () => {
          await posts().engine.tick();
          return Math.abs(posts().engine.health().clockSkewMs ?? 0) > 5_000;
        },
        60,
      );
      const post = await send(id);
      await posts().engine.tick();
      expect(inits(handle)).toHaveLength(0);
      expect(site.logs.some(({ message }) => message.includes('ms off the database'))).toBe(true);
      clock.mockRestore();
      await stories.waitFor(post.id, isIn('published'), 60);
    } finally {
      clock.mockRestore();
    }
  });

  it('is read again inside the claim: a stale look at the old time takes nothing (T09)', async () => {
    const { newAccount, send, db, stories, inits, site } = publisher;
    const { id, handle } = await newAccount();
    const post = await send(id, { when: inAnHour() });
    // Another server saw the post due, and was slow; meanwhile it was given a later time.
    const row = await db('tiktok_posts').where({ id: post.id }).first();
    const stale = { id: post.id, fence: Number(row.fence), account_id: id, state: 'scheduled' };
    const { createClaims } = await import('../../../server/src/posts/queue/claims');
    const claims = createClaims({ strapi: site.strapi, owner: 'slow server', leaseMs: 30_000 });
    const found = { ...stale, state: 'scheduled' as const };
    expect(await claims.claim([found])).toEqual([]);
    expect((await stories.readPost(post.id)).state).toBe('scheduled');
    expect(inits(handle)).toHaveLength(0);
  });

  it('was while the server was down: it goes out at once, within the lateness limit (T10)', async () => {
    const { newAccount, send, db, stories, posts, live } = publisher;
    const { id, handle } = await newAccount();
    const post = await send(id, { when: inAnHour() });
    const due = Date.now() - 20 * HOUR;
    await db('tiktok_posts')
      .where({ id: post.id })
      .update({ scheduled_at: due, next_step_at: due });
    posts().engine.nudge();
    await stories.waitFor(post.id, isIn('published'));
    expect(live(handle)).toHaveLength(1);
  });

  it('was too long ago: all are held as missed, and a person decides (T10, T11, T97)', async () => {
    const { newAccount, send, db, stories, posts, inits, live, site } = publisher;
    const { id, handle } = await newAccount();
    const ids = [];
    for (let count = 0; count < 3; count += 1) ids.push((await send(id, { when: inAnHour() })).id);
    // A backup of the day before yesterday comes back: what went out since stands as scheduled again.
    const due = Date.now() - 30 * HOUR;
    await db('tiktok_posts').whereIn('id', ids).update({ scheduled_at: due, next_step_at: due });
    posts().engine.nudge();
    for (const one of ids) {
      const held = await stories.waitFor(one, isIn('held'));
      expect(held.reason).toMatchObject({ code: 'missed' });
      expect(held.actions).toEqual(expect.arrayContaining(['publish_now', 'cancel']));
    }
    expect(inits(handle)).toHaveLength(0);

    const [first, second] = ids;
    const held = await stories.readPost(first!);
    // The others hold the same file, and were made a moment ago here.
    const now = await asRoot(site, 'POST', `/tiktok/posts/${first}/publish-now`, {
      version: held.version,
      knownRepeats: ids,
    });
    expect(now.status).toBe(200);
    await stories.waitFor(first!, isIn('published'));
    expect((await stories.readPost(second!)).state).toBe('held');
    expect(live(handle)).toHaveLength(1);
  });

  it.each([
    ['TikTok was switched off', 'tiktok_disabled'],
    ['another mode was active', 'account_not_connected'],
    ['the key was missing', 'no_encryption_key'],
    ['the storage did not answer', 'source_failed'],
  ])(
    'counts from the promised time: nothing fires that waited for a month while %s',
    async (_, code) => {
      const { newAccount, send, db, stories, posts, inits } = publisher;
      const { id, handle } = await newAccount();
      const post = await send(id, { when: inAnHour() });
      const reason = JSON.stringify({ code, message: '', remedy: null, retryAt: null });
      await db('tiktok_posts')
        .where({ id: post.id })
        .update({
          state: 'held',
          reason,
          scheduled_at: Date.now() - 30 * 24 * HOUR,
          next_step_at: Date.now() - 1_000,
        });
      posts().engine.nudge();
      const held = await stories.waitFor(post.id, ({ reason: why }) => why?.code === 'missed');
      expect(held.state).toBe('held');
      expect(inits(handle)).toHaveLength(0);
    },
  );

  it('counts from the promised time when an account is connected again after a month', async () => {
    const { newAccount, send, db, stories, posts, inits } = publisher;
    const { id, handle } = await newAccount();
    const post = await send(id, { when: inAnHour() });
    await posts().ofAccount.hold(id, 'Disconnected.');
    await db('tiktok_posts')
      .where({ id: post.id })
      .update({ scheduled_at: Date.now() - 30 * 24 * HOUR });
    await posts().ofAccount.release(id);
    await stories.waitFor(post.id, ({ reason }) => reason?.code === 'missed');
    expect(inits(handle)).toHaveLength(0);
  });

  it.each(['daily_cap', 'drafts_cap', 'spam_risk_too_many_posts'])(
    'is not late for having waited until a cap opened: %s',
    async (code) => {
      const { newAccount, send, db, stories, posts } = publisher;
      const { id } = await newAccount();
      const post = await send(id, { when: inAnHour() });
      const retryAt = new Date(Date.now() - 60_000).toISOString();
      await db('tiktok_posts')
        .where({ id: post.id })
        .update({
          state: 'held',
          reason: JSON.stringify({ code, message: '', remedy: null, retryAt }),
          scheduled_at: Date.now() - 40 * HOUR,
          next_step_at: Date.now() - 1_000,
        });
      posts().engine.nudge();
      await stories.waitFor(post.id, isIn('published'));
    },
  );

  it.each([
    [
      'is not late for having waited behind a gate of its own turn since it was due',
      40,
      'published',
    ],
    ['is late all the same when such a gate was closed only after it was late', 1, 'held'],
  ])('%s', async (_, closedForHours, ends) => {
    const { newAccount, send, db, stories, posts } = publisher;
    const { id } = await newAccount();
    const post = await send(id, { when: inAnHour() });
    await db('tiktok_gates').insert({
      subject: `account:${id}:direct_post`,
      account_id: id,
      share_type: 'direct_post',
      closed_since: Date.now() - closedForHours * HOUR,
      opens_at: Date.now() - 60_000,
      reason: JSON.stringify({ code: 'daily_cap', message: '', remedy: null, retryAt: null }),
    });
    const due = Date.now() - 40 * HOUR;
    await db('tiktok_posts')
      .where({ id: post.id })
      .update({ scheduled_at: due, next_step_at: due });
    posts().engine.nudge();
    const { reason } = await stories.waitFor(post.id, isIn(ends === 'held' ? 'held' : 'published'));
    expect(reason?.code).toBe(ends === 'held' ? 'missed' : undefined);
  });

  it('can be brought forward or cancelled only on the version that was on the screen', async () => {
    const { newAccount, send, site, stories } = publisher;
    const { id } = await newAccount();
    const post = await send(id, { when: inAnHour() });
    const cancel = () =>
      asRoot(site, 'POST', `/tiktok/posts/${post.id}/cancel`, { version: post.version });
    const answers = await Promise.all([cancel(), cancel()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const done = await stories.readPost(post.id);
    expect(done.state).toBe('cancelled');
    expect(storyOf(done)).toContain('cancelled the post');
  });

  it('comes at the next start when the server was down at that time (T10)', async () => {
    const { newAccount, send, site, tiktok, live, db } = publisher;
    const { id, handle } = await newAccount();
    const post = await send(id, { when: inAnHour() });
    // A stopped publisher leaves what falls due alone.
    await publisher.posts().engine.stop(0);
    const due = Date.now() - 60_000;
    await db('tiktok_posts')
      .where({ id: post.id })
      .update({ scheduled_at: due, next_step_at: due });
    await site.strapi.destroy();
    expect(live(handle)).toHaveLength(0);

    const again = await startTestStrapi({ home: site.home, port: site.port });
    try {
      const answer = async () =>
        z
          .object({ post: z.object({ state: z.string() }) })
          .parse((await asRoot(again, 'GET', `/tiktok/posts/${post.id}`)).body).post.state;
      await until('it is published', async () => (await answer()) === 'published');
      expect(live(handle)).toHaveLength(1);
      expect(tiktok.publishes().filter((one) => one.handle === handle)).toHaveLength(1);
    } finally {
      await again.strapi.destroy();
      publisher.stop = async () => {
        await tiktok.close();
        await site.home.remove();
      };
    }
  });
});
