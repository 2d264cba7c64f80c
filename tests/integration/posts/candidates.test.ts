import { makePicture, until } from '../../support';
import { asRoot, isIn, type PublisherSite, startPublisher, storyOf } from './support';

describe('a post whose outcome is unknown', () => {
  let publisher: PublisherSite;
  let picture: number;

  /** A photo post whose answer got lost after TikTok had taken it, with no webhook to tell. */
  const lose = async (
    accountId: number,
    title: string,
    options: { privacyLevel: 'PUBLIC_TO_EVERYONE' | 'SELF_ONLY' } = {
      privacyLevel: 'PUBLIC_TO_EVERYONE',
    },
  ) => {
    publisher.tiktok.faults.add({ endpoint: 'content.init', kind: 'drop_after' });
    const post = await publisher.send(accountId, {
      kind: 'photo',
      assetIds: [picture],
      content: { title },
      options,
    });
    return publisher.stories.waitFor(post.id, isIn('outcome_unknown'));
  };

  beforeAll(async () => {
    publisher = await startPublisher();
    await publisher.stories.changeSettings({ insights: true });
    publisher.tiktok.setWebhookUrl(null);
    const file = await makePicture(`${publisher.site.home.directory}/one.jpg`);
    picture = (await publisher.site.uploadAsset(file)).id;
  });
  afterAll(() => publisher?.stop());
  afterEach(() => publisher.tiktok.faults.clear());

  it('is settled by TikTok’s list of public posts when exactly one can be it (T02)', async () => {
    const { newAccount, hasteTo, live, inits, tiktok } = publisher;
    const { id, handle } = await newAccount();
    const lost = await lose(id, 'Only one of these');
    expect(lost.reason?.remedy).toContain('looked for');
    await tiktok.settled();
    const done = await hasteTo(lost.id, isIn('published'));
    expect(done.link).toBe(
      `https://www.tiktok.com/@${handle}/photo/${live(handle)[0]?.postId ?? 'none'}`,
    );
    expect(storyOf(done)).toContain('exactly one');
    expect(inits(handle)).toHaveLength(1);
  });

  it('stays unknown when several can be it; they are shown, and a person chooses (T02, T07)', async () => {
    const { newAccount, hasteTo, live, tiktok, site, stories } = publisher;
    const { id, handle } = await newAccount();
    tiktok.holdProcessing();
    const first = await lose(id, 'Twice the same');
    const second = await lose(id, 'Twice the same');
    tiktok.holdProcessing(false);
    await tiktok.settled();
    const seen = await hasteTo(first.id, ({ candidates }) => candidates.length === 2);
    expect(seen.state).toBe('outcome_unknown');
    expect(seen.candidates.map(({ postId }) => postId).sort()).toEqual(
      live(handle)
        .map(({ postId }) => postId)
        .sort(),
    );
    expect(seen.candidates[0]).toMatchObject({ caption: 'Twice the same' });

    const [chosen] = seen.candidates;
    const resolved = await asRoot(site, 'POST', `/tiktok/posts/${first.id}/resolve`, {
      version: seen.version,
      verdict: 'live',
      link: chosen!.link,
    });
    expect(resolved.status).toBe(200);
    expect((await stories.readPost(first.id)).link).toBe(chosen!.link);
    // The other one is now the only one left for the second.
    const other = await hasteTo(second.id, isIn('published'));
    expect(other.link).not.toBe(chosen!.link);
  });

  it('takes no post of others for its own: other words, or from before, or one of ours already (T02)', async () => {
    const { newAccount, send, hasteTo, live, tiktok, db } = publisher;
    const { id, handle } = await newAccount();
    const earlier = await send(id, {
      kind: 'photo',
      assetIds: [picture],
      content: { title: 'Just now' },
    });
    await hasteTo(earlier.id, ({ link }) => link !== null);
    tiktok.faults.add({ endpoint: 'content.init', kind: 'drop_before' });
    const post = await send(id, {
      kind: 'photo',
      assetIds: [picture],
      content: { title: 'Just now' },
    });
    await publisher.stories.waitFor(post.id, isIn('outcome_unknown'));
    const polls = async () =>
      Number((await db('tiktok_attempts').where({ post_id: post.id }).first()).status_polls);
    const before = await polls();
    // The second look begins when the first one is over.
    await until('the list was looked through', async () => {
      await publisher.hasten(post.id);
      return (await polls()) > before + 1;
    });
    const seen = await publisher.stories.readPost(post.id);
    expect([seen.state, seen.candidates]).toEqual(['outcome_unknown', []]);
    expect(live(handle)).toHaveLength(1);
  });

  it.each([
    ['only its creator can see it', 'SELF_ONLY', 'everybody may see'],
    ['the account did not grant video.list', 'PUBLIC_TO_EVERYONE', 'video.list'],
  ] as const)('says why nothing can be found out when %s (T02)', async (_, privacyLevel, words) => {
    const { newAccount, db, calls } = publisher;
    const { id, handle } = await newAccount();
    if (words === 'video.list') {
      await db('tiktok_accounts')
        .where({ id })
        .update({ granted_scopes: JSON.stringify(['user.info.basic', 'video.publish']) });
    }
    const lost = await lose(id, 'Nobody knows', { privacyLevel });
    expect(lost.reason?.remedy).toContain(words);
    expect([lost.nextStepAt, lost.candidates]).toEqual([null, []]);
    expect(calls(handle, 'video.list')).toHaveLength(0);
    expect(lost.actions).toContain('resolve');
  });

  it('of a draft is settled when the creator has finished it with its words (T13)', async () => {
    const { newAccount, send, hasteTo, tiktok, accepted } = publisher;
    const { id, handle } = await newAccount();
    tiktok.faults.add({ endpoint: 'content.init', kind: 'drop_after' });
    const post = await send(id, {
      kind: 'photo',
      shareType: 'inbox',
      assetIds: [picture],
      content: { title: 'Finished by hand' },
    });
    await publisher.stories.waitFor(post.id, isIn('outcome_unknown'));
    await tiktok.settled();
    tiktok.finishDraft(accepted(handle)[0]!.publishId, { privacyLevel: 'PUBLIC_TO_EVERYONE' });
    await tiktok.settled();
    const done = await hasteTo(post.id, isIn('published'));
    expect(done.link).toContain(`/@${handle}/photo/`);
  });
});
