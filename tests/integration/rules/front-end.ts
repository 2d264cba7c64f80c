import { z } from 'zod';

import { findEntryPosts, FRONT_END_ACTION, publicPost } from '../../../contracts/front-end';
import { type StartOptions } from '../../support/strapi';
import { isIn } from '../posts/support';
import { ARTICLE, inHours, type RulesSite, startRules } from './support';

const accessKey = z.object({ data: z.object({ accessKey: z.string() }) });
const withPosts = z.object({
  data: z.array(z.looseObject({ documentId: z.string(), tiktok: z.array(publicPost).optional() })),
});
const tagsWithin = z.object({
  data: z.looseObject({ tiktok: z.array(publicPost), tags: z.array(z.looseObject({})) }),
});

/** An article with one post that everyone can see, a private one, and one that is planned. */
export const articleWithPosts = async (
  site: RulesSite,
): Promise<{ documentId: string; handle: string }> => {
  const account = await site.newAccount();
  const documentId = await site.rules.published();
  const send = (changes: Parameters<RulesSite['send']>[1]) =>
    site.send(account.id, {
      source: { uid: ARTICLE, documentId, locale: null, status: 'published' },
      ...changes,
    });
  const post = await send({ content: { caption: 'PRIVATE-CAPTION' } });
  await site.hasteTo(post.id, ({ link }) => link !== null);
  const hidden = await send({ options: { privacyLevel: 'SELF_ONLY' } });
  await site.hasteTo(hidden.id, isIn('published'));
  await send({ when: { type: 'at', at: inHours(2) } });
  return { documentId, handle: account.handle };
};

/** What a site's front end gets of an entry's posts. */
export const testFrontEnd = (database: NonNullable<StartOptions['database']>): void => {
  let site: RulesSite;
  let handle: string;
  let documentId: string;

  const tokenOf = async (type: string, permissions?: string[]): Promise<string> => {
    const made = await site.stories.call('POST', '/admin/api-tokens', accessKey, {
      name: `${type} ${Date.now()} ${Math.random()}`,
      description: '',
      type,
      lifespan: null,
      permissions,
    });
    return made.data.accessKey;
  };
  const ask = (token?: string, query: Record<string, string> = {}) => {
    const search = new URLSearchParams({ uid: ARTICLE, documentId, ...query });
    return site.site.request('GET', `/api/tiktok/posts?${search}`, { token });
  };
  const postsFor = async (token?: string, query?: Record<string, string>) => {
    const answer = await ask(token, query);
    expect(answer.status).toBe(200);
    return findEntryPosts.response.parse(answer.body).data;
  };

  beforeAll(async () => {
    site = await startRules({ database });
    ({ documentId, handle } = await articleWithPosts(site));
  });
  afterAll(() => site?.stop());

  it('gets the public posts of an entry with a read-only token, and nothing that is not public', async () => {
    const [live] = site.live(handle);
    const token = await tokenOf('read-only');
    const answer = await ask(token);
    const { data } = findEntryPosts.response.parse(answer.body);
    expect(data).toEqual([
      {
        kind: 'video',
        state: 'published',
        publishedAt: expect.any(String),
        link: `https://www.tiktok.com/@${handle}/video/${live?.postId}`,
        embedLink: `https://www.tiktok.com/embed/v2/${live?.postId}`,
        locale: 'en',
      },
    ]);
    expect(answer.text).not.toMatch(/PRIVATE-CAPTION|open_id|publish_id|accountId/);
    expect(await postsFor(token, { locale: 'fr' })).toEqual([]);
    expect(await postsFor(token, { documentId: 'another' })).toEqual([]);
  });

  it('needs the permission, as for any action of the content API', async () => {
    // Without Users & Permissions nobody is let in without a token.
    expect((await ask()).status).toBe(401);
    expect((await ask(await tokenOf('custom', ['api::article.article.find']))).status).toBe(403);
    expect(await postsFor(await tokenOf('custom', [FRONT_END_ACTION]))).toHaveLength(1);
    expect(await postsFor(await tokenOf('full-access'), { uid: 'api::clip.clip' })).toEqual([]);
  });

  it('finds the permission among those that roles and API tokens are given', async () => {
    const { data } = await site.stories.call(
      'GET',
      '/admin/content-api/permissions',
      z.object({ data: z.record(z.string(), z.object({ controllers: z.unknown() })) }),
    );
    expect(data['plugin::tiktok']?.controllers).toMatchObject({ entryPosts: ['find'] });
  });

  it('gets them with the entries themselves, however many, in two queries', async () => {
    const other = await site.rules.published({ title: 'Without posts' });
    const token = await tokenOf('read-only');
    const statements: string[] = [];
    const listen = ({ sql }: { sql: string }) => {
      // Beside the publisher's own look for due posts, which comes when it comes.
      if (/tiktok_(posts|timeline)/.test(sql) && !/next_step_at <=/.test(sql)) statements.push(sql);
    };
    site.strapi.db.connection.on('query', listen);
    const answer = await site.site.request('GET', '/api/articles?tiktok=posts', { token });
    site.strapi.db.connection.off('query', listen);
    const { data } = withPosts.parse(answer.body);
    const found = data.map((entry) => [entry.documentId, entry.tiktok?.length] as const);
    expect(Object.fromEntries(found)).toMatchObject({ [documentId]: 1, [other]: 0 });
    expect(statements).toHaveLength(2);
    const one = await site.site.request('GET', `/api/articles/${documentId}?tiktok=posts`, {
      token,
    });
    expect(one.text).toContain('"tiktok":[{"kind":"video"');
  });

  it('gets nothing for the entries inside an entry: the parameter is about the entry itself', async () => {
    const tags = site.strapi.documents('api::tag.tag');
    const tag = await tags.create({ data: { name: 'Inside', slug: 'inside' } });
    const tagged = await site.rules.published({ title: 'Tagged', tags: [tag.documentId] });
    const address = `/api/articles/${tagged}?populate=tags&tiktok=posts`;
    const answer = await site.site.request('GET', address, { token: await tokenOf('read-only') });
    const { data } = tagsWithin.parse(answer.body);
    expect(data).toMatchObject({ tiktok: [], tags: [{ name: 'Inside' }] });
    expect(data.tags[0]).not.toHaveProperty('tiktok');
  });

  it('may use the parameter also where the site is strict about unknown ones', async () => {
    site.strapi.config.set('api.rest.strictParams', true);
    try {
      const token = await tokenOf('read-only');
      const known = await site.site.request('GET', '/api/articles?tiktok=posts', { token });
      expect([known.status, known.text]).toEqual([200, expect.stringContaining('tiktok.com')]);
      const unknown = await site.site.request('GET', '/api/articles?tiktak=posts', { token });
      expect(unknown.status).toBe(400);
    } finally {
      site.strapi.config.set('api.rest.strictParams', undefined);
    }
  });

  it('gets an entry as ever without the parameter, and without the permission', async () => {
    const plain = await site.site.request('GET', `/api/articles/${documentId}`, {
      token: await tokenOf('read-only'),
    });
    expect(plain.text).not.toContain('tiktok');
    const custom = await tokenOf('custom', ['api::article.article.findOne']);
    const refused = await site.site.request('GET', `/api/articles/${documentId}?tiktok=posts`, {
      token: custom,
    });
    expect(refused.status).toBe(200);
    expect(refused.text).not.toContain('tiktok.com');
  });

  it('does not get what its author has made private since', async () => {
    const rows: unknown = await site
      .db('tiktok_posts')
      .where({ document_id: documentId })
      .whereNotNull('link')
      .first();
    const { id } = z.object({ id: z.number() }).parse(rows);
    await site.db('tiktok_timeline').insert({
      post_id: id,
      at: Date.now(),
      code: 'no_longer_public',
      message: 'TikTok says that the post is no longer public.',
      actor: 'TikTok',
    });
    expect(await postsFor(await tokenOf('read-only'))).toEqual([]);
  });
};
