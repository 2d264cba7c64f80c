import { health, settleInstallation } from '../../../contracts/publisher';
import { asRoot, isIn, type PublisherSite, startPublisher } from './support';

describe('a copy of a site', () => {
  let publisher: PublisherSite;
  const HERE = 'https://www.example.com';
  const STAGING = 'https://staging.example.com';

  const runAt = (url: string | undefined): void => {
    publisher.site.strapi.config.set('plugin::tiktok.publicUrl', url);
  };
  /** What a boot of the same database under this address does. */
  const bootAt = async (url: string | undefined): Promise<void> => {
    runAt(url);
    await publisher.posts().installation.mark();
  };
  /** An account and a post that waits, of the site where it belongs. TikTok knows its local address. */
  const waitingPost = async () => {
    runAt(undefined);
    const account = await publisher.newAccount();
    const post = await publisher.send(account.id, { when: later() });
    await bootAt(HERE);
    return { ...account, post };
  };
  const later = () => ({ type: 'at' as const, at: new Date(Date.now() + 3_600_000).toISOString() });
  const readHealth = () => publisher.stories.call('GET', '/tiktok/health', health.response);
  const settle = (verdict: 'moved' | 'copy') =>
    publisher.stories.call('POST', '/tiktok/installation', settleInstallation.response, {
      verdict,
    });

  beforeAll(async () => {
    publisher = await startPublisher();
    await bootAt(HERE);
  });

  it('is not known while there is nothing to protect, whatever addresses were tried', async () => {
    await bootAt(STAGING);
    expect((await readHealth()).stopped).toBeNull();
    // As 0.1.0 left it, which marked the database at the first boot.
    await publisher.db('tiktok_installation').update({ public_url: 'https://cms.example.com' });
    expect((await readHealth()).stopped).toBeNull();
    await bootAt(HERE);
    expect((await readHealth()).stopped).toBeNull();
  });

  it('is known from the first account on, without another boot', async () => {
    runAt(undefined);
    await publisher.newAccount();
    runAt(HERE);
    await publisher.posts().engine.tick();
    runAt(STAGING);
    expect((await readHealth()).stopped?.message).toContain(HERE);
    runAt(HERE);
  });
  afterAll(() => publisher?.stop());
  afterEach(() => bootAt(HERE));

  it.each([STAGING, undefined])(
    'under %s sends nothing and renews no token until somebody decides (T96)',
    async (address) => {
      const { tiktok, hasten, posts, stories, calls } = publisher;
      const { id, handle, post } = await waitingPost();
      await bootAt(address);
      tiktok.expireAccessTokens(handle);
      const refreshes = () =>
        tiktok.calls().filter(({ endpoint }) => endpoint === 'oauth.token').length;
      const before = calls(handle).length;
      const refreshed = refreshes();
      // A look that began under the former address has ended.
      await posts().engine.tick();
      await hasten(post.id);
      expect(await posts().engine.tick()).toBe(0);
      expect((await stories.readPost(post.id)).state).toBe('scheduled');
      expect(calls(handle)).toHaveLength(before);
      const open = await asRoot(publisher.site, 'POST', '/tiktok/composer/open', {
        accountId: id,
        shareType: 'direct_post',
        source: null,
        assetIds: [publisher.video.id],
      });
      expect(open.status).toBeGreaterThanOrEqual(400);
      expect(refreshes()).toBe(refreshed);
      const { stopped } = await readHealth();
      expect(stopped).toMatchObject({ code: 'another_installation' });
      expect(stopped?.message).toContain(HERE);
    },
  );

  it('that is the site itself at a new address goes on when an administrator says so (T96)', async () => {
    const { hasteTo, live } = publisher;
    const { handle, post } = await waitingPost();
    await bootAt(STAGING);
    expect(await settle('moved')).toEqual({ forgottenAccounts: 0, heldPosts: 0 });
    expect((await readHealth()).stopped).toBeNull();
    await hasteTo(post.id, isIn('published'));
    expect(live(handle)).toHaveLength(1);
    await settleBack();
  });

  it('can only be decided about where there is something to decide, and by who may change settings (T96)', async () => {
    const { site } = publisher;
    const answer = await asRoot(site, 'POST', '/tiktok/installation', { verdict: 'copy' });
    expect(answer.status).toBe(409);
    const viewer = await site.createAdmin({ roleActions: ['plugin::tiktok.posts.view'] });
    const refused = await site.request('POST', '/tiktok/installation', {
      token: viewer.token,
      body: { verdict: 'copy' },
    });
    expect(refused.status).toBe(403);
  });

  it('forgets the tokens and gives the queue up for good, also when an account is connected again (T96)', async () => {
    const { stories, posts, db, live, inits, tiktok } = publisher;
    const { handle, post } = await waitingPost();
    await bootAt(STAGING);
    const settled = await settle('copy');
    expect(settled.heldPosts).toBeGreaterThanOrEqual(1);
    expect(settled.forgottenAccounts).toBeGreaterThanOrEqual(1);
    const held = await stories.readPost(post.id);
    expect([held.state, held.reason?.code]).toEqual(['held', 'copied']);
    const accounts = await db('tiktok_accounts').whereNotNull('refresh_token');
    expect(accounts).toHaveLength(0);
    // TikTok knows one site only: the original's sign-in must stay alive.
    expect(tiktok.calls().filter(({ endpoint }) => endpoint === 'oauth.revoke')).toHaveLength(0);

    runAt(undefined);
    await stories.connect(handle);
    runAt(STAGING);
    await posts().engine.tick();
    expect((await stories.readPost(post.id)).state).toBe('held');
    expect(inits(handle)).toHaveLength(0);
    expect(live(handle)).toHaveLength(0);
    await settleBack();
  });

  /** The other tests' site is at HERE again. */
  const settleBack = async (): Promise<void> => {
    await bootAt(HERE);
    if ((await readHealth()).stopped) await settle('moved');
  };
});
