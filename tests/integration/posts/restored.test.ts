import { isIn, type PublisherSite, startPublisher } from './support';
import { createStories, startTestStrapi, type TestStrapi } from '../../support';

const HOUR = 3_600_000;
const later = () => ({ type: 'at' as const, at: new Date(Date.now() + HOUR).toISOString() });

describe('a backup that is restored (T97)', () => {
  let publisher: PublisherSite;
  let again: TestStrapi | undefined;

  beforeAll(async () => {
    publisher = await startPublisher();
    await publisher.stories.changeSettings({ insights: true });
  });
  afterAll(async () => {
    await again?.strapi.destroy();
    await publisher.tiktok.close();
    await publisher.site.home.remove();
  });

  it('does not send again what TikTok shows already; what fell due in a plain pause goes out', async () => {
    const { newAccount, send, stories, db, live, tiktok, site } = publisher;
    const { id, handle } = await newAccount();
    const sent = await send(id, { content: { caption: 'Went out after the backup' } });
    await stories.waitFor(sent.id, ({ link }) => link !== null);
    const unsent = await send(id, { when: later(), content: { caption: 'Never went out' } });

    // As it stood in the backup, half an hour old: the first one is still scheduled. A stopped
    // publisher leaves the due time and the mark of its last look alone.
    await publisher.posts().engine.stop(0);
    tiktok.setWebhookUrl(null);
    const due = Date.now() - HOUR / 4;
    // TikTok made the post just now; for this site that was after its time.
    await db('tiktok_attempts').where({ post_id: sent.id }).delete();
    await db('tiktok_events').delete();
    await db('tiktok_slots').delete();
    await db('tiktok_posts').whereIn('id', [sent.id, unsent.id]).update({
      state: 'scheduled',
      scheduled_at: due,
      next_step_at: due,
      post_ids: null,
      link: null,
      published_at: null,
    });
    await db('tiktok_installation').update({ last_tick_at: Date.now() - HOUR / 2 });
    await site.strapi.destroy();

    again = await startTestStrapi({ home: site.home, port: site.port });
    const seen = createStories(
      again,
      () => tiktok,
      () => again!.as('superAdmin'),
    );
    const held = await seen.waitFor(sent.id, ({ reason }) => reason?.code === 'maybe_restored');
    expect(held.state).toBe('held');
    expect(held.reason?.message).toContain(live(handle)[0]!.postId);
    expect(held.actions).toEqual(expect.arrayContaining(['publish_now', 'cancel']));
    const late = await seen.waitFor(unsent.id, isIn('published'));
    expect(late.timeline.map(({ code }) => code)).toContain('after_gap');
    expect(live(handle)).toHaveLength(2);
  });
});
