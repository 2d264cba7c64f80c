import { type MediaKind } from '../../../contracts/media';

/** What TikTok takes as video, and what is served from this site's own origin. */
export const VIDEO_TYPES = ['video/mp4', 'video/quicktime', 'video/webm'] as const;
/** Pictures TikTok takes as they are (media-transfer-guide: "WebP or JPEG only"). */
export const PICTURE_TYPES = ['image/jpeg', 'image/webp'] as const;
/** Pictures that are made into JPEG first. */
export const CONVERTIBLE_TYPES = ['image/png', 'image/gif', 'image/avif', 'image/tiff'] as const;

export const MEDIA_TYPES = [...VIDEO_TYPES, ...PICTURE_TYPES, ...CONVERTIBLE_TYPES] as const;

export type VideoType = (typeof VIDEO_TYPES)[number];
export type PictureType = (typeof PICTURE_TYPES)[number] | (typeof CONVERTIBLE_TYPES)[number];
export type MediaType = VideoType | PictureType;

/** Bytes from the start of a file that are enough for `sniffType`. */
export const SNIFF_BYTES = 4096;

/** Atoms that begin a QuickTime file from before the `ftyp` box existed. */
const OLD_QUICKTIME_ATOMS = new Set(['moov', 'mdat', 'wide', 'pnot', 'skip', 'free']);
const AVIF_BRANDS = new Set(['avif', 'avis']);
/** Pictures in the same box format, which sharp's prebuilt library cannot decode (HEVC). */
const HEIF_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']);

const text = (head: Buffer, from: number, to: number): string =>
  head.subarray(from, to).toString('latin1');

const fromBrand = (head: Buffer): MediaType | null => {
  const major = text(head, 8, 12);
  const boxEnd = Math.min(head.readUInt32BE(0), head.length);
  const brands = [major];
  for (let at = 16; at + 4 <= boxEnd; at += 4) brands.push(text(head, at, at + 4));
  if (brands.some((brand) => AVIF_BRANDS.has(brand))) return 'image/avif';
  if (HEIF_BRANDS.has(major)) return null;
  return major === 'qt  ' ? 'video/quicktime' : 'video/mp4';
};

const starts = (head: Buffer, bytes: number[]): boolean =>
  bytes.every((byte, index) => head[index] === byte);

/**
 * The type that the file's first bytes show (give it `SNIFF_BYTES` of them), or null. The type that
 * was declared at upload is never asked: a .mov named .mp4 is still QuickTime to TikTok.
 */
export const sniffType = (head: Buffer): MediaType | null => {
  if (head.length < 12) return null;
  if (starts(head, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (starts(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (text(head, 0, 4) === 'RIFF' && text(head, 8, 12) === 'WEBP') return 'image/webp';
  if (['GIF87a', 'GIF89a'].includes(text(head, 0, 6))) return 'image/gif';
  if (starts(head, [0x49, 0x49, 0x2a, 0x00]) || starts(head, [0x4d, 0x4d, 0x00, 0x2a])) {
    return 'image/tiff';
  }
  if (starts(head, [0x1a, 0x45, 0xdf, 0xa3])) {
    return head.subarray(0, 128).includes('webm', 0, 'latin1') ? 'video/webm' : null;
  }
  const atom = text(head, 4, 8);
  if (atom === 'ftyp') return fromBrand(head);
  return OLD_QUICKTIME_ATOMS.has(atom) ? 'video/quicktime' : null;
};

export const kindOfType = (type: MediaType): MediaKind =>
  type.startsWith('video/') ? 'video' : 'photo';

/** The kind that a declared mime claims; for what cannot be sniffed. */
export const kindOfMime = (mime: string): MediaKind | null => {
  if (mime.startsWith('video/')) return 'video';
  return mime.startsWith('image/') ? 'photo' : null;
};
