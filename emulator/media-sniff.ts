/** What the first bytes of a file say it is, whatever its name or Content-Type claims. */
export type Container = 'mp4' | 'mov' | 'webm' | 'jpeg' | 'webp' | 'unknown';

const ascii = (head: Buffer, at: number, length: number): string =>
  head.subarray(at, at + length).toString('latin1');

export const sniff = (head: Buffer): Container => {
  if (ascii(head, 4, 4) === 'ftyp') return ascii(head, 8, 4) === 'qt  ' ? 'mov' : 'mp4';
  if (['moov', 'wide', 'mdat'].includes(ascii(head, 4, 4))) return 'mov';
  if (head.subarray(0, 4).toString('hex') === '1a45dfa3') return 'webm';
  if (head.subarray(0, 3).toString('hex') === 'ffd8ff') return 'jpeg';
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 4) === 'WEBP') return 'webp';
  return 'unknown';
};

export interface Dimensions {
  width: number;
  height: number;
}

/** Width and height from a JPEG's start-of-frame segment. */
const jpegDimensions = (head: Buffer): Dimensions | undefined => {
  let at = 2;
  while (at + 9 < head.length) {
    if (head[at] !== 0xff) return undefined;
    const marker = head[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: head.readUInt16BE(at + 5), width: head.readUInt16BE(at + 7) };
    at += 2 + head.readUInt16BE(at + 2);
  }
  return undefined;
};

const webpDimensions = (head: Buffer): Dimensions | undefined => {
  if (head.length < 30) return undefined;
  switch (ascii(head, 12, 4)) {
    case 'VP8X':
      return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
    case 'VP8L': {
      const bits = head.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8 ':
      return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
    default:
      return undefined;
  }
};

/** Pixel size of a JPEG or WebP picture from its first bytes. */
export const pictureDimensions = (head: Buffer): Dimensions | undefined => {
  const kind = sniff(head);
  if (kind === 'jpeg') return jpegDimensions(head);
  return kind === 'webp' ? webpDimensions(head) : undefined;
};
