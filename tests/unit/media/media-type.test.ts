import sharp from 'sharp';

import { kindOfMime, sniffType } from '../../../server/src/media/media-type';
import { fixture } from './support/bytes';

const picture = (format: 'jpeg' | 'png' | 'webp' | 'gif' | 'avif' | 'tiff'): Promise<Buffer> =>
  sharp({ create: { width: 8, height: 8, channels: 3, background: 'navy' } })
    .toFormat(format)
    .toBuffer();

describe('the type of a file is what its first bytes show (T28)', () => {
  it.each([
    ['h264.mp4', 'video/mp4'],
    ['quicktime.mov', 'video/quicktime'],
    ['vp9.webm', 'video/webm'],
    ['hevc.mp4', 'video/mp4'],
  ])('T28: %s is %s', (name, type) => {
    expect(sniffType(fixture(name))).toBe(type);
  });

  it.each(['jpeg', 'png', 'webp', 'gif', 'avif', 'tiff'] as const)(
    'recognises a %s',
    async (format) => {
      expect(sniffType(await picture(format))).toBe(`image/${format}`);
    },
  );

  it('T28: takes a QuickTime file from before the ftyp box for QuickTime', () => {
    const old = Buffer.concat([Buffer.from([0, 0, 0, 8]), Buffer.from('wide'), Buffer.alloc(8)]);
    expect(sniffType(old)).toBe('video/quicktime');
  });

  it.each([
    ['a web page', '<!doctype html><script>alert(1)</script>'],
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'],
    ['a PDF', '%PDF-1.7 ------------------'],
    ['an iPhone picture (HEIC)', '\0\0\0\x18ftypheic\0\0\0\0heicmif1'],
    ['a Matroska video that is no WebM', '\x1a\x45\xdf\xa3\x93\x42\x82\x88matroska\x42\x87'],
    ['nothing', ''],
  ])('knows %s for none of them', (_what, content) => {
    expect(sniffType(Buffer.from(content, 'latin1'))).toBeNull();
  });

  it('asks the declared type only for the kind of what cannot be read', () => {
    expect(kindOfMime('video/x-whatever')).toBe('video');
    expect(kindOfMime('image/svg+xml')).toBe('photo');
    expect(kindOfMime('application/pdf')).toBeNull();
  });
});
