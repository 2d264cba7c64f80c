import path from 'node:path';

import Database from 'better-sqlite3';
import { z } from 'zod';

import {
  createHome,
  createStories,
  type Emulator,
  freePort,
  startStrapiProcess,
  startTikTok,
  type StrapiProcess,
  type Stories,
  VIDEO,
} from '../../support';
import { type AppHome } from '../../support/app-env';
import { isIn, makeLongVideo, reached } from './support';

/** Three chunks; the second is neither the first nor the last. */
const LONG = 150_000_001;

const row = z.object({
  state: z.string(),
  lease_until: z.number().nullable(),
  publish_id: z.string().nullable(),
});

describe('a process that is asked to stop at work', () => {
  let home: AppHome;
  let port: number;
  let tiktok: Emulator;
  let env: Record<string, string>;
  let site: StrapiProcess;
  let stories: Stories;
  let handles = 0;

  const start = async (): Promise<void> => {
    site = await startStrapiProcess({ home, port, env });
    stories = createStories(
      site,
      () => tiktok,
      () => site.as('superAdmin'),
    );
  };

  /** What the stopped process left in the database. */
  const left = (postId: number) => {
    const database = new Database(path.join(home.directory, 'site.sqlite'), { readonly: true });
    try {
      return row.parse(
        database
          .prepare(
            'SELECT p.state, p.lease_until, a.publish_id FROM tiktok_posts p LEFT JOIN tiktok_attempts a ON a.post_id = p.id WHERE p.id = ?',
          )
          .get(postId),
      );
    } finally {
      database.close();
    }
  };

  const newAccount = async () => {
    handles += 1;
    const handle = `stop_${handles}`;
    tiktok.act('addAccount', { handle });
    return { handle, id: (await stories.connect(handle)).id };
  };
  const live = (handle: string) => tiktok.posts().filter((post) => post.handle === handle);
  const accepted = (handle: string) => tiktok.publishes().filter((one) => one.handle === handle);

  beforeAll(async () => {
    home = await createHome();
    port = await freePort();
    ({ emulator: tiktok, env } = await startTikTok(port, { allowPrivatePulls: true }));
    await start();
    await stories.useDirectPost();
  });
  afterAll(async () => {
    await site?.kill();
    await tiktok?.close();
    await home?.remove();
  });
  beforeEach(() => tiktok.faults.clear());

  it('in the middle of a chunk that is not the last: it is cut, the post is free at once and goes on from there', async () => {
    const { id, handle } = await newAccount();
    const file = await makeLongVideo(path.join(home.directory, 'long.mp4'), LONG);
    const asset = await site.uploadAsset(file);
    tiktok.faults.add({ endpoint: 'upload', call: 2, kind: 'hold' });
    const inChunk = reached(tiktok, 'upload', 'received', 2);
    const post = await stories.createPost(stories.postOf(id, [asset.id]));
    await inChunk;
    await site.kill('SIGTERM');
    expect(left(post.id)).toMatchObject({ state: 'sending', lease_until: null });

    tiktok.faults.clear();
    await start();
    await stories.waitFor(post.id, isIn('published'));
    expect(live(handle)).toHaveLength(1);
    expect(accepted(handle)).toHaveLength(1);
    expect(live(handle)[0]?.media[0]?.bytes).toBe(LONG);
  });

  it('in the middle of a poll: it is cut, and asked again by the next', async () => {
    const { id, handle } = await newAccount();
    const asset = await site.uploadAsset(VIDEO);
    tiktok.holdProcessing();
    tiktok.faults.add({ endpoint: 'status', kind: 'hold' });
    const polled = reached(tiktok, 'status', 'received');
    const post = await stories.createPost(stories.postOf(id, [asset.id]));
    await polled;
    await site.kill('SIGTERM');
    expect(left(post.id)).toMatchObject({ state: 'processing', lease_until: null });

    tiktok.faults.clear();
    await start();
    tiktok.holdProcessing(false);
    await stories.waitFor(post.id, isIn('published'));
    expect(live(handle)).toHaveLength(1);
  });

  it.each(['file_upload', 'pull_from_url'] as const)(
    'in the middle of an init (%s): it finishes and its answer is stored, so that nothing is begun twice',
    async (transfer) => {
      const { id, handle } = await newAccount();
      const asset = await site.uploadAsset(VIDEO);
      tiktok.act('addApp', {
        clientKey: env['TIKTOK_CLIENT_KEY']!,
        clientSecret: env['TIKTOK_CLIENT_SECRET']!,
        redirectUris: [`${site.url}/api/tiktok/oauth/callback`],
        verifiedDomains: ['localhost'],
      });
      tiktok.faults.add({ endpoint: 'video.init', kind: 'delay', ms: 1_500, after: true });
      const initiated = reached(tiktok, 'video.init', 'effect');
      const post = await stories.createPost(stories.postOf(id, [asset.id], { transfer }));
      await initiated;
      await site.kill('SIGTERM');
      const after = left(post.id);
      expect(after.lease_until).toBeNull();
      expect(after.publish_id).toBe(accepted(handle)[0]?.publishId);
      // TikTok may have told by webhook already that the pulled one is live.
      expect(transfer === 'file_upload' ? ['sending'] : ['processing', 'published']).toContain(
        after.state,
      );

      await start();
      await stories.waitFor(post.id, isIn('published'));
      expect(accepted(handle)).toHaveLength(1);
    },
  );

  it('in the middle of the last chunk: it finishes, and TikTok’s word is stored', async () => {
    const { id, handle } = await newAccount();
    const asset = await site.uploadAsset(VIDEO);
    tiktok.holdProcessing();
    tiktok.faults.add({ endpoint: 'upload', kind: 'delay', ms: 1_500, after: true });
    const sent = reached(tiktok, 'upload', 'effect');
    const post = await stories.createPost(stories.postOf(id, [asset.id]));
    await sent;
    await site.kill('SIGTERM');
    expect(left(post.id)).toMatchObject({ state: 'processing', lease_until: null });

    await start();
    tiktok.holdProcessing(false);
    await stories.waitFor(post.id, isIn('published'));
    expect(live(handle)).toHaveLength(1);
  });

  it('in the middle of a refresh: the pair is stored, and the account is still connected', async () => {
    const { id, handle } = await newAccount();
    const asset = await site.uploadAsset(VIDEO);
    tiktok.expireAccessTokens(handle);
    tiktok.faults.add({
      endpoint: 'oauth.token:refresh_token',
      kind: 'delay',
      ms: 1_500,
      after: true,
    });
    const refreshed = reached(tiktok, 'oauth.token', 'effect');
    const composing = stories
      .createPost(stories.postOf(id, [asset.id], { shareType: 'inbox' }))
      .catch(() => null);
    await refreshed;
    await site.kill('SIGTERM');
    await composing;
    await start();
    const post = await stories.createPost(stories.postOf(id, [asset.id], { shareType: 'inbox' }));
    const done = await stories.waitFor(post.id, isIn('in_inbox', 'held', 'failed'));
    expect(done.state).toBe('in_inbox');
  });
});
