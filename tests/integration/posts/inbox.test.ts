import { isIn, type PublisherSite, startPublisher } from './support';

describe('drafts in the inbox', () => {
  let publisher: PublisherSite;

  beforeAll(async () => {
    publisher = await startPublisher();
  });
  afterAll(() => publisher?.stop());
  afterEach(() => publisher.tiktok.setWebhookUrl(`${publisher.site.url}/api/tiktok/webhook`));

  const draft = { shareType: 'inbox', options: {} } as const;

  it('are a success as they are, with words on what the creator does next', async () => {
    const { newAccount, send, hasteTo, live } = publisher;
    const { id, handle } = await newAccount();
    const post = await send(id, draft);
    const done = await hasteTo(post.id, isIn('in_inbox'));
    expect(done.stateLabel).toBe('In the TikTok inbox');
    expect(done.reason?.remedy).toContain('TikTok app');
    expect(live(handle)).toHaveLength(0);
  });

  it('carry no caption and no settings, since TikTok takes none (T70)', async () => {
    const { newAccount, send, hasteTo, inits, calls } = publisher;
    const { id, handle } = await newAccount();
    const post = await send(id, { ...draft, content: { caption: 'Not sent' } });
    await hasteTo(post.id, isIn('in_inbox'));
    expect(inits(handle).map(({ endpoint }) => endpoint)).toEqual(['inbox.init']);
    expect(Object.keys(inits(handle)[0]?.body as object)).toEqual(['source_info']);
    expect(calls(handle, 'creator_info')).toHaveLength(0);
  });

  it.each(['the webhook', 'the poll'])(
    'become published, with their link, when the creator finishes them later: by %s (T13)',
    async (way) => {
      const { tiktok, newAccount, send, stories, hasteTo, hasten, accepted, live } = publisher;
      const { id, handle } = await newAccount();
      const post = await send(id, draft);
      await hasteTo(post.id, isIn('in_inbox'));
      await tiktok.settled();
      const before = publisher.calls(handle, 'status').length;
      if (way === 'the poll') tiktok.setWebhookUrl(null);
      tiktok.finishDraft(accepted(handle)[0]!.publishId);
      await tiktok.settled();
      if (way === 'the poll') await hasten(post.id);
      const done = await stories.waitFor(post.id, ({ link }) => link !== null);
      expect(done.state).toBe('published');
      expect(done.link).toBe(`https://www.tiktok.com/@${handle}/video/${live(handle)[0]?.postId}`);
      const polls = publisher.calls(handle, 'status').length - before;
      expect(polls > 0).toBe(way === 'the poll');
    },
  );

  it('wait, when five are unfinished, and go on when one of them is finished (T63)', async () => {
    const { tiktok, newAccount, send, stories, hasteTo, accepted, calls } = publisher;
    const { id, handle } = await newAccount();
    for (let count = 0; count < 5; count += 1) {
      await hasteTo((await send(id, draft)).id, isIn('in_inbox'));
    }
    const sixth = await send(id, draft);
    const held = await stories.waitFor(sixth.id, ({ reason }) => reason !== null);
    expect([held.state, held.reason?.code]).toEqual(['scheduled', 'drafts_cap']);
    expect(Date.parse(held.reason?.retryAt ?? '')).toBeGreaterThan(Date.now() + 23 * 3_600_000);
    expect(calls(handle, 'inbox.init').every(({ status }) => status === 200)).toBe(true);

    tiktok.finishDraft(accepted(handle)[0]!.publishId);
    await tiktok.settled();
    await hasteTo(sixth.id, isIn('in_inbox'));
  });
});
