import { makePicture } from '../../support';
import { isIn, type PublisherSite, startPublisher } from './support';

describe('ids and links', () => {
  let publisher: PublisherSite;

  beforeAll(async () => {
    publisher = await startPublisher({ emulator: { quirks: { emptyPostIdList: 'empty' } } });
  });
  afterAll(() => publisher?.stop());
  afterEach(() => {
    publisher.tiktok.holdModeration(false);
    publisher.tiktok.setWebhookUrl(`${publisher.site.url}/api/tiktok/webhook`);
  });

  it.each(['the webhook', 'the status'])(
    'keep all 19 digits of TikTok’s post id, told by %s (T80)',
    async (way) => {
      const { tiktok, newAccount, send, hasteTo, live, db } = publisher;
      const { id, handle } = await newAccount();
      if (way === 'the status') tiktok.setWebhookUrl(null);
      const post = await send(id);
      const done = await hasteTo(post.id, ({ link }) => link !== null);
      const [{ postId } = { postId: '' }] = live(handle);
      expect(postId).toMatch(/^\d{19}$/);
      expect(Number.isSafeInteger(Number(postId))).toBe(false);
      expect(done.link).toBe(`https://www.tiktok.com/@${handle}/video/${postId}`);
      const row = await db('tiktok_posts').where({ id: post.id }).first();
      expect(row.post_ids).toBe(JSON.stringify([postId]));
    },
  );

  it('published is published also while the list of ids is empty, and the link follows (T81)', async () => {
    const { tiktok, newAccount, send, hasteTo, stories } = publisher;
    const { id } = await newAccount();
    tiktok.holdModeration();
    const post = await send(id);
    const done = await hasteTo(post.id, isIn('published'));
    expect([done.link, done.reason]).toEqual([null, null]);
    expect(done.linkNote).toContain('has not given the address yet');
    tiktok.holdModeration(false);
    await stories.waitFor(post.id, ({ link }) => link !== null);
  });

  it('a post that only the creator sees has none, and says why (T81)', async () => {
    const { newAccount, send, hasteTo } = publisher;
    const { id } = await newAccount();
    const post = await send(id, { options: { privacyLevel: 'SELF_ONLY' } });
    const done = await hasteTo(post.id, isIn('published'));
    expect(done.link).toBeNull();
    expect(done.linkNote).toContain('only the creator can see');
    expect(done.nextStepAt).toBeNull();
  });

  it('of photos have /photo/ in them, and every prefix of publish_id is followed (T82, T84)', async () => {
    const { site, newAccount, send, hasteTo, live, accepted } = publisher;
    const { id, handle } = await newAccount();
    const file = `${site.home.directory}/photo.jpg`;
    const picture = await site.uploadAsset(await makePicture(file));
    const photo = await send(id, {
      kind: 'photo',
      assetIds: [picture.id],
      content: { title: 'A photo' },
    });
    const done = await hasteTo(photo.id, ({ link }) => link !== null);
    expect(done.link).toBe(`https://www.tiktok.com/@${handle}/photo/${live(handle)[0]?.postId}`);

    const pull = await send(id, { transfer: 'pull_from_url' });
    await hasteTo(pull.id, isIn('published'));
    const draft = await send(id, { shareType: 'inbox', options: {} });
    await hasteTo(draft.id, isIn('in_inbox'));
    const file2 = await send(id);
    await hasteTo(file2.id, isIn('published'));
    const prefixes = accepted(handle).map(({ publishId }) => publishId.split('~')[0]);
    expect(new Set(prefixes).size).toBe(4);
  });

  it('fields are asked for in the query, where TikTok reads them (T83)', async () => {
    const { newAccount, tiktok } = publisher;
    const { handle } = await newAccount();
    const asked = tiktok.calls().filter((call) => call.handle === handle);
    const info = asked.find(({ endpoint }) => endpoint === 'user.info');
    expect(info?.query['fields']).toContain('open_id');
    expect(info?.status).toBe(200);
  });
});
