import { Client } from 'pg';

import {
  type AppHome,
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
import { isIn } from '../posts/support';

const ACCOUNTS = 4;
const POSTS_EACH = 3;
/** Far longer than a lease, a sweep, and what BullMQ takes to miss a worker, on a busy machine too. */
export const PATIENCE_S = 240;

const TICK_TOKEN = 'a-tick-token-of-many-workers';

/** One site that publishes nothing, two workers, and one TikTok that judges. */
export const startManyWorkers = async (home: AppHome, more: Record<string, string>) => {
  const port = await freePort();
  const { emulator: tiktok, env: ofTikTok } = await startTikTok(port, {});
  const env = {
    ...ofTikTok,
    ...more,
    TIKTOK_PUBLISHES: 'false',
    TIKTOK_TICK_SECONDS: '1',
    TIKTOK_LEASE_SECONDS: '10',
    TIKTOK_TICK_TOKEN: TICK_TOKEN,
  };
  const site: StrapiProcess = await startStrapiProcess({ home, port, env });
  const workers: WorkerProcess[] = [];
  const startWorker = async (): Promise<WorkerProcess> => {
    const worker = await startWorkerProcess({ home, port, env });
    workers.push(worker);
    return worker;
  };
  const starting = Promise.all([startWorker(), startWorker()]);
  const stories: Stories = createStories(
    site,
    () => tiktok,
    () => site.as('superAdmin'),
  );
  await stories.useDirectPost();
  const accounts: number[] = [];
  for (let index = 0; index < ACCOUNTS; index += 1) {
    const handle = `creator_${index}`;
    tiktok.act('addAccount', { handle, nickname: `Creator ${index}` });
    accounts.push((await stories.connect(handle)).id);
  }
  const { id: video } = await site.uploadAsset(VIDEO);
  const database = new Client({ connectionString: home.databaseUrl! });
  await database.connect();
  await starting;

  const ownerOf = async (postId: number): Promise<string | null> => {
    const { rows } = await database.query<{ lease_owner: string | null }>(
      'SELECT lease_owner FROM tiktok_posts WHERE id = $1',
      [postId],
    );
    return rows[0]?.lease_owner ?? null;
  };
  const has = (owner: string | null, { pid }: WorkerProcess): boolean =>
    owner?.includes(`:${pid}:`) ?? false;

  return {
    tiktok: tiktok as Emulator,
    stories,
    site,
    accounts,
    video,
    database,
    startWorker,
    workers: (): readonly WorkerProcess[] => workers,

    /** Posts of all accounts, in turn, for later. */
    async plan(): Promise<number[]> {
      const when = { type: 'at' as const, at: new Date(Date.now() + 3_600_000).toISOString() };
      const ids: number[] = [];
      for (let index = 0; index < ACCOUNTS * POSTS_EACH; index += 1) {
        const account = accounts[index % ACCOUNTS]!;
        ids.push((await stories.createPost(stories.postOf(account, [video], { when }))).id);
      }
      return ids;
    },

    /** As if their time had come. */
    async makeDue(ids: readonly number[]): Promise<void> {
      await database.query(
        'UPDATE tiktok_posts SET next_step_at = $1, scheduled_at = $1 WHERE id = ANY($2)',
        [Date.now(), ids],
      );
      const answer = await site.request('POST', '/api/tiktok/tick', {
        token: TICK_TOKEN,
      });
      expect(answer.status).toBe(200);
    },

    /** Each is live once, none twice, none lost. */
    async expectEachOnce(ids: readonly number[]): Promise<void> {
      const seen = [];
      for (const id of ids) seen.push(await stories.waitFor(id, isIn('published'), PATIENCE_S));
      await tiktok.settled();
      expect(seen.map(({ attempts }) => attempts.length)).toEqual(ids.map(() => 1));
      expect(tiktok.calls().filter(({ status }) => status === 429)).toHaveLength(0);
    },

    /** The one that has this post in hand at this moment, by the database's word. */
    async workerWith(postId: number): Promise<WorkerProcess> {
      const owner = await ownerOf(postId);
      const at = workers.find((worker) => has(owner, worker));
      if (!at) throw new Error(`Nobody has post ${postId}: ${owner}`);
      return at;
    },
    /** Resolves when this worker no longer has the post: another took it, and may be done with it. */
    takenFrom: (worker: WorkerProcess, postId: number): Promise<void> =>
      until('another has taken it', async () => !has(await ownerOf(postId), worker), PATIENCE_S),

    /** Only of one whose worker is dead: how long its lease would last depends on what it did. */
    endLeaseOf: (postId: number) =>
      database.query('UPDATE tiktok_posts SET lease_until = 1 WHERE id = $1', [postId]),

    async healthOf({ url }: WorkerProcess) {
      const answer = await fetch(`${url}/health`, { headers: { connection: 'close' } });
      return workerHealth.parse(await answer.json());
    },
    freeze: ({ pid }: WorkerProcess) => void process.kill(pid, 'SIGSTOP'),
    thaw: ({ pid }: WorkerProcess) => void process.kill(pid, 'SIGCONT'),
    async end(worker: WorkerProcess, signal: NodeJS.Signals): Promise<number | null> {
      workers.splice(workers.indexOf(worker), 1);
      return worker.kill(signal);
    },
    /** Resolves when it has heard SIGTERM and takes nothing more. */
    isStopping: (worker: WorkerProcess): Promise<void> =>
      until('it takes no more posts', () => worker.logs().includes('takes no more posts')),

    async stop(): Promise<void> {
      await database.end();
      for (const worker of workers) {
        process.kill(worker.pid, 'SIGCONT');
        await worker.kill();
      }
      await site.kill();
      await tiktok.close();
    },
  };
};

export type ManyWorkers = Awaited<ReturnType<typeof startManyWorkers>>;
