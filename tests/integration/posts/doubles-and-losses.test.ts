import { resolvePost } from '../../../contracts/posts';
import { makePicture } from '../../support';
import { isIn, type PublisherSite, startPublisher, storyOf } from './support';

describe('neither twice nor lost', () => {
  let publisher: PublisherSite;

  beforeAll(async () => {
    publisher = await startPublisher();
  });
  afterAll(() => publisher?.stop());
  afterEach(() => {
    publisher.tiktok.faults.clear();
    publisher.tiktok.holdProcessing(false);
  });

  const settled = isIn('published');

  it('begins anew after a lost answer to an upload’s init, and one post is live (T02)', async () => {
    const { tiktok, newAccount, send, hasteTo, live, accepted } = publisher;
    const { id, handle } = await newAccount();
    tiktok.faults.add({ endpoint: 'video.init', kind: 'drop_after', handle });
    const post = await send(id);
    const done = await hasteTo(post.id, settled);
    expect(accepted(handle)).toHaveLength(2);
    expect(live(handle)).toHaveLength(1);
    expect(done.attempts.map(({ outcome }) => outcome)).toEqual(['abandoned', 'published']);
    const wait = done.timeline.find(({ code }) => code === 'connection_lost');
    expect(wait?.message).toContain('Next try');
  });

  it('says while it waits that nothing of an upload can be live (T02)', async () => {
    const { tiktok, newAccount, send, stories, hasteTo } = publisher;
    const { id, handle } = await newAccount();
    tiktok.faults.add({ endpoint: 'video.init', kind: 'drop_after', handle });
    const post = await send(id);
    const waits = await stories.waitFor(post.id, ({ reason }) => reason !== null);
    expect(waits.state).toBe('scheduled');
    expect(waits.reason?.remedy).toContain('nothing of this post can be live yet');
    await hasteTo(post.id, settled);
  });

  it('never sends a pull again whose answer was lost; the webhook settles it (T02)', async () => {
    const { tiktok, newAccount, send, hasteTo, live, accepted } = publisher;
    const { id, handle } = await newAccount();
    tiktok.faults.add({ endpoint: 'video.init', kind: 'drop_after', handle });
    const post = await send(id, { transfer: 'pull_from_url' });
    const done = await hasteTo(post.id, ({ link }) => link !== null);
    expect(done.state).toBe('published');
    expect(done.timeline.map(({ to }) => to)).toContain('outcome_unknown');
    expect(accepted(handle)).toHaveLength(1);
    expect(live(handle)).toHaveLength(1);
  });

  it('asks a person where no webhook tells, and sends again only on their word (T02)', async () => {
    const { site, tiktok, newAccount, send, stories, hasteTo, live, accepted } = publisher;
    const { id, handle } = await newAccount();
    const file = `${site.home.directory}/t02.jpg`;
    const picture = await site.uploadAsset(await makePicture(file));
    tiktok.setWebhookUrl(null);
    try {
      tiktok.faults.add({ endpoint: 'content.init', kind: 'drop_before', handle });
      const post = await send(id, {
        kind: 'photo',
        assetIds: [picture.id],
        content: { title: 'Harbour' },
      });
      const unknown = await stories.waitFor(post.id, isIn('outcome_unknown'));
      expect(unknown.reason?.remedy).toContain('Look at the account');
      expect(unknown.nextStepAt).toBeNull();
      expect(unknown.actions).toEqual(['resolve', 'duplicate']);
      await publisher.posts().engine.tick();
      expect(accepted(handle)).toHaveLength(0);

      const { post: again } = await stories.call(
        'POST',
        `/tiktok/posts/${post.id}/resolve`,
        resolvePost.response,
        { version: unknown.version, verdict: 'not_live_send_again' },
      );
      expect(again.state).toBe('scheduled');
      const done = await hasteTo(post.id, settled);
      expect(live(handle)).toHaveLength(1);
      expect(storyOf(done)).toContain('says it is not there');
    } finally {
      tiktok.setWebhookUrl(`${site.url}/api/tiktok/webhook`);
    }
  });

  it('ends as published when TikTok tells late that the lost one is live, before it is sent again (T02, T14)', async () => {
    const { site, tiktok, newAccount, send, stories, live } = publisher;
    const { id, handle } = await newAccount();
    tiktok.setWebhookUrl(null);
    tiktok.faults.add({ endpoint: 'video.init', kind: 'drop_after', handle });
    const post = await send(id, { transfer: 'pull_from_url' });
    const unknown = await stories.waitFor(post.id, isIn('outcome_unknown'));
    await stories.call('POST', `/tiktok/posts/${post.id}/resolve`, resolvePost.response, {
      version: unknown.version,
      verdict: 'not_live_give_up',
    });
    await tiktok.settled();
    expect(live(handle)).toHaveLength(1);
    const [publish] = publisher.accepted(handle);
    // TikTok repeats what it could not deliver for days.
    tiktok.setWebhookUrl(`${site.url}/api/tiktok/webhook`);
    tiktok.sendWebhook({
      openId: publish!.openId,
      event: 'post.publish.complete',
      content: { publish_id: publish!.publishId, publish_type: 'DIRECT_POST' },
    });
    await stories.waitFor(post.id, settled);
  });

  it('keeps polling the same publish_id when the token dies meanwhile (T01)', async () => {
    const { tiktok, newAccount, send, hasteTo, stories, hasten, live, accepted, calls } = publisher;
    const { id, handle } = await newAccount();
    tiktok.setWebhookUrl(null);
    try {
      tiktok.holdProcessing();
      const post = await send(id);
      await stories.waitFor(post.id, isIn('processing'));
      tiktok.expireAccessTokens(handle);
      const before = calls(handle, 'status').length;
      await hasten(post.id);
      await stories.waitFor(post.id, () => calls(handle, 'status').length >= before + 2);
      tiktok.holdProcessing(false);
      const done = await hasteTo(post.id, settled);
      expect(done.attempts).toHaveLength(1);
      expect(accepted(handle)).toHaveLength(1);
      expect(live(handle)).toHaveLength(1);
      const asked = calls(handle, 'status').map(({ publishId }) => publishId);
      expect(new Set(asked.filter(Boolean))).toEqual(new Set([done.attempts[0]?.publishId]));
    } finally {
      tiktok.setWebhookUrl(`${publisher.site.url}/api/tiktok/webhook`);
    }
  });

  it('waits, rather than holds for a person, while TikTok cannot renew the token (T01, T42)', async () => {
    const { tiktok, newAccount, send, stories, hasteTo, live } = publisher;
    const { id, handle } = await newAccount();
    tiktok.expireAccessTokens(handle);
    tiktok.faults.add({
      endpoint: 'oauth.token:refresh_token',
      kind: 'status',
      status: 503,
      times: 2,
    });
    const post = await send(id, { shareType: 'inbox', options: {} });
    const waits = await stories.waitFor(post.id, ({ reason }) => reason !== null);
    expect(waits.state).toBe('scheduled');
    expect(waits.reason?.retryAt).not.toBeNull();
    await hasteTo(post.id, isIn('in_inbox'));
    expect(live(handle)).toHaveLength(0);
  });

  it('says failed, with TikTok’s reason, when TikTok rejects after the upload (T05)', async () => {
    const { tiktok, newAccount, send, hasteTo, live } = publisher;
    const { id, handle } = await newAccount();
    tiktok.failNextProcessing('frame_rate_check_failed');
    const post = await send(id);
    const done = await hasteTo(post.id, isIn('failed', 'published'));
    expect(done.state).toBe('failed');
    expect(done.reason).toMatchObject({ code: 'frame_rate_check_failed' });
    expect(done.reason?.message).toMatch(/frame/i);
    expect(done.publishedAt).toBeNull();
    expect(done.timeline.map(({ to }) => to)).not.toContain('published');
    expect(live(handle)).toHaveLength(0);
  });

  it('shows “TikTok is still processing” with words for as long as it takes, then published (T06)', async () => {
    const { tiktok, newAccount, send, stories, hasteTo, live, accepted } = publisher;
    const { id, handle } = await newAccount();
    tiktok.holdProcessing();
    const post = await send(id);
    const slow = await hasteTo(
      post.id,
      (seen) => seen.state === 'processing' && seen.reason !== null,
    );
    expect(slow.stateLabel).toBe('TikTok is still processing');
    expect(slow.reason).toMatchObject({ code: 'still_processing' });
    expect(slow.nextStepAt).not.toBeNull();
    tiktok.holdProcessing(false);
    const done = await stories.waitFor(post.id, settled);
    expect(done.reason).toBeNull();
    expect(accepted(handle)).toHaveLength(1);
    expect(live(handle)).toHaveLength(1);
  });
});
