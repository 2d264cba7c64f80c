import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import sharp from 'sharp';

import { type MediaFingerprint } from '../../../contracts/media';
import { makePicture, startTestStrapi, type TestStrapi } from '../../support';
import { fixture, FIXTURES } from '../../unit/media/support/bytes';
import { insertPulledPost, mediaOfSite } from './support';

let site: TestStrapi;
let video: MediaFingerprint;
let photo: MediaFingerprint;
const VIDEO = fixture('h264.mp4');

beforeAll(async () => {
  site = await startTestStrapi();
  const uploaded = await site.uploadAsset(path.join(FIXTURES, 'h264.mp4'));
  video = await mediaOfSite(site).fingerprint(uploaded.id);
  const picture = path.join(site.home.directory, 'large.png');
  await makePicture(picture, { width: 1500, height: 1200 });
  photo = await mediaOfSite(site).fingerprint((await site.uploadAsset(picture)).id);
});
afterAll(() => site?.stop());
beforeEach(() => site.strapi.config.set('plugin::tiktok.mediaUrl', site.url));

const pull = async (address: string, headers: Record<string, string> = {}, method = 'GET') => {
  const answer = await fetch(address, { headers, method, redirect: 'manual' });
  return { answer, body: Buffer.from(await answer.arrayBuffer()) };
};
const link = async (media: MediaFingerprint, variant: 'original' | 'prepared' = 'original') => {
  const attempt = await insertPulledPost(site, [media]);
  return { attempt, url: mediaOfSite(site).deliveryUrl(attempt, 0, media, variant) };
};
const settle = (attempt: number): Promise<unknown> =>
  site.strapi.db.connection('tiktok_attempts').where({ id: attempt }).update({
    outcome: 'published',
  });

test('TikTok may pull the agreed video: whole, in parts, and ask for its size', async () => {
  const { url } = await link(video);
  const whole = await pull(url);
  expect(whole.answer.status).toBe(200);
  expect(whole.body.equals(VIDEO)).toBe(true);
  expect(Object.fromEntries(whole.answer.headers)).toMatchObject({
    'content-type': 'video/mp4',
    'content-length': String(VIDEO.length),
    'content-disposition': 'attachment',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  });

  const part = await pull(url, { range: 'bytes=1000-' });
  expect([part.answer.status, part.body.equals(VIDEO.subarray(1000))]).toEqual([206, true]);

  const several = await pull(url, { range: 'bytes=0-1,5-6' });
  expect([several.answer.status, several.body.length]).toEqual([200, VIDEO.length]);

  const head = await pull(url, {}, 'HEAD');
  expect(head.answer.headers.get('content-length')).toBe(String(VIDEO.length));
  expect(head.body).toHaveLength(0);
});

test('T66 T67: a picture is pulled in the form that TikTok takes, its original untouched', async () => {
  expect(mediaOfSite(site).variantOf(photo)).toBe('prepared');
  const { url } = await link(photo, 'prepared');
  const { answer, body } = await pull(url);
  expect(answer.headers.get('content-type')).toBe('image/jpeg');
  expect(await sharp(body).metadata()).toMatchObject({ format: 'jpeg', width: 1080, height: 864 });

  const head = await pull(url, {}, 'HEAD');
  expect(head.answer.headers.get('content-length')).toBe(String(body.length));
  const tail = await pull(url, { range: 'bytes=-10' });
  expect(tail.body.equals(body.subarray(-10))).toBe(true);
  expect(await mediaOfSite(site).fingerprint(photo.assetId)).toEqual(photo);
});

test('a picture is never delivered as it is', async () => {
  const { url } = await link(photo, 'original');
  expect((await pull(url)).answer.status).toBe(404);
});

test('a delivery link dies when its attempt may no longer be pulled', async () => {
  const { attempt, url } = await link(video);
  expect((await pull(url)).answer.status).toBe(200);
  await settle(attempt);
  const { answer, body } = await pull(url);
  expect([answer.status, body.toString()]).toEqual([404, 'Not found']);
});

test('a delivery link is nothing when it is altered or made up', async () => {
  const { url } = await link(video);
  for (const address of [`${url.slice(0, -2)}xx`, `${site.url}/api/tiktok/media/deliver/x`]) {
    expect((await pull(address)).answer.status).toBe(404);
  }
});

test('a file that was changed since the consent is not delivered', async () => {
  const uploaded = await site.uploadAsset(path.join(FIXTURES, 'hevc.mp4'));
  const agreed = await mediaOfSite(site).fingerprint(uploaded.id);
  const { url } = await link(agreed);
  expect((await pull(url)).answer.status).toBe(200);
  const file = path.join(site.strapi.dirs.static.public, uploaded.url);
  await writeFile(file, fixture('h264.mp4'));
  expect((await pull(url)).answer.status).toBe(404);
  await rm(file);
  expect((await pull(url)).answer.status).toBe(404);
});

test('no delivery token reaches the log', async () => {
  const { url } = await link(video);
  await pull(url);
  const token = url.split('/').at(-1)!;
  const logged = site.logs.map(({ message }) => message).join('\n');
  expect(logged).toContain('/api/tiktok/media/deliver/[token] (');
  expect(logged).not.toContain(token);
});

test.each([
  ['none', undefined],
  ['plain http', 'http://media.example.com'],
])('with %s for a public address there is no link, but words', (_name, mediaUrl) => {
  site.strapi.config.set('plugin::tiktok.mediaUrl', mediaUrl);
  site.strapi.config.set('plugin::tiktok.publicUrl', undefined);
  site.strapi.config.set('plugin::tiktok.allowPrivateAddresses', false);
  site.strapi.config.set('server.url', '');
  const make = (): string => mediaOfSite(site).deliveryUrl(1, 0, video, 'original');
  expect(make).toThrow('no public https address is configured');
});
