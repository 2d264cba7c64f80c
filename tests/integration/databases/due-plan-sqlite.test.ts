import { startTestStrapi, type TestStrapi } from '../../support';
import { planOfDue } from './due-plan';

describe('among thousands of scheduled posts, on SQLite', () => {
  let site: TestStrapi;

  beforeAll(async () => {
    site = await startTestStrapi({ database: 'sqlite' });
  });
  afterAll(() => site?.stop());

  it('the publisher finds what is due by the index on its time, without reading the rest', async () => {
    expect(await planOfDue(site, 'sqlite')).toMatch(
      /SEARCH tiktok_posts USING INDEX tiktok_posts_next_step_at \(next_step_at<\?\)/,
    );
  });
});
