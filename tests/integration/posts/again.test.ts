import { checkRepeats } from '../../../contracts/composer';
import { postView } from '../../../contracts/posts';
import { apiError } from '../../../contracts/errors';
import { z } from 'zod';

import { makePicture } from '../../support';
import { asRoot, isIn, type PublisherSite, startPublisher } from './support';

const made = z.object({ post: postView });

describe('a failed post that a person sends again', () => {
  let publisher: PublisherSite;
  let picture: number;

  beforeAll(async () => {
    publisher = await startPublisher();
    const file = `${publisher.site.home.directory}/again.jpg`;
    picture = (await publisher.site.uploadAsset(await makePicture(file))).id;
  });
  afterAll(() => publisher?.stop());
  afterEach(async () => {
    publisher.tiktok.faults.clear();
    publisher.tiktok.setWebhookUrl(`${publisher.site.url}/api/tiktok/webhook`);
    await publisher.stories.changeSettings({ insights: false });
  });

  const retry = async (id: number, more: object = {}) => {
    const { version } = await publisher.stories.readPost(id);
    return asRoot(publisher.site, 'POST', `/tiktok/posts/${id}/retry`, { version, ...more });
  };
  const codeOf = (body: unknown) => apiError.parse(body).error.details.code;

  /** What the form would warn of. */
  const repeatsOf = async (accountId: number, assetId: number) => {
    const body = { accountId, assetIds: [assetId], content: { caption: 'Something else' } };
    const { repeats } = await publisher.stories.call(
      'POST',
      '/tiktok/composer/repeats',
      checkRepeats.response,
      body,
    );
    return repeats;
  };

  /** TikTok says once that it failed, and publishes it all the same. */
  const failedOnceButLive = async (caption: string, times = 1) => {
    const { tiktok, newAccount, send, hasteTo } = publisher;
    const account = await newAccount();
    tiktok.setWebhookUrl(null);
    tiktok.faults.add({
      kind: 'edited',
      endpoint: 'status',
      times,
      handle: account.handle,
      put: { status: 'FAILED', fail_reason: 'internal' },
      without: ['publicaly_available_post_id'],
    });
    const post = await send(account.id, { content: { caption } });
    await hasteTo(post.id, isIn('failed'));
    await tiktok.settled();
    expect(publisher.live(account.handle)).toHaveLength(1);
    return { ...account, post: post.id };
  };

  it('is not sent when its status says now that it is live', async () => {
    const { handle, post } = await failedOnceButLive('By its status');
    const answer = await retry(post, { knowing: true });
    expect([answer.status, codeOf(answer.body)]).toEqual([409, 'live_after_all']);
    expect((await publisher.stories.readPost(post)).state).toBe('published');
    expect(publisher.inits(handle)).toHaveLength(1);
    expect(publisher.live(handle)).toHaveLength(1);
  });

  it('is not sent when TikTok’s list shows it although its status says failed', async () => {
    await publisher.stories.changeSettings({ insights: true });
    const { handle, post } = await failedOnceButLive('By the list of public posts', 99);
    const answer = await retry(post, { knowing: true });
    expect([answer.status, codeOf(answer.body)]).toEqual([409, 'live_after_all']);
    const now = await publisher.stories.readPost(post);
    expect([now.state, now.link]).toEqual([
      'published',
      expect.stringContaining(publisher.live(handle)[0]!.postId),
    ]);
    expect(publisher.inits(handle)).toHaveLength(1);
  });

  it('asks first where the list shows one with its words, and not of when it is', async () => {
    const { tiktok, stories } = publisher;
    await stories.changeSettings({ insights: true });
    const caption = 'By the list, without a time';
    const { handle, post } = await failedOnceButLive(caption, 99);
    const put = { videos: [{ id: '7678907398077074696', title: caption }], has_more: false };
    tiktok.faults.add({ kind: 'edited', endpoint: 'video.list', handle, put });
    const asked = await retry(post);
    expect([asked.status, codeOf(asked.body)]).toEqual([409, 'cannot_be_known']);
    expect(apiError.parse(asked.body).error.message).toContain('with the same words');
  });

  it('is not sent when the list shows that an attempt before the last one is live', async () => {
    const { tiktok, stories, db, hasteTo, live, inits } = publisher;
    await stories.changeSettings({ insights: true });
    const { handle, post } = await failedOnceButLive('By the list, of an earlier attempt', 99);
    // TikTok's list does not show it yet.
    tiktok.faults.add({ kind: 'edited', endpoint: 'video.list', handle, put: { videos: [] } });
    tiktok.failNextProcessing();
    expect((await retry(post)).status).toBe(200);
    await hasteTo(post, (one) => one.state === 'failed' && one.attempts.length === 2);
    await db('tiktok_attempts')
      .where({ post_id: post, number: 2 })
      .update({ intent_at: Date.now() + 60_000 });
    const answer = await retry(post, { knowing: true });
    expect([answer.status, codeOf(answer.body)]).toEqual([409, 'live_after_all']);
    expect(live(handle)).toHaveLength(1);
    expect(inits(handle)).toHaveLength(2);
  });

  it.each([
    [
      'of photos, refused by the init',
      { endpoint: 'content.init', kind: 'error', code: 'invalid_params' },
      'photo',
    ],
    [
      'of a video, refused with its one part',
      { endpoint: 'upload', kind: 'status', status: 400 },
      'video',
    ],
  ] as const)('goes at once where TikTok has refused it: %s', async (_, fault, kind) => {
    const { tiktok, newAccount, send, hasteTo, live } = publisher;
    const { id, handle } = await newAccount();
    tiktok.faults.add({ ...fault, handle });
    const photo = { kind, assetIds: [picture], content: { title: 'Harbour' } };
    const post = await send(id, kind === 'photo' ? photo : {});
    await hasteTo(post.id, isIn('failed'));
    expect(await repeatsOf(id, kind === 'photo' ? picture : publisher.video.id)).toEqual([]);
    expect((await retry(post.id)).status).toBe(200);
    await hasteTo(post.id, isIn('published'));
    expect(live(handle)).toHaveLength(1);
  });

  it('is told of to whoever makes a new post of the same file: it may be there', async () => {
    const { id, post } = await failedOnceButLive('Told of', 99);
    expect(await repeatsOf(id, publisher.video.id)).toMatchObject([
      { what: 'file', postId: post, state: 'failed' },
    ]);
  });

  it('asks first, in words, where nobody can see whether it is live', async () => {
    const { handle, post } = await failedOnceButLive('By nothing', 99);
    const asked = await retry(post);
    expect([asked.status, codeOf(asked.body)]).toEqual([409, 'cannot_be_known']);
    const { message, details } = apiError.parse(asked.body).error;
    expect(message).toContain('it may be there');
    expect(message).toContain('it cannot be seen');
    expect(details.remedy).toContain('TikTok app');
    expect((await publisher.stories.readPost(post)).state).toBe('failed');
    expect(publisher.inits(handle)).toHaveLength(1);
    const gone = await retry(post, { knowing: true });
    expect(made.parse(gone.body).post.state).toBe('scheduled');
  });

  it('is asked about once where it is moved again and again, and anew where it would go', async () => {
    const { calls, db, site, stories } = publisher;
    const { handle, post } = await failedOnceButLive('Moved', 99);
    const day = 86_400_000;
    const tomorrow = Date.now() + day;
    await db('tiktok_posts')
      .where({ id: post })
      .update({ state: 'scheduled', scheduled_at: tomorrow, next_step_at: tomorrow });
    const move = async (days: number) => {
      const { version } = await stories.readPost(post);
      const at = new Date(Date.now() + days * day).toISOString();
      const body = { version, at, knowing: true };
      return asRoot(site, 'POST', `/tiktok/posts/${post}/reschedule`, body);
    };
    const asked = () => calls(handle, 'status').length;
    const before = asked();
    expect((await move(2)).status).toBe(200);
    expect(asked()).toBe(before + 1);
    expect((await move(3)).status).toBe(200);
    expect(asked()).toBe(before + 1);
    const { version } = await stories.readPost(post);
    const sent = await asRoot(site, 'POST', `/tiktok/posts/${post}/publish-now`, { version });
    expect([sent.status, codeOf(sent.body)]).toEqual([409, 'cannot_be_known']);
    expect(asked()).toBe(before + 2);
  });

  it('goes at once where TikTok was never given it', async () => {
    const { tiktok, newAccount, send, hasteTo } = publisher;
    const { id, handle } = await newAccount();
    tiktok.faults.add({
      kind: 'edited',
      endpoint: 'video.init',
      handle,
      put: { upload_url: 'https://files.example.com/' },
    });
    const post = await send(id);
    await hasteTo(post.id, isIn('failed'));
    expect((await retry(post.id)).status).toBe(200);
    await hasteTo(post.id, isIn('published'));
    expect(publisher.live(handle)).toHaveLength(1);
  });
});
