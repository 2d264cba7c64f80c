import { isIn, type PublisherSite, startPublisher, storyOf } from './support';
import { settingsView } from '../../../contracts/settings';

describe('what TikTok refuses', () => {
  let publisher: PublisherSite;

  beforeAll(async () => {
    publisher = await startPublisher();
  });
  afterAll(() => publisher?.stop());
  afterEach(async () => {
    publisher.tiktok.faults.clear();
    publisher.tiktok.setAudited(true);
    await publisher.db('tiktok_gates').delete();
  });

  const outcome = isIn('held', 'failed', 'published');

  it('because the app is not audited: the words are about the account, and the settings are corrected (T60)', async () => {
    const { tiktok, stories, newAccount, send, hasteTo, live } = publisher;
    const { id, handle } = await newAccount();
    tiktok.setAudited(false);
    const post = await send(id);
    const held = await hasteTo(post.id, outcome);
    expect(held.state).toBe('held');
    expect(held.reason?.code).toBe('unaudited_client_can_only_post_to_private_accounts');
    expect(held.reason?.message).toContain('the account itself must be private');
    expect(held.reason?.remedy).toContain('Set the account to private');
    expect(live(handle)).toHaveLength(0);
    const settings = await stories.call('GET', '/tiktok/settings', settingsView);
    expect(settings.audited.live).toBe(false);
    await stories.useDirectPost();
  });

  it('because the account’s options changed since the consent: held, to be confirmed again (T61)', async () => {
    const { tiktok, newAccount, send, hasteTo, inits } = publisher;
    const { id, handle } = await newAccount();
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const post = await send(id, { when: { type: 'at', at } });
    tiktok.setPrivate(handle);
    const held = await hasteTo(post.id, outcome);
    expect(held.state).toBe('held');
    expect(held.reason?.remedy).toBeTruthy();
    expect(inits(handle)).toHaveLength(0);
  });

  it('because the option went between our question and the init: held, too, not failed (T61)', async () => {
    const { tiktok, newAccount, send, hasteTo, live } = publisher;
    const { id, handle } = await newAccount();
    tiktok.faults.add({
      endpoint: 'video.init',
      kind: 'error',
      code: 'privacy_level_option_mismatch',
      handle,
    });
    const post = await send(id);
    const held = await hasteTo(post.id, outcome);
    expect(held.state).toBe('held');
    expect(held.reason?.remedy).toContain('confirm again');
    expect(held.actions).toContain('publish_now');
    expect(live(handle)).toHaveLength(0);
  });

  it.each([
    ['as HTTP 403 to the init', 'video.init', undefined],
    ['as HTTP 200 to the init', 'video.init', 200],
    ['as HTTP 200 to creator info', 'creator_info', 200],
  ] as const)(
    'because of the day’s cap, %s: held until it opens, without a storm of tries (T63)',
    async (_how, endpoint, httpStatus) => {
      const { tiktok, newAccount, send, stories, hasten, inits, calls, posts } = publisher;
      const { id, handle } = await newAccount();
      const at = new Date(Date.now() + 3_600_000).toISOString();
      const [first, second] = [
        await send(id, { when: { type: 'at', at } }),
        await send(id, { when: { type: 'at', at } }),
      ];
      tiktok.faults.add({
        endpoint,
        kind: 'error',
        code: 'spam_risk_too_many_posts',
        times: 50,
        handle,
        ...(httpStatus ? { httpStatus } : {}),
      });
      await hasten(first.id);
      const held = await stories.waitFor(first.id, outcome);
      expect(held.state).toBe('held');
      expect(held.reason?.code).toBe('spam_risk_too_many_posts');
      const until = Date.parse(held.reason?.retryAt ?? '');
      expect(until).toBeGreaterThan(Date.now() + 23 * 3_600_000);
      expect(held.nextStepAt).toBe(held.reason?.retryAt);
      expect(storyOf(held)).toContain('It goes on by itself at');

      // The account's other posts wait for the same cap and do not ask TikTok.
      const asked = calls(handle).length;
      await hasten(second.id);
      const other = await stories.waitFor(second.id, ({ reason }) => reason !== null);
      expect([other.state, other.reason?.code]).toEqual(['scheduled', 'spam_risk_too_many_posts']);
      expect(other.timeline).toHaveLength(1);
      await posts().engine.tick();
      expect(calls(handle)).toHaveLength(asked);
      expect(inits(handle).length).toBeLessThanOrEqual(1);
    },
  );

  it('because the app’s users are too many: every account waits, and nobody is disconnected (T64)', async () => {
    const { tiktok, newAccount, send, stories, hasteTo, calls, db } = publisher;
    const one = await newAccount();
    const other = await newAccount();
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const later = await send(other.id, { when: { type: 'at', at } });
    tiktok.faults.add({
      endpoint: 'video.init',
      kind: 'error',
      code: 'reached_active_user_cap',
      handle: one.handle,
    });
    const post = await send(one.id);
    const held = await hasteTo(post.id, outcome);
    expect([held.state, held.reason?.code]).toEqual(['held', 'reached_active_user_cap']);
    expect(held.reason?.message).toContain('It concerns the app, not this account');

    const before = calls(other.handle).length;
    await publisher.hasten(later.id);
    const waits = await stories.waitFor(later.id, ({ reason }) => reason !== null);
    expect([waits.state, waits.reason?.code]).toEqual(['scheduled', 'reached_active_user_cap']);
    expect(waits.nextStepAt).not.toBeNull();
    expect(calls(other.handle)).toHaveLength(before);
    const rows = await db('tiktok_accounts').whereIn('id', [one.id, other.id]).select('state');
    expect(rows.map(({ state }) => state)).toEqual(['connected', 'connected']);

    await db('tiktok_gates').delete();
    await hasteTo(later.id, isIn('published'));
  });

  it('because its address is not verified: the host is named, and the upload offered (T62)', async () => {
    const { tiktok, newAccount, send, hasteTo } = publisher;
    const { id, handle } = await newAccount();
    tiktok.faults.add({
      endpoint: 'video.init',
      kind: 'error',
      code: 'url_ownership_unverified',
      handle,
    });
    const post = await send(id, { transfer: 'pull_from_url' });
    const held = await hasteTo(post.id, outcome);
    expect(held.state).toBe('held');
    expect(held.reason?.remedy).toContain('localhost');
    expect(held.reason?.remedy).toMatch(/upload/i);
  });

  it('for everyone, in an outage: the posts wait, none fails, none goes out twice (T73)', async () => {
    const { tiktok, newAccount, send, stories, hasten, hasteTo, live, db } = publisher;
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const accounts = [await newAccount(), await newAccount(), await newAccount()];
    const sent: number[] = [];
    for (const { id } of accounts) {
      sent.push((await send(id, { when: { type: 'at', at } })).id);
      sent.push((await send(id, { when: { type: 'at', at } })).id);
    }
    const broken = ['creator_info', 'video.init', 'upload'] as const;
    for (const [index, { handle }] of accounts.entries()) {
      tiktok.faults.add({ endpoint: broken[index]!, kind: 'html', times: 1_000, handle });
    }
    for (const id of sent) {
      await hasten(id);
      // It was tried, or the others had told already that TikTok fails, so that it waits untouched.
      await stories.waitFor(
        id,
        ({ timeline, reason }) => timeline.length >= 3 || reason?.code === 'tiktok_outage',
      );
    }
    for (const id of sent) await hasten(id);
    tiktok.faults.clear();
    // The time of the next try has come.
    await db('tiktok_outages').update({ retry_at: Date.now() - 1 });
    await db('tiktok_gates').update({ opens_at: Date.now() - 1 });
    for (const id of sent) await hasteTo(id, isIn('published', 'failed', 'outcome_unknown'));
    for (const { handle } of accounts) expect(live(handle)).toHaveLength(2);
    for (const id of sent) {
      const { timeline } = await stories.readPost(id);
      expect(timeline.map(({ to }) => to)).not.toContain('failed');
    }
  });
});
