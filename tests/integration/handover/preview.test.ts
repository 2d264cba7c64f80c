import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { z } from 'zod';

import { newLink, type NewLink } from '../../../contracts/handover';
import { ACTIONS } from '../../../contracts/permissions';
import { type PostView } from '../../../contracts/posts';
import { makePicture, VIDEO } from '../../support';
import { type PublisherSite, startPublisher } from '../posts/support';

const AT = '2031-07-01T16:30:00.000Z';

let publisher: PublisherSite;
let accountId: number;

beforeAll(async () => {
  publisher = await startPublisher();
  accountId = (await publisher.newAccount()).id;
});
afterAll(() => publisher?.stop());

const plan = (changes = {}): Promise<PostView> =>
  publisher.send(accountId, {
    content: { caption: 'A <script>harbour</script>' },
    when: { type: 'at', at: AT },
    options: { privacyLevel: 'PUBLIC_TO_EVERYONE', allowComment: true, allowDuet: false },
    ...changes,
  });
const answered = z.object({ link: newLink });
const make = async ({ id }: { id: number }, body: unknown = {}): Promise<NewLink> =>
  (await publisher.stories.call('POST', `/tiktok/posts/${id}/preview-link`, answered, body)).link;
const open = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
  publisher.site.request(method, url, { headers });

it('shows account, texts, settings, planned time and state, and nothing to press', async () => {
  const { url } = await make(await plan());
  const { status, text, headers } = await open(url);
  expect(status).toBe(200);
  for (const part of [
    'Creator 1 (@creator_1)',
    'A &lt;script&gt;harbour&lt;/script&gt;',
    'July 1, 2031 at 4:30',
    '(UTC)',
    'Scheduled',
    'Everyone',
    '<dd>Comment</dd>',
  ]) {
    expect(text).toContain(part);
  }
  expect(text).not.toMatch(/<(form|button|a|input)\b/);
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; /);
  expect(headers.get('x-robots-tag')).toContain('noindex');
});

it('shows the planned time in the zone of the account', async () => {
  await publisher.stories.call('PUT', `/tiktok/accounts/${accountId}`, z.unknown(), {
    timeZone: 'Europe/Berlin',
  });
  const { text } = await open((await make(await plan())).url, { 'accept-language': 'de' });
  expect(text).toContain('1. Juli 2031 um 18:30 (Europe/Berlin)');
});

it('plays the very file of the post, with ranges, harmless on our origin', async () => {
  const { url } = await make(await plan());
  const page = await open(url);
  const source = /<video src="([^"]+)"/.exec(page.text)?.[1] ?? '';
  expect(source).toBe(`${new URL(url).pathname}/media/0`);
  const whole = await fetch(new URL(source, publisher.site.url));
  expect(Buffer.from(await whole.arrayBuffer()).equals(await readFile(VIDEO))).toBe(true);
  expect(whole.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  expect(whole.headers.get('x-content-type-options')).toBe('nosniff');
  const part = await open(source, { range: 'bytes=0-9' });
  expect([part.status, part.headers.get('content-length')]).toEqual([206, '10']);
  expect((await open(source, {}, 'HEAD')).status).toBe(200);
});

it('gives no file but those of its post', async () => {
  const { url } = await make(await plan());
  for (const index of ['1', '34', '-1', 'x', '0x0', '1e1', '00000']) {
    expect((await open(`${url}/media/${index}`)).status).toBe(404);
  }
});

it('shows each picture of a carousel, in order', async () => {
  const pictures = await Promise.all(
    ['one.jpg', 'two.png'].map(async (name) =>
      publisher.site.uploadAsset(await makePicture(path.join(publisher.site.home.directory, name))),
    ),
  );
  const post = await plan({
    kind: 'photo',
    assetIds: pictures.map(({ id }) => id),
    content: { title: 'Two', description: 'Pictures' },
  });
  const { url } = await make(post);
  const { text } = await open(url);
  expect(text.match(/<img src="[^"]+\/media\/\d"/g)).toHaveLength(2);
  const types = [];
  for (const index of [0, 1]) {
    types.push((await open(`${url}/media/${index}`)).headers.get('content-type'));
  }
  // As TikTok gets them: a picture's own bytes may tell where it was taken.
  expect(types).toEqual(['image/jpeg', 'image/jpeg']);
});

it('does not show a file that was replaced after the post was made', async () => {
  const asset = await publisher.site.uploadAsset(VIDEO, 'replaced.mp4');
  const { url } = await make(await plan({ assetIds: [asset.id] }));
  expect((await open(`${url}/media/0`)).status).toBe(200);
  const form = new FormData();
  form.set('fileInfo', JSON.stringify({ name: 'replaced.mp4' }));
  const bytes = Buffer.concat([
    await readFile(VIDEO),
    Buffer.from([0, 0, 0, 8, 102, 114, 101, 101]),
  ]);
  form.set('files', new Blob([new Uint8Array(bytes)], { type: 'video/mp4' }), 'replaced.mp4');
  const token = await publisher.site.as('superAdmin');
  await publisher.site.request('POST', `/upload?id=${asset.id}`, { token, body: form });
  expect((await open(`${url}/media/0`)).status).toBe(404);
});

it('expires when it was told to', async () => {
  const link = await make(await plan(), { hours: 5 });
  const hours = (Date.parse(link.expiresAt) - Date.parse(link.createdAt)) / 3_600_000;
  expect(hours).toBe(5);
  await publisher
    .db('tiktok_links')
    .where({ id: link.id })
    .update({ expires_at: Date.now() - 1 });
  expect((await open(link.url)).status).toBe(404);
  expect((await open(`${link.url}/media/0`)).status).toBe(404);
});

it.each(['published', 'cancelled'])('ends, files included, when the post is %s', async (state) => {
  const post = await plan();
  const { url } = await make(post);
  await publisher.db('tiktok_posts').where({ id: post.id }).update({ state, next_step_at: null });
  expect((await open(url)).status).toBe(404);
  expect((await open(`${url}/media/0`)).status).toBe(404);
});

it('ends when the TikTok account is erased', async () => {
  const { id } = await publisher.newAccount();
  const post = await publisher.send(id, { when: { type: 'at', at: AT } });
  const { url } = await make(post);
  expect((await open(url)).status).toBe(200);
  await publisher.stories.call('DELETE', `/tiktok/accounts/${id}`, z.unknown());
  expect((await open(url)).status).toBe(404);
});

it('cannot be made by a person who may not read the files', async () => {
  const post = await plan();
  const { token } = await publisher.site.createAdmin({
    roleActions: [ACTIONS.viewPosts, ACTIONS.composePosts],
  });
  const answer = await publisher.site.request('POST', `/tiktok/posts/${post.id}/preview-link`, {
    token,
    body: {},
  });
  expect(answer.status).toBe(403);
  expect(answer.text).toContain('may not read the file');
});
