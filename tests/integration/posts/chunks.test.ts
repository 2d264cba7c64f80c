import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { VIDEO } from '../../support';
import { type UploadedAsset } from '../../support/site';
import { FIXTURES } from '../../unit/media/support/bytes';
import {
  asRoot,
  isIn,
  makeLongVideo,
  type PublisherSite,
  startPublisher,
  storyOf,
} from './support';

const sha256 = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const part of createReadStream(file)) hash.update(part as Buffer);
  return hash.digest('hex');
};

describe('an upload in chunks that meets trouble', () => {
  let publisher: PublisherSite;
  let long: UploadedAsset;
  let longHash: string;

  beforeAll(async () => {
    publisher = await startPublisher();
    const file = path.join(publisher.site.home.directory, 'long.mp4');
    await makeLongVideo(file, 70_000_001);
    longHash = await sha256(file);
    long = await publisher.site.uploadAsset(file);
  });
  afterAll(() => publisher?.stop());
  afterEach(() => {
    publisher.tiktok.faults.clear();
    publisher.tiktok.setWebhookUrl(`${publisher.site.url}/api/tiktok/webhook`);
  });

  const published = isIn('published', 'failed');
  const sendLong = async () => {
    const account = await publisher.newAccount();
    const start = async () => publisher.send(account.id, { assetIds: [long.id] });
    return { ...account, start };
  };
  const expectOneWholePost = (handle: string): void => {
    expect(publisher.live(handle).map(({ media }) => media[0]?.sha256)).toEqual([longHash]);
  };

  it('sends a chunk that met a 5xx again, alone (T26)', async () => {
    const { tiktok, hasteTo, calls, inits } = publisher;
    const { handle, start } = await sendLong();
    tiktok.faults.add({
      endpoint: 'upload',
      handle,
      call: 3,
      times: 2,
      kind: 'status',
      status: 503,
    });
    const done = await hasteTo((await start()).id, published);
    expect(done.state).toBe('published');
    expectOneWholePost(handle);
    expect(inits(handle)).toHaveLength(1);
    const ranges = calls(handle, 'upload').map(({ contentRange }) => contentRange);
    expect(ranges.length - new Set(ranges).size).toBe(2);
    expect(ranges[2]).toBe(ranges[4]);
  });

  it('sends the same range again after a reset in the middle of a chunk (T04)', async () => {
    const { tiktok, hasteTo, calls, inits } = publisher;
    const { handle, start } = await sendLong();
    tiktok.faults.add({ endpoint: 'upload', handle, call: 4, kind: 'drop_midway' });
    const done = await hasteTo((await start()).id, published);
    expect(done.state).toBe('published');
    expectOneWholePost(handle);
    expect(inits(handle)).toHaveLength(1);
    const ranges = calls(handle, 'upload').map(({ contentRange }) => contentRange);
    expect(ranges[3]).toBe(ranges[4]);
  });

  it('takes a lost answer to the last chunk for done because the 416 proves it (T04)', async () => {
    const { tiktok, hasteTo, inits, calls } = publisher;
    const { handle, start } = await sendLong();
    // A webhook could tell sooner; here the upload's own answer must.
    tiktok.setWebhookUrl(null);
    tiktok.faults.add({ endpoint: 'upload', handle, call: 7, kind: 'drop_after' });
    const done = await hasteTo((await start()).id, published);
    expect(done.state).toBe('published');
    expectOneWholePost(handle);
    expect(inits(handle)).toHaveLength(1);
    expect(calls(handle, 'upload').at(-1)?.status).toBe(416);
  });

  it('asks TikTok, and sends the same part again, when the last one met a 403 (T26)', async () => {
    const { tiktok, stories, hasteTo, hasten, inits, newAccount, send } = publisher;
    const { id, handle } = await newAccount();
    // One chunk: each of its sendings is the commit.
    tiktok.faults.add({ endpoint: 'upload', handle, times: 2, kind: 'status', status: 403 });
    const post = await send(id);
    await stories.waitFor(post.id, ({ timeline }) =>
      timeline.some(({ code }) => code === 'interrupted'),
    );
    await hasten(post.id);
    const done = await hasteTo(post.id, published);
    expect(done.state).toBe('published');
    expect(publisher.live(handle)).toHaveLength(1);
    expect(inits(handle)).toHaveLength(1);
  });

  it('begins anew once when TikTok’s hour for the upload is over before the commit (T27)', async () => {
    const { tiktok, hasteTo, accepted } = publisher;
    const { handle, start } = await sendLong();
    const stop = tiktok.onCall((phase, call) => {
      if (phase !== 'finished' || call.handle !== handle || call.endpoint !== 'upload') return;
      stop();
      tiktok.advance(3_601_000);
    });
    const done = await hasteTo((await start()).id, published);
    expect(done.state).toBe('published');
    expectOneWholePost(handle);
    expect(accepted(handle)).toHaveLength(2);
    expect(storyOf(done)).toContain('TikTok no longer takes this upload. Nothing went live.');
  });

  it('does not begin anew by a 403 alone once the last chunk may be there (T27)', async () => {
    const { tiktok, stories, hasten, hasteTo, newAccount, send, accepted, db, calls } = publisher;
    const { id, handle } = await newAccount();
    tiktok.faults.add({ endpoint: 'upload', handle, kind: 'status', status: 403, times: 99 });
    const post = await send(id);
    await stories.waitFor(post.id, isIn('committing'));
    await hasteTo(post.id, () => calls(handle, 'upload').length >= 3);
    expect(accepted(handle)).toHaveLength(1);
    expect((await stories.readPost(post.id)).state).toBe('committing');

    // The hour and its margin are over, and the status still shows fewer bytes than the file has.
    tiktok.faults.clear();
    await db('tiktok_attempts').where({ post_id: post.id }).update({ upload_expires_at: 1 });
    await hasten(post.id);
    await hasteTo(post.id, published);
    expect(accepted(handle)).toHaveLength(2);
    expect(publisher.live(handle)).toHaveLength(1);
  });

  it('names a .mov by its own type, whatever its file is called (T28)', async () => {
    const { site, hasteTo, newAccount, send, live } = publisher;
    const { id, handle } = await newAccount();
    const asset = await site.uploadAsset(path.join(FIXTURES, 'quicktime.mov'), 'clip.mov');
    const answer = await asRoot(site, 'POST', '/tiktok/composer/open', {
      accountId: id,
      shareType: 'inbox',
      source: null,
      assetIds: [asset.id],
    });
    expect(answer.status).toBe(200);
    const post = await send(id, { assetIds: [asset.id], shareType: 'inbox', options: {} });
    await hasteTo(post.id, isIn('in_inbox', 'failed'));
    expect(publisher.accepted(handle)[0]?.media[0]?.contentType).toBe('video/quicktime');
    expect(live(handle)).toHaveLength(0);
  });

  it('refuses a file of zero bytes with words, and TikTok is not asked (T31)', async () => {
    const { site, stories, newAccount, inits } = publisher;
    const { id, handle } = await newAccount();
    const file = path.join(site.home.directory, 'empty.mp4');
    await copyFile(VIDEO, file);
    const asset = await site.uploadAsset(file);
    // Strapi takes no empty file; it can become one in the storage.
    await writeFile(path.join(site.home.directory, 'public', asset.url), '');
    const answer = await asRoot(site, 'POST', '/tiktok/posts', stories.postOf(id, [asset.id]));
    expect([409, 422]).toContain(answer.status);
    expect(answer.text).toMatch(/empty|0 bytes|no bytes/i);
    expect(inits(handle)).toHaveLength(0);
  });

  it('holds a post whose file became empty after the consent (T31)', async () => {
    const { site, db, stories, newAccount, send, hasten, inits } = publisher;
    const { id, handle } = await newAccount();
    const asset = await site.uploadAsset(path.join(FIXTURES, 'h264.mp4'), 'later-empty.mp4');
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const post = await send(id, {
      assetIds: [asset.id],
      shareType: 'inbox',
      options: {},
      when: { type: 'at', at },
    });
    await writeFile(path.join(site.home.directory, 'public', asset.url), '');
    await hasten(post.id);
    const held = await stories.waitFor(post.id, isIn('held', 'in_inbox', 'failed'));
    expect(held.state).toBe('held');
    expect(held.reason?.remedy).toBeTruthy();
    expect(inits(handle)).toHaveLength(0);
    expect(await db('tiktok_attempts').where({ post_id: post.id })).toHaveLength(0);
  });
});
