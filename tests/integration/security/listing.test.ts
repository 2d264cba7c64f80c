import { z } from 'zod';

import { ACTIONS } from '../../../contracts/permissions';
import { postSummary } from '../../../contracts/posts';
import {
  createStories,
  startTestStrapi,
  type Stories,
  type TestStrapi,
  VIDEO,
} from '../../support';

const list = z.object({ posts: z.array(postSummary), pagination: z.object({ total: z.number() }) });
const ARTICLE = 'api::article.article';
const READ = 'plugin::content-manager.explorer.read';

describe('whose posts a person sees', () => {
  let site: TestStrapi;
  let stories: Stories;
  let postOfEntry: number;
  let postOfAsset: number;

  beforeAll(async () => {
    site = await startTestStrapi({ emulator: true });
    stories = createStories(site, site.emulator, () => site.as('superAdmin'));
    await stories.useDirectPost();
    const account = await stories.connect();
    const video = await site.uploadAsset(VIDEO);
    const documentId = await stories.writeArticle(video.id, 'Not for everybody');
    const source = { uid: ARTICLE, documentId, locale: 'en', status: 'draft' as const };
    const draft = { when: { type: 'draft' as const }, consent: null };
    const make = (more: object) =>
      stories.createPost(stories.postOf(account.id, [video.id], { ...draft, ...more }));
    postOfEntry = (await make({ source })).id;
    postOfAsset = (await make({})).id;
  });

  afterAll(() => site.stop());

  const countedBy = async (token: string, search: string): Promise<number> => {
    const query = new URLSearchParams({ search });
    const answer = await site.request('GET', `/tiktok/posts?${query}`, { token });
    return list.parse(answer.body).pagination.total;
  };
  const seenBy = async (token: string): Promise<number[]> => {
    const answer = await site.request('GET', '/tiktok/posts', { token });
    return list.parse(answer.body).posts.map(({ id }) => id);
  };
  const seenWith = async (token: string, search: string): Promise<number[]> => {
    const query = new URLSearchParams({ search });
    const answer = await site.request('GET', `/tiktok/posts?${query}`, { token });
    return list.parse(answer.body).posts.map(({ id }) => id);
  };
  const opened = async (token: string, id: number): Promise<number> =>
    (await site.request('GET', `/tiktok/posts/${id}`, { token })).status;

  it('hides the posts of entries that the person may not read, in the list and one by one', async () => {
    const { token } = await site.createAdmin({ roleActions: [ACTIONS.viewPosts] });
    expect(await seenBy(token)).toEqual([postOfAsset]);
    expect(await opened(token, postOfEntry)).toBe(404);
    expect(await opened(token, postOfAsset)).toBe(200);
  });

  it('shows them to who may read the entries', async () => {
    const { token } = await site.createAdmin({
      roleActions: [
        ACTIONS.viewPosts,
        {
          action: READ,
          subject: ARTICLE,
          properties: { fields: ['title', 'video'], locales: ['en'] },
        },
      ],
    });
    expect(await seenBy(token)).toEqual([postOfAsset, postOfEntry]);
    expect(await opened(token, postOfEntry)).toBe(200);
  });

  it('hides the posts of entries in a language that the person may not read', async () => {
    const { token } = await site.createAdmin({
      roleActions: [
        ACTIONS.viewPosts,
        { action: READ, subject: ARTICLE, properties: { fields: ['title'], locales: ['de'] } },
      ],
    });
    expect(await seenBy(token)).toEqual([postOfAsset]);
    expect(await opened(token, postOfEntry)).toBe(404);
  });

  it('asks about each entry where the right has a condition', async () => {
    const { token } = await site.createAdmin({
      roleActions: [
        ACTIONS.viewPosts,
        {
          action: READ,
          subject: ARTICLE,
          properties: { fields: ['title', 'video'], locales: ['en'] },
          conditions: ['admin::is-creator'],
        },
      ],
    });
    expect(await seenBy(token)).toEqual([postOfAsset]);
    expect(await opened(token, postOfEntry)).toBe(404);
  });

  it.each([
    ['no right to read the entry', []],
    ['entries in another language', [{ locales: ['de'] }]],
    ['entries of their own alone', [{ locales: ['en'], conditions: ['admin::is-creator'] }]],
  ])(
    'counts only what the person may see, with %s: a search finds out nothing',
    async (_, rights) => {
      const { token } = await site.createAdmin({
        roleActions: [
          ACTIONS.viewPosts,
          ...rights.map(({ locales, ...more }: { locales: string[]; conditions?: string[] }) => ({
            action: READ,
            subject: ARTICLE,
            properties: { fields: ['title', 'video'], locales },
            ...more,
          })),
        ],
      });
      for (const words of ['', 'Not', 'Not for everybody', 'Hello']) {
        expect([words, await countedBy(token, words)]).toEqual([
          words,
          (await seenWith(token, words)).length,
        ]);
      }
      expect(await countedBy(token, 'Not for everybody')).toBe(0);
      expect(await countedBy(await site.as('superAdmin'), 'Not for everybody')).toBe(1);
    },
  );

  it('does not let anybody cancel what they may not see', async () => {
    const { token } = await site.createAdmin({ roleActions: [ACTIONS.resolvePosts] });
    const answer = await site.request('POST', `/tiktok/posts/${postOfEntry}/cancel`, {
      token,
      body: { version: 1 },
    });
    expect(answer.status).toBe(404);
  });
});
