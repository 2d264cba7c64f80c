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
    const due = Date.now() - HOUR / 4;
    const waits = (code: string) =>
      JSON.stringify({ code, message: '', remedy: null, retryAt: new Date(due).toISOString() });
    // How each stood when the backup was made; all went out after that.
    const stood: Record<string, Record<string, unknown>> = {
      scheduled: { state: 'scheduled' },
      'held until a cap opens': { state: 'held', reason: waits('daily_cap') },
      'held until an outage ends': { state: 'held', reason: waits('tiktok_outage') },
      'taken up': { state: 'due' },
      'in the middle of an upload': { state: 'sending' },
    };
    const sent = new Map<string, number>();
    for (const how of Object.keys(stood)) {
      const post = await send(id, { content: { caption: `Went out, was ${how}` } });
      sent.set(how, post.id);
      await stories.waitFor(post.id, ({ link }) => link !== null);
    }
    const unsent = await send(id, { when: later(), content: { caption: 'Never went out' } });

    // A stopped publisher leaves the due time and the mark of its last look alone.
    await publisher.posts().engine.stop(0);
    tiktok.setWebhookUrl(null);
    // TikTok made the posts just now; for this site that was after the backup.
    await db('tiktok_attempts').update({ publish_id: null, outcome: 'open', upload_url: null });
    await db('tiktok_attempts')
      .whereNot({ post_id: sent.get('in the middle of an upload') })
      .delete();
    await db('tiktok_events').delete();
    await db('tiktok_slots').delete();
    const asBefore = { scheduled_at: due, post_ids: null, link: null, published_at: null };
    for (const [how, row] of Object.entries(stood)) {
      await db('tiktok_posts')
        .where({ id: sent.get(how) })
        .update({ ...asBefore, ...row, next_step_at: due });
    }
    await db('tiktok_posts')
      .where({ id: unsent.id })
      .update({ ...asBefore, next_step_at: due });
    await db('tiktok_installation').update({ last_tick_at: Date.now() - HOUR / 2 });
    await site.strapi.destroy();

    again = await startTestStrapi({ home: site.home, port: site.port });
    const seen = createStories(
      again,
      () => tiktok,
      () => again!.as('superAdmin'),
    );
    for (const [how, postId] of sent) {
      const held = await seen.waitFor(postId, ({ state }) => state === 'held');
      const known = live(handle).map((post) => post.postId);
      expect([how, held.reason?.code]).toEqual([how, 'maybe_restored']);
      expect(known.some((postIdOf) => held.reason?.message.includes(postIdOf))).toBe(true);
      expect(held.actions).toEqual(expect.arrayContaining(['publish_now', 'cancel']));
    }
    const late = await seen.waitFor(unsent.id, isIn('published'));
    expect(late.timeline.map(({ code }) => code)).toContain('after_gap');
    expect(live(handle)).toHaveLength(sent.size + 1);
  });
});
