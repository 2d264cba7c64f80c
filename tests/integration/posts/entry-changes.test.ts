import { z } from 'zod';

import { getAttention } from '../../../contracts/attention';
import { getEntry } from '../../../contracts/composer';
import { listPosts, type PostView, postView } from '../../../contracts/posts';
import { makePicture } from '../../support';
import { type Composed, type PublisherSite, startPublisher } from './support';

const ARTICLE = 'api::article.article';
const LATER = '2031-01-01T10:00:00.000Z';
const shown = z.object({ post: postView });

/** A planned post whose entry is no longer what it was made of. */
describe('an entry that changes after a post of it was planned', () => {
  let site: PublisherSite;
  let accountId: number;
  let other: { id: number };
  const articles = () => site.site.strapi.documents(ARTICLE);
  const look = () => site.posts().entries.lookForChanges();

  beforeAll(async () => {
    site = await startPublisher();
    accountId = (await site.newAccount()).id;
    const file = await makePicture(`${site.site.home.directory}/sun.jpg`);
    other = await site.site.uploadAsset(file);
  });
  afterAll(() => site?.stop());

  const write = async (status: 'draft' | 'published'): Promise<string> => {
    const { documentId } = await articles().create({
      status,
      data: { title: 'Harbour', video: site.video.id },
    });
    return documentId;
  };
  /** Fields that the demo's types have, and Strapi's own types do not know. */
  const save = (documentId: string, data: object, status: 'draft' | 'published' = 'draft') =>
    articles().update({ documentId, status, data: data as never });
  const plan = (
    documentId: string,
    status: 'draft' | 'published',
    when: Composed['when'] = { type: 'at', at: LATER },
  ) =>
    site.send(accountId, {
      source: { uid: ARTICLE, documentId, locale: 'en', status },
      when,
      ...(when?.type === 'approval' ? { consent: null } : {}),
    });
  const changesOf = async ({ id }: PostView) => (await site.stories.readPost(id)).entryChanged;
  const press = (post: PostView, path: string, body: object = {}) =>
    site.stories
      .call('POST', `/tiktok/posts/${post.id}/${path}`, shown, { version: post.version, ...body })
      .then((answer) => answer.post);

  it.each(['draft', 'published'] as const)('is told of where the %s was posted', async (status) => {
    const documentId = await write(status);
    const post = await plan(documentId, status);
    await look();
    expect(await changesOf(post)).toBeNull();
    await save(documentId, { title: 'Harbour at dusk' }, status);
    await look();
    expect((await changesOf(post))?.what).toEqual(['text']);
    await save(documentId, { gallery: [other.id] }, status);
    await look();
    expect((await changesOf(post))?.what).toEqual(['text', 'media']);
  });

  it('is no news where another version changed, or nothing that a post is made of', async () => {
    const documentId = await write('published');
    const post = await plan(documentId, 'published');
    await save(documentId, { title: 'Not for the world yet' });
    await look();
    expect(await changesOf(post)).toBeNull();
    await save(documentId, { title: 'Harbour', internalNotes: 'Ask the skipper' }, 'published');
    await look();
    expect(await changesOf(post)).toBeNull();
  });

  it('is forgotten when it is as it was again', async () => {
    const documentId = await write('draft');
    const post = await plan(documentId, 'draft');
    await save(documentId, { title: 'A slip of the pen' });
    await look();
    expect(await changesOf(post)).not.toBeNull();
    await save(documentId, { title: 'Harbour' });
    await look();
    expect(await changesOf(post)).toBeNull();
  });

  it('stands in the panel, the list and under what needs a hand, soon after it was saved', async () => {
    const documentId = await write('draft');
    const post = await plan(documentId, 'draft');
    await save(documentId, { title: 'Harbour at dusk' });
    await site.stories.waitFor(post.id, ({ entryChanged }) => entryChanged !== null);
    const { call } = site.stories;
    const entry = `/tiktok/entries/${ARTICLE}/${documentId}?status=draft`;
    const [inPanel] = (await call('GET', entry, getEntry.response)).posts;
    expect(inPanel).toMatchObject({ id: post.id, entryChanged: { what: ['text'] } });
    const { posts } = await call('GET', '/tiktok/posts?pageSize=100', listPosts.response);
    expect(posts.find(({ id }) => id === post.id)?.entryChanged?.what).toEqual(['text']);
    const { groups, next } = await call('GET', '/tiktok/attention', getAttention.response);
    const group = groups.find(({ kind }) => kind === 'entry_changed');
    expect(group?.total).toBeGreaterThan(0);
    expect([...(group?.posts ?? []), ...next].map(({ id }) => id)).toContain(post.id);
  });

  it.each([
    ['a planned one', { type: 'at', at: LATER } as const, 'scheduled'],
    ['one that waits for its entry', { type: 'entry_published' } as const, 'scheduled'],
    ['one that waits for approval', { type: 'approval', at: LATER } as const, 'awaiting_approval'],
  ])(
    'leaves %s as it is where a person keeps it, until the next change',
    async (_, when, state) => {
      const documentId = await write('draft');
      const post = await plan(documentId, 'draft', when);
      expect(post.actions).not.toContain('keep');
      await save(documentId, { title: 'Harbour at dusk' });
      await look();
      expect((await site.stories.readPost(post.id)).actions).toContain('keep');
      const kept = await press(post, 'keep');
      expect(kept).toMatchObject({
        state,
        entryChanged: null,
        scheduledAt: post.scheduledAt,
        nextStepAt: post.nextStepAt,
        waitsForEntry: post.waitsForEntry,
        consent: post.consent,
        content: post.content,
      });
      expect(kept.timeline.at(-1)).toMatchObject({ code: 'kept', to: state });
      await look();
      expect(await changesOf(post)).toBeNull();
      await save(documentId, { title: 'Harbour at dawn' });
      await look();
      expect((await changesOf(post))?.what).toEqual(['text']);
    },
  );

  it('is what the post is made of once it is composed anew', async () => {
    const documentId = await write('draft');
    const post = await plan(documentId, 'draft');
    await save(documentId, { title: 'Harbour at dusk' });
    await look();
    const body = site.stories.postOf(accountId, [site.video.id], {
      source: { uid: ARTICLE, documentId, locale: 'en', status: 'draft' },
      when: { type: 'at', at: LATER },
      content: { caption: 'At dusk' },
    });
    const answer = await site.stories.call('PUT', `/tiktok/posts/${post.id}`, shown, {
      version: post.version,
      ...body,
    });
    expect(answer.post).toMatchObject({ state: 'scheduled', entryChanged: null });
    await look();
    expect(await changesOf(post)).toBeNull();
  });

  it('begins to count at the first look for posts from before it was kept', async () => {
    const documentId = await write('draft');
    const post = await plan(documentId, 'draft');
    await site.db('tiktok_posts').where({ id: post.id }).update({ entry_seen: null });
    await save(documentId, { title: 'Harbour at dusk' });
    await look();
    expect(await changesOf(post)).toBeNull();
    await save(documentId, { title: 'Harbour at dawn' });
    await look();
    expect((await changesOf(post))?.what).toEqual(['text']);
  });
});
