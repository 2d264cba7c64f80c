import { type PostView } from '../../../contracts/posts';
import { health, resumeAfterOutage } from '../../../contracts/publisher';
import { type Accounts } from '../../../server/src/accounts';
import { callerById } from '../../../server/src/http/caller-by-id';
import { type Posts } from '../../../server/src/posts';
import { createGates } from '../../../server/src/posts/limits/gates';
import { createOutages } from '../../../server/src/posts/limits/outages';
import { CLIENT_KEY, until } from '../../support';
import { asRoot, isIn, type PublisherSite, startPublisher, storyOf } from './support';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

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
  /** No other try for an hour, where none is under way. */
  const putOffTries = async (): Promise<void> => {
    const at = Date.now() + HOUR;
    await publisher
      .db('tiktok_outages')
      .whereNotNull('open_since')
      .whereNull('probe_post_id')
      .update({ retry_at: at });
    await publisher.db('tiktok_gates').update({ opens_at: at });
    await publisher
      .db('tiktok_posts')
      .where({ state: 'held' })
      .whereNotNull('next_step_at')
      .update({ next_step_at: at });
  };
  /**
   * As if the publisher's own waits had passed, until all of them wait for the end of the outage, and
   * go on waiting however long a test takes. Returns those that were tried in it, and are held: one at
   * least, whose failure told of the outage. The others may have come due behind the closed gate.
   */
  const untilHeld = async (sent: Awaited<ReturnType<typeof sendMany>>) => {
    for (const { post } of sent) await publisher.hasteTo(post.id, waits);
    let seen: PostView[] = [];
    await until('all of them wait, and none is tried', async () => {
      await putOffTries();
      seen = await Promise.all(sent.map(({ post }) => publisher.stories.readPost(post.id)));
      const { outage } = await readHealth();
      const isFar = Date.parse(outage?.retryAt ?? '') > Date.now() + HOUR / 2;
      return seen.every(waits) && isFar;
    });
    return seen.filter(({ state }) => state === 'held');
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
    const held = await untilHeld(sent);
    publisher.tiktok.faults.clear();
    const before = initsOf(sent);
    const answers = await Promise.all([resume(), resume()]);
    expect(answers.reduce((sum, answer) => sum + answer.sent, 0)).toBe(4);
    for (const { post } of sent) await publisher.stories.waitFor(post.id, isIn('published'));
    for (const { handle } of sent) expect(publisher.live(handle)).toHaveLength(1);
    expect(initsOf(sent) - before).toBe(4);
    expect(held).not.toHaveLength(0);
    for (const { id } of held) {
      expect(storyOf(await publisher.stories.readPost(id))).toContain('outage');
    }
    expect(await resume()).toEqual({ sent: 0, left: 0, next: null });
  });

  it('a person’s word while one is being tried opens nothing: its end decides', async () => {
    const { site, db } = publisher;
    breakDown('video.init');
    const sent = await sendMany(3);
    await untilHeld(sent);
    const ours = { strapi: site.strapi, nudge: () => undefined };
    const gates = createGates({
      ...ours,
      config: { latenessHours: 24 },
      onOpened: ours.nudge,
      onClosed: ours.nudge,
    });
    const accounts: Accounts = site.strapi.plugin('tiktok').service('accounts');
    const outages = createOutages({ ...ours, accounts, gates });
    await db('tiktok_outages').update({ retry_at: Date.now() - 1 });
    const [{ post }] = sent as [(typeof sent)[0]];
    expect(await outages.tryAsProbe(CLIENT_KEY, post.id)).toBeNull();

    const tried = async () => Number((await db('tiktok_outages').first()).probe_post_id);
    expect(await outages.tryNow(CLIENT_KEY)).toBe(false);
    expect(await tried()).toBe(post.id);
    // One that has not ended by its time is taken for lost.
    await db('tiktok_outages').update({ retry_at: Date.now() - 1 });
    expect(await outages.tryNow(CLIENT_KEY)).toBe(true);
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
    expect(await resume()).toEqual({ sent: 6, left: 0, next: null });
    for (const { post } of sent) await publisher.stories.waitFor(post.id, isIn('published'));
  });

  it('they are sent in lots that go on from one another, and a lot that is given up sends nothing', async () => {
    publisher.tiktok.holdProcessing();
    const sent = await sendMany(6);
    for (const { post } of sent) await publisher.stories.waitFor(post.id, isIn('processing'));
    for (const { publishId } of sent.flatMap(({ handle }) => publisher.accepted(handle))) {
      publisher.tiktok.failPublish(publishId, 'internal');
    }
    publisher.tiktok.holdProcessing(false);
    for (const { post } of sent) await publisher.stories.waitFor(post.id, isIn('failed'));
    const { strapi } = publisher.site;
    const root = await callerById(strapi, 1);
    const { people } = strapi.plugin('tiktok').service('posts') as Posts;
    const lot = (after: number, signal = new AbortController().signal) =>
      people.resumeAfterOutage(root!, { after, signal, within: 0 });

    await expect(lot(0, AbortSignal.abort())).rejects.toThrow(/abort/i);
    for (const { post } of sent) {
      expect((await publisher.stories.readPost(post.id)).state).toBe('failed');
    }
    // As if each had taken all of the time that one call has.
    const ids = sent.map(({ post }) => post.id);
    expect(await lot(0)).toMatchObject({ sent: 1, next: ids[0] });
    expect(await lot(ids[0]!)).toMatchObject({ sent: 1, next: ids[1] });
    for (let after: number | null = ids[1]!; after !== null;) {
      const { next }: { next: number | null } = await lot(after);
      expect(next === null || next > after).toBe(true);
      after = next;
    }
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
    for (const { post } of sent) await publisher.hasteTo(post.id, isIn('published'));
    for (const { handle } of sent) expect(publisher.inits(handle)).toHaveLength(1);
    expect((await readHealth()).outage).toBeNull();
  });

  it('what was due longer ago than the lateness limit is left to a person', async () => {
    breakDown('video.init');
    const sent = await sendMany(3);
    const [old] = await untilHeld(sent);
    publisher.tiktok.faults.clear();
    await publisher
      .db('tiktok_posts')
      .where({ id: old!.id })
      .update({ scheduled_at: Date.now() - 2 * DAY });
    await nextTry();
    for (const { post } of sent.filter(({ post: { id } }) => id !== old!.id)) {
      await publisher.stories.waitFor(post.id, isIn('published'));
    }
    const left = await publisher.stories.waitFor(old!.id, ({ nextStepAt }) => nextStepAt === null);
    expect(left.state).toBe('held');
    expect((await readHealth()).outage).toMatchObject({ retryAt: null, waiting: 1 });
    expect(await resume()).toEqual({ sent: 1, left: 0, next: null });
    await publisher.stories.waitFor(old!.id, isIn('published'));
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
