import { type PostView } from '../../../contracts/posts';
import { isIn, type PublisherSite, startPublisher } from './support';

describe('the budget of calls', () => {
  let publisher: PublisherSite;

  beforeAll(async () => {
    publisher = await startPublisher();
  });
  afterAll(() => publisher?.stop());

  const inAnHour = () => ({
    type: 'at' as const,
    at: new Date(Date.now() + 3_600_000).toISOString(),
  });

  it('sends 12 direct posts due at once without a single 429: the later ones show their turn (T65)', async () => {
    const { newAccount, send, db, posts, stories, calls, inits, live, tiktok } = publisher;
    const { id, handle } = await newAccount();
    const ids: number[] = [];
    for (let count = 0; count < 12; count += 1) {
      ids.push((await send(id, { when: inAnHour() })).id);
    }
    await db('tiktok_posts').whereIn('id', ids).update({ next_step_at: Date.now() });
    const asked = calls(handle, 'creator_info').length;
    posts().engine.nudge();

    const seen = await Promise.all(
      ids.map(async (one) => {
        const done = (post: PostView) => post.state === 'published' || post.reason !== null;
        return { post: await stories.waitFor(one, done), at: Date.now() };
      }),
    );
    const waiting = seen.filter(({ post: { state } }) => state !== 'published');
    expect(waiting).toHaveLength(6);
    for (const { post, at } of waiting) {
      expect(post.reason?.code).toBe('waits_its_turn');
      expect(post.nextStepAt).toBe(post.reason?.retryAt);
      expect(Date.parse(post.nextStepAt!)).toBeGreaterThan(at);
      expect(Date.parse(post.nextStepAt!)).toBeLessThan(at + 70_000);
      expect(post.state).toBe('scheduled');
      // Its history has the line of its making and nothing else.
      expect(post.timeline).toHaveLength(1);
    }
    // Who waits asks TikTok nothing meanwhile.
    expect(inits(handle)).toHaveLength(6);
    expect(calls(handle, 'creator_info').length - asked).toBeLessThanOrEqual(6 + 3);

    // A minute later on both clocks.
    tiktok.advance(62_500);
    await db('tiktok_slots').where({ account_id: id }).decrement('used_at', 62_500);
    await db('tiktok_gates').where({ account_id: id }).decrement('opens_at', 62_500);
    posts().engine.nudge();
    for (const one of ids) await stories.waitFor(one, isIn('published'));
    expect(live(handle)).toHaveLength(12);
    expect(inits(handle)).toHaveLength(12);
    const errors = tiktok.calls().filter(({ status }) => status === 429);
    expect(errors).toHaveLength(0);
  });

  it('holds the sixteenth direct post of 24 hours before TikTok has to refuse it, and says until when (T63)', async () => {
    const { newAccount, send, db, stories, inits } = publisher;
    const { id, handle } = await newAccount();
    const first = await send(id);
    await stories.waitFor(first.id, isIn('published'));
    const used = Date.now() - 3_600_000;
    await db('tiktok_slots')
      .where({ account_id: id, kind: 'direct_post' })
      .update({ used_at: used });
    const before = inits(handle).length;
    const post = await send(id);
    const held = await stories.waitFor(post.id, ({ reason }) => reason !== null);
    expect([held.state, held.reason?.code]).toEqual(['scheduled', 'daily_cap']);
    const until = Date.parse(held.reason?.retryAt ?? '');
    // A little longer than TikTok counts: its clock is not ours, and a call takes time to arrive.
    const margin = until - (used + 24 * 3_600_000);
    expect([margin >= 1_000, margin < 10_000]).toEqual([true, true]);
    expect(inits(handle)).toHaveLength(before);
  });

  it('backs off for a minute at least when TikTok says 429 all the same, and shows it (T65)', async () => {
    const { tiktok, newAccount, send, stories, hasteTo, live, db } = publisher;
    const { id, handle } = await newAccount();
    tiktok.faults.add({
      endpoint: 'video.init',
      kind: 'error',
      code: 'rate_limit_exceeded',
      handle,
    });
    const before = Date.now();
    const post = await send(id);
    const waits = await stories.waitFor(post.id, ({ reason }) => reason !== null);
    expect([waits.state, waits.reason?.code]).toEqual(['scheduled', 'rate_limit_exceeded']);
    expect(Date.parse(waits.nextStepAt!)).toBeGreaterThan(before + 60_000);
    // However slow this machine is, the minute is over when the test says so.
    await db('tiktok_gates')
      .where({ account_id: id })
      .update({ opens_at: before + 3_600_000 });
    // Its account's other posts wait with it; then the minute is over.
    const other = await send(id);
    await stories.waitFor(other.id, ({ reason }) => reason?.code === 'rate_limit_exceeded');
    await db('tiktok_gates').where({ account_id: id }).delete();
    await hasteTo(post.id, isIn('published'));
    await hasteTo(other.id, isIn('published'));
    expect(live(handle)).toHaveLength(2);
  });

  it('is not used up by calls that TikTok answered with a fault of its own (T73)', async () => {
    const { tiktok, newAccount, send, db, hasteTo } = publisher;
    const { id, handle } = await newAccount();
    tiktok.faults.add({ endpoint: 'video.init', kind: 'status', status: 503, times: 3, handle });
    const post = await send(id);
    await hasteTo(post.id, isIn('published'));
    const used = await db('tiktok_slots')
      .where({ account_id: id, kind: 'direct_post' })
      .where('used_at', '>', 0);
    expect(used).toHaveLength(1);
  });
});
