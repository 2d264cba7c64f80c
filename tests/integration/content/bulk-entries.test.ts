import path from 'node:path';

import { z } from 'zod';

import { openComposerEntries } from '../../../contracts/composer';
import { ACTIONS } from '../../../contracts/permissions';
import { createStories, type Grant, startTestStrapi, type TestStrapi } from '../../support';
import { FIXTURES } from '../../unit/media/support/bytes';

const ARTICLE = 'api::article.article';
const CLIP = 'api::clip.clip';
const READ_FILES: Grant = { action: 'plugin::upload.read' };
const FIELDS = { properties: { fields: ['title', 'video'], locales: ['en'] } };
const read: Grant = {
  action: 'plugin::content-manager.explorer.read',
  subject: ARTICLE,
  ...FIELDS,
};
const publish: Grant = {
  action: 'plugin::content-manager.explorer.publish',
  subject: ARTICLE,
  properties: { locales: ['en'] },
};

let site: TestStrapi;
let video: number;
let draft: string;
let published: string;
let clip: string;

const article = async (title: string): Promise<string> =>
  (await site.strapi.documents(ARTICLE).create({ data: { title, video } })).documentId;

beforeAll(async () => {
  site = await startTestStrapi({ emulator: true });
  video = (await site.uploadAsset(path.join(FIXTURES, 'h264.mp4'))).id;
  draft = await article('Never published');
  published = await article('Published');
  await site.strapi.documents(ARTICLE).publish({ documentId: published });
  await site.strapi
    .documents(ARTICLE)
    .update({ documentId: published, data: { title: 'Changed since' } as object });
  clip = (await site.strapi.documents(CLIP).create({ data: { title: 'Clip', video } })).documentId;
});
afterAll(() => site?.stop());

const ask = (token: string, body: object) =>
  site.request('POST', '/tiktok/composer/entries', {
    token,
    body: { uid: ARTICLE, documentIds: [draft, published], locale: null, ...body },
  });
type Answer = z.output<typeof openComposerEntries.response>;
const entriesOf = async (token: string, body: object = {}): Promise<Answer> => {
  const answer = await ask(token, body);
  expect(answer.text).not.toContain('"error"');
  return openComposerEntries.response.parse(answer.body);
};
const person = async (...grants: Grant[]): Promise<string> =>
  (await site.createAdmin({ roleActions: [ACTIONS.composePosts, ...grants] })).token;

test('a selection shows the published version of each entry, and the draft where there is none', async () => {
  const { entries, missing } = await entriesOf(await site.as('superAdmin'));
  expect(entries.map(({ title, source }) => [title, source.status])).toEqual([
    ['Never published', 'draft'],
    ['Published', 'published'],
  ]);
  expect(entries.every(({ mayPost, posts }) => mayPost && posts === 0)).toBe(true);
  expect(entries[0]?.media).toEqual([
    expect.objectContaining({ assetId: video, kind: 'video', field: 'video' }),
  ]);
  expect(missing).toEqual([]);
});

test('a type without drafts and languages has one version', async () => {
  const { entries } = await entriesOf(await site.as('superAdmin'), {
    uid: CLIP,
    documentIds: [clip],
  });
  expect(entries).toMatchObject([
    { title: 'Clip', source: { status: 'published', locale: null }, mayPost: true },
  ]);
});

test('entries that do not exist are named, and an entry selected twice is one', async () => {
  const { entries, missing } = await entriesOf(await site.as('superAdmin'), {
    documentIds: [draft, 'nowhere', draft],
  });
  expect(entries).toHaveLength(1);
  expect(missing).toEqual(['nowhere']);
});

test('who may read but not publish the entries is told so for each', async () => {
  const { entries } = await entriesOf(await person(READ_FILES, read));
  expect(entries.map(({ mayPost }) => mayPost)).toEqual([false, false]);
  expect(entries[0]?.mayNotWhy).toContain('but not publish it');
  const { entries: own } = await entriesOf(await person(READ_FILES, read, publish));
  expect(own.map(({ mayPost }) => mayPost)).toEqual([true, true]);
});

test('entries of a type that the caller may not read are missing, whatever they are', async () => {
  const token = await person(READ_FILES);
  const { entries, missing } = await entriesOf(token, { documentIds: [draft, 'nowhere'] });
  expect(entries).toEqual([]);
  expect(missing).toEqual([draft, 'nowhere']);
});

test('a role for its own entries only gets none of those of others', async () => {
  const own: Grant = {
    action: 'plugin::content-manager.explorer.read',
    subject: ARTICLE,
    ...FIELDS,
    conditions: ['admin::is-creator'],
  };
  expect((await entriesOf(await person(READ_FILES, own))).missing).toEqual([draft, published]);
});

test('files and fields that the caller may not read are left out of each entry', async () => {
  const { entries } = await entriesOf(await person(read));
  expect(entries.map(({ media }) => media)).toEqual([[], []]);
  const titles: Grant = {
    action: 'plugin::content-manager.explorer.read',
    subject: ARTICLE,
    properties: { fields: ['title'], locales: ['en'] },
  };
  const { entries: without } = await entriesOf(await person(READ_FILES, titles));
  expect(without.map(({ media }) => media)).toEqual([[], []]);
});

test('a post that is on its way is counted, a draft of ours and other accounts’ posts are not', async () => {
  const stories = createStories(site, site.emulator, () => site.as('superAdmin'));
  await stories.useDirectPost();
  const account = await stories.connect();
  const source = { uid: ARTICLE, documentId: draft, locale: 'en', status: 'draft' as const };
  const later = new Date(Date.now() + 86_400_000).toISOString();
  await stories.createPost(
    stories.postOf(account.id, [video], { source, when: { type: 'at', at: later } }),
  );
  await stories.createPost(
    stories.postOf(account.id, [video], { source, when: { type: 'draft' }, consent: null }),
  );
  const { entries } = await entriesOf(await site.as('superAdmin'));
  expect(entries.map(({ posts }) => posts)).toEqual([1, 0]);

  const { roleId } = await site.createAdmin({ roleActions: [] });
  await stories.call('PUT', `/tiktok/accounts/${account.id}`, z.unknown(), {
    roleIds: [roleId],
  });
  const { entries: strangers } = await entriesOf(await person(READ_FILES, read, publish));
  expect(strangers.map(({ posts }) => posts)).toEqual([0, 0]);
});

test('more than a hundred at once are refused in words', async () => {
  const answer = await ask(await site.as('superAdmin'), {
    documentIds: Array.from({ length: 101 }, (_, index) => `id-${index}`),
  });
  expect(answer.status).toBe(400);
  expect(answer.text).toContain('documentIds');
});
