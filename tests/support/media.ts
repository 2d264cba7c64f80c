import { open, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

import sharp from 'sharp';

import { APP } from './paths';

/** The demo's own videos; `demo/media/README.md` says what each is. */
export const MEDIA = path.join(APP, 'media');
export const VIDEO = path.join(MEDIA, 'harbour-at-dusk.mp4');

const MIME: Record<string, string> = {
  '.mp4': 'video/mp4',
  '.mov': 'video/quicktime',
  '.webm': 'video/webm',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
};

/** The media type of a file by its name. */
export const mimeOf = (fileName: string): string =>
  MIME[path.extname(fileName).toLowerCase()] ?? 'application/octet-stream';

const BOX_HEADER = 8;
const LARGE_BOX_HEADER = 16;

/** The header of an MP4 `free` box (ISO/IEC 14496-12, 8.1.2), which every reader skips. */
const freeBoxHeader = (bytes: number): Buffer => {
  if (bytes <= 0xffffffff) {
    const header = Buffer.alloc(BOX_HEADER);
    header.writeUInt32BE(bytes, 0);
    header.write('free', 4, 'latin1');
    return header;
  }
  const header = Buffer.alloc(LARGE_BOX_HEADER);
  header.writeUInt32BE(1, 0);
  header.write('free', 4, 'latin1');
  header.writeBigUInt64BE(BigInt(bytes), 8);
  return header;
};

/**
 * Bytes that differ everywhere and are the same at every run: a chunk that is lost, doubled or
 * swapped changes the hash.
 */
const pattern = (from: number, length: number): Buffer => {
  const block = Buffer.allocUnsafe(length);
  let state = (from / length + 1) >>> 0;
  for (let index = 0; index < length; index += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    block[index] = state >>> 24;
  }
  return block;
};

/**
 * Writes a real, playable video of exactly this many bytes: the demo's video with a `free` box at
 * its end. @throws Error when the size is smaller than the video itself.
 */
export const makeVideo = async (
  filePath: string,
  bytes: number,
  source: string = VIDEO,
): Promise<string> => {
  const video = await readFile(source);
  const padding = bytes - video.length;
  if (padding !== 0 && padding < BOX_HEADER) {
    throw new Error(`The video is ${video.length} bytes: it cannot be made ${bytes} bytes long.`);
  }
  const file = await open(filePath, 'w');
  try {
    await file.write(video);
    if (padding > 0) {
      const header = freeBoxHeader(padding);
      await file.write(header);
      const block = 1 << 20;
      for (let left = padding - header.length, at = 0; left > 0; left -= block, at += block) {
        await file.write(pattern(at, block).subarray(0, Math.min(block, left)));
      }
    }
  } finally {
    await file.close();
  }
  const written = (await stat(filePath)).size;
  if (written !== bytes) throw new Error(`Wrote ${written} bytes instead of ${bytes}.`);
  return filePath;
};

/** Writes a picture of this size; the type follows the name (.jpg, .png, .webp). */
export const makePicture = async (
  filePath: string,
  { width = 1080, height = 1920, colour = '#3a6ea5' } = {},
): Promise<string> => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="${colour}"/>
    <circle cx="50%" cy="40%" r="${Math.min(width, height) / 4}" fill="#ffffff" opacity="0.8"/>
  </svg>`;
  await sharp(Buffer.from(svg)).toFile(filePath);
  return filePath;
};

/** Writes what claims to be a video and is not one. */
export const makeBrokenVideo = async (filePath: string): Promise<string> => {
  await writeFile(filePath, 'This is text with the name of a video.');
  return filePath;
};
