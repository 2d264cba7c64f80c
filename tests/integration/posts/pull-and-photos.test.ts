import { rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import { type UploadedAsset } from '../../support/site';
import { makeBrokenVideo, makePicture, VIDEO } from '../../support';
import { FIXTURES } from '../../unit/media/support/bytes';
import { asRoot, isIn, makeLongVideo, type PublisherSite, startPublisher } from './support';

describe('what TikTok fetches by itself', () => {
  let publisher: PublisherSite;
  let picture: UploadedAsset;

  const inHome = (name: string): string => path.join(publisher.site.home.directory, name);
  const bodyOf = (handle: string) =>
    publisher.inits(handle)[0]?.body as {
      post_info: Record<string, unknown>;
      source_info: Record<string, unknown>;
      post_mode?: string;
    };
  const ends = isIn('published', 'failed', 'held', 'outcome_unknown', 'in_inbox');

  beforeAll(async () => {
    publisher = await startPublisher({ emulator: { delays: { pullBytesPerSec: 2_000_000 } } });
    picture = await publisher.site.uploadAsset(await makePicture(inHome('plain.jpg')));
  });
  afterAll(() => publisher?.stop());
  afterEach(() => publisher.tiktok.faults.clear());

  it('a video by PULL_FROM_URL goes live once, byte for byte, from our own address', async () => {
    const { newAccount, send, hasteTo, live, accepted } = publisher;
    const { id, handle } = await newAccount();
    const post = await send(id, { transfer: 'pull_from_url' });
    const done = await hasteTo(post.id, ends);
    expect(done.state).toBe('published');
    expect(live(handle)).toHaveLength(1);
    expect(accepted(handle)[0]?.source).toBe('PULL_FROM_URL');
    expect(accepted(handle)[0]?.urls[0]).toContain('/api/tiktok/media/');
  });

  it('pictures are made ready first: a PNG, and one of 1254 × 1254, arrive as JPEG within 1080 × 1920 (T66, T67)', async () => {
    const { site, newAccount, send, hasteTo, live } = publisher;
    const { id, handle } = await newAccount();
    const png = await site.uploadAsset(
      await makePicture(inHome('odd.png'), { width: 1254, height: 1254 }),
    );
    const wide = await site.uploadAsset(
      await makePicture(inHome('wide.jpg'), { width: 1086, height: 1448 }),
    );
    const post = await send(id, {
      kind: 'photo',
      assetIds: [png.id, wide.id, picture.id],
      content: { title: 'Three', description: 'First\nSecond', photoCoverIndex: 1 },
    });
    const done = await hasteTo(post.id, ends);
    expect([done.state, done.reason?.message]).toEqual(['published', undefined]);
    const [post1] = live(handle);
    expect(post1?.media).toHaveLength(3);
    for (const { contentType, width, height } of post1!.media) {
      expect(contentType).toBe('image/jpeg');
      expect(width).toBeLessThanOrEqual(1080);
      expect(height).toBeLessThanOrEqual(1920);
    }
    expect(bodyOf(handle).source_info).toMatchObject({ photo_cover_index: 1 });
  });

  it('a photo post carries no duet and no stitch, whatever the form sent (T74)', async () => {
    const { newAccount, send, hasteTo } = publisher;
    const { id, handle } = await newAccount();
    const post = await send(id, {
      kind: 'photo',
      assetIds: [picture.id],
      content: { title: 'One' },
      options: { privacyLevel: 'PUBLIC_TO_EVERYONE', allowDuet: true, allowStitch: true },
    });
    await hasteTo(post.id, ends);
    expect(Object.keys(bodyOf(handle).post_info)).not.toEqual(
      expect.arrayContaining(['disable_duet']),
    );
    expect(bodyOf(handle).post_info).not.toHaveProperty('disable_stitch');
  });

  it('the cover of a video is part of post_info, where TikTok reads it (T71)', async () => {
    const { newAccount, send, hasteTo, live } = publisher;
    const { id, handle } = await newAccount();
    const post = await send(id, { content: { caption: 'Cover', coverTimestampMs: 1_000 } });
    await hasteTo(post.id, ends);
    const { post_info: info, source_info: source } = bodyOf(handle);
    expect(info).toMatchObject({ video_cover_timestamp_ms: 1_000, title: 'Cover' });
    expect(source).not.toHaveProperty('video_cover_timestamp_ms');
    expect(live(handle)[0]?.settings.videoCoverTimestampMs).toBe(1_000);
  });

  it('branded content that only the creator would see is refused before TikTok is asked (T75)', async () => {
    const { site, stories, newAccount, inits } = publisher;
    const { id, handle } = await newAccount();
    const body = stories.postOf(id, [publisher.video.id], {
      options: { privacyLevel: 'SELF_ONLY', discloseContent: true, brandedContent: true },
    });
    const answer = await asRoot(site, 'POST', '/tiktok/posts', body);
    expect(answer.status).toBe(422);
    expect(answer.text).toMatch(/private|only me/i);
    expect(inits(handle)).toHaveLength(0);
  });

  it.each([
    ['a file that is no video', () => makeBrokenVideo(inHome('broken.mp4'))],
    ['a video of 120 frames a second', async () => path.join(FIXTURES, 'fps120.mp4')],
  ])(
    '%s is refused before TikTok is asked, with the reason in words (T68)',
    async (_what, make) => {
      const { site, stories, newAccount, inits } = publisher;
      const { id, handle } = await newAccount();
      const asset = await site.uploadAsset(await make());
      const answer = await asRoot(site, 'POST', '/tiktok/posts', stories.postOf(id, [asset.id]));
      expect([409, 422]).toContain(answer.status);
      expect(answer.body).toMatchObject({ error: { message: expect.stringMatching(/\w+ \w+/) } });
      expect(inits(handle)).toHaveLength(0);
    },
  );

  it('a picture that cannot be read is refused before TikTok is asked, by its name (T66)', async () => {
    const { site, stories, newAccount, inits } = publisher;
    const { id, handle } = await newAccount();
    const asset = await site.uploadAsset(await makePicture(inHome('torn.jpg')));
    await writeFile(path.join(site.home.directory, 'public', asset.url), 'no picture at all');
    const body = stories.postOf(id, [picture.id, asset.id], {
      kind: 'photo',
      content: { title: 'x' },
    });
    const answer = await asRoot(site, 'POST', '/tiktok/posts', body);
    expect([409, 422]).toContain(answer.status);
    expect(answer.text).toContain('torn.jpg');
    expect(inits(handle)).toHaveLength(0);
  });

  it('a pull that this site could not answer blames the file and not the network', async () => {
    const { site, tiktok, newAccount, send, hasteTo } = publisher;
    const { id, handle } = await newAccount();
    const video = await site.uploadAsset(VIDEO, 'soon-gone.mp4');
    const stored = path.join(site.strapi.dirs.static.public, video.url);
    const stop = tiktok.onCall((phase, call) => {
      if (phase !== 'received' || call.handle !== handle || call.endpoint !== 'video.init') return;
      stop();
      rmSync(stored);
    });
    const post = await send(id, { assetIds: [video.id], transfer: 'pull_from_url' });
    const done = await hasteTo(post.id, ends);
    expect([done.state, done.reason?.code]).toEqual(['failed', 'video_pull_failed']);
    expect(done.reason?.message).toContain('this site could not hand them out: "soon-gone.mp4"');
    expect(done.reason?.message).not.toContain('connection');
  });

  it('a pull that TikTok is still fetching can be cancelled through TikTok, and nothing goes live', async () => {
    const { site, newAccount, send, stories, live, calls } = publisher;
    const { id, handle } = await newAccount();
    // At 2 MB a second TikTok has to fetch it for half a minute.
    const long = await site.uploadAsset(await makeLongVideo(inHome('long.mp4'), 60_000_000));
    const post = await send(id, { transfer: 'pull_from_url', assetIds: [long.id] });
    const seen = await stories.waitFor(post.id, isIn('processing'));
    expect(seen.actions).toContain('cancel');
    const answer = await asRoot(site, 'POST', `/tiktok/posts/${post.id}/cancel`, {
      version: seen.version,
    });
    expect(answer.status).toBe(200);
    const done = await stories.waitFor(post.id, isIn('published', 'cancelled', 'failed'));
    expect(done.state).toBe('cancelled');
    expect(calls(handle, 'cancel')).toHaveLength(1);
    expect(live(handle)).toHaveLength(0);
  });

  it('a pull that TikTok has fetched cannot be cancelled any more, and is shown as what it is', async () => {
    const { site, tiktok, newAccount, send, stories, live } = publisher;
    const { id, handle } = await newAccount();
    tiktok.holdProcessing();
    const post = await send(id, { transfer: 'pull_from_url' });
    const seen = await stories.waitFor(post.id, isIn('processing'));
    await stories.waitFor(post.id, () => publisher.accepted(handle)[0]!.media.length > 0);
    await publisher.hasten(post.id);
    const answer = await asRoot(site, 'POST', `/tiktok/posts/${post.id}/cancel`, {
      version: seen.version,
    });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('It can no longer be cancelled');
    tiktok.holdProcessing(false);
    await stories.waitFor(post.id, isIn('published'));
    expect(live(handle)).toHaveLength(1);
  });
});
