import path from 'node:path';

import { type z } from 'zod';

import { ACTIONS } from '../../../contracts/permissions';
import { getEntry } from '../../../contracts/composer';
import { type Content } from '../../../server/src/content';
import { type Grant, makePicture, startTestStrapi, type TestStrapi } from '../../support';
import { FIXTURES } from '../../unit/media/support/bytes';

const ARTICLE = 'api::article.article';
const CLIP = 'api::clip.clip';
const READ_FILES: Grant = { action: 'plugin::upload.read' };
const FIELDS = ['title', 'video', 'gallery', 'scenes', 'sections'];

const explorer = (
  action: 'read' | 'publish' | 'update',
  subject: string,
  more: Partial<Exclude<Grant, string>> = {},
): Grant => ({
  action: `plugin::content-manager.explorer.${action}`,
  subject,
  ...more,
});
const ARTICLE_FIELDS = { properties: { fields: FIELDS, locales: ['en'] } };
const readArticles = explorer('read', ARTICLE, ARTICLE_FIELDS);
const publishArticles = explorer('publish', ARTICLE, { properties: { locales: ['en'] } });

let site: TestStrapi;
let video: { id: number };
let picture: { id: number };
let documentId: string;

beforeAll(async () => {
  site = await startTestStrapi();
  video = await site.uploadAsset(path.join(FIXTURES, 'h264.mp4'));
  const file = await makePicture(path.join(site.home.directory, 'sun.jpg'));
  picture = await site.uploadAsset(file);
  const draft = await site.strapi.documents(ARTICLE).create({
    data: {
      title: 'Harbour',
      video: video.id,
      sections: [
        { __component: 'story.quote', text: 'By the sea' },
        { __component: 'story.scene', heading: 'Dusk', media: picture.id },
      ],
    },
  });
  documentId = draft.documentId;
});
afterAll(() => site?.stop());

const ask = (
  token: string,
  {
    uid = ARTICLE,
    id = documentId,
    status = 'draft',
  }: { uid?: string; id?: string; status?: string } = {},
) => site.request('GET', `/tiktok/entries/${uid}/${id}?status=${status}`, { token });
type Entry = z.output<typeof getEntry.response>;
const entryOf = async (...args: Parameters<typeof ask>): Promise<Entry> => {
  const answer = await ask(...args);
  expect(answer.text).not.toContain('"error"');
  return getEntry.response.parse(answer.body);
};
const person = async (...grants: Grant[]): Promise<string> => {
  const { token } = await site.createAdmin({ roleActions: [ACTIONS.composePosts, ...grants] });
  return token;
};

test('an entry shows its title, its media with their fields, and that it may be posted', async () => {
  const entry = await entryOf(await site.as('superAdmin'));
  expect(entry).toMatchObject({
    title: 'Harbour',
    source: { uid: ARTICLE, documentId, locale: 'en', status: 'draft' },
    posts: [],
    mayPost: true,
    mayNotWhy: null,
  });
  expect(entry.media).toEqual([
    expect.objectContaining({ assetId: video.id, kind: 'video', field: 'video', bytes: 2496 }),
    expect.objectContaining({ assetId: picture.id, kind: 'photo', field: 'sections[1].media' }),
  ]);
  const preview = await fetch(new URL(entry.media[0]!.previewUrl!, site.url));
  expect([preview.status, (await preview.arrayBuffer()).byteLength]).toEqual([200, 2496]);
});

test('each version has its own content, and one that does not exist is not found', async () => {
  const token = await site.as('superAdmin');
  expect((await ask(token, { status: 'published' })).status).toBe(404);
  await site.strapi.documents(ARTICLE).publish({ documentId });
  await site.strapi.documents(ARTICLE).update({
    documentId,
    // Known to the demo app, not to these types.
    data: { title: 'Harbour at dusk' } as object,
  });
  expect((await entryOf(token, { status: 'published' })).title).toBe('Harbour');
  expect((await entryOf(token)).title).toBe('Harbour at dusk');
});

test('who may read but not publish is told so, and what to do', async () => {
  const entry = await entryOf(await person(READ_FILES, readArticles));
  expect(entry.mayPost).toBe(false);
  expect(entry.mayNotWhy).toBe(
    'You may read this entry of "Article", but not publish it, so you cannot post it to TikTok. Ask an administrator for the permission to publish it.',
  );
  const publisher = await person(READ_FILES, readArticles, publishArticles);
  expect((await entryOf(publisher)).mayPost).toBe(true);
});

test('a type without drafts takes the right to update', async () => {
  const clip = await site.strapi
    .documents(CLIP)
    .create({ data: { title: 'Clip', video: video.id } });
  const where = { uid: CLIP, id: clip.documentId, status: 'published' };
  const fields = { properties: { fields: ['title', 'video'] } };
  const reader = await person(READ_FILES, explorer('read', CLIP, fields));
  expect((await entryOf(reader, where)).mayNotWhy).toContain('but not update it');
  const editor = await person(
    READ_FILES,
    explorer('read', CLIP, fields),
    explorer('update', CLIP, fields),
  );
  expect(await entryOf(editor, where)).toMatchObject({
    mayPost: true,
    source: { status: 'published', locale: null },
  });
});

test('who may not read the entry learns nothing about it', async () => {
  const answer = await ask(await person(READ_FILES));
  expect(answer.status).toBe(404);
  expect(answer.text).not.toContain('Harbour');
});

test('a role for its own entries only does not see those of others', async () => {
  const own = explorer('read', ARTICLE, { ...ARTICLE_FIELDS, conditions: ['admin::is-creator'] });
  expect((await ask(await person(READ_FILES, own))).status).toBe(404);
});

test('files in fields that the caller may not read are left out', async () => {
  const fields = { properties: { fields: ['title', 'sections'], locales: ['en'] } };
  const entry = await entryOf(await person(READ_FILES, explorer('read', ARTICLE, fields)));
  expect(entry.media.map(({ field }) => field)).toEqual(['sections[1].media']);
});

test('files that the caller may not read in the Media Library are left out', async () => {
  expect((await entryOf(await person(readArticles, publishArticles))).media).toEqual([]);
  const own: Grant = { action: 'plugin::upload.read', conditions: ['admin::is-creator'] };
  expect((await entryOf(await person(own, readArticles))).media).toEqual([]);
});

test.each(['api::nothing.here', 'admin::user', 'plugin::tiktok.post', 'constructor'])(
  '%s is no type with entries',
  async (uid) => {
    expect((await ask(await site.as('superAdmin'), { uid })).status).toBe(404);
  },
);

test('the publisher reads an entry without anyone being signed in', async () => {
  const content: Content = site.strapi.plugin('tiktok').service('content');
  const source = { uid: ARTICLE, documentId, locale: null, status: 'draft' } as const;
  expect(await content.readEntry(source)).toEqual({
    source: { ...source, locale: 'en' },
    title: 'Harbour at dusk',
    media: [
      { assetId: video.id, field: 'video' },
      { assetId: picture.id, field: 'sections[1].media' },
    ],
  });
  expect(await content.readEntry({ ...source, documentId: 'nowhere' })).toBeNull();
});
