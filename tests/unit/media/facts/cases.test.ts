import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';

import sharp, { type JpegOptions } from 'sharp';

import { createAssetFiles } from '../../../../server/src/media/files/asset-files';
import { createPreflight } from '../../../../server/src/media/facts/preflight';
import { createHttpGet } from '../../../../server/src/media/files/http-get';
import { sniffType } from '../../../../server/src/media/media-type';
import { preparePicture } from '../../../../server/src/media/pictures/picture';
import { createRemoteFiles } from '../../../../server/src/media/files/remote-file';
import { FIXTURES } from '../support/bytes';
import { startStorage, type Storage } from '../support/storage-server';

const read = (name: string): Buffer => readFileSync(path.join(FIXTURES, name));

/** Files that people really had; each was misread once. */
describe('the preflight of files that people really have', () => {
  let storage: Storage;
  let number = 0;
  let current: { name: string; url: string; bytes: number };
  const http = createHttpGet({ allowPrivateAddresses: true });
  const preflight = createPreflight({
    find: async (id) => ({
      id,
      name: current.name,
      hash: `file_${id}`,
      url: current.url,
      provider: 'storage',
      size: current.bytes / 1000,
      updatedAt: '2026-11-20T10:00:00.000Z',
    }),
    files: createAssetFiles({
      setup: () => ({
        publicDir: '/nowhere',
        providerName: 'storage',
        serverUrl: '',
        addressOf: async ({ url }) => url,
      }),
      remote: createRemoteFiles({ get: http.get }),
    }),
  });

  beforeAll(async () => {
    storage = await startStorage();
  });
  afterAll(async () => {
    http.close();
    preflight.close();
    await storage.stop();
  });

  const look = (name: string, content: Buffer) => {
    number += 1;
    current = { name, url: storage.put(`/${number}`, content), bytes: content.length };
    return preflight.probe(number, { asker: 'review' });
  };
  const codesOf = async (name: string, content = read(name)): Promise<string[]> =>
    (await look(name, content)).findings.map(({ code }) => code);

  describe('cut-short.avif: a picture whose end is missing', () => {
    const picture = () =>
      sharp({
        create: {
          width: 400,
          height: 400,
          channels: 3,
          background: 'teal',
          noise: { type: 'gaussian', mean: 128, sigma: 30 },
        },
      });
    const half = (content: Buffer): Buffer => content.subarray(0, content.length / 2);

    it.each([
      ['cut-short.avif', async () => read('cases/cut-short.avif')],
      ['half.jpg', async () => half(await picture().jpeg().toBuffer())],
      ['half.webp', async () => half(await picture().webp().toBuffer())],
      ['half.png', async () => half(await picture().png().toBuffer())],
    ])('%s is named before anything is sent', async (name, content) => {
      expect((await look(name, await content())).findings).toEqual([
        expect.objectContaining({
          code: 'file_refused',
          level: 'blocking',
          message: expect.stringContaining(`"${name}" cannot be read as a picture`),
        }),
      ]);
    });
  });

  describe('many-pixels.png: more pixels than can be prepared', () => {
    it('says so, with the numbers', async () => {
      const { findings } = await look('many-pixels.png', read('cases/many-pixels.png'));
      expect(findings).toEqual([
        expect.objectContaining({
          code: 'picture_too_many_pixels',
          level: 'blocking',
          message: '"many-pixels.png" has more pixels than can be prepared (17000 x 16000).',
        }),
      ]);
    });

    it('says it of a JPEG as well, and takes one just below', async () => {
      const picture = sharp({
        create: { width: 16383, height: 500, channels: 3, background: 'teal' },
      });
      const below = await picture.jpeg({ quality: 1 }).toBuffer();
      expect(await codesOf('below.jpg', below)).toEqual(['picture_scaled']);
      const over = Buffer.from(below);
      const frame = over.indexOf(Buffer.from([0xff, 0xc0]));
      over.writeUInt16BE(16384, frame + 5);
      expect(await codesOf('over.jpg', over)).toEqual(['picture_too_many_pixels']);
    });
  });

  describe('animated.png: a picture that moves', () => {
    const moving = async () => {
      const frames = ['red', 'blue'].map((background) =>
        sharp({ create: { width: 20, height: 20, channels: 3, background } })
          .png()
          .toBuffer(),
      );
      return sharp(await Promise.all(frames), { join: { animated: true } });
    };
    it.each([
      ['animated.png', async () => read('cases/animated.png')],
      ['animated.gif', async () => (await moving()).gif().toBuffer()],
      ['animated.webp', async () => (await moving()).webp().toBuffer()],
    ])('%s is announced as its first frame', async (name, make) => {
      expect((await look(name, await make())).findings).toContainEqual(
        expect.objectContaining({ code: 'picture_first_frame', level: 'warning' }),
      );
    });

    it('is not said of a still PNG', async () => {
      const still = await sharp(read('cases/animated.png')).png().toBuffer();
      expect(await codesOf('still.png', still)).toEqual(['picture_converted']);
    });
  });

  describe('with-place.jpg: a picture that tells where it was taken', () => {
    const withPlace = () =>
      sharp(read('cases/with-place.jpg'))
        .keepExif()
        .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>');

    it.each([
      ['with-place.jpg', async () => read('cases/with-place.jpg')],
      ['with-place.webp', () => withPlace().webp().toBuffer()],
      ['with-place.png', () => withPlace().png().toBuffer()],
    ])('%s leaves without a word of it', async (name, make) => {
      const content = await make();
      expect((await sharp(content).metadata()).exif).toBeDefined();
      const { buffer } = await preparePicture(
        {
          bytes: content.length,
          etag: null,
          head: content,
          openRange: async (first, last) => Readable.from([content.subarray(first, last + 1)]),
          close: async () => undefined,
        },
        sniffType(content)!,
        name,
      );
      const { exif, xmp, iptc } = await sharp(buffer).metadata();
      expect([exif, xmp, iptc]).toEqual([undefined, undefined, undefined]);
      expect(buffer.includes('GPS')).toBe(false);
    });

    it.each(['place.mp4', 'place.mov'])('%s: a video warns of it', async (name) => {
      expect(await codesOf(name)).toContain('video_place');
    });

    it('base.mp4: a video without a place does not', async () => {
      expect(await codesOf('base.mp4')).toEqual([]);
    });
  });

  describe('long-header.jpg: a JPEG with 85 kB before its frame', () => {
    /** With a comment of so many bytes before its frame. */
    const behind = async (bytes: number, options: JpegOptions): Promise<Buffer> => {
      const plain = await sharp(read('cases/long-header.jpg')).jpeg(options).toBuffer();
      const comments = [];
      for (let left = bytes; left > 0; left -= 60_000) {
        const comment = Buffer.alloc(60_004, 'x');
        comment.writeUInt32BE(0xfffe_ea62, 0);
        comments.push(comment);
      }
      return Buffer.concat([plain.subarray(0, 2), ...comments, plain.subarray(2)]);
    };
    const webp = () =>
      sharp(read('cases/long-header.jpg'))
        .withExif({ IFD0: { ImageDescription: 'x'.repeat(60_000) } })
        .webp()
        .toBuffer();

    it.each([
      ['long-header.jpg', async () => read('cases/long-header.jpg')],
      ['600 kB of comments.jpg', () => behind(600_000, {})],
      ['progressive.jpg', () => behind(200_000, { progressive: true })],
      ['with much EXIF.webp', webp],
    ])('%s is a good picture', async (name, make) => {
      expect(await codesOf(name, await make())).toEqual([]);
    });
  });

  it.each([
    ['cases/av1.webm', 'AV1'],
    ['av1.mp4', 'AV1'],
    ['mjpeg.mov', 'JPEG'],
    ['small-mpeg4.mp4', 'MPEG-4 Visual'],
  ])('av1.webm: the codec of %s is named', async (name, codec) => {
    const { findings } = await look(name, read(name));
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'video_codec',
        level: 'blocking',
        message: `"${name}" is coded as ${codec}; TikTok takes H.264, H.265, VP8, VP9.`,
      }),
    );
  });

  it.each([
    'cases/no-picture.mp4',
    'sound-only.mp4',
    'sound-only.webm',
    // The cover of a song is no picture that moves.
    'sound-with-cover.m4a',
  ])('no-picture.mp4: a sound is no video: %s', async (name) => {
    expect(await codesOf(name)).toContain('no_video_track');
  });

  it('vfr.mp4: a variable frame rate is named with its smallest and largest', async () => {
    const { facts, findings } = await look('vfr.mp4', read('vfr.mp4'));
    expect(facts.frameRateRange).toEqual({ min: 10, max: 30 });
    expect(findings).toEqual([
      expect.objectContaining({
        code: 'video_frame_rate',
        level: 'blocking',
        message: expect.stringMatching(/has 15\.\d+ frames per second \(variable: 10 to 30\)/),
      }),
    ]);
  });

  it('vfr-near.mp4: a variable rate whose mean fits is a warning', async () => {
    const { findings } = await look('vfr-near.mp4', read('vfr-near.mp4'));
    expect(findings).toEqual([
      expect.objectContaining({
        code: 'video_frame_rate_varies',
        level: 'warning',
        message: expect.stringContaining('from 20 to 60 frames per second'),
      }),
    ]);
  });

  it('fragmented.mp4: its length is read', async () => {
    const { facts, findings } = await look('fragmented.mp4', read('fragmented.mp4'));
    expect(facts.duration).toBeCloseTo(4, 1);
    expect(findings).toEqual([]);
  });

  it.each([
    ['recorder.webm', 4, []],
    // Chrome's MediaRecorder writes no frame rate either.
    ['media-recorder.webm', 3.964, ['video_partly_unknown']],
  ])('%s: a length that a recorder did not write is read', async (name, seconds, codes) => {
    const { facts, findings } = await look(name, read(name));
    expect(facts.duration).toBeCloseTo(seconds, 2);
    expect(findings.map(({ code }) => code)).toEqual(codes);
    expect(findings.some(({ message }) => message.includes('duration'))).toBe(false);
  });
});
