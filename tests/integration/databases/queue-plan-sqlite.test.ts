import { startTestStrapi, type TestStrapi } from '../../support';
import { createQueue, ORDINARY, PAGES } from './queue-plan';

describe('the list of posts among thousands, on SQLite', () => {
  let site: TestStrapi;
  let queue: Awaited<ReturnType<typeof createQueue>>;

  beforeAll(async () => {
    // The publisher's own looks would be among the queries.
    site = await startTestStrapi({
      database: 'sqlite',
      env: { TIKTOK_PUBLISHES: 'false' },
    });
    queue = await createQueue(site, 'sqlite');
  });
  afterAll(() => site?.stop());

  it.each(ORDINARY)('of %s comes from its index, in order', async (_, filter, index) => {
    const plan = await queue.planOf(filter);
    expect(plan).toContain(`USING COVERING INDEX ${index}`);
    expect(plan).not.toMatch(/TEMP B-TREE|SCAN tiktok_posts$/m);
  });

  it('of a stretch of time is found by the index of times, the rest is not read', async () => {
    const plan = await queue.planOf({ from: queue.now - 86_400_000, to: queue.now });
    expect(plan).toMatch(/INDEX tiktok_posts_times \(published_at>\? AND published_at<\?\)/);
    expect(plan).not.toMatch(/^SCAN /m);
  });

  it.each(PAGES)(
    'has on its %s page by time what sorting all of them has',
    async (_, page, way) => {
      const { list, sorted } = await queue.pageByTime(page, way);
      expect(sorted).toHaveLength(100);
      expect(list).toEqual(sorted);
    },
  );
});
