import { type Caller } from '../../../server/src/http/handle';
import { startTestStrapi, type TestStrapi } from '../../support';
import { fixture, readAll, videoBytes } from '../../unit/media/support/bytes';
import { startStorage, type Storage } from '../../unit/media/support/storage-server';
import { listFile, mediaOfSite, useStorage } from './support';

let site: TestStrapi;
let storage: Storage;
const content = videoBytes(400_000);

beforeAll(async () => {
  storage = await startStorage();
  site = await startTestStrapi();
  useStorage(site, storage);
});
afterAll(async () => {
  await site?.stop();
  await storage.stop();
});
beforeEach(() => storage.reset());

const everything: Caller = {
  id: 1,
  name: 'Root',
  roleIds: [],
  isPerson: true,
  ability: { can: () => true },
};

test('a file of a private bucket is read exactly, though each address lives for 15 minutes', async () => {
  storage.behave({ private: true });
  const id = await listFile(site, storage, { name: 'private.mp4', mime: 'video/mp4', content });
  const fingerprint = await mediaOfSite(site).fingerprint(id);
  expect(fingerprint).toMatchObject({ bytes: content.length, etag: expect.stringMatching(/^"/) });
  const source = await mediaOfSite(site).openSource(fingerprint);
  const parts: Buffer[] = [];
  for (let first = 0; first < content.length; first += 100_000) {
    parts.push(await readAll(await source.openRange(first, first + 99_999)));
    storage.passSeconds(901);
  }
  await source.close();
  expect(Buffer.concat(parts).equals(content)).toBe(true);
  expect(storage.requests.every(({ status }) => status === 206)).toBe(true);
});

test('T24: a bucket behind a CDN that ignores Range is read once, sequentially', async () => {
  const id = await listFile(site, storage, { name: 'cdn.mp4', mime: 'video/mp4', content });
  storage.behave({ ignoresRange: true });
  const fingerprint = await mediaOfSite(site).fingerprint(id);
  storage.requests.length = 0;
  const source = await mediaOfSite(site).openSource(fingerprint);
  for (let first = 0; first < content.length; first += 100_000) {
    const part = await readAll(await source.openRange(first, first + 99_999));
    expect(part.equals(content.subarray(first, first + 100_000))).toBe(true);
  }
  await source.close();
  expect(storage.requests.filter(({ range }) => range === null)).toHaveLength(1);
});

test('T24: transformed bytes without a length are what is counted and sent', async () => {
  const id = await listFile(site, storage, { name: 'image-cdn.mp4', mime: 'video/mp4', content });
  const transformed = videoBytes(123_456, 5);
  storage.put('/bucket/image-cdn.mp4', transformed);
  storage.behave({ noLength: true });
  const fingerprint = await mediaOfSite(site).fingerprint(id);
  expect(fingerprint.bytes).toBe(transformed.length);
  const source = await mediaOfSite(site).openSource(fingerprint);
  const sent = await readAll(await source.openRange(0, transformed.length - 1));
  await source.close();
  expect(sent.equals(transformed)).toBe(true);
});

test('a file replaced in the bucket behind our back is held, not spliced', async () => {
  const id = await listFile(site, storage, { name: 'replaced.mp4', mime: 'video/mp4', content });
  const fingerprint = await mediaOfSite(site).fingerprint(id);
  const source = await mediaOfSite(site).openSource(fingerprint);
  await readAll(await source.openRange(0, 99_999));
  storage.put('/bucket/replaced.mp4', videoBytes(content.length, 8));
  await expect(source.openRange(100_000, 199_999)).rejects.toMatchObject({
    code: 'source_changed',
  });
  await source.close();
});

test('items carry exact sizes and real types, and name what cannot be sized', async () => {
  const fine = await listFile(site, storage, { name: 'fine.mp4', mime: 'video/mp4', content });
  const mov = fixture('quicktime.mov');
  const lying = await listFile(site, storage, { name: 'lie.mp4', mime: 'video/mp4', content: mov });
  const sound = await listFile(site, storage, { name: 'a.mp3', mime: 'audio/mpeg', content });
  const gone = await listFile(site, storage, { name: 'gone.mp4', mime: 'video/mp4', content });
  storage.delete('/bucket/gone.mp4');
  const refs = [gone, sound, lying, fine].map((assetId) => ({ assetId, field: null }));
  const items = await mediaOfSite(site).items(refs, everything);
  expect(items.map(({ assetId, bytes, mime }) => ({ assetId, bytes, mime }))).toEqual([
    { assetId: gone, bytes: null, mime: 'video/mp4' },
    { assetId: lying, bytes: mov.length, mime: 'video/quicktime' },
    { assetId: fine, bytes: content.length, mime: 'video/mp4' },
  ]);
});

test('no signed address reaches the log', () => {
  const logged = site.logs.map(({ message }) => message).join('\n');
  expect(logged).not.toContain('signature=');
});
