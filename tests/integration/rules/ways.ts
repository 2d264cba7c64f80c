import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { z } from 'zod';

import { type Publications } from '../../../server/src/content/publications';
import { letPass, makePicture, MEDIA, until, VIDEO } from '../../support';
import { type StartOptions } from '../../support/strapi';
import { ARTICLE, CLIP, fields, type RulesSite, SHOWREEL, startRules } from './support';

const inData = z.object({ data: z.looseObject({ documentId: z.string() }) });
const accessKey = z.object({ data: z.object({ accessKey: z.string() }) });
const inGraphql = z.object({
  data: z.object({ createArticle: z.object({ documentId: z.string() }) }),
});

const CONTENT = '/content-manager/collection-types/api::article.article';

/** Every way in which Strapi publishes an entry, each counting once (T12). */
export const testWaysOfPublishing = (database: NonNullable<StartOptions['database']>): void => {
  let site: RulesSite;
  let account: number;
  let directory: string;

  const request = async (method: string, address: string, body?: unknown) => {
    const token = await site.site.as('superAdmin');
    const answer = await site.site.request(method, address, { token, body });
    expect([200, 201]).toContain(answer.status);
    return answer.body;
  };
  const apiToken = async (): Promise<string> => {
    const body = {
      name: `full ${Date.now()}`,
      description: '',
      type: 'full-access',
      lifespan: null,
    };
    return accessKey.parse(await request('POST', '/admin/api-tokens', body)).data.accessKey;
  };
  const articles = () => site.strapi.documents(ARTICLE);
  const asset = async (name: string, colour?: string): Promise<number> => {
    const file = await makePicture(path.join(directory, name), colour ? { colour } : {});
    return (await site.site.uploadAsset(file)).id;
  };

  beforeAll(async () => {
    directory = await mkdtemp(path.join(os.tmpdir(), 'pictures-'));
    site = await startRules({ database, env: { GRAPHQL: 'true' } });
    await site.strapi.plugin('i18n').service('locales').create({ code: 'fr', name: 'French (fr)' });
    account = (await site.newAccount()).id;
    await site.rules.make(account);
  });
  afterAll(async () => {
    await site?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  const once = async (documentId: string): Promise<void> => {
    const post = await site.rules.onlyPostOf(documentId);
    // All are of one file: whatever comes in the same minute as another one is held for a person.
    expect(['scheduled', 'held']).toContain(post.state);
    expect(post.ruleName).toBe('Every article');
  };

  it('the publish button makes one post, and pressing it again none (T12)', async () => {
    const made = await request('POST', CONTENT, { title: 'Button', video: site.video.id });
    const { documentId } = inData.parse(made).data;
    await request('POST', `${CONTENT}/${documentId}/actions/publish`, {});
    await once(documentId);
    await request('POST', `${CONTENT}/${documentId}/actions/publish`, { title: 'Other words' });
    await once(documentId);
  });

  it('bulk publishing makes one post of each entry (T12)', async () => {
    const documentIds = [await site.rules.draft(), await site.rules.draft()];
    await request('POST', `${CONTENT}/actions/bulkPublish`, { documentIds, locale: 'en' });
    for (const documentId of documentIds) await once(documentId);
  });

  it('a Release makes one post of each entry: one by one in nested transactions (T12)', async () => {
    const documentIds = [await site.rules.draft(), await site.rules.draft()];
    await site.strapi.db.transaction(async () => {
      for (const documentId of documentIds) {
        await site.strapi.db.transaction(async () => {
          await articles().publish({ documentId });
        });
      }
    });
    for (const documentId of documentIds) await once(documentId);
  });

  it('the REST API makes one post when it creates what is published at once (T12)', async () => {
    const token = await apiToken();
    const created = await site.site.request('POST', '/api/articles', {
      token,
      body: { data: { title: 'REST', video: site.video.id } },
    });
    const { documentId } = inData.parse(created.body).data;
    await once(documentId);
    const changed = await site.site.request('PUT', `/api/articles/${documentId}?status=published`, {
      token,
      body: { data: { title: 'REST with other words' } },
    });
    expect(changed.status).toBe(200);
    await once(documentId);
  });

  it('GraphQL makes one post when it creates what is published at once (T12)', async () => {
    const query = `mutation { createArticle(status: PUBLISHED, data: { title: "GraphQL", video: "${site.video.id}" }) { documentId } }`;
    const answer = await site.site.request('POST', '/graphql', {
      token: await apiToken(),
      body: { query },
    });
    await once(inGraphql.parse(answer.body).data.createArticle.documentId);
  });

  it('the site’s own code makes one post by creating and by updating as published (T12)', async () => {
    const made = await articles().create({
      data: { title: 'Created', video: site.video.id },
      status: 'published',
    });
    await once(made.documentId);
    const documentId = await site.rules.draft();
    await articles().update({
      documentId,
      data: fields({ title: 'Updated' }),
      status: 'published',
    });
    await once(documentId);
  });

  it('each language is posted once, alone and all at a time (T12)', async () => {
    const documentId = await site.rules.draft({ title: 'English' });
    await articles().update({
      documentId,
      locale: 'fr',
      data: fields({ title: 'Français', video: site.video.id }),
    });
    await articles().publish({ documentId, locale: 'fr' });
    const french = await site.rules.onlyPostOf(documentId);
    expect(french).toMatchObject({ source: { locale: 'fr' }, content: { caption: 'Français' } });
    await articles().publish({ documentId, locale: '*' });
    const posts = await site.rules.postsOf(documentId);
    expect(posts.map(({ source, content }) => [source?.locale, content.caption])).toEqual([
      ['fr', 'Français'],
      ['en', 'English'],
    ]);
  });

  it('a type without drafts is posted when it is saved, once (T12)', async () => {
    await site.rules.make(account, { uid: CLIP, name: 'Every article' });
    const clips = site.strapi.documents(CLIP);
    const { documentId } = await clips.create({ data: { title: 'Clip' } });
    expect(await site.rules.postsOf(documentId)).toEqual([]);
    expect(await site.rules.whyOf(documentId, CLIP)).toContain('no video');
    await clips.update({ documentId, data: fields({ video: site.video.id }) });
    await once(documentId);
    await clips.update({ documentId, data: fields({ title: 'Clip with another title' }) });
    await once(documentId);
  });

  it('a single type is posted when it is published, once (T12)', async () => {
    await site.rules.make(account, { uid: SHOWREEL, name: 'Every article' });
    const reel = site.strapi.documents(SHOWREEL);
    const { documentId } = await reel.create({ data: { title: 'Reel', video: site.video.id } });
    await reel.publish({ documentId });
    await reel.publish({ documentId });
    await once(documentId);
  });

  it('a publication that is rolled back leaves no post (T12)', async () => {
    const documentId = await site.rules.draft();
    const rolledBack = site.strapi.db.transaction(async () => {
      await articles().publish({ documentId });
      throw new Error('after all not');
    });
    await expect(rolledBack).rejects.toMatchObject({ message: 'after all not' });
    expect(await site.rules.postsOf(documentId)).toEqual([]);
    await articles().publish({ documentId });
    await once(documentId);
  });

  it('a publication that takes its time is not taken for the end of its entry (T12)', async () => {
    const documentId = await site.rules.published();
    await once(documentId);
    const inTransaction: boolean[] = [];
    const publications: Publications = site.strapi.plugin('tiktok').service('publications');
    publications.addLook(async () => void inTransaction.push(site.strapi.db.inTransaction()));
    // As the Content Manager does it: saved, then published, in one transaction, which begins by
    // removing the version that was public.
    await site.strapi.db.transaction(async () => {
      await articles().update({ documentId, data: fields({ title: 'Slowly' }) });
      await site.strapi.db
        .query(ARTICLE)
        .deleteMany({ where: { documentId, publishedAt: { $notNull: true } } });
      await letPass(1_000, 'a look in the middle of it would come by now');
      await articles().publish({ documentId });
    });
    await until('it was looked at', () => inTransaction.length > 0);
    expect(inTransaction).not.toContain(true);
    await once(documentId);
  });

  it('an entry that was live before its rule is not posted for other words (T12)', async () => {
    await site.rules.removeAll();
    const documentId = await site.rules.published();
    await site.rules.settle();
    await site.rules.make(account);
    for (const title of ['One word', 'Another word']) {
      await articles().update({ documentId, data: fields({ title }), status: 'published' });
      expect(await site.rules.postsOf(documentId)).toEqual([]);
    }
    expect(await site.rules.whyOf(documentId)).toContain('published before the rule');
  });

  describe('the files', () => {
    const only =
      (changes: Parameters<RulesSite['rules']['make']>[1]) => async (): Promise<void> => {
        await site.rules.removeAll();
        await site.rules.make(account, changes);
      };

    describe('of a rule that posts changes of the media', () => {
      beforeAll(only({ repeat: 'media_change' }));

      it('are posted again when they are others, and not for their order or other words (T12)', async () => {
        const [first, second] = [await asset('a.jpg', '#aa0000'), await asset('b.jpg', '#00aa00')];
        const documentId = await site.rules.published({ video: null, gallery: [first, second] });
        await once(documentId);
        const publishWith = (data: Record<string, unknown>) =>
          articles().update({ documentId, data, status: 'published' });
        await publishWith({ title: 'Other words' });
        await publishWith({ gallery: [second, first] });
        await once(documentId);
        await publishWith({ video: site.video.id });
        expect((await site.rules.postsOf(documentId)).map(({ kind }) => kind)).toEqual([
          'photo',
          'video',
        ]);
        await publishWith({ video: null });
        expect(await site.rules.postsOf(documentId)).toHaveLength(2);
      });
    });

    describe('of a rule that posts once', () => {
      beforeAll(only({}));

      it('are not posted again when they are replaced (T12)', async () => {
        const documentId = await site.rules.published();
        await once(documentId);
        const other = (await site.site.uploadAsset(path.join(MEDIA, 'kites.mp4'))).id;
        await articles().update({
          documentId,
          data: fields({ video: other }),
          status: 'published',
        });
        await once(documentId);
      });
    });

    describe('of a gallery', () => {
      beforeAll(only({ mediaField: 'gallery' }));

      it('keep the order of the entry', async () => {
        const gallery = [await asset('3.jpg'), await asset('1.jpg'), await asset('2.jpg')];
        const documentId = await site.rules.published({ gallery });
        const post = await site.rules.onlyPostOf(documentId);
        expect([post.kind, post.assetIds]).toEqual(['photo', gallery]);
      });
    });

    describe('of a dynamic zone', () => {
      beforeAll(
        only({
          mediaField: 'sections',
          captionTemplate:
            '{% for part in sections %}{% if part.__component == "story.quote" %}{{ part.text }}{% endif %}{% endfor %}',
        }),
      );

      it('are found, with the words beside them', async () => {
        const video = (await site.site.uploadAsset(VIDEO)).id;
        const documentId = await site.rules.published({
          sections: [
            { __component: 'story.quote', text: 'Said at sea' },
            { __component: 'story.scene', heading: 'The harbour', media: video },
          ],
        });
        const post = await site.rules.onlyPostOf(documentId);
        expect([post.assetIds, post.content.caption]).toEqual([[video], 'Said at sea']);
      });
    });

    describe('of components', () => {
      beforeAll(
        only({
          mediaField: 'scenes',
          captionTemplate: '{{ scenes | map: "heading" | join: ", " }}',
        }),
      );

      it('are found in the order of the components', async () => {
        const [one, two] = [await asset('one.jpg'), await asset('two.jpg')];
        const documentId = await site.rules.published({
          scenes: [
            { heading: 'Second', media: two },
            { heading: 'First', media: one },
          ],
        });
        const post = await site.rules.onlyPostOf(documentId);
        expect([post.assetIds, post.content.description]).toEqual([[two, one], 'Second, First']);
      });
    });
  });
};
