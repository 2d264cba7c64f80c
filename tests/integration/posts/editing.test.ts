import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { z } from 'zod';

import { CONSENT_VERSION, declarationFor } from '../../../contracts/consent';
import { ACTIONS } from '../../../contracts/permissions';
import {
  checkRepeats,
  checkRepeatsOfMany,
  openComposer,
  openComposerPosts,
} from '../../../contracts/composer';
import {
  bulkPosts,
  listPosts,
  postOptions,
  postView,
  type PostView,
} from '../../../contracts/posts';
import { MEDIA, VIDEO } from '../../support';
import { type Grant } from '../../support/site';
import { isIn, type PublisherSite, startPublisher, storyOf } from './support';

const post = z.object({ post: postView });
const COMPOSER: Grant[] = [
  ACTIONS.composePosts,
  ACTIONS.viewPosts,
  { action: 'plugin::upload.read' },
];
const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
const everyone = { privacyLevel: 'PUBLIC_TO_EVERYONE' as const };
const agreed = {
  text: declarationFor('direct_post', postOptions.parse(everyone)),
  version: CONSENT_VERSION,
};

describe('a post that TikTok has not got yet', () => {
  let site: PublisherSite;
  let account: { id: number; handle: string };

  beforeAll(async () => {
    site = await startPublisher();
  });
  afterAll(() => site?.stop());
  beforeEach(async () => {
    account = await site.newAccount();
  });

  const draft = (changes: Parameters<PublisherSite['send']>[1] = {}): Promise<PostView> =>
    site.send(account.id, { when: { type: 'draft' }, consent: null, options: {}, ...changes });

  const bodyOf = (shown: PostView, changes: Record<string, unknown> = {}) => ({
    version: shown.version,
    accountId: shown.account.id,
    shareType: shown.shareType,
    kind: shown.kind,
    source: shown.source,
    assetIds: shown.media.map(({ assetId }) => assetId),
    content: shown.content,
    options: shown.options,
    when: { type: 'draft' },
    consent: null,
    ...changes,
  });
  const put = (shown: PostView, changes: Record<string, unknown>, token?: string) =>
    site.site.request('PUT', `/tiktok/posts/${shown.id}`, {
      token: token ?? '',
      body: bodyOf(shown, changes),
    });
  const update = async (shown: PostView, changes: Record<string, unknown>): Promise<PostView> => {
    const { call } = site.stories;
    return (await call('PUT', `/tiktok/posts/${shown.id}`, post, bodyOf(shown, changes))).post;
  };
  const act = async (shown: PostView, what: string, body: Record<string, unknown> = {}) =>
    (
      await site.stories.call('POST', `/tiktok/posts/${shown.id}/${what}`, post, {
        version: shown.version,
        ...body,
      })
    ).post;

  it('is saved as a draft, changed, agreed to and published with the words of the last version', async () => {
    const saved = await draft({ content: { caption: 'first words' } });
    expect(saved.state).toBe('draft');
    expect(saved.actions).toEqual(expect.arrayContaining(['edit', 'submit', 'duplicate']));
    const changed = await update(saved, { content: { caption: 'second words' } });
    expect(changed.state).toBe('draft');
    const sent = await update(changed, {
      options: everyone,
      when: { type: 'now' },
      consent: agreed,
    });
    await site.stories.waitFor(sent.id, isIn('published'));
    expect(site.live(account.handle).map(({ settings }) => settings.title)).toEqual([
      'second words',
    ]);
  });

  it('loses its consent when it is changed, and goes out only with a new one', async () => {
    const planned = await site.send(account.id, { when: { type: 'at', at: inHours(2) } });
    expect(planned.consent).not.toBeNull();
    const changed = await update(planned, { content: { caption: 'other words' } });
    expect(changed).toMatchObject({ state: 'draft', consent: null, scheduledAt: null });
    const refused = await put(changed, { when: { type: 'now' } }, await site.site.as('superAdmin'));
    expect([409, 422]).toContain(refused.status);
    expect(site.inits(account.handle)).toHaveLength(0);
  });

  it('tells the later of two editors, and keeps what the first one wrote', async () => {
    const saved = await draft({ content: { caption: 'before' } });
    await update(saved, { content: { caption: 'the first editor' } });
    const late = await put(
      saved,
      { content: { caption: 'the second editor' } },
      await site.site.as('superAdmin'),
    );
    expect(late.status).toBe(409);
    expect(late.text).toContain('version_conflict');
    expect((await site.stories.readPost(saved.id)).content.caption).toBe('the first editor');
  });

  it('keeps its consent when only its time changes (T09)', async () => {
    const planned = await site.send(account.id, { when: { type: 'at', at: inHours(2) } });
    const at = inHours(5);
    const moved = await act(planned, 'reschedule', { at });
    expect(moved).toMatchObject({ state: 'scheduled', scheduledAt: at, consent: planned.consent });
    const past = await site.site.request('POST', `/tiktok/posts/${planned.id}/reschedule`, {
      token: await site.site.as('superAdmin'),
      body: { version: moved.version, at: inHours(-3) },
    });
    expect(past.text).toContain('time_in_the_past');
  });

  it('is refused when a file was replaced while the form was open', async () => {
    const asset = await site.site.uploadAsset(VIDEO);
    const opened = await site.stories.call('POST', '/tiktok/composer/open', openComposer.response, {
      accountId: account.id,
      shareType: 'direct_post',
      source: null,
      assetIds: [asset.id],
    });
    const seen = opened.media.map(({ fingerprint }) => fingerprint ?? '');
    const other = new FormData();
    other.append('files', new Blob([await readFile(path.join(MEDIA, 'kites.mp4'))]), 'kites.mp4');
    await site.site.request('POST', `/upload?id=${asset.id}`, {
      token: await site.site.as('superAdmin'),
      body: other,
    });
    const answer = await site.site.request('POST', '/tiktok/posts', {
      token: await site.site.as('superAdmin'),
      body: {
        ...site.stories.postOf(account.id, [asset.id]),
        fingerprints: seen,
      },
    });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('file_replaced');
    expect(site.inits(account.handle)).toHaveLength(0);
  });

  it('is not taken for another one that comes with the same key', async () => {
    const body = site.stories.postOf(account.id, [site.video.id], {
      when: { type: 'at', at: inHours(2) },
      content: { caption: 'one' },
    });
    const first = await site.stories.createPost(body);
    expect((await site.stories.createPost(body)).id).toBe(first.id);
    const other = await site.site.request('POST', '/tiktok/posts', {
      token: await site.site.as('superAdmin'),
      body: { ...body, content: { caption: 'two' } },
    });
    expect(other.status).toBe(409);
    expect(other.text).toContain('already_sent');
  });

  it('goes out when its entry is published in Strapi, once, however often that happens (T12)', async () => {
    const documentId = await site.stories.writeArticle(site.video.id, 'Soon');
    const source = {
      uid: 'api::article.article',
      documentId,
      locale: null,
      status: 'draft' as const,
    };
    const waiting = await site.send(account.id, {
      source,
      when: { type: 'entry_published' },
    });
    expect(waiting).toMatchObject({ state: 'scheduled', waitsForEntry: true, nextStepAt: null });
    const publish = () =>
      site.site.strapi.documents('api::article.article').publish({ documentId });
    await publish();
    await site.stories.waitFor(waiting.id, isIn('published'));
    await publish();
    await site.site.strapi.plugin('tiktok').service('publications').work();
    expect(site.live(account.handle)).toHaveLength(1);
    expect(await site.db('tiktok_publications').select()).toEqual([]);
  });

  it('stays unsent when the publication of its entry is rolled back', async () => {
    const documentId = await site.stories.writeArticle(site.video.id, 'Never');
    const waiting = await site.send(account.id, {
      source: { uid: 'api::article.article', documentId, locale: null, status: 'draft' },
      when: { type: 'entry_published' },
    });
    const rolledBack = site.site.strapi.db.transaction(async () => {
      await site.site.strapi.documents('api::article.article').publish({ documentId });
      throw new Error('the publication fails after all');
    });
    await expect(rolledBack).rejects.toMatchObject({ message: 'the publication fails after all' });
    await site.site.strapi.plugin('tiktok').service('publications').work();
    expect(await site.stories.readPost(waiting.id)).toMatchObject({
      state: 'scheduled',
      waitsForEntry: true,
    });
  });

  it('is held when its entry is unpublished, and a person may send it anyway', async () => {
    const documentId = await site.stories.writeArticle(site.video.id, 'Taken back');
    await site.site.strapi.documents('api::article.article').publish({ documentId });
    const planned = await site.send(account.id, {
      source: { uid: 'api::article.article', documentId, locale: null, status: 'published' },
      when: { type: 'at', at: inHours(2) },
    });
    await site.site.strapi.documents('api::article.article').unpublish({ documentId });
    const held = await site.stories.waitFor(planned.id, isIn('held'));
    expect(held.reason?.message).toContain('unpublished');
    await act(held, 'publish-now');
    await site.stories.waitFor(held.id, isIn('published'));
    expect(site.live(account.handle)).toHaveLength(1);
  });

  it('waits for approval, is given back with a comment, and goes out with the approver’s consent', async () => {
    const asked = await site.send(account.id, {
      when: { type: 'approval', at: null },
      consent: null,
    });
    expect(asked).toMatchObject({ state: 'awaiting_approval', consent: null });
    const back = await act(asked, 'return', { comment: 'Say where it is.' });
    expect(back.state).toBe('draft');
    expect(back.reason?.message).toContain('Say where it is.');
    const again = await update(back, { options: everyone, when: { type: 'approval', at: null } });
    expect(again).toMatchObject({ state: 'awaiting_approval', reason: null });
    const approved = await update(again, {
      options: everyone,
      when: { type: 'now' },
      consent: agreed,
    });
    expect(storyOf(approved)).toContain('approved the post');
    await site.stories.waitFor(approved.id, isIn('published'));
    expect(site.live(account.handle)).toHaveLength(1);
  });

  it('cannot be approved by someone who may only compose', async () => {
    const asked = await site.send(account.id, {
      when: { type: 'approval', at: null },
      consent: null,
    });
    const { token: composer } = await site.site.createAdmin({ roleActions: COMPOSER });
    const answer = await put(
      asked,
      { options: everyone, when: { type: 'at', at: inHours(3) }, consent: agreed },
      composer,
    );
    expect(answer.status).toBe(403);
    expect((await site.stories.readPost(asked.id)).state).toBe('awaiting_approval');
  });

  it('must be approved where the site asks for it', async () => {
    await site.stories.changeSettings({ approval: 'required' });
    const { token: composer } = await site.site.createAdmin({ roleActions: COMPOSER });
    const saved = await draft();
    const answer = await put(
      saved,
      { options: everyone, when: { type: 'at', at: inHours(3) }, consent: agreed },
      composer,
    );
    await site.stories.changeSettings({ approval: 'optional' });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('approved before');
  });

  it('is copied into a new draft that nobody has agreed to, with nothing preselected', async () => {
    const planned = await site.send(account.id, {
      when: { type: 'at', at: inHours(2) },
      content: { caption: 'once more' },
    });
    const copy = await act(planned, 'duplicate', { idempotencyKey: 'copy-of-one-post' });
    expect(copy).toMatchObject({
      state: 'draft',
      consent: null,
      content: { caption: 'once more' },
    });
    expect(copy.options.privacyLevel).toBeNull();
    expect(copy.id).not.toBe(planned.id);
  });

  it('is found by its words, and warned about when it repeats a text or a file (T07)', async () => {
    const caption = `Words that nobody else wrote 100% ${account.handle}`;
    const first = await site.send(account.id, {
      when: { type: 'at', at: inHours(2) },
      content: { caption },
    });
    const search = new URLSearchParams({ search: '100% ' + account.handle, sort: 'time' });
    const found = await site.stories.call('GET', `/tiktok/posts?${search}`, listPosts.response);
    expect(found.posts.map(({ id }) => id)).toEqual([first.id]);
    const { repeats } = await site.stories.call(
      'POST',
      '/tiktok/composer/repeats',
      checkRepeats.response,
      {
        accountId: account.id,
        assetIds: [(await site.site.uploadAsset(VIDEO)).id],
        content: { caption: `  ${caption.toUpperCase()}` },
      },
    );
    expect(repeats).toMatchObject([{ what: 'text', postId: first.id }]);

    const asked = { accountId: account.id, assetIds: [site.video.id], content: { caption } };
    const { found: ofMany } = await site.stories.call(
      'POST',
      '/tiktok/composer/repeats-of-many',
      checkRepeatsOfMany.response,
      {
        posts: [
          asked,
          { ...asked, accountId: 999_999 },
          { ...asked, assetIds: [999_999] },
          { ...asked, exceptPostId: first.id },
        ],
      },
    );
    expect(ofMany.map((one) => one?.map(({ postId }) => postId) ?? null)).toEqual([
      expect.arrayContaining([first.id]),
      null,
      null,
      expect.not.arrayContaining([first.id]),
    ]);
  });

  it('is opened with others for one table, without those that nobody may see', async () => {
    const { posts, missing } = await site.stories.call(
      'POST',
      '/tiktok/composer/posts',
      openComposerPosts.response,
      { postIds: [999_999, (await site.send(account.id, { when: { type: 'draft' } })).id] },
    );
    expect(posts.map(({ state }) => state)).toEqual(['draft']);
    expect(missing).toEqual([999_999]);
  });

  it('is cancelled and moved in bulk, each judged by itself', async () => {
    const one = await site.send(account.id, { when: { type: 'at', at: inHours(2) } });
    const two = await site.send(account.id, { when: { type: 'at', at: inHours(3) } });
    const at = inHours(10);
    const { results } = await site.stories.call('POST', '/tiktok/posts/bulk', bulkPosts.response, {
      action: 'reschedule',
      posts: [
        { id: one.id, version: one.version },
        { id: two.id, version: two.version + 7 },
        { id: 999_999, version: 1 },
      ],
      at,
      spacingMinutes: 30,
    });
    expect(results.map(({ done, code }) => [done, code])).toEqual([
      [true, null],
      [false, 'version_conflict'],
      [false, 'not_found'],
    ]);
    expect((await site.stories.readPost(one.id)).scheduledAt).toBe(at);
  });

  describe('that was cancelled', () => {
    const planned = (changes: Parameters<PublisherSite['send']>[1] = {}) =>
      site.send(account.id, { when: { type: 'at', at: inHours(2) }, ...changes });

    it('comes back as it was, and goes out as it was agreed to', async () => {
      const before = await planned();
      const cancelled = await act(before, 'cancel');
      expect(cancelled.actions).toContain('restore');
      const back = await act(cancelled, 'restore');
      const { state, scheduledAt, nextStepAt, consent } = before;
      expect(back).toMatchObject({ state, scheduledAt, nextStepAt, consent, reason: null });
      expect(back.actions).not.toContain('restore');
      await site.hasteTo(back.id, isIn('published'));
      expect(site.live(account.handle)).toHaveLength(1);
    });

    it('waits for approval again where it did, and is a draft where it was one', async () => {
      const asked = await site.send(account.id, {
        when: { type: 'approval', at: inHours(4) },
        consent: null,
      });
      const waits = await act(await act(asked, 'cancel'), 'restore');
      expect(waits).toMatchObject({
        state: 'awaiting_approval',
        scheduledAt: asked.scheduledAt,
        reason: null,
      });
      const begun = await act(await act(await draft(), 'cancel'), 'restore');
      expect(begun).toMatchObject({ state: 'draft', reason: null });
    });

    const set = (id: number, row: Record<string, unknown>) =>
      site.db('tiktok_posts').where({ id }).update(row);

    it.each<[string, (cancelled: PostView) => unknown, RegExp]>([
      [
        'its time has passed',
        ({ id }) => set(id, { scheduled_at: Date.now() - 60_000 }),
        /^Its time passed/,
      ],
      [
        'it holds something else than was agreed to',
        ({ id }) => set(id, { content: JSON.stringify({ caption: 'Other words' }) }),
        /no longer what it holds/,
      ],
      [
        'its file is gone',
        async ({ assetIds }) =>
          site.site.strapi.db.query('plugin::upload.file').update({
            where: { id: assetIds[0] },
            data: { hash: 'other', url: '/uploads/no.mp4' },
          }),
        /was replaced or removed/,
      ],
      [
        'the same file was sent meanwhile',
        ({ assetIds }) => planned({ assetIds }),
        /same file was sent/,
      ],
      ['it was on hold', ({ id }) => set(id, { cancelled_from: 'held' }), /^It was on hold/],
    ])('is a draft that says why, and is sent by nothing, where %s', async (_, meanwhile, why) => {
      const asset = await site.site.uploadAsset(VIDEO);
      const cancelled = await act(await planned({ assetIds: [asset.id] }), 'cancel');
      await meanwhile(cancelled);
      const back = await act(cancelled, 'restore');
      expect(back).toMatchObject({ state: 'draft', consent: null, nextStepAt: null });
      expect(back.reason?.code).toBe('restored_as_draft');
      expect(back.reason?.message).toMatch(why);
    });

    it('stays so where not a person cancelled it', async () => {
      const { id } = await act(await planned(), 'cancel');
      await set(id, { cancelled_from: null });
      const shown = await site.stories.readPost(id);
      expect(shown.actions).not.toContain('restore');
      const answer = await site.site.request('POST', `/tiktok/posts/${id}/restore`, {
        token: await site.site.as('superAdmin'),
        body: { version: shown.version },
      });
      expect(answer.text).toContain('not_in_this_state');
    });
  });

  it('is deleted as a draft, with all that is about it, unless TikTok was ever given it', async () => {
    const remove = async ({ id, version }: PostView) =>
      site.site.request('DELETE', `/tiktok/posts/${id}?version=${version}`, {
        token: await site.site.as('superAdmin'),
      });
    const count = async (table: `tiktok_${string}`, where: Record<string, number>) =>
      z.array(z.unknown()).parse(await site.db(table).where(where)).length;
    const unsent = await draft();
    expect(unsent.actions).toContain('delete');
    expect((await remove(unsent)).status).toBe(200);
    expect(await count('tiktok_posts', { id: unsent.id })).toBe(0);
    expect(await count('tiktok_timeline', { post_id: unsent.id })).toBe(0);

    site.tiktok.act('failNextProcessing', { reason: 'frame_rate_check_failed', times: 1 });
    const { id } = await site.send(account.id);
    const failed = await site.hasteTo(id, isIn('failed'));
    const again = await update(failed, { options: {} });
    expect(again.state).toBe('draft');
    expect(again.actions).not.toContain('delete');
    expect((await remove(again)).text).toContain('sent_before');
    expect(await count('tiktok_attempts', { post_id: id })).toBe(1);
  });
});
