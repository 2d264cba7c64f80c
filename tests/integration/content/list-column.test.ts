import { z } from 'zod';

import { ACTIONS } from '../../../contracts/permissions';
import { type EntryState, listColumn } from '../../../contracts/list-column';
import { type PostView } from '../../../contracts/posts';
import {
  createStories,
  type Grant,
  startTestStrapi,
  type Stories,
  type TestStrapi,
  VIDEO,
} from '../../support';

const ARTICLE = 'api::article.article';
const FIELDS = { properties: { fields: ['title', 'video'], locales: ['en'] } };
const read: Grant = {
  action: 'plugin::content-manager.explorer.read',
  subject: ARTICLE,
  ...FIELDS,
};

let site: TestStrapi;
let stories: Stories;
let accountId: number;
let video: number;
const entries: string[] = [];

beforeAll(async () => {
  site = await startTestStrapi({ emulator: true });
  stories = createStories(site, site.emulator, () => site.as('superAdmin'));
  await stories.useDirectPost();
  accountId = (await stories.connect()).id;
  video = (await site.uploadAsset(VIDEO)).id;
  for (let number = 1; number <= 5; number += 1) {
    entries.push(await stories.writeArticle(video, `Story ${number}`));
  }
});
afterAll(() => site?.stop());

const postOf = (index: number, changes: object): Promise<PostView> =>
  stories.createPost(
    stories.postOf(accountId, [video], {
      source: { uid: ARTICLE, documentId: entries[index]!, locale: 'en', status: 'draft' },
      ...changes,
    }),
  );
const later = () => ({
  when: { type: 'at' as const, at: new Date(Date.now() + 86_400_000).toISOString() },
});
const DRAFT = { when: { type: 'draft' as const }, consent: null };

const states = async (token: string, more: object = {}): Promise<Record<string, EntryState>> => {
  const answer = await site.request('POST', '/tiktok/list-column', {
    token,
    body: { uid: ARTICLE, documentIds: entries, locale: 'en', ...more },
  });
  expect(answer.status).toBe(200);
  return listColumn.response.parse(answer.body).states;
};
const person = async (...grants: Grant[]): Promise<string> =>
  (await site.createAdmin({ roleActions: grants })).token;

const page = z.object({
  results: z.array(z.object({ documentId: z.string(), title: z.string() })),
  pagination: z.object({ total: z.number(), pageCount: z.number() }),
});
type Page = z.output<typeof page>;
const list = async (token: string, query: string): Promise<Page> => {
  const answer = await site.request(
    'GET',
    `/content-manager/collection-types/${ARTICLE}?sort=title:ASC&${query}`,
    { token },
  );
  expect([answer.status, answer.text.slice(0, 200)]).toEqual([200, expect.anything()]);
  return page.parse(answer.body);
};
const titles = ({ results }: Page): string[] => results.map(({ title }) => title);
const NO = 'filters[$and][0][__tiktok][$eq]=no';
const YES = 'filters[$and][0][__tiktok][$eq]=yes';

test('the column says where each entry of a page stands, and nothing of those without posts', async () => {
  await postOf(0, later());
  await postOf(1, DRAFT);
  const cancelled = await postOf(2, later());
  await stories.call('POST', `/tiktok/posts/${cancelled.id}/cancel`, z.unknown(), {
    version: cancelled.version,
  });
  const seen = await states(await site.as('superAdmin'));
  expect(Object.keys(seen).sort()).toEqual([entries[0], entries[1], entries[2]].sort());
  expect(seen[entries[0]!]).toMatchObject({ state: 'scheduled', count: 1 });
  expect(seen[entries[1]!]?.state).toBe('draft');
  expect(seen[entries[2]!]?.state).toBe('cancelled');
});

test('of several posts of an entry the column shows the newest that goes out, and how many there are', async () => {
  const first = await postOf(3, later());
  const second = await postOf(3, later());
  await postOf(3, DRAFT);
  expect((await states(await site.as('superAdmin')))[entries[3]!]).toEqual({
    state: 'scheduled',
    at: second.scheduledAt,
    postId: second.id,
    count: 3,
  });
  expect(second.id).toBeGreaterThan(first.id);
});

test('the column asks the posts once, however many entries the page has', async () => {
  const knex = site.strapi.db.connection;
  const asked: string[] = [];
  const listen = ({ sql }: { sql: string }) => {
    if (sql.includes('tiktok_posts')) asked.push(sql);
  };
  knex.on('query', listen);
  await states(await site.as('superAdmin'));
  knex.removeListener('query', listen);
  expect(asked).toHaveLength(1);
});

test('entries that the caller may not read, and accounts of other roles, are not told about', async () => {
  expect(await states(await person(ACTIONS.viewPosts))).toEqual({});
  expect(
    await states(
      await person(ACTIONS.viewPosts, {
        action: 'plugin::content-manager.explorer.read',
        subject: ARTICLE,
        ...FIELDS,
        conditions: ['admin::is-creator'],
      }),
    ),
  ).toEqual({});
  expect(Object.keys(await states(await person(ACTIONS.viewPosts, read)))).toHaveLength(4);
  expect(await states(await person(ACTIONS.viewPosts, read), { uid: 'api::nothing.here' })).toEqual(
    {},
  );
});

test('the list of entries not on TikTok yet is right with its pages and its total', async () => {
  const token = await site.as('superAdmin');
  const all = await list(token, '');
  expect(all.pagination.total).toBe(5);

  const open = await list(token, NO);
  expect([titles(open), open.pagination.total]).toEqual([['Story 2', 'Story 3', 'Story 5'], 3]);
  const second = await list(token, `${NO}&page=2&pageSize=2`);
  expect([titles(second), second.pagination]).toEqual([
    ['Story 5'],
    expect.objectContaining({ total: 3, pageCount: 2 }),
  ]);
  expect(titles(await list(token, YES))).toEqual(['Story 1', 'Story 4']);
});

test('the filter works together with Strapi’s own', async () => {
  const token = await site.as('superAdmin');
  const both = `${NO}&filters[$and][1][title][$contains]=5`;
  expect(titles(await list(token, both))).toEqual(['Story 5']);
  expect(titles(await list(token, `${NO}&filters[$and][1][__status][$eq]=draft`))).toEqual([
    'Story 2',
    'Story 3',
    'Story 5',
  ]);
});

test('another language of the entries has posts of its own', async () => {
  const token = await site.as('superAdmin');
  await site.strapi.plugin('i18n').service('locales').create({ code: 'de', name: 'German' });
  await site.strapi
    .documents(ARTICLE)
    .update({ documentId: entries[0]!, locale: 'de', data: { title: 'Geschichte' } as object });
  expect(titles(await list(token, `${NO}&locale=de`))).toEqual(['Geschichte']);
  expect(titles(await list(token, `${YES}&locale=de`))).toEqual([]);
  expect(await states(token, { locale: 'de' })).toEqual({});
  expect(titles(await list(token, `${YES}&locale=en`))).toEqual(['Story 1', 'Story 4']);
});

test('the filter tells nothing to who may not see posts, and takes accounts of other roles for none', async () => {
  const reader = await person(read);
  expect((await list(reader, YES)).pagination.total).toBe(5);
  const viewer = await person(read, ACTIONS.viewPosts);
  expect((await list(viewer, YES)).pagination.total).toBe(2);

  const { roleId } = await site.createAdmin({ roleActions: [] });
  await stories.call('PUT', `/tiktok/accounts/${accountId}`, z.unknown(), { roleIds: [roleId] });
  expect((await list(viewer, YES)).pagination.total).toBe(0);
  expect((await list(viewer, NO)).pagination.total).toBe(5);
  await stories.call('PUT', `/tiktok/accounts/${accountId}`, z.unknown(), { roleIds: null });
});

test('a filter that says neither yes nor no narrows nothing', async () => {
  const token = await site.as('superAdmin');
  const odd = await list(token, 'filters[$and][0][__tiktok][$eq]=perhaps');
  expect(odd.pagination.total).toBe(5);
});

test('requests beside the filtered one are not narrowed', async () => {
  const token = await site.as('superAdmin');
  const [open, all] = await Promise.all([list(token, NO), list(token, '')]);
  expect([open.pagination.total, all.pagination.total]).toEqual([3, 5]);
});
