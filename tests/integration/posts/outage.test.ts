import { type PostView } from '../../../contracts/posts';
import { health, resumeAfterOutage } from '../../../contracts/publisher';
import { until } from '../../support';
import { asRoot, isIn, type PublisherSite, startPublisher, storyOf } from './support';

const DAY = 24 * 3_600_000;

describe('when TikTok fails for many (T73)', () => {
  let publisher: PublisherSite;

  const readHealth = () => publisher.stories.call('GET', '/tiktok/health', health.response);
  const resume = () =>
    publisher.stories.call('POST', '/tiktok/outage/resume', resumeAfterOutage.response);
  /** TikTok answers every such call with 503 from now on. */
  const breakDown = (endpoint: 'video.init' | 'upload') =>
    publisher.tiktok.faults.add({ endpoint, kind: 'status', status: 503, times: 100_000 });
  /** It was tried and is held, or it came due meanwhile and was not touched. */
  const waits = ({ state, reason }: PostView): boolean =>
    ['held', 'scheduled'].includes(state) && reason?.code === 'tiktok_outage';

  /** Posts of an account each, so that no budget of TikTok's keeps one from being tried. */
  const sendMany = async (count: number) => {
    const sent = [];
    for (let index = 0; index < count; index += 1) {
      const account = await publisher.newAccount();
      sent.push({ ...account, post: await publisher.send(account.id) });
    }
    return sent;
  };
  /** As if the publisher's own waits had passed, until all of them wait for the end of the outage. */
  const untilHeld = async (sent: Awaited<ReturnType<typeof sendMany>>) => {
    for (const { post } of sent) {
      const held = await publisher.hasteTo(post.id, waits);
      expect(held.reason?.code).toBe('tiktok_outage');
    }
  };
  /** The time of the next try has come. */
  const nextTry = async (): Promise<void> => {
    await publisher.db('tiktok_outages').update({ retry_at: Date.now() - 1 });
    await publisher
      .db('tiktok_posts')
      .where({ state: 'held' })
      .whereNotNull('next_step_at')
      .update({ next_step_at: Date.now() - 1 });
    await publisher.db('tiktok_gates').update({ opens_at: Date.now() - 1 });
    publisher.posts().engine.nudge();
  };
  const initsOf = (sent: { handle: string }[]) =>
    sent.reduce((sum, { handle }) => sum + publisher.inits(handle).length, 0);

  beforeAll(async () => {
    publisher = await startPublisher();
  });
  afterAll(() => publisher?.stop());
  afterEach(async () => {
    publisher.tiktok.faults.clear();
    await publisher.db('tiktok_outages').delete();
    await publisher.db('tiktok_gates').delete();
    await publisher
      .db('tiktok_posts')
      .whereIn('state', ['held', 'scheduled'])
      .update({ state: 'cancelled', next_step_at: null });
  });

  it('posts are held with the time of the next try, instead of each being tried again and again', async () => {
    breakDown('video.init');
    const sent = await sendMany(4);
    await untilHeld(sent);
    const { reason, nextStepAt } = await publisher.stories.readPost(sent[0]!.post.id);
    expect(reason?.retryAt).not.toBeNull();
    expect(Date.parse(nextStepAt!)).toBeGreaterThan(Date.now());
    const { outage } = await readHealth();
    expect(outage).toMatchObject({ waiting: 4 });
    expect(outage?.retryAt).not.toBeNull();

    // One that becomes due meanwhile joins them without TikTok being asked for it.
    const [late] = await sendMany(1);
    await publisher.stories.waitFor(late!.post.id, waits);
    expect(publisher.inits(late!.handle)).toHaveLength(0);
  });

  it('one is tried by itself, and when TikTok takes it all the others follow, each once', async () => {
    breakDown('video.init');
    const sent = await sendMany(4);
    await untilHeld(sent);
    const before = initsOf(sent);
    await nextTry();
    // The first try fails as well: one call, and all wait for the next.
    await until('one is tried', () => initsOf(sent) > before);
    for (const { post } of sent) {
      await publisher.stories.waitFor(
        post.id,
        (one) => waits(one) && Date.parse(one.nextStepAt!) > Date.now(),
      );
    }
    expect(initsOf(sent)).toBe(before + 1);

    publisher.tiktok.faults.clear();
    await nextTry();
    for (const { post } of sent) await publisher.stories.waitFor(post.id, isIn('published'));
    for (const { handle } of sent) expect(publisher.live(handle)).toHaveLength(1);
    expect((await readHealth()).outage).toBeNull();
  });

  it('a person sends the N that wait with one action, none twice', async () => {
    breakDown('video.init');
    const sent = await sendMany(4);
    await untilHeld(sent);
    publisher.tiktok.faults.clear();
    const before = initsOf(sent);
    const answers = await Promise.all([resume(), resume()]);
    expect(answers.reduce((sum, answer) => sum + answer.sent, 0)).toBe(4);
    for (const { post } of sent) await publisher.stories.waitFor(post.id, isIn('published'));
    for (const { handle } of sent) expect(publisher.live(handle)).toHaveLength(1);
    expect(initsOf(sent) - before).toBe(4);
    expect(storyOf(await publisher.stories.readPost(sent[0]!.post.id))).toContain('outage');
    expect(await resume()).toEqual({ sent: 0, left: 0 });
  });

  it('what TikTok failed itself, after it had taken it, is among them', async () => {
    // As after a change of its moderation in March 2026: it takes every post, and fails it afterwards.
    publisher.tiktok.holdProcessing();
    const sent = await sendMany(6);
    for (const { post } of sent) await publisher.stories.waitFor(post.id, isIn('processing'));
    for (const { publishId } of sent.flatMap(({ handle }) => publisher.accepted(handle))) {
      publisher.tiktok.failPublish(publishId, 'internal');
    }
    publisher.tiktok.holdProcessing(false);
    for (const { post } of sent) {
      const failed = await publisher.stories.waitFor(post.id, isIn('failed'));
      expect(failed.reason?.code).toBe('internal');
    }
    expect((await readHealth()).outage).toMatchObject({ waiting: 6 });
    expect(await resume()).toEqual({ sent: 6, left: 0 });
    for (const { post } of sent) await publisher.stories.waitFor(post.id, isIn('published'));
  });

  it('an upload under way keeps its place: it goes on from where it stopped', async () => {
    breakDown('upload');
    const sent = await sendMany(3);
    await until('the outage is seen', async () => {
      for (const { post } of sent) await publisher.hasten(post.id);
      return (await readHealth()).outage !== null;
    });
    publisher.tiktok.faults.clear();
    for (const { post } of sent) await publisher.hasteTo(post.id, isIn('published'), 60);
    for (const { handle } of sent) expect(publisher.inits(handle)).toHaveLength(1);
    expect((await readHealth()).outage).toBeNull();
  }, 180_000);

  it('what was due longer ago than the lateness limit is left to a person', async () => {
    breakDown('video.init');
    const sent = await sendMany(3);
    await untilHeld(sent);
    publisher.tiktok.faults.clear();
    const [old] = sent;
    await publisher
      .db('tiktok_posts')
      .where({ id: old!.post.id })
      .update({ scheduled_at: Date.now() - 2 * DAY });
    await nextTry();
    for (const { post } of sent.slice(1)) {
      await publisher.stories.waitFor(post.id, isIn('published'));
    }
    const left = await publisher.stories.waitFor(
      old!.post.id,
      ({ nextStepAt }) => nextStepAt === null,
    );
    expect(left.state).toBe('held');
    expect((await readHealth()).outage).toMatchObject({ retryAt: null, waiting: 1 });
    expect(await resume()).toEqual({ sent: 1, left: 0 });
    await publisher.stories.waitFor(old!.post.id, isIn('published'));
  });

  it('sends nothing for who may not: an API token, a role without the right, an account of others', async () => {
    breakDown('video.init');
    const sent = await sendMany(3);
    await untilHeld(sent);
    const { site } = publisher;
    const viewer = await site.createAdmin({ roleActions: ['plugin::tiktok.posts.view'] });
    const refused = await site.request('POST', '/tiktok/outage/resume', { token: viewer.token });
    expect(refused.status).toBe(403);

    const sender = await site.createAdmin({
      roleActions: ['plugin::tiktok.posts.view', 'plugin::tiktok.posts.publish-now'],
    });
    for (const { id } of sent) {
      const closed = await asRoot(site, 'PUT', `/tiktok/accounts/${id}`, {
        version: 'latest',
        roleIds: [1],
      });
      expect(closed.status).toBe(200);
    }
    const none = await site.request('POST', '/tiktok/outage/resume', { token: sender.token });
    expect(none.body).toMatchObject({ sent: 0 });
    for (const { post } of sent) {
      expect(waits(await publisher.stories.readPost(post.id))).toBe(true);
    }
  });
});
