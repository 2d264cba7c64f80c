import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { fixture, videoBytes } from '../../unit/media/support/bytes';
import { type Manners, startStorage, type Storage } from '../../unit/media/support/storage-server';
import { asRoot, isIn, makeLongVideo, type PublisherSite, startPublisher } from '../posts/support';
import { listFile, useStorage } from './support';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('a whole post from a storage that is no good one', () => {
  let storage: Storage;
  let publisher: PublisherSite;
  let long: Buffer;
  const short = fixture('h264.mp4');

  beforeAll(async () => {
    storage = await startStorage();
    publisher = await startPublisher();
    useStorage(publisher.site, storage);
    const file = path.join(publisher.site.home.directory, 'long.mp4');
    long = await readFile(await makeLongVideo(file, 65_000_001));
  });
  afterAll(async () => {
    await publisher?.stop();
    await storage?.stop();
  });
  beforeEach(() => storage.reset());

  const list = (name: string, content: Buffer): Promise<number> =>
    listFile(publisher.site, storage, { name, mime: 'video/mp4', content });
  const ends = isIn('published', 'in_inbox', 'failed', 'held', 'outcome_unknown');

  it('that ignores Range: read once, and TikTok gets every byte in its chunks (T24)', async () => {
    const { tiktok, newAccount, send, hasteTo, live, calls } = publisher;
    const { id, handle } = await newAccount();
    const assetId = await list('ignores-range.mp4', long);
    const whole = () => storage.requests.filter(({ range }) => range === null).length;
    let readBefore = 0;
    const stop = tiktok.onCall((phase, call) => {
      if (phase !== 'received' || call.handle !== handle || call.endpoint !== 'upload') return;
      stop();
      readBefore = whole();
    });
    storage.behave({ ignoresRange: true });
    const post = await send(id, { assetIds: [assetId] });
    const done = await hasteTo(post.id, ends);
    expect([done.state, done.reason]).toEqual(['published', null]);
    expect(live(handle)[0]?.media[0]?.sha256).toBe(sha256(long));
    expect(calls(handle, 'upload').map(({ status }) => status)).toEqual([
      206, 206, 206, 206, 206, 201,
    ]);
    // Six chunks of one reading: none of them asks the host again.
    expect(readBefore).toBeGreaterThan(0);
    expect(whole()).toBe(readBefore);
  });

  it.each<[string, Manners]>([
    ['that refuses HEAD and signs GET only', { private: true }],
    ['that names no length', { noLength: true }],
    ['that names no version', { noValidators: true }],
  ])('%s: sent whole, with its true size (T25)', async (what, manners) => {
    const { newAccount, send, hasteTo, accepted } = publisher;
    const { id, handle } = await newAccount();
    const assetId = await list(`${Object.keys(manners).join()}.mp4`, short);
    storage.behave(manners);
    const post = await send(id, { assetIds: [assetId], shareType: 'inbox', options: {} });
    const done = await hasteTo(post.id, ends);
    expect([what, done.state]).toEqual([what, 'in_inbox']);
    const [publish] = accepted(handle);
    expect(publish?.videoSize).toBe(short.length);
    expect(publish?.media[0]?.sha256).toBe(sha256(short));
  });

  it('that makes other bytes on the way: those are counted, agreed to and sent (T24)', async () => {
    const { newAccount, send, hasteTo, accepted } = publisher;
    const { id, handle } = await newAccount();
    const assetId = await list('image-cdn.mp4', videoBytes(300_000));
    storage.put('/bucket/image-cdn.mp4', short);
    const post = await send(id, { assetIds: [assetId], shareType: 'inbox', options: {} });
    const done = await hasteTo(post.id, ends);
    expect(done.state).toBe('in_inbox');
    expect(accepted(handle)[0]?.media[0]?.sha256).toBe(sha256(short));
  });

  it('that compresses: refused with words before TikTok is asked (T25)', async () => {
    const { site, stories, newAccount, inits } = publisher;
    const { id, handle } = await newAccount();
    const assetId = await list('gzip.mp4', short);
    storage.behave({ gzips: true });
    const body = stories.postOf(id, [assetId], { shareType: 'inbox', options: {} });
    const answer = await asRoot(site, 'POST', '/tiktok/posts', body);
    expect([409, 422]).toContain(answer.status);
    expect(answer.text).toContain('compress');
    expect(inits(handle)).toHaveLength(0);
  });

  it('whose machines have ETags of their own: sent, also after its texts were edited', async () => {
    const { site, newAccount, send, hasteTo, live } = publisher;
    const { id, handle } = await newAccount();
    const assetId = await list('edited.mp4', short);
    storage.behave({ machines: 2 });
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const post = await send(id, { assetIds: [assetId], when: { type: 'at', at } });
    const form = new FormData();
    form.set('fileInfo', JSON.stringify({ name: 'renamed.mp4', alternativeText: 'A pier' }));
    const edited = await asRoot(site, 'POST', `/upload?id=${assetId}`, form);
    expect(edited.status).toBe(200);
    const done = await hasteTo(post.id, ends);
    expect([done.state, done.reason]).toEqual(['published', null]);
    expect(live(handle)[0]?.media[0]?.sha256).toBe(sha256(short));
  });

  it('that begins to compress after the consent: held with words, and TikTok is not asked (T25)', async () => {
    const { newAccount, send, hasteTo, inits } = publisher;
    const { id, handle } = await newAccount();
    const assetId = await list('gzip-later.mp4', short);
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const post = await send(id, {
      assetIds: [assetId],
      shareType: 'inbox',
      options: {},
      when: { type: 'at', at },
    });
    storage.behave({ gzips: true });
    const held = await hasteTo(post.id, ends);
    expect([held.state, held.reason?.code]).toEqual(['held', 'file_encoded']);
    expect(held.reason?.remedy).toContain('Switch compression of media files off');
    expect(inits(handle)).toHaveLength(0);
  });
});
