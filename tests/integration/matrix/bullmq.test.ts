import { startRedis } from '../../support';
import { nameOf } from './points';
import { missedBy, reportOf, wrongOnes } from './report';
import { AMOUNTS, CI_SEED, runPostgres } from './run';
import { createScene } from './scene';

jest.setTimeout(1_200_000);

test(`two processes that take their jobs from BullMQ: one is killed or frozen at a sample of the points, and nothing is posted twice, lost, or shown wrongly (T02, T03, T08; seed ${CI_SEED})`, async () => {
  const redis = await startRedis();
  const scene = await createScene('postgres', { redisUrl: redis.url });
  try {
    const { results, uncovered } = await runPostgres(scene, CI_SEED, AMOUNTS.sample, () => {});
    console.log(reportOf(results));
    expect(wrongOnes(results)).toEqual([]);
    expect(missedBy(results)).toEqual([]);
    expect(uncovered.map(nameOf)).toEqual([]);
  } finally {
    await scene.close();
    await redis.stop();
  }
});
