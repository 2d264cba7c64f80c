import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import {
  createStories,
  makeVideo,
  startTestStrapi,
  type Stories,
  type TestStrapi,
  VIDEO,
} from '../../support';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('publishing a video by FILE_UPLOAD', () => {
  let site: TestStrapi;
  let stories: Stories;
  let accountId: number;

  beforeAll(async () => {
    site = await startTestStrapi({ emulator: true });
    stories = createStories(site, site.emulator, () => site.as('superAdmin'));
    await stories.useDirectPost();
    accountId = (await stories.connect()).id;
  });

  afterAll(() => site.stop());

  it('takes an entry’s video to TikTok byte for byte and ends as published with its link', async () => {
    const asset = await site.uploadAsset(VIDEO);
    const documentId = await stories.writeArticle(asset.id, 'Our harbour');
    const source = {
      uid: 'api::article.article',
      documentId,
      locale: 'en',
      status: 'draft' as const,
    };
    // Until TikTok's answer to the last byte is stored: its event may be quicker.
    site.emulator().holdProcessing();
    const created = await stories.createPost(stories.postOf(accountId, [asset.id], { source }));
    expect(created.title).toBe('Our harbour');
    await stories.waitFor(created.id, ({ state }) => state === 'processing');
    site.emulator().holdProcessing(false);
    const post = await stories.waitFor(created.id, ({ link }) => link !== null);

    expect(post.state).toBe('published');
    const [live] = site.emulator().posts();
    expect(live?.media[0]?.sha256).toBe(sha256(await readFile(VIDEO)));
    expect(post.link).toBe(`https://www.tiktok.com/@demo_creator/video/${live?.postId}`);
    expect(post.timeline.map(({ to }) => to).filter(Boolean)).toEqual([
      'scheduled',
      'due',
      'sending',
      'committing',
      'processing',
      'published',
    ]);
  });

  it('cuts a file of more than 64,000,000 bytes into chunks and every byte arrives (T20)', async () => {
    const before = site.emulator().posts().length;
    const video = await makeVideo(path.join(site.home.directory, 'long.mp4'), 70_000_001);
    const asset = await site.uploadAsset(video);
    const created = await stories.createPost(stories.postOf(accountId, [asset.id]));
    await stories.waitFor(created.id, ({ state }) => state === 'published');

    const live = site.emulator().posts().slice(before);
    expect(live).toHaveLength(1);
    expect(live[0]?.media[0]?.sha256).toBe(sha256(await readFile(video)));
    const puts = site
      .emulator()
      .calls()
      .filter(({ endpoint }) => endpoint === 'upload');
    expect(puts.slice(-7).map(({ status }) => status)).toEqual([206, 206, 206, 206, 206, 206, 201]);
  });

  it('makes one post of the same press twice', async () => {
    const asset = await site.uploadAsset(VIDEO);
    const body = stories.postOf(accountId, [asset.id]);
    const [first, second] = await Promise.all([stories.createPost(body), stories.createPost(body)]);
    expect(second.id).toBe(first.id);
    await stories.waitFor(first.id, ({ state }) => state === 'published');
  });
});
