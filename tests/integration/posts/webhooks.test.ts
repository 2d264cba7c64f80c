import { health } from '../../../contracts/publisher';
import { signWebhook } from '../../../emulator';
import { CLIENT_KEY, CLIENT_SECRET, until } from '../../support';
import { asRoot, isIn, type PublisherSite, startPublisher } from './support';

describe('TikTok’s webhooks', () => {
  let publisher: PublisherSite;
  let openId: string;
  let handle: string;
  let accountId: number;

  beforeAll(async () => {
    publisher = await startPublisher();
  });
  afterAll(() => publisher?.stop());
  beforeEach(async () => {
    const account = await publisher.newAccount();
    [handle, accountId] = [account.handle, account.id];
    const found = publisher.tiktok.accounts().find((one) => one.handle === handle);
    openId = found!.openIds[CLIENT_KEY]!;
  });
  afterEach(() => {
    publisher.tiktok.faults.clear();
    publisher.tiktok.holdProcessing(false);
  });

  const deliver = async (
    body: string,
    header: string | null = signWebhook(CLIENT_SECRET, Math.floor(Date.now() / 1000), body),
  ) => {
    const answer = await publisher.site.request('POST', '/api/tiktok/webhook', {
      body,
      headers: {
        'content-type': 'application/json',
        ...(header === null ? {} : { 'tiktok-signature': header }),
      },
    });
    return answer.status;
  };
  const event = (name: string, content: object, createTime = Math.floor(Date.now() / 1000)) =>
    JSON.stringify({
      client_key: CLIENT_KEY,
      event: name,
      create_time: createTime,
      user_openid: openId,
      content: JSON.stringify(content),
    });
  /** A post that TikTok has and that only a webhook can settle: it processes for ever. */
  const processing = async () => {
    publisher.tiktok.holdProcessing();
    const post = await publisher.send(accountId);
    const seen = await publisher.stories.waitFor(
      post.id,
      (now) => now.state === 'processing' && now.attempts[0]?.publishId !== null,
    );
    const row = () => publisher.db('tiktok_posts').where({ id: post.id });
    // Whoever sent it has put it down, and nobody asks TikTok about it meanwhile.
    await until('nobody works on it', async () => (await row().first()).lease_until === null);
    await row().update({ next_step_at: Date.now() + 3_600_000 });
    return { id: post.id, publishId: seen.attempts[0]!.publishId! };
  };

  it('are refused with 401 and change nothing when the signature is wrong, and taken with spaces in it (T95)', async () => {
    const { id, publishId } = await processing();
    const body = event('post.publish.complete', { publish_id: publishId });
    const now = Math.floor(Date.now() / 1000);
    const right = signWebhook(CLIENT_SECRET, now, body);
    expect(await deliver(body, null)).toBe(401);
    expect(await deliver(body, signWebhook('another-secret', now, body))).toBe(401);
    expect(await deliver(`${body} `, right)).toBe(401);
    expect((await publisher.stories.readPost(id)).state).toBe('processing');

    expect(await deliver(body, right.replace(',', ' , '))).toBe(200);
    expect((await publisher.stories.readPost(id)).state).toBe('published');
  });

  it('are taken when TikTok repeats them hours after it signed them (T95)', async () => {
    const { id, publishId } = await processing();
    const hoursAgo = Math.floor(Date.now() / 1000) - 20 * 3600;
    const body = event('post.publish.complete', { publish_id: publishId }, hoursAgo);
    expect(await deliver(body, signWebhook(CLIENT_SECRET, hoursAgo, body))).toBe(200);
    expect((await publisher.stories.readPost(id)).state).toBe('published');
  });

  it('that name another user than the post’s are evidence for nobody, and are counted', async () => {
    const { id, publishId } = await processing();
    const other = await publisher.newAccount();
    const theirs = publisher.tiktok.accounts().find((one) => one.handle === other.handle);
    const named = (user: object) => (name: string) =>
      JSON.stringify({
        ...(JSON.parse(
          event(name, {
            publish_id: publishId,
            post_id: '7678907398077074696',
            reason: 'spam_risk',
          }),
        ) as object),
        ...user,
      });
    const before = await publisher.db('tiktok_posts').where({ id }).first();
    const strange = async () =>
      health.response.parse((await asRoot(publisher.site, 'GET', '/tiktok/health')).body)
        .strangeEvents;
    const counted = await strange();
    const users = [{ user_openid: theirs!.openIds[CLIENT_KEY] }, { user_openid: undefined }];
    const events = [
      'post.publish.complete',
      'post.publish.publicly_available',
      'post.publish.failed',
      'post.publish.inbox_delivered',
      'post.publish.no_longer_publicaly_available',
    ];
    for (const user of users) {
      for (const name of events) expect(await deliver(named(user)(name))).toBe(200);
    }
    // Of a user who has no account here nothing is kept, so it is not counted either.
    for (const name of events) {
      expect(await deliver(named({ user_openid: 'nobody-we-know' })(name))).toBe(200);
    }
    expect(await publisher.db('tiktok_posts').where({ id }).first()).toEqual(before);
    expect(await strange()).toBe(counted + users.length * events.length);
    // Nor do they wait for a better moment.
    await publisher.posts().webhooks.replayKept({ publishId });
    expect((await publisher.stories.readPost(id)).state).toBe('processing');
    expect(await deliver(event('post.publish.complete', { publish_id: publishId }))).toBe(200);
    expect((await publisher.stories.readPost(id)).state).toBe('published');
  });

  it('are refused when TikTok signed them more than a week ago, or in a week to come', async () => {
    const { id, publishId } = await processing();
    const day = 86_400;
    for (const days of [-400, -8, 8]) {
      const at = Math.floor(Date.now() / 1000) + days * day;
      const body = event('post.publish.complete', { publish_id: publishId }, at);
      expect([days, await deliver(body, signWebhook(CLIENT_SECRET, at, body))]).toEqual([
        days,
        401,
      ]);
    }
    expect((await publisher.stories.readPost(id)).state).toBe('processing');
    // TikTok repeats for three days what was not answered.
    const at = Math.floor(Date.now() / 1000) - 3 * day;
    const body = event('post.publish.complete', { publish_id: publishId }, at);
    expect(await deliver(body, signWebhook(CLIENT_SECRET, at, body))).toBe(200);
    expect((await publisher.stories.readPost(id)).state).toBe('published');
  });

  it.each([
    'post.publish.no_longer_publicaly_available',
    'post.publish.no_longer_publicly_available',
  ])('are understood in each of TikTok’s spellings: %s', async (name) => {
    const { id, publishId } = await processing();
    const content = { publish_id: publishId, publish_type: 'DIRECT_PUBLISH' };
    await deliver(event('post.publish.complete', content));
    await deliver(event(name, { ...content, post_id: '7678907398077074696' }));
    const post = await publisher.stories.readPost(id);
    expect(post.timeline.map(({ code }) => code)).toContain('no_longer_public');
  });

  it('of an unknown kind are answered 200', async () => {
    expect(await deliver(event('video.something.new', { any: 'thing' }))).toBe(200);
  });

  it('change a post once, however often the same one comes (T14)', async () => {
    const { id, publishId } = await processing();
    const body = event('post.publish.complete', { publish_id: publishId });
    const answers = await Promise.all([deliver(body), deliver(body), deliver(body)]);
    expect(answers).toEqual([200, 200, 200]);
    expect(await deliver(body)).toBe(200);
    const post = await publisher.stories.readPost(id);
    expect(post.timeline.filter(({ to }) => to === 'published')).toHaveLength(1);
  });

  it('end in the same state in whatever order they come (T14)', async () => {
    const { id, publishId } = await processing();
    const postId = '7678907398077074696';
    // As TikTok writes it: a raw number that JavaScript would round.
    const publicly = event('post.publish.publicly_available', {
      publish_id: publishId,
      post_id: 'ID',
    }).replace('\\"ID\\"', postId);
    expect(await deliver(publicly)).toBe(200);
    expect(await deliver(event('post.publish.complete', { publish_id: publishId }))).toBe(200);
    expect(await deliver(event('post.publish.inbox_delivered', { publish_id: publishId }))).toBe(
      200,
    );
    const post = await publisher.stories.readPost(id);
    expect(post.state).toBe('published');
    expect(post.link).toBe(`https://www.tiktok.com/@${handle}/video/${postId}`);
  });

  it('keep the link when “complete” and “public” come at the same moment (T14)', async () => {
    const { id, publishId } = await processing();
    const publicly = event('post.publish.publicly_available', {
      publish_id: publishId,
      post_id: 'ID',
    }).replace('\\"ID\\"', '7678907398077074696');
    await Promise.all([
      deliver(event('post.publish.complete', { publish_id: publishId })),
      deliver(publicly),
    ]);
    const post = await publisher.stories.readPost(id);
    expect([post.state, post.link?.endsWith('7678907398077074696')]).toEqual(['published', true]);
  });

  it('are read up to 64 KB only, signed or not', async () => {
    const body = event('post.publish.complete', {
      publish_id: 'v_pub_1',
      more: 'x'.repeat(70_000),
    });
    expect(await deliver(body)).toBe(413);
    const { db } = publisher;
    expect(await db('tiktok_events').where({ publish_id: 'v_pub_1' })).toEqual([]);
  });

  it('are not lost when they come before TikTok’s answer to our own init (T14)', async () => {
    const { tiktok, stories, send, db } = publisher;
    tiktok.faults.add({ endpoint: 'video.init', kind: 'hold', after: true, handle });
    const post = await send(accountId, { transfer: 'pull_from_url' });
    const end = { open_id: openId, event: 'post.publish.complete' };
    await until(
      'TikTok told that it is published',
      async () => (await db('tiktok_events').where(end).first()) !== undefined,
    );
    expect((await stories.readPost(post.id)).attempts[0]?.publishId).toBeNull();
    tiktok.faults.release();
    const done = await stories.waitFor(post.id, isIn('published'));
    // No status call was needed to learn of it.
    expect(publisher.calls(handle, 'status').filter(({ n }) => n > 0)).toHaveLength(0);
    expect(done.attempts).toHaveLength(1);
  });

  it('that came before we lost sight of a post settle it as soon as we do (T02, T14)', async () => {
    const { tiktok, stories, send, accepted, db } = publisher;
    tiktok.setWebhookUrl(null);
    tiktok.faults.add({ endpoint: 'video.init', kind: 'hold', after: true, handle });
    const post = await send(accountId, { transfer: 'pull_from_url' });
    await stories.waitFor(post.id, () => publisher.live(handle).length === 1);
    const [publish] = accepted(handle);
    await deliver(event('post.publish.complete', { publish_id: publish!.publishId }));
    expect((await stories.readPost(post.id)).state).toBe('committing');
    // As if this process had been frozen past its lease: another worker takes the post over.
    await db('tiktok_posts')
      .where({ id: post.id })
      .increment('fence', 1)
      .update({ lease_until: 0, next_step_at: 1 });
    await publisher.hasten(post.id);
    const done = await stories.waitFor(post.id, isIn('published'));
    expect(done.timeline.map(({ to }) => to)).toContain('outcome_unknown');
    tiktok.faults.release();
    tiktok.setWebhookUrl(`${publisher.site.url}/api/tiktok/webhook`);
    expect(accepted(handle)).toHaveLength(1);
  });

  it('of one lost post never settle another one of the same account (T14)', async () => {
    const { tiktok, stories, send } = publisher;
    tiktok.setWebhookUrl(null);
    tiktok.faults.add({ endpoint: 'video.init', kind: 'drop_after', times: 2, handle });
    const first = await send(accountId, { transfer: 'pull_from_url' });
    const second = await send(accountId, { transfer: 'pull_from_url' });
    await stories.waitFor(first.id, isIn('outcome_unknown'));
    await stories.waitFor(second.id, isIn('outcome_unknown'));
    const [publish] = publisher.accepted(handle);
    await deliver(event('post.publish.complete', { publish_id: publish!.publishId }));
    expect((await stories.readPost(first.id)).state).toBe('outcome_unknown');
    expect((await stories.readPost(second.id)).state).toBe('outcome_unknown');
    tiktok.setWebhookUrl(`${publisher.site.url}/api/tiktok/webhook`);
  });

  it('of an earlier attempt’s end do not fail the attempt that took its place (T14)', async () => {
    const { tiktok, stories, send, hasteTo, accepted, live } = publisher;
    tiktok.faults.add({ endpoint: 'video.init', kind: 'drop_after', handle });
    const post = await send(accountId);
    tiktok.holdProcessing();
    await hasteTo(post.id, isIn('processing'));
    const [lost] = accepted(handle);
    const { attempts } = await stories.readPost(post.id);
    await publisher
      .db('tiktok_attempts')
      .where({ post_id: post.id, number: attempts[0]!.number })
      .update({ publish_id: lost!.publishId });
    await deliver(
      event('post.publish.failed', { publish_id: lost!.publishId, reason: 'internal' }),
    );
    expect((await stories.readPost(post.id)).state).toBe('processing');
    tiktok.holdProcessing(false);
    await stories.waitFor(post.id, isIn('published'));
    expect(live(handle)).toHaveLength(1);
  });

  it('that we were cut off from handling are handled when TikTok repeats them (T14)', async () => {
    const { stories, db } = publisher;
    const { id, publishId } = await processing();
    const body = event('post.publish.complete', { publish_id: publishId });
    await db('tiktok_attempts').where({ post_id: id }).update({ publish_id: 'not-known-yet' });
    expect(await deliver(body)).toBe(200);
    expect((await stories.readPost(id)).state).toBe('processing');
    await db('tiktok_attempts').where({ post_id: id }).update({ publish_id: publishId });
    expect(await deliver(body)).toBe(200);
    expect((await stories.readPost(id)).state).toBe('published');
  });
});
