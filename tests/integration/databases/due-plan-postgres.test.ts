import { startTestStrapi, type TestStrapi } from '../../support';
import { planOfDue } from './due-plan';

describe('among thousands of scheduled posts, on PostgreSQL', () => {
  let site: TestStrapi;

  beforeAll(async () => {
    site = await startTestStrapi({ database: 'postgres' });
  });
  afterAll(() => site?.stop());

  it('the publisher finds what is due by the index on its time, without reading the rest', async () => {
    expect(await planOfDue(site, 'postgres')).toMatch(
      /Index Scan using tiktok_posts_next_step_at [^]*Index Cond: \(next_step_at <= /,
    );
  });
});
