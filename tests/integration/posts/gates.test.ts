import { type PostView } from '../../../contracts/posts';
import { type Call } from '../../../emulator';
import { until } from '../../support/until';
import { asRoot, isIn, type PublisherSite, startPublisher } from './support';

const inAnHour = { type: 'at' as const, at: new Date(Date.now() + 3_600_000).toISOString() };
const TICK_TOKEN = 'a-tick-token-of-a-sleeping-host';
const ACCOUNTS = 5;

describe('fair, quiet and bounded', () => {
  let publisher: PublisherSite;
  const row = (id: number) => publisher.db('tiktok_posts').where({ id }).first();
  const because =
    (code: string) =>
    ({ reason }: PostView): boolean =>
      reason?.code === code;
  /** Looks again and again for what is due, as minutes of ticks would. */
  const lookOften = async (): Promise<void> => {
    for (let look = 0; look < 10; look += 1) await publisher.posts().engine.tick();
  };

  /** Whether, when this user's post came to TikTok, nobody had given up a call that hangs there. */
  const cameBeforeAnyGaveUp = (
    handle: string,
    hanging: Call['endpoint'],
  ): (() => boolean | null) => {
    const { tiktok } = publisher;
    let before: boolean | null = null;
    const stop = tiktok.onCall((phase, call) => {
      if (phase !== 'received' || call.handle !== handle || call.endpoint !== 'video.init') return;
      stop();
      const hang = tiktok.calls().filter(({ endpoint, fault }) => endpoint === hanging && fault);
      before = hang.length > 0 && hang.every(({ outcome }) => outcome === 'running');
    });
    return () => before;
  };

  beforeAll(async () => {
    publisher = await startPublisher({
      env: { TIKTOK_TICK_TOKEN: TICK_TOKEN, TIKTOK_CONCURRENCY: '4' },
    });
  });
  afterAll(() => publisher?.stop());
  afterEach(() => {
    publisher.tiktok.faults.clear();
    publisher.tiktok.holdProcessing(false);
  });

  it('a post behind a closed gate is not touched, and its reason is shown when it is read', async () => {
    const { newAccount, send, stories, hasten, inits } = publisher;
    const { id, handle } = await newAccount();
    const [first, later] = [await send(id, { when: inAnHour }), await send(id, { when: inAnHour })];
    await stories.changeSettings({ enabled: false });
    // The first one finds the gate shut, and shuts it for all.
    await hasten(first.id);
    await stories.waitFor(first.id, because('tiktok_switched_off'));
    const before = await row(later.id);
    await hasten(later.id);
    await lookOften();
    const waits = await stories.readPost(later.id);
    expect([waits.state, waits.reason?.code]).toEqual(['scheduled', 'tiktok_switched_off']);
    expect(Date.parse(waits.nextStepAt!)).toBeGreaterThan(Date.now());
    expect((await row(later.id)).fence).toBe(before.fence);
    for (const { id: one } of [first, later]) {
      expect((await stories.readPost(one)).timeline).toHaveLength(1);
    }
    expect(inits(handle)).toHaveLength(0);

    // The gate opens at once, not when it would have been looked at again.
    await stories.changeSettings({ enabled: true });
    for (const { id: one } of [first, later]) {
      await stories.waitFor(one, isIn('published'));
    }
  });

  it('one account’s slow uploads leave a place for another account’s post', async () => {
    const { tiktok, newAccount, send, stories, hasten, live } = publisher;
    const slow = await newAccount();
    const quick = await newAccount();
    tiktok.faults.add({ endpoint: 'upload', kind: 'hold', times: 20, handle: slow.handle });
    const held: PostView[] = [];
    for (let count = 0; count < 5; count += 1) held.push(await send(slow.id, { when: inAnHour }));
    const post = await send(quick.id, { when: inAnHour });
    const beforeAnyGaveUp = cameBeforeAnyGaveUp(quick.handle, 'upload');
    for (const { id } of held) await hasten(id);
    await until('the slow ones have every place that one account may have', async () => {
      const states = await Promise.all(held.map(async ({ id }) => (await row(id)).state));
      return states.filter((state) => state === 'committing').length >= 3;
    });
    // They are due, and looks find no more that may begin: the place that is left is left on purpose.
    await lookOften();
    await hasten(post.id);
    await stories.waitFor(post.id, isIn('published'));
    expect(beforeAnyGaveUp()).toBe(true);
    expect(live(quick.handle)).toHaveLength(1);
    expect(live(slow.handle)).toHaveLength(0);
    tiktok.faults.clear();
  });

  it('calls that hang while TikTok is asked keep no post from being sent', async () => {
    const { tiktok, newAccount, send, stories, hasten } = publisher;
    tiktok.holdProcessing();
    const asked: number[] = [];
    for (let count = 0; count < ACCOUNTS; count += 1) {
      const { id, handle } = await newAccount();
      tiktok.faults.add({ endpoint: 'status', kind: 'hold', times: 5, handle });
      asked.push((await send(id)).id);
    }
    for (const id of asked) await stories.waitFor(id, isIn('processing'));
    const { id, handle } = await newAccount();
    const post = await send(id, { when: inAnHour });
    const beforeAnyGaveUp = cameBeforeAnyGaveUp(handle, 'status');
    for (const id of asked) await hasten(id);
    await until('questions hang', () =>
      tiktok
        .calls()
        .some(({ endpoint, outcome }) => endpoint === 'status' && outcome === 'running'),
    );
    await hasten(post.id);
    await stories.waitFor(post.id, isIn('processing'));
    expect(beforeAnyGaveUp()).toBe(true);
    tiktok.faults.clear();
    tiktok.faults.release();
    tiktok.holdProcessing(false);
    for (const one of [...asked, post.id]) {
      await publisher.hasteTo(one, isIn('published'));
    }
  });

  it('rows that cannot be read are put aside with a reason, and hold up nothing', async () => {
    const { site, newAccount, send, stories, hasten, db } = publisher;
    const { id } = await newAccount();
    const broken: number[] = [];
    for (let count = 0; count < ACCOUNTS; count += 1) {
      broken.push((await send(id, { when: inAnHour })).id);
    }
    await db('tiktok_posts').whereIn('id', broken).update({ content: '{"caption":7' });
    for (const one of broken) await hasten(one);
    const other = await newAccount();
    await stories.waitFor((await send(other.id)).id, isIn('published'));
    for (const one of broken) {
      const shown = await stories.waitFor(one, because('unreadable'));
      expect([shown.state, shown.nextStepAt]).toEqual(['held', null]);
      expect(shown.actions).not.toContain('publish_now');
    }
    const list = await asRoot(site, 'GET', `/tiktok/posts?accountId=${id}`);
    expect(list.status).toBe(200);
    // Once, not at each look.
    await lookOften();
    expect((await stories.readPost(broken[0]!)).timeline).toHaveLength(2);
  });

  it('however long a history is, what is read of it is bounded', async () => {
    const { newAccount, send, stories, db } = publisher;
    const { id } = await newAccount();
    const post = await send(id, { when: inAnHour });
    const line = { post_id: post.id, at: 1, code: 'link', message: 'A line.', actor: 'TikTok' };
    for (let lot = 0; lot < 10; lot += 1) {
      await db('tiktok_timeline').insert(Array.from({ length: 100 }, () => line));
    }
    const { timeline } = await stories.readPost(post.id);
    expect(timeline.length).toBeLessThanOrEqual(200);
    expect(timeline.length).toBeGreaterThan(100);
  });

  it('a sleeping host owes its chores too: one call of the tick does them once', async () => {
    const { site } = publisher;
    const stored = () => site.strapi.store({ type: 'plugin', name: 'tiktok', key: 'chores' }).get();
    const tick = () => site.request('POST', '/api/tiktok/tick', { token: TICK_TOKEN });
    expect((await tick()).status).toBe(200);
    const names = async () => Object.keys((await stored()) as object).sort();
    await until('both are done', async () => (await names()).length === 2);
    expect(await names()).toEqual(['tiktok-housekeeping', 'tiktok-review']);
    const first = await stored();
    const before = Date.now();
    await until('a later moment', () => Date.now() > before);
    await tick();
    expect(await stored()).toEqual(first);
  });
});
