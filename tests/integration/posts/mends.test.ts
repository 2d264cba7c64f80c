import { apiError } from '../../../contracts/errors';
import { resolvePost } from '../../../contracts/posts';
import { createClaims } from '../../../server/src/posts/queue/claims';
import { type Call } from '../../../emulator';
import { startTestStrapi } from '../../support';
import { asRoot, isIn, type PublisherSite, startPublisher } from './support';

const inAnHour = () => ({
  type: 'at' as const,
  at: new Date(Date.now() + 3_600_000).toISOString(),
});

describe('a post that somebody or something comes between', () => {
  let publisher: PublisherSite;

  beforeAll(async () => {
    publisher = await startPublisher();
  });
  afterAll(() => publisher?.stop());
  afterEach(() => {
    const { tiktok, site } = publisher;
    tiktok.faults.clear();
    tiktok.holdProcessing(false);
    tiktok.setWebhookUrl(`${site.url}/api/tiktok/webhook`);
  });

  /** Resolves when a call of this account has come to TikTok. */
  const received = (endpoint: Call['endpoint'], handle: string): Promise<void> =>
    new Promise((resolve) => {
      const stop = publisher.tiktok.onCall((at, seen) => {
        if (at !== 'received' || seen.endpoint !== endpoint || seen.handle !== handle) return;
        stop();
        resolve();
      });
    });

  it('while it is prepared: who lost it begins no attempt and gives its place in the day back (T03, T08)', async () => {
    const { tiktok, newAccount, send, db, hasten, stories, live, inits } = publisher;
    const { id, handle } = await newAccount();
    const post = await send(id, { when: inAnHour() });
    tiktok.faults.add({ endpoint: 'creator_info', kind: 'hold', after: true, handle });
    const asked = received('creator_info', handle);
    await hasten(post.id);
    await asked;
    // As if this worker had been frozen past its lease: another one takes the post over.
    await db('tiktok_posts')
      .where({ id: post.id })
      .increment('fence', 1)
      .update({ lease_until: 1 });
    await hasten(post.id);
    await stories.waitFor(post.id, isIn('published'));
    tiktok.faults.release();
    const used = () =>
      db('tiktok_slots').where({ account_id: id, kind: 'direct_post' }).where('used_at', '>', 0);
    await stories.waitFor(post.id, () => publisher.posts().engine.health().working === 0);
    expect(inits(handle)).toHaveLength(1);
    expect((await stories.readPost(post.id)).attempts).toHaveLength(1);
    expect(live(handle)).toHaveLength(1);
    expect(await used()).toHaveLength(1);
  });

  it('by cancelling it while it is prepared: nothing of it is sent', async () => {
    const { site, tiktok, newAccount, send, hasten, stories, inits } = publisher;
    const { id, handle } = await newAccount();
    const post = await send(id, { when: inAnHour() });
    tiktok.faults.add({ endpoint: 'creator_info', kind: 'hold', after: true, handle });
    const asked = received('creator_info', handle);
    await hasten(post.id);
    await asked;
    const answer = await asRoot(site, 'POST', `/tiktok/posts/${post.id}/cancel`, {
      version: (await stories.readPost(post.id)).version,
    });
    expect(answer.status).toBe(200);
    tiktok.faults.release();
    await stories.waitFor(post.id, () => publisher.posts().engine.health().working === 0);
    const done = await stories.readPost(post.id);
    expect([done.state, done.attempts]).toEqual(['cancelled', []]);
    expect(inits(handle)).toHaveLength(0);
  });

  it('with “publish now” from a page that is stale is refused: it has been sent already', async () => {
    const { site, tiktok, newAccount, send, hasten, stories, hasteTo, inits, live } = publisher;
    const { id, handle } = await newAccount();
    const onScreen = await send(id, { when: inAnHour() });
    const publishNow = async (): Promise<string> => {
      const answer = await asRoot(site, 'POST', `/tiktok/posts/${onScreen.id}/publish-now`, {
        version: onScreen.version,
      });
      return answer.status === 200 ? 'sent' : apiError.parse(answer.body).error.details.code;
    };
    tiktok.holdProcessing();
    await hasten(onScreen.id);
    await stories.waitFor(onScreen.id, isIn('processing'));
    expect(await publishNow()).toBe('not_in_this_state');
    tiktok.failNextProcessing('internal');
    tiktok.holdProcessing(false);
    await hasteTo(onScreen.id, isIn('failed'));
    // By its state, before TikTok is asked about it: that is for "retry", with its own questions.
    expect(await publishNow()).toBe('not_in_this_state');
    expect((await stories.readPost(onScreen.id)).state).toBe('failed');
    expect(inits(handle)).toHaveLength(1);
    expect(live(handle)).toHaveLength(0);
  });

  it('after its commit: it does not begin anew while TikTok does not say what it has (T02, T27)', async () => {
    const { tiktok, newAccount, send, db, stories, hasten, hasteTo, accepted, calls, live } =
      publisher;
    const { id, handle } = await newAccount();
    tiktok.faults.add({ endpoint: 'upload', kind: 'drop_before', times: 99, handle });
    const post = await send(id);
    await stories.waitFor(post.id, isIn('committing'));
    await stories.waitFor(post.id, ({ timeline }) =>
      timeline.some(({ code }) => code === 'upload_interrupted'),
    );
    // TikTok's hour and the margin are over, and its status cannot be had.
    await db('tiktok_attempts').where({ post_id: post.id }).update({ upload_expires_at: 1 });
    tiktok.faults.add({ endpoint: 'status', kind: 'html', times: 3, handle });
    await hasten(post.id);
    await hasteTo(post.id, () => calls(handle, 'status').length >= 3);
    expect(accepted(handle)).toHaveLength(1);
    // It can be had, and says that bytes are missing: that proves that nothing went live.
    await hasteTo(post.id, () => accepted(handle).length === 2);
    tiktok.faults.clear();
    const done = await hasteTo(post.id, isIn('published', 'failed', 'outcome_unknown'));
    expect(done.state).toBe('published');
    expect(live(handle)).toHaveLength(1);
  });

  it('when the disk is full as TikTok answers: the publish_id is kept, and nothing is unclear (T02, T03)', async () => {
    const { site, tiktok, newAccount, send, stories, hasteTo, accepted, live } = publisher;
    const knex = site.strapi.db.connection;
    const { id, handle } = await newAccount();
    tiktok.setWebhookUrl(null);
    const post = await send(id, { transfer: 'pull_from_url', when: inAnHour() });
    await knex.raw(
      `CREATE TRIGGER disk_full BEFORE UPDATE ON tiktok_posts
         WHEN NEW.id = ${post.id} AND NEW.state = 'processing'
         BEGIN SELECT RAISE(ABORT, 'disk full'); END`,
    );
    try {
      await publisher.hasten(post.id);
      const [attempt] = (
        await stories.waitFor(post.id, ({ attempts }) => Boolean(attempts[0]?.publishId))
      ).attempts;
      expect(attempt?.publishId).toBe(accepted(handle)[0]?.publishId);
      expect((await stories.readPost(post.id)).state).toBe('committing');
    } finally {
      await knex.raw('DROP TRIGGER disk_full');
    }
    const done = await hasteTo(post.id, isIn('published', 'failed', 'outcome_unknown'));
    expect(done.timeline.map(({ to }) => to)).not.toContain('outcome_unknown');
    expect(done.state).toBe('published');
    expect(accepted(handle)).toHaveLength(1);
    expect(live(handle)).toHaveLength(1);
  });

  it('before its init: a pull that was never asked for begins anew by itself (T02, T42)', async () => {
    const { site, tiktok, newAccount, send, stories, hasteTo, inits } = publisher;
    const { id, handle } = await newAccount();
    const post = await send(id, {
      transfer: 'pull_from_url',
      shareType: 'inbox',
      options: {},
      when: inAnHour(),
    });
    // The token runs out between the commit and the init, and TikTok cannot renew it just then.
    await site.strapi.db.connection.raw(
      `CREATE TRIGGER runs_out AFTER UPDATE ON tiktok_posts
         WHEN NEW.id = ${post.id} AND NEW.state = 'committing'
         BEGIN UPDATE tiktok_accounts SET access_expires_at = 1 WHERE id = ${id}; END`,
    );
    tiktok.faults.add({
      endpoint: 'oauth.token:refresh_token',
      kind: 'status',
      status: 503,
      times: 2,
      handle,
    });
    await publisher.hasten(post.id);
    const waits = await stories.waitFor(post.id, ({ reason }) => reason !== null);
    await site.strapi.db.connection.raw('DROP TRIGGER runs_out');
    expect([waits.state, waits.attempts[0]?.outcome]).toEqual(['scheduled', 'abandoned']);
    expect(waits.timeline.map(({ to }) => to)).toContain('committing');
    expect(inits(handle)).toHaveLength(0);
    const done = await hasteTo(post.id, isIn('in_inbox', 'failed', 'outcome_unknown'));
    expect(done.state).toBe('in_inbox');
    expect(done.timeline.map(({ to }) => to)).not.toContain('outcome_unknown');
    expect(inits(handle)).toHaveLength(1);
  });

  it('by a later attempt: the files of the one before can no longer be fetched (T02)', async () => {
    const { site, tiktok, newAccount, send, stories, hasten, inits } = publisher;
    const { id, handle } = await newAccount();
    tiktok.setWebhookUrl(null);
    tiktok.faults.add({ endpoint: 'video.init', kind: 'drop_before', handle });
    const post = await send(id, { transfer: 'pull_from_url' });
    const unknown = await stories.waitFor(post.id, isIn('outcome_unknown'));
    const addressOf = (index: number): string => {
      const body = inits(handle)[index]?.body as { source_info: { video_url: string } };
      return new URL(body.source_info.video_url).pathname;
    };
    const fetched = async (index: number) => (await site.request('HEAD', addressOf(index))).status;
    // TikTok may have taken it after all, so it may still come for the file.
    expect(await fetched(0)).toBe(200);
    tiktok.holdProcessing();
    await stories.call('POST', `/tiktok/posts/${post.id}/resolve`, resolvePost.response, {
      version: unknown.version,
      verdict: 'not_live_send_again',
    });
    await hasten(post.id);
    await stories.waitFor(post.id, isIn('processing'));
    expect(await fetched(0)).toBe(404);
    expect(await fetched(1)).toBe(200);
  });
});

describe('on PostgreSQL', () => {
  let publisher: PublisherSite;

  beforeAll(async () => {
    const site = await startTestStrapi({ database: 'postgres', emulator: true });
    publisher = await startPublisher({ site });
  });
  afterAll(() => publisher?.stop());

  it('a lease of fractions of a millisecond is stored in whole ones, never too short', async () => {
    const { site, newAccount, send, db, posts } = publisher;
    const { id } = await newAccount();
    const post = await send(id, { when: inAnHour() });
    // Nobody but this test takes it: the publisher looks for nothing while it stops.
    await posts().engine.stop(1);
    await db('tiktok_posts').where({ id: post.id }).update({ next_step_at: 1 });
    const claims = createClaims({ strapi: site.strapi, owner: 'test', leaseMs: 30_000 });
    const found = { id: post.id, fence: 0, account_id: id, state: 'scheduled' as const };
    const [lease] = await claims.claim([found]);
    const until = async () =>
      Number((await db('tiktok_posts').where({ id: post.id }).first()).lease_until);
    const before = Date.now();
    await lease!.secure(90_000.25);
    expect(Number.isInteger(await until())).toBe(true);
    expect(await until()).toBeGreaterThanOrEqual(before + 90_000);
    await lease!.move({
      event: 'start',
      by: 'publisher',
      note: { code: 'sending', message: 'A test.', actor: 'publisher' },
      leaseMs: 120_000.75,
    });
    expect(await until()).toBeGreaterThanOrEqual(before + 120_000);
    lease!.stop();
  });
});
