import path from 'node:path';

import {
  type AppHome,
  createHome,
  createStories,
  type Emulator,
  freePort,
  startStrapiProcess,
  startTikTok,
  startWorkerProcess,
  type Stories,
  type StrapiProcess,
  until,
  VIDEO,
  workerHealth,
  type WorkerProcess,
} from '../../support';
import { isIn, makeLongVideo, reached } from '../posts/support';

const LONG = 70_000_001;
const METRICS_TOKEN = 'the-token-of-a-worker-test';

describe('a worker beside a site that does not publish, on PostgreSQL', () => {
  let home: AppHome;
  let tiktok: Emulator;
  let site: StrapiProcess;
  let stories: Stories;
  let accountId: number;
  let start: () => Promise<WorkerProcess>;
  const workers: WorkerProcess[] = [];

  beforeAll(async () => {
    const port = await freePort();
    home = await createHome('postgres');
    const started = await startTikTok(port, {});
    tiktok = started.emulator;
    const options = { home, port };
    const env = {
      ...started.env,
      TIKTOK_PUBLISHES: 'false',
      TIKTOK_METRICS_TOKEN: METRICS_TOKEN,
    };
    site = await startStrapiProcess({ ...options, env });
    start = async () => {
      // As in one and the same project: the worker reads that the site does not publish.
      const worker = await startWorkerProcess({ ...options, env });
      workers.push(worker);
      return worker;
    };
    stories = createStories(
      site,
      () => tiktok,
      () => site.as('superAdmin'),
    );
    await stories.useDirectPost();
    accountId = (await stories.connect('demo_creator')).id;
  });
  afterAll(async () => {
    for (const worker of workers) await worker.kill();
    await site?.kill();
    await tiktok?.close();
    await home?.remove();
  });

  /** As the machine's service manager does. */
  const stop = async (worker: WorkerProcess): Promise<void> => {
    const code = await worker.kill('SIGTERM');
    if (code !== 0) throw new Error(`The worker ended with ${code}.\n${worker.logs()}`);
  };

  const healthOf = async ({ url }: WorkerProcess) => {
    const answer = await fetch(`${url}/health`);
    return { status: answer.status, ...workerHealth.parse(await answer.json()) };
  };

  it('publishes what the site was asked to, and serves nothing but its health and, to who has the token, its metrics', async () => {
    const { id: video } = await site.uploadAsset(VIDEO);
    const post = await stories.createPost(stories.postOf(accountId, [video]));
    // Nobody publishes yet: the site was told not to.
    expect(tiktok.publishes()).toHaveLength(0);
    const worker = await start();
    await stories.waitFor(post.id, isIn('published'));
    expect(tiktok.publishes()).toHaveLength(1);
    await until('it has put the post down', async () => (await healthOf(worker)).working === 0);
    expect(await healthOf(worker)).toMatchObject({ status: 200, state: 'working' });
    for (const elsewhere of [
      '/',
      '/admin',
      '/api/tiktok/webhook',
      '/api/tiktok/metrics',
      '/_health',
    ]) {
      expect((await fetch(`${worker.url}${elsewhere}`)).status).toBe(404);
    }
    expect((await fetch(`${worker.url}/health`, { method: 'POST' })).status).toBe(404);
    const metrics = (headers: HeadersInit) => fetch(`${worker.url}/metrics`, { headers });
    expect((await metrics({})).status).toBe(401);
    const told = await metrics({ authorization: `Bearer ${METRICS_TOKEN}` });
    // What it has asked of TikTok itself, which the site's own page cannot tell.
    expect(await told.text()).toMatch(/^tiktok_api_calls_total\{.*init.*code="ok"\} 1$/m);
    await stop(worker);
    await until('it says so', () => worker.logs().includes('takes no more posts'));
  });

  it('ends a last chunk on SIGTERM, stores it, and another worker goes on: one live post (T03)', async () => {
    const before = tiktok.posts().length;
    const { id: video } = await site.uploadAsset(VIDEO);
    const worker = await start();
    tiktok.holdProcessing();
    tiktok.faults.add({ endpoint: 'upload', kind: 'delay', ms: 1_500, after: true });
    const sent = reached(tiktok, 'upload', 'effect');
    const post = await stories.createPost(stories.postOf(accountId, [video]));
    await sent;
    await stop(worker);
    tiktok.faults.clear();
    expect((await stories.readPost(post.id)).state).toBe('processing');

    const other = await start();
    tiktok.holdProcessing(false);
    const shown = await stories.waitFor(post.id, isIn('published'));
    expect(shown.attempts).toHaveLength(1);
    expect(tiktok.posts()).toHaveLength(before + 1);
    await stop(other);
  });

  it('cuts another chunk on SIGTERM, and another worker takes the post over at once (T03)', async () => {
    const before = tiktok.posts().length;
    const file = await makeLongVideo(path.join(home.directory, 'long.mp4'), LONG);
    const { id: video } = await site.uploadAsset(file);
    const worker = await start();
    tiktok.faults.add({ endpoint: 'upload', call: 3, kind: 'hold' });
    const inChunk = reached(tiktok, 'upload', 'received', 3);
    const post = await stories.createPost(stories.postOf(accountId, [video]));
    await inChunk;
    const other = await start();
    await stop(worker);
    tiktok.faults.clear();
    // Sooner than a lease of 60 s would run out.
    const shown = await stories.waitFor(post.id, isIn('published'));
    expect(shown.attempts).toHaveLength(1);
    expect(tiktok.posts()).toHaveLength(before + 1);
    await stop(other);
  });

  it('says that it does not work when its database is gone', async () => {
    const worker = await start();
    expect(await healthOf(worker)).toMatchObject({ status: 200, state: 'working' });
    await home.remove();
    await until(
      'it says so',
      async () => {
        const { status, state } = await healthOf(worker);
        return status === 503 && state === 'no database';
      },
      120,
    );
  });
});

describe('a worker that cannot be one', () => {
  it('says that SQLite is for one process', async () => {
    const home = await createHome();
    const port = await freePort();
    try {
      // As a site does at its first start.
      const site = await startStrapiProcess({ home, port });
      await site.kill('SIGTERM');
      await expect(startWorkerProcess({ home, port })).rejects.toThrow(/SQLite is for one process/);
    } finally {
      await home.remove();
    }
  });
});
