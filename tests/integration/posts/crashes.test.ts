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

describe('a process that is killed at work (SQLite)', () => {
  let home: AppHome;
  let port: number;
  let tiktok: Emulator;
  let env: Record<string, string>;
  let site: StrapiProcess;
  let stories: Stories;
  let accountId: number;
  let handles = 0;

  const tell = (): Stories =>
    createStories(
      site,
      () => tiktok,
      () => site.as('superAdmin'),
    );
  const start = async (): Promise<void> => {
    site = await startStrapiProcess({ home, port, env });
    stories = tell();
  };

  beforeAll(async () => {
    home = await createHome();
    port = await freePort();
    const started = await startTikTok(port, {});
    tiktok = started.emulator;
    env = started.env;
    await start();
    await stories.useDirectPost();
  });
  afterAll(async () => {
    await site?.kill();
    await tiktok?.close();
    await home?.remove();
  });
  beforeEach(async () => {
    tiktok.faults.clear();
    handles += 1;
    tiktok.act('addAccount', { handle: `crash_${handles}` });
    accountId = (await stories.connect(`crash_${handles}`)).id;
  });

  const live = () => tiktok.posts().filter(({ handle }) => handle === `crash_${handles}`);
  const accepted = () => tiktok.publishes().filter(({ handle }) => handle === `crash_${handles}`);
  /** As if as long as a lease had passed while nobody ran. */
  const letLeaseRunOut = (): void => {
    const database = new Database(path.join(home.directory, 'site.sqlite'));
    database.prepare('UPDATE tiktok_posts SET lease_until = 1 WHERE lease_until IS NOT NULL').run();
    database.close();
  };
  const stored = z.object({ state: z.string() });
  /**
   * Kills the process as soon as `point` is reached, and starts it again on the same data. Returns in
   * which state the newest post was left.
   */
  const crashAt = async (point: Promise<void>): Promise<string> => {
    await point;
    await site.kill('SIGKILL');
    tiktok.faults.clear();
    letLeaseRunOut();
    const database = new Database(path.join(home.directory, 'site.sqlite'), { readonly: true });
    const newest = database.prepare('SELECT state FROM tiktok_posts ORDER BY id DESC').get();
    database.close();
    await start();
    return stored.parse(newest).state;
  };

  it('in the middle of an upload goes on with the same upload: one live post (T03, T26)', async () => {
    const file = await makeLongVideo(path.join(home.directory, 'long.mp4'), 70_000_001);
    const asset = await site.uploadAsset(file);
    tiktok.faults.add({ endpoint: 'upload', call: 4, kind: 'hold' });
    const point = reached(tiktok, 'upload', 'received', 4);
    const post = await stories.createPost(stories.postOf(accountId, [asset.id]));
    expect(await crashAt(point)).toBe('sending');
    const done = await stories.waitFor(post.id, isIn('published', 'failed', 'outcome_unknown'));
    expect(done.state).toBe('published');
    expect(accepted()).toHaveLength(1);
    expect(live()).toHaveLength(1);
    expect(live()[0]?.media[0]?.bytes).toBe(70_000_001);
  });

  it('after the last part took effect, before its answer: one live post (T03, T04)', async () => {
    const asset = await site.uploadAsset(VIDEO);
    tiktok.faults.add({ endpoint: 'upload', kind: 'hold', after: true });
    const point = reached(tiktok, 'upload', 'effect');
    const post = await stories.createPost(stories.postOf(accountId, [asset.id]));
    await crashAt(point);
    const done = await stories.waitFor(post.id, isIn('published', 'failed', 'outcome_unknown'));
    expect(done.state).toBe('published');
    expect(accepted()).toHaveLength(1);
    expect(live()).toHaveLength(1);
  });

  it('between TikTok’s acceptance of an upload’s init and its answer: begun anew, one live post (T03)', async () => {
    const asset = await site.uploadAsset(VIDEO);
    tiktok.faults.add({ endpoint: 'video.init', kind: 'hold', after: true });
    const point = reached(tiktok, 'video.init', 'effect');
    const post = await stories.createPost(stories.postOf(accountId, [asset.id]));
    await crashAt(point);
    const done = await stories.waitFor(post.id, isIn('published', 'failed', 'outcome_unknown'));
    expect(done.state).toBe('published');
    expect(accepted()).toHaveLength(2);
    expect(live()).toHaveLength(1);
  });
});
