import { createHome, freePort } from '../support/app-env';
import { VIDEO } from '../support/media';
import { startRedis, type TestRedis } from '../support/redis';
import { createStories } from '../support/stories';
import { startStrapiProcess, type StrapiProcess } from '../support/strapi-process';
import { startTikTok } from '../support/tiktok';
import { startWorkerProcess, type WorkerProcess } from '../support/worker-process';
import { type BenchDatabase, COUNTING, openBenchDatabase } from './burst-database';
import { cellsOf, FIGURES_HEAD, prepareAccounts, runRound } from './burst-round';
import { type BenchOptions, figure, say, seconds, type Section } from './section';

const SIZE = {
  full: { accounts: 100, postsEach: 5, workers: [1, 2, 4] },
  quick: { accounts: 20, postsEach: 3, workers: [1, 2] },
};
const ENGINES = ['database', 'bullmq'] as const;
const TICK_TOKEN = 'the-token-of-the-bench';

type Size = (typeof SIZE)['full'];

/** One site that publishes nothing, and more and more workers beside it. */
const roundsOn = async (engine: (typeof ENGINES)[number], size: Size): Promise<string[][]> => {
  const home = await createHome('postgres', COUNTING);
  const port = await freePort();
  const { emulator: tiktok, env: ofTikTok } = await startTikTok(port, { keepMedia: false });
  const rows: string[][] = [];
  const workers: WorkerProcess[] = [];
  let redis: TestRedis | undefined;
  let site: StrapiProcess | undefined;
  let database: BenchDatabase | undefined;
  try {
    redis = engine === 'bullmq' ? await startRedis() : undefined;
    const env = {
      ...ofTikTok,
      ...(redis ? { TIKTOK_REDIS_URL: redis.url } : {}),
      LOG_LEVEL: 'warn',
      TIKTOK_PUBLISHES: 'false',
      TIKTOK_TICK_TOKEN: TICK_TOKEN,
    };
    const options = { home, port, env };
    const serving = (site = await startStrapiProcess(options));
    database = await openBenchDatabase(home);
    const stories = createStories(
      serving,
      () => tiktok,
      () => serving.as('superAdmin'),
    );
    const accounts = await prepareAccounts(stories, tiktok, size.accounts);
    const { id: video } = await serving.uploadAsset(VIDEO);
    // The times are set past the processes; one of them is told, as it would be by who sets them.
    const tell = redis
      ? () => serving.request('POST', '/api/tiktok/tick', { token: TICK_TOKEN })
      : undefined;
    for (const count of size.workers) {
      while (workers.length < count) workers.push(await startWorkerProcess(options));
      const { postsEach } = size;
      const running = [serving, ...workers];
      const figures = await runRound({
        ...{ tiktok, database, running, stories, accounts, video, postsEach },
        ...(tell ? { tell } : {}),
      });
      const name = count === 1 ? '1 worker' : `${count} workers`;
      say(
        `  ${engine}, ${name}: ${figures.doubles} doubles, ${figures.lost} lost, ${seconds(figures.medianMs)}`,
      );
      rows.push([`\`${engine}\``, name, ...cellsOf(figures)]);
    }
  } finally {
    await database?.close();
    for (const worker of workers) await worker.kill();
    await site?.kill();
    await redis?.stop();
    await tiktok.close();
    await home.remove();
  }
  return rows;
};

/** Very many posts due in one second, taken by workers, with each engine. */
export const benchWorkers = async ({ quick }: BenchOptions): Promise<Section> => {
  const size = quick ? SIZE.quick : SIZE.full;
  const rows: string[][] = [];
  for (const engine of ENGINES) rows.push(...(await roundsOn(engine, size)));
  return {
    id: 'workers',
    title: 'Workers, with each engine',
    head: ['engine', 'workers', ...FIGURES_HEAD],
    rows,
    how: `${size.accounts} accounts, ${size.postsEach} posts each, ${figure(size.accounts * size.postsEach)} in all.`,
  };
};
