import { randomUUID } from 'node:crypto';

import { asRoot, isIn, type PublisherSite, startPublisher } from './support';

describe('erasing an account', () => {
  let publisher: PublisherSite;

  beforeAll(async () => {
    publisher = await startPublisher();
  });
  afterAll(() => publisher?.stop());

  it('takes captions, titles, names and addresses out of its posts and their history; the posts stay', async () => {
    const { site, send, stories, tiktok, db } = publisher;
    const secret = randomUUID().slice(0, 8);
    const handle = `person_${secret}`;
    const nickname = `Petra ${secret}`;
    tiktok.act('addAccount', { handle, nickname });
    const { id } = await stories.connect(handle);
    const published = await send(id, { content: { caption: `A birthday ${secret}` } });
    await stories.waitFor(
      published.id,
      ({ state, link }) => state === 'published' && link !== null,
    );

    // One that a refusal with the name in its words holds, and one that was lost out of sight.
    tiktok.setPrivate(handle);
    await stories.changeSettings({ audited: { sandbox: false, live: false } });
    const held = await send(id, { content: { caption: `Another ${secret}` } }).catch(() => null);
    await stories.changeSettings({ audited: { sandbox: true, live: true } });
    if (held) await stories.waitFor(held.id, isIn('held', 'failed', 'published'));
    const other = await publisher.newAccount();
    const kept = await send(other.id, { content: { caption: 'Of somebody else' } });
    await stories.waitFor(kept.id, isIn('published'));

    const why = JSON.stringify({
      code: 'held_for_test',
      message: `${nickname} (@${handle}) cannot post now: https://www.tiktok.com/@${handle}/video/1`,
      remedy: `Ask ${nickname}.`,
      retryAt: null,
    });
    await db('tiktok_posts').where({ id: published.id }).update({ reason: why });
    await db('tiktok_timeline').insert({
      post_id: published.id,
      at: Date.now(),
      code: 'note',
      message: `The account ${nickname} is not connected; see https://www.tiktok.com/@${handle}.`,
      actor: 'publisher',
    });

    const erased = await asRoot(site, 'DELETE', `/tiktok/accounts/${id}`);
    expect(erased.status).toBe(200);

    const tables = ['tiktok_posts', 'tiktok_attempts', 'tiktok_timeline', 'tiktok_events'] as const;
    for (const name of [...tables, 'tiktok_accounts', 'tiktok_erasures'] as const) {
      expect(JSON.stringify(await db(name).select())).not.toContain(secret);
    }
    const left = await stories.readPost(published.id);
    expect(left).toMatchObject({ state: 'published', link: null, title: '' });
    expect(left.reason).toMatchObject({ code: 'held_for_test' });
    expect(left.timeline.length).toBeGreaterThan(3);
    expect((await stories.readPost(kept.id)).content.caption).toBe('Of somebody else');
  });
});

describe('an upload that is cancelled under way', () => {
  let publisher: PublisherSite;

  beforeAll(async () => {
    publisher = await startPublisher();
  });
  afterAll(() => publisher?.stop());

  it('leaves no open attempt and no upload address behind', async () => {
    const { site, tiktok, newAccount, send, stories, db, live } = publisher;
    const { id, handle } = await newAccount();
    tiktok.faults.add({ endpoint: 'upload', kind: 'status', status: 503, times: 1_000 });
    const post = await send(id);
    const reached = await stories.waitFor(
      post.id,
      ({ attempts: [attempt] }) => attempt !== undefined && attempt.publishId !== null,
    );
    // A file of one chunk commits with it; one that could not be sent yet can still be stopped.
    await db('tiktok_posts')
      .where({ id: post.id })
      .update({ state: 'sending', fence: 1_000, lease_until: null, next_step_at: null });
    const { version } = await stories.readPost(post.id);
    const answer = await asRoot(site, 'POST', `/tiktok/posts/${post.id}/cancel`, { version });
    expect([answer.status, reached.id]).toEqual([200, post.id]);
    const attempts = await db('tiktok_attempts').where({ post_id: post.id });
    expect(attempts).toHaveLength(1);
    expect(attempts[0]).toMatchObject({ outcome: 'abandoned', upload_url: null });
    expect(attempts[0].publish_id).not.toBeNull();
    tiktok.faults.clear();
    expect(live(handle)).toHaveLength(0);
  });
});
