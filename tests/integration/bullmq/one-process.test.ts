import { Queue } from 'bullmq';

import { freePort, startRedis, type TestRedis, until } from '../../support';
import { asRoot, isIn, type PublisherSite, reached, startPublisher } from '../posts/support';

jest.setTimeout(600_000);

/** Far longer than a tick, a sweep and what Redis takes to be missed, on a busy machine too. */
const PATIENCE_S = 240;

const METRICS_TOKEN = 'a-metrics-token-for-bullmq';
const PASSWORD = 'this-word-must-not-be-told';
const inAnHour = () => ({
  type: 'at' as const,
  at: new Date(Date.now() + 3_600_000).toISOString(),
});

const healthOf = async ({ site }: PublisherSite) =>
  (await asRoot(site, 'GET', '/tiktok/health')).body as { engine: string; queue: string | null };
const metricsOf = async ({ site }: PublisherSite): Promise<string> =>
  (await site.request('GET', '/api/tiktok/metrics', { token: METRICS_TOKEN })).text;
const untilQueue = (publisher: PublisherSite, wanted: string) =>
  until(
    `the queue is ${wanted}`,
    async () => (await healthOf(publisher)).queue === wanted,
    PATIENCE_S,
  );

describe('one process that takes its jobs from BullMQ on Redis', () => {
  let redis: TestRedis;
  let publisher: PublisherSite;
  let jobs: Queue;

  beforeAll(async () => {
    redis = await startRedis();
    publisher = await startPublisher({
      env: {
        TIKTOK_REDIS_URL: redis.url,
        TIKTOK_TICK_SECONDS: '1',
        TIKTOK_METRICS_TOKEN: METRICS_TOKEN,
      },
    });
    jobs = new Queue('tiktok-send', { connection: { url: redis.url } });
    await untilQueue(publisher, 'working');
  });
  afterAll(async () => {
    await jobs?.close();
    await publisher?.stop();
    await redis?.stop();
  });
  afterEach(() => publisher.tiktok.faults.clear());

  it('says so, and that the queue answers', async () => {
    expect(await healthOf(publisher)).toMatchObject({ engine: 'bullmq', queue: 'working' });
    const text = await metricsOf(publisher);
    expect(text).toContain('tiktok_engine{engine="bullmq"} 1');
    expect(text).toContain('tiktok_queue_up 1');
    expect(text).toContain('tiktok_queue_paused 0');
  });

  it('a job that comes twice, or late, or of what a post was, sends nothing twice', async () => {
    const { tiktok, newAccount, send, stories, accepted } = publisher;
    const { id, handle } = await newAccount();
    tiktok.faults.add({ endpoint: 'upload', kind: 'hold' });
    const inUpload = reached(tiktok, 'upload', 'received');
    const post = await send(id);
    await inUpload;
    const again = (times: number) =>
      jobs.addBulk(
        Array.from({ length: times }, () => ({
          name: 'step',
          data: { post: post.id, account: id, at: Date.now() },
        })),
      );
    // All of them come while the first one works, and wait for the end of its lease.
    await again(5);
    await until('all of them were looked at', async () => {
      const { waiting, active, delayed } = await jobs.getJobCounts('waiting', 'active', 'delayed');
      return waiting === 0 && active === 1 && delayed === 5;
    });
    expect(accepted(handle)).toHaveLength(1);
    tiktok.faults.clear();
    tiktok.faults.release();
    await stories.waitFor(post.id, isIn('published'), PATIENCE_S);
    await again(5);
    await until('none of those is left', async () => (await jobs.getWaitingCount()) === 0);
    expect(accepted(handle)).toHaveLength(1);
    expect((await stories.readPost(post.id)).attempts).toHaveLength(1);
  });

  it('what is in the queue but no job of ours is thrown away, and hurts nobody', async () => {
    const { newAccount, send, stories } = publisher;
    await jobs.addBulk([
      { name: 'mail', data: { to: 'somebody@example.com' } },
      { name: 'step', data: { post: 987_654, account: 1, at: 1 } },
    ]);
    const { id } = await newAccount();
    await stories.waitFor((await send(id)).id, isIn('published'), PATIENCE_S);
    await until('none is left', async () => (await jobs.getWaitingCount()) === 0);
  });

  it('a pause by BullMQ’s own means stops what would be sent, is shown, and ends', async () => {
    const { newAccount, send, stories, inits, posts } = publisher;
    const { id, handle } = await newAccount();
    await jobs.pause();
    await untilQueue(publisher, 'paused');
    const post = await send(id);
    for (let look = 0; look < 5; look += 1) await posts().engine.tick();
    expect(inits(handle)).toHaveLength(0);
    await jobs.resume();
    await stories.waitFor(post.id, isIn('published'), PATIENCE_S);
    expect(inits(handle)).toHaveLength(1);
  });

  it('a post behind a gate goes when the gate opens by itself', async () => {
    const { newAccount, send, stories, db, inits } = publisher;
    const { id, handle } = await newAccount();
    const now = Date.now();
    await db('tiktok_gates').insert({
      subject: `account:${id}:all`,
      account_id: id,
      closed_since: now,
      opens_at: now + 5_000,
      reason: JSON.stringify({
        code: 'waits_its_turn',
        message: 'It waits its turn.',
        remedy: null,
        retryAt: null,
      }),
    });
    const post = await send(id);
    const shown = await stories.waitFor(post.id, isIn('published'), PATIENCE_S);
    expect(shown.attempts).toHaveLength(1);
    const [first] = inits(handle);
    expect(first!.at).toBeGreaterThanOrEqual(now + 5_000);
  });

  it('planned posts have jobs for their times, and what is planned anew gets another', async () => {
    const { newAccount, send, site } = publisher;
    const { id } = await newAccount();
    const post = await send(id, { when: inAnHour() });
    const delays = async () =>
      (await jobs.getDelayed())
        .filter(({ data }) => (data as { post: number }).post === post.id)
        .map(({ timestamp, delay }) => timestamp + delay - Date.now());
    await until('it has a job', async () => (await delays()).length === 1);
    expect((await delays())[0]).toBeGreaterThan(3_500_000);
    const at = new Date(Date.now() + 600_000).toISOString();
    const moved = await asRoot(site, 'POST', `/tiktok/posts/${post.id}/reschedule`, {
      at,
      version: post.version,
    });
    expect(moved.status).toBe(200);
    await until('it has one for the new time', async () =>
      (await delays()).some((left) => left < 700_000),
    );
  });

  it('jobs that are lost are made again by themselves', async () => {
    const { newAccount, send, stories, db } = publisher;
    const { id } = await newAccount();
    const post = await send(id, { when: inAnHour() });
    await jobs.obliterate({ force: true });
    // Past every engine: nobody is told.
    await db('tiktok_posts')
      .where({ id: post.id })
      .update({ next_step_at: Date.now(), scheduled_at: Date.now() });
    await stories.waitFor(post.id, isIn('published'), PATIENCE_S);
  });
});

describe('one process whose Redis is not there when it starts', () => {
  let redis: TestRedis | undefined;
  let publisher: PublisherSite;
  let port: number;

  beforeAll(async () => {
    port = await freePort();
    publisher = await startPublisher({
      env: {
        TIKTOK_REDIS_URL: `redis://:${PASSWORD}@127.0.0.1:${port}`,
        TIKTOK_TICK_SECONDS: '1',
        TIKTOK_METRICS_TOKEN: METRICS_TOKEN,
      },
    });
  });
  afterAll(async () => {
    await publisher?.stop();
    await redis?.stop();
  });
  const told = (level: string) =>
    publisher.site.logs.filter((line) => line.level.includes(level)).map(({ message }) => message);

  it('starts, says so, and sends what is due from the database', async () => {
    const { newAccount, send, stories } = publisher;
    await untilQueue(publisher, 'unreachable');
    expect(told('warn').join('\n')).toMatch(/trouble with the publisher's queue \(ECONNREFUSED\)/);
    expect(await metricsOf(publisher)).toContain('tiktok_queue_up 0');
    const { id } = await newAccount();
    await stories.waitFor((await send(id)).id, isIn('published'), PATIENCE_S);
  });

  it('takes to Redis by itself when it is there', async () => {
    const { newAccount, send, stories } = publisher;
    redis = await startRedis({ port, password: PASSWORD });
    await untilQueue(publisher, 'working');
    expect(told('info').join('\n')).toContain('queue answers again');
    const { id } = await newAccount();
    await stories.waitFor((await send(id)).id, isIn('published'), PATIENCE_S);
  });

  it('tells its password to nobody', async () => {
    const answers = [
      JSON.stringify(publisher.site.logs),
      JSON.stringify(await healthOf(publisher)),
      await metricsOf(publisher),
    ];
    for (const text of answers) expect(text).not.toContain(PASSWORD);
  });
});

describe('one process that has another password than its Redis', () => {
  it('says so without either of them, sends from the database, and goes on when it is put right', async () => {
    const redis = await startRedis({ password: 'the-real-one' });
    const port = new URL(redis.url).port;
    const publisher = await startPublisher({
      env: {
        TIKTOK_REDIS_URL: `redis://:${PASSWORD}@127.0.0.1:${port}`,
        TIKTOK_TICK_SECONDS: '1',
      },
    });
    try {
      const { newAccount, send, stories, site } = publisher;
      await untilQueue(publisher, 'unreachable');
      const warned = site.logs.filter(({ level }) => level.includes('warn'));
      expect(warned.map(({ message }) => message).join('\n')).toMatch(/\((WRONGPASS|NOAUTH)\)/);
      const { id } = await newAccount();
      await stories.waitFor((await send(id)).id, isIn('published'), PATIENCE_S);
      await redis.kill();
      const right = await startRedis({ port: Number(port), password: PASSWORD });
      try {
        await untilQueue(publisher, 'working');
        expect(JSON.stringify(site.logs)).not.toMatch(/this-word|the-real-one/);
      } finally {
        await right.stop();
      }
    } finally {
      await publisher.stop();
      await redis.stop();
    }
  });
});
