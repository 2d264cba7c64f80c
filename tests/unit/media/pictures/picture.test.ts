import { Readable } from 'node:stream';

import sharp, { type Sharp } from 'sharp';

import { sniffType } from '../../../../server/src/media/media-type';
import { type OpenFile } from '../../../../server/src/media/files/open-file';
import {
  planPicture,
  preparePicture,
  readPictureFacts,
} from '../../../../server/src/media/pictures/picture';

const memoryFile = (content: Buffer): OpenFile => ({
  bytes: content.length,
  etag: null,
  head: content.subarray(0, 4096),
  openRange: async (first, last) => Readable.from([content.subarray(first, last + 1)]),
  close: async () => undefined,
});

const plain = (width: number, height: number): Sharp =>
  sharp({ create: { width, height, channels: 3, background: 'teal' } });

const plan = async (content: Buffer) => {
  const file = memoryFile(content);
  const type = sniffType(content)!;
  return planPicture(await readPictureFacts(file, type, 'p'), 'p');
};
const prepare = (content: Buffer) => preparePicture(memoryFile(content), sniffType(content)!, 'p');
const changes = async (content: Buffer): Promise<string[]> =>
  (await plan(content)).changes.map(({ code }) => code);

describe('a picture for TikTok', () => {
  it.each([
    ['a JPEG', () => plain(941, 1672).jpeg()],
    ['a WebP', () => plain(1080, 1920).webp()],
  ])('T66: %s that fits needs no change that anybody would see', async (_name, make) => {
    expect((await plan(await make().toBuffer())).changes).toEqual([]);
  });

  it.each([
    [4000, 3000, 1080, 810],
    [3000, 4000, 1080, 1440],
    [1254, 1254, 1080, 1080],
    [500, 5000, 192, 1920],
  ])('T66: %d x %d is fitted into 1080 x 1920 as %d x %d', async (w, h, width, height) => {
    const content = await plain(w, h).jpeg().toBuffer();
    expect(await plan(content)).toMatchObject({ width, height });
    const made = await prepare(content);
    expect(made).toMatchObject({ width, height });
    expect(await sharp(made.buffer).metadata()).toMatchObject({ format: 'jpeg', width, height });
  });

  it('T67: a PNG becomes a JPEG, transparency white, and that is told beforehand', async () => {
    const content = await sharp({
      create: { width: 40, height: 30, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .png()
      .toBuffer();
    expect(await changes(content)).toEqual(['picture_converted', 'picture_flattened']);
    const made = await prepare(content);
    const { data } = await sharp(made.buffer).raw().toBuffer({ resolveWithObject: true });
    expect([...data.subarray(0, 3)]).toEqual([255, 255, 255]);
    expect(made.changes).toHaveLength(2);
  });

  it('is turned upright as its camera noted', async () => {
    const content = await plain(300, 200).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await plan(content)).toMatchObject({ width: 200, height: 300 });
    expect(await changes(content)).toEqual(['picture_turned']);
    const made = await prepare(content);
    const metadata = await sharp(made.buffer).metadata();
    expect(metadata).toMatchObject({ width: 200, height: 300 });
    expect(metadata.orientation).toBeUndefined();
  });

  it('in print colours is converted', async () => {
    const content = await plain(30, 30).toColourspace('cmyk').jpeg().toBuffer();
    expect(await changes(content)).toEqual(['picture_colours']);
    expect((await sharp((await prepare(content)).buffer).metadata()).space).toBe('srgb');
  });

  it('of many frames is sent as its first, with a warning', async () => {
    const frames = await Promise.all(
      ['red', 'blue'].map((background) =>
        sharp({ create: { width: 20, height: 20, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const content = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    expect((await plan(content)).changes).toContainEqual(
      expect.objectContaining({ code: 'picture_first_frame', level: 'warning' }),
    );
  });

  it('is compressed when it has more than 20 MB', () => {
    const facts = {
      type: 'image/jpeg' as const,
      width: 1080,
      height: 1920,
      turned: false,
      transparent: false,
      frames: 1,
      printColours: false,
    };
    expect(planPicture({ ...facts, bytes: 20_000_000 }, 'p').changes).toEqual([]);
    expect(planPicture({ ...facts, bytes: 20_000_001 }, 'p')).toMatchObject({
      changes: [{ code: 'picture_compressed' }],
    });
  });

  it('carries no camera data out of the house', async () => {
    const content = await plain(2000, 2000)
      .withExif({ IFD3: { GPSLatitudeRef: 'N' } })
      .jpeg()
      .toBuffer();
    expect((await sharp(content).metadata()).exif).toBeDefined();
    expect((await sharp((await prepare(content)).buffer).metadata()).exif).toBeUndefined();
  });

  it('T29: of more than 100 MB is refused instead of being read into memory', async () => {
    const file = { ...memoryFile(Buffer.alloc(0)), bytes: 100_000_001 };
    await expect(readPictureFacts(file, 'image/jpeg', 'huge.jpg')).rejects.toMatchObject({
      code: 'file_too_large',
    });
  });
});
