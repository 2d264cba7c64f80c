import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { makePicture, VIDEO } from '../../support';
import { isIn, makeLongVideo, type PublisherSite, startPublisher } from '../posts/support';
import { startS3 } from './s3-storage';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** A chunk of ten million bytes, or the last one with what remains. */
const CHUNK = /^bytes=\d*0-(\d*9999999|66000000)$/;

describe('a Media Library in a private S3 bucket', () => {
  let folder: string;
  let storage: Awaited<ReturnType<typeof startS3>>;
  let publisher: PublisherSite;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'strapi-plugin-tiktok-s3-'));
    storage = await startS3(path.join(folder, 'storage'));
    publisher = await startPublisher({ env: storage.env });
  });
  afterAll(async () => {
    await publisher?.stop();
    await storage?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    storage.requests.length = 0;
  });
  afterEach(() => publisher.tiktok.faults.clear());

  const reads = (key: string) =>
    storage.requests.filter((one) => one.method === 'GET' && one.key.startsWith(key));

  it('keeps its files from strangers', async () => {
    const { origin, pathname } = new URL(publisher.video.url);
    expect(pathname).toContain('/private-media/');
    expect((await fetch(`${origin}${pathname}`)).status).toBe(403);
    expect((await fetch(publisher.video.url)).status).toBe(200);
  });

  it('gives a video to TikTok byte for byte, each part read under an address signed for it', async () => {
    const { site, tiktok, newAccount, send, hasteTo, live } = publisher;
    const { id, handle } = await newAccount();
    const file = await makeLongVideo(path.join(folder, 'long.mp4'), 66_000_001);
    const asset = await site.uploadAsset(file);
    // A signature names its second: two parts more than a second apart have two of them.
    for (const call of [2, 4]) {
      tiktok.faults.add({ endpoint: 'upload', kind: 'delay', ms: 1_200, call, handle });
    }
    const post = await send(id, { assetIds: [asset.id] });
    const done = await hasteTo(post.id, isIn('published', 'failed', 'held'));
    expect([done.state, done.reason]).toEqual(['published', null]);
    expect(live(handle)[0]?.media[0]?.sha256).toBe(sha256(await readFile(file)));

    const chunks = reads(asset.hash).filter(({ range }) => CHUNK.test(range ?? ''));
    expect(chunks).toHaveLength(6);
    expect(new Set(chunks.map(({ signature }) => signature)).size).toBeGreaterThanOrEqual(3);
    expect(storage.requests.every(({ status }) => status < 300)).toBe(true);
  });

  it('gives pictures to TikTok through this site, each prepared: no bytes of the library leave it', async () => {
    const { site, newAccount, send, hasteTo, live, accepted } = publisher;
    const { id, handle } = await newAccount();
    const fits = await makePicture(path.join(folder, 'fits.jpg'));
    const large = await makePicture(path.join(folder, 'large.png'), { width: 1254, height: 1254 });
    const [first, second] = [await site.uploadAsset(fits), await site.uploadAsset(large)];
    // Strapi itself makes pictures smaller when they are uploaded: what it has stored counts.
    const stored = Buffer.from(await (await fetch(first.url)).arrayBuffer());
    const post = await send(id, {
      kind: 'photo',
      assetIds: [first.id, second.id],
      content: { title: 'Two' },
    });
    const done = await hasteTo(post.id, isIn('published', 'failed', 'held', 'outcome_unknown'));
    expect([done.state, done.reason]).toEqual(['published', null]);
    const [one] = live(handle);
    expect(one?.media[0]).toMatchObject({ contentType: 'image/jpeg' });
    expect(one?.media[0]?.sha256).not.toBe(sha256(stored));
    expect(one?.media[1]).toMatchObject({ contentType: 'image/jpeg', width: 1080, height: 1080 });
    for (const url of accepted(handle)[0]?.urls ?? []) {
      expect(url.startsWith(`${site.url}/api/tiktok/media/`)).toBe(true);
    }
  });

  it('gives a video that TikTok pulls through this site, byte for byte', async () => {
    const { video, newAccount, send, hasteTo, live } = publisher;
    const { id, handle } = await newAccount();
    const post = await send(id, { transfer: 'pull_from_url' });
    await hasteTo(post.id, isIn('published', 'failed', 'held', 'outcome_unknown'));
    expect(live(handle)[0]?.media[0]?.sha256).toBe(sha256(await readFile(VIDEO)));
    expect(reads(video.hash).length).toBeGreaterThan(0);
  });

  it('has no signed address in the log', () => {
    const logged = publisher.site.logs.map(({ message }) => message).join('\n');
    expect(logged).not.toMatch(/X-Amz-Signature/i);
  });
});
