import path from 'node:path';

import { type AppHome, createHome, startRedis, until } from '../../support';
import { isIn, makeLongVideo, reached } from '../posts/support';
import { type ManyWorkers, PATIENCE_S, startManyWorkers } from './many-workers';

// Three Strapis start; most of the time goes by waiting for a lease to end.
jest.setTimeout(900_000);

/** Seven chunks; the fourth is neither the first nor the last. */
const LONG = 70_000_001;

/** What BullMQ keeps its jobs in, and the worst that can happen to it. */
interface Keeper {
  env: Record<string, string>;
  /** All that was in it is gone, and so is it. */
  lose(all: ManyWorkers): Promise<void>;
  /** It is there again, empty. */
  comeBack(): Promise<void>;
  stop(): Promise<void>;
}

const KEEPERS: Record<string, () => Promise<Keeper>> = {
  async Redis() {
    const redis = await startRedis();
    return {
      env: { TIKTOK_REDIS_URL: redis.url },
      lose: () => redis.kill(),
      comeBack: () => redis.startEmpty(),
      stop: () => redis.stop(),
    };
  },
  async PostgreSQL() {
    return {
      env: { TIKTOK_BULLMQ: 'true' },
      lose: async ({ database }) => {
        await database.query('DROP SCHEMA tiktok_bullmq CASCADE');
      },
      // The plugin makes its schema anew.
      comeBack: () => Promise.resolve(),
      stop: () => Promise.resolve(),
    };
  },
};

describe.each(Object.keys(KEEPERS))(
  'two workers that take their jobs from BullMQ on %s, beside a site',
  (name) => {
    let home: AppHome;
    let keeper: Keeper;
    let all: ManyWorkers;

    beforeAll(async () => {
      home = await createHome('postgres');
      keeper = await KEEPERS[name]!();
      all = await startManyWorkers(home, keeper.env);
    });
    afterAll(async () => {
      await all?.stop();
      await keeper?.stop();
      await home?.remove();
    });
    afterEach(() => all.tiktok.faults.clear());

    const send = async (account: number, video = all.video) =>
      all.stories.createPost(all.stories.postOf(all.accounts[account]!, [video]));
    const untilAllWork = () =>
      until(
        'the queue answers every worker',
        async () => {
          const healths = await Promise.all(all.workers().map((worker) => all.healthOf(worker)));
          return healths.every(({ queue }) => queue === 'working');
        },
        PATIENCE_S,
      );

    it('send at once what is to go now, and say what tells them', async () => {
      await untilAllWork();
      const post = await send(0);
      await all.stories.waitFor(post.id, isIn('published'), PATIENCE_S);
      expect(all.tiktok.publishes()).toHaveLength(1);
      expect(await all.healthOf(all.workers()[0]!)).toMatchObject({ engine: 'bullmq' });
    });

    it('lose nothing and send nothing twice when all jobs are gone in the middle of it (T08)', async () => {
      const { tiktok } = all;
      const before = tiktok.publishes().length;
      const ids = await all.plan();
      const some = reached(tiktok, 'upload', 'effect', 3);
      await all.makeDue(ids);
      await some;
      await keeper.lose(all);
      // Nobody can be told of this one; it is found in the database.
      const meanwhile = await send(0);
      await all.stories.waitFor(meanwhile.id, isIn('published'), PATIENCE_S);
      await keeper.comeBack();
      await all.expectEachOnce([...ids, meanwhile.id]);
      expect(tiktok.publishes()).toHaveLength(before + ids.length + 1);
      await untilAllWork();
    });

    it('one is frozen in the middle of an upload past its lease, the other takes over, the first thaws: one live post (T03)', async () => {
      const { stories, site, tiktok } = all;
      const before = tiktok.publishes().length;
      const file = await makeLongVideo(path.join(home.directory, 'long.mp4'), LONG);
      const { id: video } = await site.uploadAsset(file);
      tiktok.faults.add({ endpoint: 'upload', call: 4, kind: 'hold' });
      const inChunk = reached(tiktok, 'upload', 'received', 4);
      const post = await send(1, video);
      await inChunk;
      const frozen = await all.workerWith(post.id);
      all.freeze(frozen);
      expect((await stories.readPost(post.id)).state).toBe('sending');
      await all.takenFrom(frozen, post.id);
      tiktok.faults.clear();
      const shown = await stories.waitFor(post.id, isIn('published'), PATIENCE_S);
      all.thaw(frozen);
      // It wakes in the middle of its chunk, and lets go of the post without a word to anybody.
      await until(
        'the thawed one lets go',
        () => frozen.logs().includes(`post ${post.id} is no longer this process's`),
        PATIENCE_S,
      );
      await until(
        'it works on nothing',
        async () => (await all.healthOf(frozen)).working === 0,
        PATIENCE_S,
      );
      await tiktok.settled();
      expect(shown.attempts).toHaveLength(1);
      expect(tiktok.publishes()).toHaveLength(before + 1);
      const moves = ({ timeline }: typeof shown) => timeline.flatMap(({ to }) => to ?? []);
      expect(moves(await stories.readPost(post.id))).toEqual(moves(shown));
    });

    it('one is killed when TikTok has the last byte and before it knows, and another finds out: one live post (T03)', async () => {
      const { stories, tiktok } = all;
      const before = tiktok.publishes().length;
      // TikTok's own word would settle it; here a worker that is left, or a new one, has to ask.
      tiktok.setWebhookUrl(null);
      tiktok.faults.add({ endpoint: 'upload', kind: 'hold', after: true });
      const taken = reached(tiktok, 'upload', 'effect');
      const post = await send(2);
      await taken;
      const killed = await all.workerWith(post.id);
      expect((await stories.readPost(post.id)).state).toBe('committing');
      await all.end(killed, 'SIGKILL');
      tiktok.faults.clear();
      const replaced = all.startWorker();
      await all.endLeaseOf(post.id);
      const shown = await stories.waitFor(post.id, isIn('published'), PATIENCE_S);
      await replaced;
      tiktok.setWebhookUrl(`${all.site.url}/api/tiktok/webhook`);
      expect(shown.attempts).toHaveLength(1);
      expect(tiktok.publishes()).toHaveLength(before + 1);
    });

    it('one ends a last chunk on SIGTERM and stores it, and the other goes on: one live post (T03)', async () => {
      const { stories, tiktok } = all;
      const before = tiktok.publishes().length;
      tiktok.holdProcessing();
      tiktok.faults.add({ endpoint: 'upload', kind: 'hold', after: true });
      const sent = reached(tiktok, 'upload', 'effect');
      const post = await send(3);
      await sent;
      const at = await all.workerWith(post.id);
      const ended = all.end(at, 'SIGTERM');
      await all.isStopping(at);
      tiktok.faults.clear();
      expect(await ended).toBe(0);
      expect((await stories.readPost(post.id)).state).toBe('processing');
      tiktok.holdProcessing(false);
      const shown = await stories.waitFor(post.id, isIn('published'), PATIENCE_S);
      expect(shown.attempts).toHaveLength(1);
      expect(tiktok.publishes()).toHaveLength(before + 1);
    });
  },
);
