import { type MediaFingerprint } from '../../../contracts/media';
import { type Asset } from '../../../server/src/media/asset';
import { createAssetFiles } from '../../../server/src/media/files/asset-files';
import { SourceChanged, SourceUnavailable } from '../../../server/src/media/errors';
import { createHttpGet } from '../../../server/src/media/files/http-get';
import { createPreparedPictures } from '../../../server/src/media/pictures/prepared-pictures';
import { createRemoteFiles } from '../../../server/src/media/files/remote-file';
import { fingerprintDigest, sameVersion, shownDigest } from '../../../server/src/media/fingerprint';
import { createSources } from '../../../server/src/media/source';
import sharp from 'sharp';

import { fixture, readAll, videoBytes } from './support/bytes';
import { type Manners, startStorage, type Storage } from './support/storage-server';

const ID = 7;
const content = videoBytes(250_000);

describe('what was agreed is what is sent', () => {
  let storage: Storage;
  let asset: Asset | null;
  let signings = 0;
  const http = createHttpGet({ allowPrivateAddresses: true });
  const sources = createSources({
    find: async () => asset,
    files: createAssetFiles({
      setup: () => ({
        publicDir: '/nowhere',
        providerName: 'storage',
        serverUrl: '',
        addressOf: async ({ url }) => {
          signings += 1;
          return storage.sign(new URL(url).pathname, 900);
        },
      }),
      remote: createRemoteFiles({ get: http.get }),
    }),
  });
  const stored = (): Asset => ({
    id: ID,
    name: 'video.mp4',
    mime: 'video/mp4',
    hash: 'video_1a2b',
    ext: '.mp4',
    size: 250,
    url: storage.put('/video_1a2b.mp4', content),
    provider: 'storage',
    updatedAt: '2026-11-20T10:00:00.000Z',
  });

  beforeAll(async () => {
    storage = await startStorage();
  });
  afterAll(async () => {
    http.close();
    await storage.stop();
  });
  beforeEach(() => {
    storage.reset();
    signings = 0;
    asset = stored();
  });

  const hosts: [string, Manners][] = [
    ['an S3-compatible storage', {}],
    ['a private bucket', { private: true }],
    ['a host that ignores Range', { ignoresRange: true }],
    ['a host that tells no length', { noLength: true }],
    ['a host without ETags', { noValidators: true }],
  ];

  it.each(hosts)('T24 T25: is read exactly from %s', async (_name, manners) => {
    storage.behave(manners);
    const fingerprint = await sources.fingerprint(ID);
    expect(fingerprint).toMatchObject({ assetId: ID, kind: 'video', bytes: content.length });
    const source = await sources.openSource(fingerprint);
    expect(source).toMatchObject({ bytes: content.length, contentType: 'video/mp4' });
    const parts = [
      await readAll(await source.openRange(0, 99_999)),
      await readAll(await source.openRange(100_000, 249_999)),
    ];
    expect(Buffer.concat(parts).equals(content)).toBe(true);
    // A broken chunk is sent again.
    const again = await readAll(await source.openRange(0, 99_999));
    expect(again.equals(content.subarray(0, 100_000))).toBe(true);
    await source.close();
  });

  it.each(hosts.filter(([name]) => name !== 'a host without ETags'))(
    'is refused after the content was replaced by one of equal size, from %s',
    async (_name, manners) => {
      storage.behave(manners);
      const fingerprint = await sources.fingerprint(ID);
      storage.put('/video_1a2b.mp4', videoBytes(content.length, 9));
      await expect(sources.openSource(fingerprint)).rejects.toThrow(SourceChanged);
    },
  );

  it('signs anew for each request to a private bucket', async () => {
    storage.behave({ private: true });
    const source = await sources.openSource(await sources.fingerprint(ID));
    await readAll(await source.openRange(0, 9));
    await readAll(await source.openRange(10, 19));
    expect(signings).toBe(storage.requests.length);
    await source.close();
  });

  it('is refused when the hash is another', async () => {
    const fingerprint = await sources.fingerprint(ID);
    asset = { ...stored(), hash: 'video_9z9z' };
    await expect(sources.openSource(fingerprint)).rejects.toThrow(SourceChanged);
  });

  const EDITED: Partial<Asset> = { updatedAt: '2026-11-20T10:00:01.000Z' };

  it.each<[string, Manners]>([
    ['an S3-compatible storage', {}],
    ['a storage with weak ETags', { weakETags: true }],
    ['a host without ETags', { noValidators: true }],
    ['a host that tells no length', { noLength: true }],
  ])('is the same after only its texts were edited, on %s', async (_name, manners) => {
    storage.behave(manners);
    const agreed = await sources.agreed(ID);
    asset = { ...stored(), ...EDITED };
    const source = await sources.openSource(agreed);
    const all = await readAll(await source.openRange(0, content.length - 1));
    expect(all.equals(content)).toBe(true);
    await source.close();
    storage.put('/video_1a2b.mp4', videoBytes(content.length, 9));
    await expect(sources.openSource(agreed)).rejects.toThrow(SourceChanged);
  });

  it.each<[string, Manners]>([
    ['weak ETags', { weakETags: true }],
    ['no ETags', { noValidators: true }],
  ])(
    'is refused after any edit where %s and no hash of the content speak',
    async (_name, manners) => {
      storage.behave(manners);
      const agreed = { ...(await sources.agreed(ID)), sha256: undefined };
      asset = { ...stored(), ...EDITED };
      await expect(sources.openSource(agreed)).rejects.toThrow(SourceChanged);
    },
  );

  it('is one file on two machines that name its version differently, whatever part is read', async () => {
    storage.behave({ machines: 2 });
    const agreed = await sources.agreed(ID);
    for (let times = 0; times < 3; times += 1) {
      const source = await sources.openSource(agreed);
      const parts = [
        await readAll(await source.openRange(0, 99_999)),
        await readAll(await source.openRange(100_000, content.length - 1)),
      ];
      expect(Buffer.concat(parts).equals(content)).toBe(true);
      await source.close();
    }
    storage.put('/video_1a2b.mp4', videoBytes(content.length, 9));
    await expect(sources.openSource(agreed)).rejects.toThrow(SourceChanged);
  });

  it('is not read as a whole where the ETag is made of the content', async () => {
    await sources.agreed(ID);
    expect(storage.requests.map(({ range }) => range)).toEqual(['bytes=0-4095']);
  });

  it('was on the screen if Strapi did not touch it since, or its storage still names it so', async () => {
    const shown = shownDigest(await sources.fingerprint(ID));
    const isShown = async () => sameVersion(shown, shownDigest(await sources.fingerprint(ID)));
    asset = { ...stored(), ...EDITED };
    expect(await isShown()).toBe(true);
    storage.behave({ machines: 3 });
    expect(await isShown()).toBe(false);
    asset = stored();
    expect(await isShown()).toBe(true);
  });

  it('is still the same after the asset was renamed', async () => {
    const fingerprint = await sources.fingerprint(ID);
    asset = { ...stored(), name: 'new name.mp4' };
    const source = await sources.openSource(fingerprint);
    await source.close();
    expect(source.name).toBe('new name.mp4');
  });

  it('survives being stored as JSON and read back', async () => {
    const fingerprint = await sources.fingerprint(ID);
    const copy = JSON.parse(JSON.stringify(fingerprint)) as MediaFingerprint;
    expect(fingerprintDigest(copy)).toBe(fingerprintDigest(fingerprint));
  });

  it('T28: is sent under the type that is inside, not the declared one', async () => {
    storage.put('/video_1a2b.mp4', fixture('quicktime.mov'));
    const fingerprint = await sources.fingerprint(ID);
    const source = await sources.openSource(fingerprint);
    expect([fingerprint.mime, source.contentType]).toEqual(['video/quicktime', 'video/quicktime']);
    await source.close();
  });

  it('T28: is refused when it is neither a video nor a picture', async () => {
    storage.put('/video_1a2b.mp4', Buffer.from('<html>a login page instead of the video</html>'));
    const fingerprint = await sources.fingerprint(ID);
    await expect(sources.openSource(fingerprint)).rejects.toMatchObject({
      message: expect.stringContaining('neither a video nor a picture'),
    });
  });

  it('is unavailable for good when the asset was deleted', async () => {
    const fingerprint = await sources.fingerprint(ID);
    asset = null;
    const opening = sources.openSource(fingerprint);
    await expect(opening).rejects.toThrow(SourceUnavailable);
    await expect(opening).rejects.toMatchObject({ code: 'asset_missing', retryable: false });
  });

  it('stops in the middle of a range when it is told to', async () => {
    const stop = new AbortController();
    const source = await sources.openSource(await sources.fingerprint(ID), stop.signal);
    const stream = await source.openRange(0, 249_999);
    stop.abort();
    await expect(readAll(stream)).rejects.toMatchObject({ name: 'AbortError' });
    await source.close();
  });

  it('does not leave the uploads folder, whatever the database says', async () => {
    asset = { ...stored(), provider: 'local', hash: '../../../etc/passwd', ext: '' };
    await expect(sources.fingerprint(ID)).rejects.toMatchObject({ code: 'file_missing' });
  });

  describe('a prepared picture', () => {
    const png = (): Promise<Buffer> =>
      sharp({ create: { width: 60, height: 40, channels: 3, background: 'teal' } })
        .png()
        .toBuffer();

    it('T67: is made once from the agreed original and then handed out unchanged', async () => {
      storage.put('/video_1a2b.mp4', await png());
      const digest = fingerprintDigest(await sources.fingerprint(ID));
      const prepared = createPreparedPictures({ sources, now: Date.now });
      storage.requests.length = 0;
      const [one, two] = [await prepared.open(ID, digest), await prepared.open(ID, digest)];
      const whole = await readAll(await one.openRange(0, one.bytes - 1));
      expect(whole.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
      const tail = await readAll(await two.openRange(100, two.bytes - 1));
      expect(tail.equals(whole.subarray(100))).toBe(true);
      expect(one.contentType).toBe('image/jpeg');
      const reads = storage.requests.length;
      await prepared.open(ID, digest);
      expect(storage.requests).toHaveLength(reads);
    });

    it('is not made from a changed original', async () => {
      storage.put('/video_1a2b.mp4', await png());
      const digest = fingerprintDigest(await sources.fingerprint(ID));
      storage.put('/video_1a2b.mp4', Buffer.concat([await png(), Buffer.from('x')]));
      const prepared = createPreparedPictures({ sources, now: Date.now });
      await expect(prepared.open(ID, digest)).rejects.toThrow(SourceChanged);
    });
  });
});
