import { startRedis } from '../../support';
import { shareWords } from '../../support/in-turn';
import { missedBy, reportOf, wrongOnes } from './report';
import { AMOUNTS, CI_SEED, runPostgres } from './run';
import { type Bull, createScene } from './scene';

jest.setTimeout(3_600_000);

interface Keeper {
  bull: Bull;
  stop(): Promise<void>;
}

const KEEPERS: Record<string, () => Promise<Keeper>> = {
  async Redis() {
    const redis = await startRedis();
    return { bull: { redisUrl: redis.url }, stop: () => redis.stop() };
  },
  PostgreSQL: () => Promise.resolve({ bull: 'postgres', stop: () => Promise.resolve() }),
};

/** How jobs come out of either is what `bullmq/many-workers` compares in every run. */
const names = process.env['MATRIX'] === 'full' ? Object.keys(KEEPERS) : ['Redis'];

test.each(names)(
  `two processes that take their jobs from BullMQ on %s: one is killed or frozen at a sample of the points, and nothing is posted twice, lost, or shown wrongly (T02, T03, T08; seed ${CI_SEED})`,
  async (name) => {
    const { bull, stop } = await KEEPERS[name]!();
    const scene = await createScene('postgres', { bull });
    try {
      const results = await runPostgres(scene, CI_SEED, AMOUNTS.sample, () => {});
      console.log(`${shareWords(AMOUNTS.sample.turns)}\n${reportOf(results)}`);
      expect(wrongOnes(results)).toEqual([]);
      expect(missedBy(results)).toEqual([]);
    } finally {
      await scene.close();
      await stop();
    }
  },
);
