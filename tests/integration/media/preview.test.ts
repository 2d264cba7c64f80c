import path from 'node:path';

import { ACTIONS } from '../../../contracts/permissions';
import { makePicture, makeVideo, startTestStrapi, type TestStrapi, until } from '../../support';
import { fixture, FIXTURES } from '../../unit/media/support/bytes';
import { mediaOfSite } from './support';
import { createMediaLinks } from '../../../server/src/media/delivery/links';

let site: TestStrapi;
let asset: { id: number; url: string };
let userId: number;

const VIDEO = fixture('h264.mp4');
const previewUrl = (assetId: number, user = userId): string =>
  createMediaLinks(site.strapi).previewUrl(assetId, user)!;

beforeAll(async () => {
  site = await startTestStrapi();
  asset = await site.uploadAsset(path.join(FIXTURES, 'h264.mp4'));
  userId = (await site.administrator('superAdmin')).id;
});
afterAll(() => site?.stop());

const bytesOf = async (address: string, headers: Record<string, string> = {}, method = 'GET') => {
  const answer = await fetch(new URL(address, site.url), { headers, method, redirect: 'manual' });
  return { answer, body: Buffer.from(await answer.arrayBuffer()) };
};

test('a preview is the content itself, harmless on our origin and kept by no cache', async () => {
  const { answer, body } = await bytesOf(previewUrl(asset.id));
  expect(answer.status).toBe(200);
  expect(body.equals(VIDEO)).toBe(true);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'video/mp4',
    'content-length': String(VIDEO.length),
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'content-disposition': 'inline',
    'cache-control': expect.stringContaining('no-store'),
  });
});

test('a player may seek in a preview', async () => {
  const part = await bytesOf(previewUrl(asset.id), { range: 'bytes=100-199' });
  expect(part.answer.status).toBe(206);
  expect(part.answer.headers.get('content-range')).toBe(`bytes 100-199/${VIDEO.length}`);
  expect(part.body.equals(VIDEO.subarray(100, 200))).toBe(true);

  const beyond = await bytesOf(previewUrl(asset.id), { range: 'bytes=999999-' });
  expect(beyond.answer.status).toBe(416);
  expect(beyond.answer.headers.get('content-range')).toBe(`bytes */${VIDEO.length}`);

  const other = { range: 'bytes=100-199', 'if-range': '"another version"' };
  const whole = await bytesOf(previewUrl(asset.id), other);
  expect([whole.answer.status, whole.body.length]).toEqual([200, VIDEO.length]);
});

test('one person cannot keep the server busy with many answers of one preview', async () => {
  const large = path.join(site.home.directory, 'large.mp4');
  const { id } = await site.uploadAsset(await makeVideo(large, 40_000_000));
  const address = new URL(previewUrl(id), site.url);
  const stop = new AbortController();
  // Opened and not read: each answer stays on its way.
  const answers = [];
  for (let count = 0; count < 9; count += 1) {
    answers.push(await fetch(address, { signal: stop.signal }));
  }
  expect(answers.map(({ status }) => status)).toEqual([...Array<number>(8).fill(200), 503]);
  expect(answers.at(-1)?.headers.get('retry-after')).toBe('5');
  stop.abort();
  const isServed = async () => (await bytesOf(previewUrl(id), {}, 'HEAD')).answer.status === 200;
  await until('another one is served', isServed);
});

test('HEAD of a preview tells its size without its bytes', async () => {
  const { answer, body } = await bytesOf(previewUrl(asset.id), {}, 'HEAD');
  expect([answer.status, body.length]).toEqual([200, 0]);
  expect(answer.headers.get('content-length')).toBe(String(VIDEO.length));
});

test('a preview link is good for its asset only, and not when it is altered', async () => {
  const picture = await makePicture(path.join(site.home.directory, 'sun.png'), {
    width: 60,
    height: 60,
  });
  const other = await site.uploadAsset(picture);
  const token = new URL(previewUrl(asset.id), site.url).searchParams.get('token')!;
  for (const address of [
    `/api/tiktok/media/preview/${other.id}?token=${token}`,
    `/api/tiktok/media/preview/${asset.id}?token=${token.slice(0, -2)}xx`,
  ]) {
    expect((await bytesOf(address)).answer.status).toBe(404);
  }
  expect((await bytesOf(`/api/tiktok/media/preview/${asset.id}`)).answer.status).toBe(400);
  const shown = await bytesOf(previewUrl(other.id));
  expect(shown.answer.headers.get('content-type')).toBe('image/png');
});

test('a preview link of an administrator who was blocked is dead', async () => {
  const person = await site.createAdmin({
    roleActions: [ACTIONS.viewPosts, { action: 'plugin::upload.read' }],
  });
  const address = previewUrl(asset.id, person.id);
  expect((await bytesOf(address)).answer.status).toBe(200);
  await site.strapi.db
    .query('admin::user')
    .update({ where: { id: person.id }, data: { blocked: true } });
  expect((await bytesOf(address)).answer.status).toBe(404);
});

test('T28: what only claims to be a picture is never served from our origin', async () => {
  const created: unknown = await site.strapi.db.query('plugin::upload.file').create({
    data: {
      name: 'evil.jpg',
      mime: 'image/jpeg',
      hash: 'evil',
      ext: '.html',
      size: 1,
      url: '/uploads/evil.html',
      provider: 'local',
      folderPath: '/',
    },
  });
  const { writeFile } = await import('node:fs/promises');
  const { publicDir } = { publicDir: site.strapi.dirs.static.public };
  await writeFile(path.join(publicDir, 'uploads/evil.html'), '<script>alert(1)</script>');
  const { answer, body } = await bytesOf(previewUrl((created as { id: number }).id));
  expect(answer.status).toBe(404);
  expect(body.toString()).not.toContain('script');
});

test('no token of a preview reaches the log', async () => {
  const address = previewUrl(asset.id);
  const token = address.split('token=')[1]!;
  await bytesOf(address);
  await bytesOf(`/api/tiktok/media/preview/${asset.id}?token=${'x'.repeat(600)}`);
  const logged = site.logs.map(({ message }) => message).join('\n');
  expect(logged).toContain(`GET /api/tiktok/media/preview/${asset.id} (`);
  expect(logged).not.toContain(token);
  expect(logged).not.toContain('x'.repeat(100));
});

test('the probe finds its parser in the built plugin and reads what was uploaded', async () => {
  expect(await mediaOfSite(site).probe(asset.id, { asker: 'review' })).toMatchObject({
    facts: { container: 'MP4', videoCodec: 'H.264', width: 360, height: 640, frameRate: 30 },
    findings: [{ code: 'video_short' }],
  });
});

test('replacing the file in the Media Library is noticed although url and hash stay', async () => {
  const before = await mediaOfSite(site).fingerprint(asset.id);
  const form = new FormData();
  form.set('fileInfo', JSON.stringify({ name: 'h264.mp4' }));
  const other = new Blob([new Uint8Array(fixture('hevc.mp4'))], { type: 'video/mp4' });
  form.set('files', other, 'h264.mp4');
  const token = await site.as('superAdmin');
  const answer = await site.request('POST', `/upload?id=${asset.id}`, { token, body: form });
  expect(answer.status).toBe(200);
  const after = await mediaOfSite(site).fingerprint(asset.id);
  expect(after.hash).toBe(before.hash);
  await expect(mediaOfSite(site).openSource(before)).rejects.toMatchObject({
    code: 'source_changed',
  });
  const source = await mediaOfSite(site).openSource(after);
  await source.close();
});
