import { startTestStrapi } from '../../support';
import { isIn, type PublisherSite, startPublisher } from './support';

describe('a worker that was frozen in the middle of a write, on PostgreSQL', () => {
  let publisher: PublisherSite;

  beforeAll(async () => {
    const site = await startTestStrapi({ database: 'postgres', emulator: true });
    publisher = await startPublisher({ site });
  });
  afterAll(() => publisher?.stop());

  it('keeps nobody from sending the other posts, and its own post goes out afterwards (T08)', async () => {
    const { site, newAccount, send, db, posts, stories, live } = publisher;
    const { id, handle } = await newAccount();
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const locked = await send(id, { when: { type: 'at', at } });
    const other = await send(id, { when: { type: 'at', at } });
    const frozen = await site.strapi.db.connection.transaction();
    try {
      // Due only when it is locked: nobody has taken it up by then.
      await db('tiktok_posts')
        .whereIn('id', [locked.id, other.id])
        .update({ next_step_at: Date.now() + 5_000 });
      await frozen('tiktok_posts').where({ id: locked.id }).forUpdate().first();
      posts().engine.nudge();
      await stories.waitFor(other.id, isIn('published'));
      // Unless this machine was slower; of what was taken up nothing goes out all the same.
      expect(['scheduled', 'due']).toContain((await stories.readPost(locked.id)).state);
      expect(live(handle)).toHaveLength(1);
    } finally {
      await frozen.rollback();
    }
    await stories.waitFor(locked.id, isIn('published'));
    expect(live(handle)).toHaveLength(2);
  });
});
