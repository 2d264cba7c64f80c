import { writeFile, mkdtemp, rm, truncate } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import sharp from 'sharp';

import { type Asset } from '../../../../server/src/media/asset';
import { createAssetFiles } from '../../../../server/src/media/files/asset-files';
import { videoFindings } from '../../../../server/src/media/facts/findings';
import { createHttpGet } from '../../../../server/src/media/files/http-get';
import { contentFacts } from '../../../../server/src/media/facts/content-facts';
import { createPreflight } from '../../../../server/src/media/facts/preflight';
import { createRemoteFiles } from '../../../../server/src/media/files/remote-file';
import { createSources } from '../../../../server/src/media/source';
import { fixture, readAll, videoBytes } from '../support/bytes';
import { startStorage, type Storage } from '../support/storage-server';

const UNDER_TEST = 7;
const FINE = {
  container: 'MP4',
  videoCodec: 'H.264',
  width: 1080,
  height: 1920,
  frameRate: 30,
  frameRateRange: null,
  duration: 12,
  hasPlace: false,
};

describe('the preflight', () => {
  let storage: Storage;
  let asset: Asset | null = null;
  const http = createHttpGet({ allowPrivateAddresses: true });
  const files = createAssetFiles({
    setup: () => ({
      publicDir: '/nowhere',
      providerName: 'storage',
      serverUrl: 'http://localhost',
      addressOf: async ({ url }) => url,
    }),
    remote: createRemoteFiles({ get: http.get }),
  });
  const preflight = createPreflight({ find: async () => asset, files });
  /** The fixtures run one second; what is said about that has tests of its own. */
  const isAboutItself = ({ code }: { code: string }): boolean => code !== 'video_short';
  const probe = async (id: number, signal?: AbortSignal) => {
    const seen = await preflight.probe(id, { asker: { person: 1 }, signal });
    return { ...seen, findings: seen.findings.filter(isAboutItself) };
  };

  const given = (name: string, mime: string, content: Buffer): void => {
    asset = {
      id: UNDER_TEST,
      name,
      mime,
      hash: 'file',
      ext: path.extname(name),
      size: content.length / 1000,
      url: storage.put(`/${name}`, content),
      provider: 'storage',
      updatedAt: '2026-11-20T10:00:00.000Z',
    };
  };
  /** What the storage was asked for while something was done. */
  const asked = async (work: () => Promise<unknown>): Promise<number> => {
    const before = storage.requests.length;
    await work();
    return storage.requests.length - before;
  };
  const codes = async (): Promise<string[]> =>
    (await probe(UNDER_TEST)).findings.map(({ code }) => code);

  beforeAll(async () => {
    storage = await startStorage();
  });
  afterAll(async () => {
    http.close();
    preflight.close();
    await storage.stop();
  });
  beforeEach(() => storage.reset());

  it.each([
    ['h264.mp4', 'video/mp4', 'MP4', 'H.264'],
    ['quicktime.mov', 'video/quicktime', 'MOV', 'H.264'],
    ['vp9.webm', 'video/webm', 'WebM', 'VP9'],
    ['hevc.mp4', 'video/mp4', 'MP4', 'H.265'],
  ])('T68: reads %s by its own headers and finds nothing', async (name, mime, container, codec) => {
    given(name, mime, fixture(name));
    expect(await probe(UNDER_TEST)).toMatchObject({
      facts: {
        container,
        videoCodec: codec,
        width: 360,
        height: 640,
        frameRate: 30,
        frameRateRange: null,
        duration: expect.closeTo(1, 1),
        hasPlace: false,
      },
      findings: [],
    });
  });

  it('T68: names the frame rate with the limit and the remedy', async () => {
    given('fps120.mp4', 'video/mp4', fixture('fps120.mp4'));
    expect((await probe(UNDER_TEST)).findings).toEqual([
      {
        code: 'video_frame_rate',
        level: 'blocking',
        message: '"fps120.mp4" has 120 frames per second; TikTok takes 23 to 60.',
        remedy: 'Export it again as MP4 with H.264 and 30 frames per second.',
      },
    ]);
  });

  it('T68: names every limit that a file breaks', async () => {
    given('small-mpeg4.mp4', 'video/mp4', fixture('small-mpeg4.mp4'));
    expect(await codes()).toEqual(['video_codec', 'video_frame_rate', 'video_dimensions']);
  });

  it('T68: refuses a sound without picture', async () => {
    given('sound-only.mp4', 'video/mp4', fixture('sound-only.mp4'));
    expect(await codes()).toContain('no_video_track');
  });

  it('T28: says that a .mov uploaded as MP4 is a .mov', async () => {
    given('clip.mp4', 'video/mp4', fixture('quicktime.mov'));
    const { facts, findings } = await probe(UNDER_TEST);
    expect(facts.container).toBe('MOV');
    expect(findings).toEqual([
      expect.objectContaining({
        code: 'declared_type',
        level: 'info',
        message:
          '"clip.mp4" was uploaded as video/mp4, but is video/quicktime. It is sent as what it is.',
      }),
    ]);
  });

  it('refuses what only claims to be a video', async () => {
    given('notes.mp4', 'video/mp4', Buffer.from('This is text with the name of a video.'));
    expect((await probe(UNDER_TEST)).findings).toEqual([
      expect.objectContaining({ code: 'media_format', level: 'blocking' }),
    ]);
  });

  it('T31: refuses an empty file', async () => {
    given('empty.mp4', 'video/mp4', Buffer.alloc(0));
    expect(await codes()).toEqual(['empty_file']);
  });

  it.each([
    ['4,000,000,000 bytes', 4_000_000_000, []],
    ['one byte more', 4_000_000_001, ['video_too_large']],
  ])('T31: for %s finds %j', (_name, bytes, expected) => {
    expect(videoFindings('big.mp4', bytes, FINE).map(({ code }) => code)).toEqual(expected);
  });

  it.each([
    ['an exact 600 seconds', { duration: 600 }, []],
    ['601 seconds', { duration: 601 }, ['video_duration']],
    ['NTSC film, 23.976 frames', { frameRate: 23.976 }, []],
    ['22 frames', { frameRate: 22 }, ['video_frame_rate']],
    ['60 frames as measured', { frameRate: 60.003 }, []],
    ['a side of 359', { width: 359 }, ['video_dimensions']],
    ['sides of 4096 and 360', { width: 4096, height: 360 }, []],
    ['2.99 seconds', { duration: 2.99 }, ['video_short']],
    ['3 seconds', { duration: 3 }, []],
    ['no known duration', { duration: null }, ['video_partly_unknown']],
  ])('T68: for %s finds what TikTok would', (_name, facts, expected) => {
    expect(videoFindings('a.mp4', 1000, { ...FINE, ...facts }).map(({ code }) => code)).toEqual(
      expected,
    );
  });

  it('reads only the bytes it needs, wherever in a large file the headers are', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'preflight-test-'));
    const video = fixture('h264.mp4');
    const { head, tail } = splitAtMedia(video);
    const padding = 40_000_000;
    const box = Buffer.alloc(8);
    box.writeUInt32BE(padding, 0);
    box.write('free', 4, 'latin1');
    const large = path.join(folder, 'large.mp4');
    await writeFile(large, Buffer.concat([head, box]));
    await truncate(large, head.length + padding);
    await writeFile(large, tail, { flag: 'a' });
    const content = Buffer.concat([head, box, Buffer.alloc(padding - 8), tail]);
    given('large.mp4', 'video/mp4', content);
    const { facts } = await probe(UNDER_TEST);
    expect(facts).toMatchObject({ videoCodec: 'H.264', width: 360 });
    const read = storage.requests.reduce((sum, { range }) => {
      const [first, last] = (range ?? 'bytes=0-0').slice('bytes='.length).split('-').map(Number);
      return sum + (last! - first! + 1);
    }, 0);
    expect(read).toBeLessThan(2_000_000);
    await rm(folder, { recursive: true });
  });

  it('reads the facts once for each version of the bytes', async () => {
    given('h264.mp4', 'video/mp4', fixture('h264.mp4'));
    const first = await probe(UNDER_TEST);
    expect(await asked(() => probe(UNDER_TEST))).toBe(1);
    expect(await probe(UNDER_TEST)).toEqual(first);

    given('h264.mp4', 'video/mp4', fixture('fps120.mp4'));
    expect(await codes()).toEqual(['video_frame_rate']);
  });

  it('calls a file that it knows by the name that it has now', async () => {
    given('fps120.mp4', 'video/mp4', fixture('fps120.mp4'));
    await probe(UNDER_TEST);
    asset = { ...asset!, name: 'renamed.mp4' };
    expect((await probe(UNDER_TEST)).findings).toEqual([
      expect.objectContaining({ message: expect.stringContaining('"renamed.mp4" has 120') }),
    ]);
  });

  it('reads nothing where the facts were kept with the file', async () => {
    given('fps120.mp4', 'video/mp4', fixture('fps120.mp4'));
    const { content } = await probe(UNDER_TEST);
    const known = contentFacts.parse(JSON.parse(JSON.stringify(content)));
    const sources = createSources({ find: async () => asset, files });
    const source = await sources.openCurrent(UNDER_TEST);
    const anew = createPreflight({ find: async () => asset, files });
    const look = () => anew.preflightOf(source, { asker: 'publisher', known });
    expect(await asked(look)).toBe(0);
    expect((await look()).findings[0]).toMatchObject({ code: 'video_frame_rate' });
    anew.close();
  });

  it('finds in an open file what it finds in the asset, and leaves it open', async () => {
    given('h264.mp4', 'video/mp4', fixture('h264.mp4'));
    const sources = createSources({ find: async () => asset, files });
    const source = await sources.openCurrent(UNDER_TEST);
    const { facts } = await preflight.preflightOf(source, { asker: 'publisher' });
    expect(facts).toEqual((await probe(UNDER_TEST)).facts);
    expect(await readAll(await source.openRange(0, 9))).toHaveLength(10);
    await source.close();
  });

  it('stops reading when it is given up, and is able to go on afterwards', async () => {
    given('large.mp4', 'video/mp4', videoBytes(3_000_000));
    const givenUp = new AbortController();
    storage.beforeAnswer((count) => {
      if (count === 3) givenUp.abort(new Error('gone'));
    });
    const work = () => expect(probe(UNDER_TEST, givenUp.signal)).rejects.toThrow('gone');
    expect(await asked(work)).toBeLessThan(5);
    given('h264.mp4', 'video/mp4', fixture('h264.mp4'));
    expect((await probe(UNDER_TEST)).facts.videoCodec).toBe('H.264');
  });

  it('says in words that a file cannot be reached, and that this may pass', async () => {
    given('h264.mp4', 'video/mp4', fixture('h264.mp4'));
    storage.behave({ status: 503 });
    expect((await probe(UNDER_TEST)).findings).toEqual([
      expect.objectContaining({ code: 'file_unreachable', level: 'warning' }),
    ]);
  });

  it('T24: reads the headers also from a host that ignores Range', async () => {
    given('h264.mp4', 'video/mp4', fixture('h264.mp4'));
    storage.behave({ ignoresRange: true });
    expect((await probe(UNDER_TEST)).facts.videoCodec).toBe('H.264');
  });

  it('reads a file whose machines name it differently', async () => {
    given('h264.mp4', 'video/mp4', fixture('h264.mp4'));
    storage.behave({ machines: 2 });
    expect(await probe(UNDER_TEST)).toMatchObject({ facts: { videoCodec: 'H.264' }, findings: [] });
  });

  it('says that an asset is gone', async () => {
    asset = null;
    expect(await codes()).toEqual(['asset_missing']);
  });

  it('finds nothing in a damaged video but that its headers are missing', async () => {
    given('noise.mp4', 'video/mp4', videoBytes(50_000));
    expect(await codes()).toEqual(['no_video_track']);
  });

  const picture = (
    width: number,
    height: number,
    format: 'jpeg' | 'png' | 'webp' | 'gif',
  ): Promise<Buffer> =>
    sharp({ create: { width, height, channels: 3, background: 'teal' } })
      .toFormat(format)
      .toBuffer();

  it('has nothing to say about a picture that TikTok takes as it is', async () => {
    given('fine.jpg', 'image/jpeg', await picture(1080, 1920, 'jpeg'));
    expect(await probe(UNDER_TEST)).toMatchObject({
      facts: { container: 'JPEG', width: 1080, height: 1920 },
      findings: [],
    });
  });

  it.each([
    [1086, 1448],
    [1254, 1254],
  ])(
    'T66: names the one picture that is too large (%d x %d) and what becomes of it',
    async (w, h) => {
      given('bad.jpg', 'image/jpeg', await picture(w, h, 'jpeg'));
      const { findings } = await probe(UNDER_TEST);
      expect(findings).toEqual([
        expect.objectContaining({
          code: 'picture_scaled',
          level: 'info',
          message: expect.stringContaining(`"bad.jpg" is scaled from ${w} x ${h} to 1080 x`),
        }),
      ]);
    },
  );

  it('T67: says beforehand that a PNG becomes a JPEG', async () => {
    given('logo.png', 'image/png', await picture(500, 500, 'png'));
    expect((await probe(UNDER_TEST)).findings).toEqual([
      expect.objectContaining({
        code: 'picture_converted',
        message: expect.stringContaining('TikTok takes no PNG'),
      }),
    ]);
  });

  it('refuses a damaged picture by name', async () => {
    given(
      'torn.jpg',
      'image/jpeg',
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(50)]),
    );
    expect((await probe(UNDER_TEST)).findings).toEqual([
      expect.objectContaining({
        code: 'file_refused',
        message: expect.stringContaining('"torn.jpg"'),
      }),
    ]);
  });
});

/** An MP4 in two: up to where its media data begin, and the rest with the headers behind them. */
const splitAtMedia = (video: Buffer): { head: Buffer; tail: Buffer } => {
  const at = video.indexOf('mdat', 0, 'latin1') - 4;
  return { head: video.subarray(0, at), tail: video.subarray(at) };
};
