import { copyFile } from 'node:fs/promises';
import path from 'node:path';

import { type Call, type FaultInput } from '../../../emulator';
import { makePicture } from '../../support';
import { type UploadedAsset } from '../../support/site';
import { FIXTURES } from '../../unit/media/support/bytes';
import { type Composed, isIn, type PublisherSite, startPublisher } from './support';

const inAnHour = () => ({
  type: 'at' as const,
  at: new Date(Date.now() + 3_600_000).toISOString(),
});

describe('before TikTok hears of a post', () => {
  let publisher: PublisherSite;
  let picture: UploadedAsset;

  beforeAll(async () => {
    publisher = await startPublisher();
    const file = path.join(publisher.site.home.directory, 'before.jpg');
    picture = await publisher.site.uploadAsset(await makePicture(file));
  });
  afterAll(() => publisher?.stop());
  afterEach(() => publisher.tiktok.faults.clear());

  /** Resolves when a call of this account has come to TikTok. */
  const heard = (endpoint: Call['endpoint'], handle: string): Promise<void> =>
    new Promise((resolve) => {
      const stop = publisher.tiktok.onCall((phase, call) => {
        if (phase !== 'received' || call.endpoint !== endpoint || call.handle !== handle) return;
        stop();
        resolve();
      });
    });

  const photo = (): Composed => ({
    kind: 'photo',
    assetIds: [picture.id],
    content: { title: 'Harbour' },
  });
  const cases: [
    string,
    Exclude<FaultInput['endpoint'], '*' | 'webhook'>,
    () => Composed,
    string,
  ][] = [
    ['the intent of an upload', 'video.init', () => ({}), 'sending'],
    ['the intent of a draft', 'inbox.init', () => ({ shareType: 'inbox', options: {} }), 'sending'],
    ['the commit of an upload', 'upload', () => ({}), 'committing'],
    [
      'intent and commit of a pull',
      'video.init',
      () => ({ transfer: 'pull_from_url' }),
      'committing',
    ],
    ['intent and commit of photos', 'content.init', photo, 'committing'],
  ];

  it.each(cases)('%s stands in the database (T03)', async (_what, at, body, state) => {
    const { tiktok, newAccount, send, stories, hasteTo, live } = publisher;
    const { id, handle } = await newAccount();
    const endpoint = at as Call['endpoint'];
    tiktok.faults.add({ endpoint, kind: 'hold', handle });
    const reached = heard(endpoint, handle);
    const post = await send(id, body());
    await reached;
    const shown = await stories.readPost(post.id);
    expect([shown.state, shown.attempts.map(({ outcome }) => outcome)]).toEqual([state, ['open']]);
    tiktok.faults.release();
    await hasteTo(post.id, isIn('published', 'in_inbox'));
    expect(live(handle).length).toBeLessThanOrEqual(1);
  });

  it('words that are not the ones agreed to are held, to be confirmed again', async () => {
    const { newAccount, send, db, hasteTo, inits } = publisher;
    const { id, handle } = await newAccount();
    const post = await send(id, { when: inAnHour() });
    const content = JSON.stringify({ ...post.content, caption: 'Nobody agreed to this' });
    await db('tiktok_posts').where({ id: post.id }).update({ content });
    const held = await hasteTo(post.id, isIn('held', 'published'));
    expect([held.state, held.reason?.code]).toEqual(['held', 'content_changed']);
    expect(inits(handle)).toHaveLength(0);
  });

  it('a file that was replaced since the consent is held, to be confirmed again', async () => {
    const { site, newAccount, send, hasteTo, inits } = publisher;
    const { id, handle } = await newAccount();
    const asset = await site.uploadAsset(path.join(FIXTURES, 'h264.mp4'), 'replaced.mp4');
    const post = await send(id, {
      assetIds: [asset.id],
      shareType: 'inbox',
      options: {},
      when: inAnHour(),
    });
    const stored = path.join(site.home.directory, 'public', asset.url);
    await copyFile(path.join(FIXTURES, 'quicktime.mov'), stored);
    const held = await hasteTo(post.id, isIn('held', 'in_inbox', 'failed'));
    expect([held.state, held.reason?.code]).toEqual(['held', 'source_changed']);
    expect(inits(handle)).toHaveLength(0);
  });
});
