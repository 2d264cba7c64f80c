import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { z } from 'zod';

import { newLink } from '../../../contracts/handover';
import { ACTIONS } from '../../../contracts/permissions';
import { type PostView } from '../../../contracts/posts';
import { type Administrator, type Grant, MEDIA, VIDEO } from '../../support';
import { type PublisherSite, startPublisher } from '../posts/support';

const TOMORROW = { type: 'at' as const, at: new Date(Date.now() + 86_400_000).toISOString() };
const READ_FILES: Grant = { action: 'plugin::upload.read' };
const COMPOSER: readonly Grant[] = [ACTIONS.viewPosts, ACTIONS.composePosts, READ_FILES];

let publisher: PublisherSite;
let accountId: number;
let post: PostView;
let maker: Administrator;

beforeAll(async () => {
  publisher = await startPublisher();
  accountId = (await publisher.newAccount()).id;
  post = await publisher.send(accountId, { shareType: 'inbox', options: {}, when: TOMORROW });
});
afterAll(() => publisher?.stop());
beforeEach(async () => {
  maker = await publisher.site.createAdmin({ roleActions: COMPOSER });
});
afterEach(() => restrictAccount(null));

const restrictAccount = (roleIds: number[] | null) =>
  publisher.stories.call('PUT', `/tiktok/accounts/${accountId}`, z.unknown(), { roleIds });
const statusOf = async (url: string): Promise<number> =>
  (await publisher.site.request('GET', url)).status;

const make = async (path: string): Promise<string> => {
  const answer = await publisher.site.request('POST', path, { token: maker.token, body: {} });
  if (answer.status !== 200) throw new Error(answer.text);
  const read = z.union([z.object({ link: newLink }), z.object({ url: z.string() })]);
  const made = read.parse(answer.body);
  return 'link' in made ? made.link.url : made.url;
};
const handOver = () => make(`/tiktok/posts/${post.id}/handover`);
const preview = () => make(`/tiktok/posts/${post.id}/preview-link`);
const feed = () => make('/tiktok/plan/feed');

const deactivate = () =>
  publisher.site.strapi.db
    .query('admin::user')
    .update({ where: { id: maker.id }, data: { isActive: false } });
const keepOnly = (...grants: Grant[]) => publisher.site.grant(maker.roleId, grants);
const closeAccount = async () =>
  restrictAccount([(await publisher.site.administrator('superAdmin')).roleId]);

it.each([
  ['a hand-over', 'was deactivated', handOver, deactivate],
  ['a hand-over', 'may no longer compose posts', handOver, () => keepOnly(ACTIONS.viewPosts)],
  ['a hand-over', 'may no longer use the account', handOver, closeAccount],
  ['a preview', 'was deactivated', preview, deactivate],
  ['a preview', 'may no longer compose posts', preview, () => keepOnly(ACTIONS.viewPosts)],
  ['a preview', 'may no longer use the account', preview, closeAccount],
  [
    'a preview',
    'may no longer read its files',
    preview,
    () => keepOnly(ACTIONS.viewPosts, ACTIONS.composePosts),
  ],
  ['a calendar', 'was deactivated', feed, deactivate],
  ['a calendar', 'may no longer see posts', feed, () => keepOnly(READ_FILES)],
] as const)('%s ends when its maker %s', async (_what, _why, makeLink, loseRight) => {
  const url = await makeLink();
  expect(await statusOf(url)).toBe(200);
  await loseRight();
  expect(await statusOf(url)).toBe(404);
});

it('the files of a preview end with it', async () => {
  const url = `${await preview()}/media/0`;
  expect(await statusOf(url)).toBe(200);
  await keepOnly(ACTIONS.viewPosts, ACTIONS.composePosts);
  expect(await statusOf(url)).toBe(404);
});

it('a link works again when its maker gets the right back', async () => {
  const url = await preview();
  await keepOnly(ACTIONS.viewPosts);
  expect(await statusOf(url)).toBe(404);
  await keepOnly(...COMPOSER);
  expect(await statusOf(url)).toBe(200);
});

describe('when the files of its post are no longer the same', () => {
  const upload = () => publisher.site.uploadAsset(VIDEO);
  const root = () => publisher.site.as('superAdmin');
  const readPost = () => publisher.stories.readPost(post.id);

  const edit = async (assetIds: number[]): Promise<void> => {
    const { version, shareType, kind, source, content } = await readPost();
    const answer = await publisher.site.request('PUT', `/tiktok/posts/${post.id}`, {
      token: await root(),
      body: {
        ...{ version, accountId, shareType, kind, source, content, assetIds },
        ...{ options: {}, when: { type: 'draft' }, consent: null },
      },
    });
    if (answer.status !== 200) throw new Error(answer.text);
  };
  const exchange = async (assetId: number, name: string): Promise<void> => {
    const body = new FormData();
    body.append('files', new Blob([await readFile(path.join(MEDIA, name))]), name);
    const answer = await publisher.site.request('POST', `/upload?id=${assetId}`, {
      token: await root(),
      body,
    });
    if (answer.status !== 200) throw new Error(answer.text);
  };

  let assetId: number;
  beforeEach(async () => {
    assetId = (await upload()).id;
    post = await publisher.send(accountId, {
      assetIds: [assetId],
      shareType: 'inbox',
      options: {},
      when: TOMORROW,
    });
  });

  describe.each([
    ['a hand-over', handOver],
    ['a preview', preview],
  ] as const)('%s', (_what, makeLink) => {
    it.each([
      ['another file is chosen for the post', async () => edit([(await upload()).id])],
      ['its file is exchanged in the Media Library', () => exchange(assetId, 'kites.mp4')],
      [
        'its file is deleted from the Media Library',
        async () =>
          publisher.site.request('DELETE', `/upload/files/${assetId}`, { token: await root() }),
      ],
    ] as const)('ends when %s', async (_door, change) => {
      const url = await makeLink();
      expect(await statusOf(url)).toBe(200);
      await change();
      expect(await statusOf(url)).toBe(404);
    });

    it('stays when only other words are written, or the file gets another description', async () => {
      const url = await makeLink();
      await edit([assetId]);
      expect(await statusOf(url)).toBe(200);
      const body = new FormData();
      body.append('fileInfo', JSON.stringify({ alternativeText: 'Kites over the harbour' }));
      await publisher.site.request('POST', `/upload?id=${assetId}`, { token: await root(), body });
      expect(
        await publisher.site.strapi.db.query('plugin::upload.file').findOne({
          where: { id: assetId },
        }),
      ).toMatchObject({ alternativeText: 'Kites over the harbour' });
      expect(await statusOf(url)).toBe(200);
    });
  });
});
