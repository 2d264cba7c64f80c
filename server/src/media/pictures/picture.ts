import { type Metadata } from 'sharp';
import { z } from 'zod';

import { type Finding } from '../../../../contracts/media';
import { TIKTOK_LIMITS } from '../../tiktok/limits';
import { SourceUnavailable } from '../errors';
import { inTurn } from './in-turn';
import { MEDIA_TYPES, type MediaType, PICTURE_TYPES } from '../media-type';
import { type OpenFile, readRange } from '../files/open-file';
import { framesOf } from './picture-frames';
import { sharp } from './site-sharp';

/** Enough for the headers of nearly every picture, its embedded preview included. */
const HEADER_BYTES = 512 * 1024;
/** A picture is decoded in memory; this is far above what a camera writes as JPEG. */
export const PICTURE_SOURCE_BYTES = 100_000_000;
/** What sharp decodes by default: the square of 16383, WebP's longest side. */
const MOST_PIXELS = 0x3fff ** 2;
/** Small enough for the decoders' short cuts, which read all bytes all the same. */
const TRIAL_SIDE = 64;
const QUALITIES = [90, 80, 70, 55];
/** Rotations by a quarter swap the sides (EXIF orientations 5 to 8). */
const FIRST_SIDEWAYS = 5;

/** A picture as a viewer sees it: upright. */
export const pictureFacts = z.object({
  type: z.enum(MEDIA_TYPES),
  bytes: z.number(),
  width: z.number(),
  height: z.number(),
  turned: z.boolean(),
  transparent: z.boolean(),
  /** Frames of an animation; 1 otherwise. */
  frames: z.number(),
  /** Colours for print (CMYK), which apps show wrongly. */
  printColours: z.boolean(),
});
export type PictureFacts = z.output<typeof pictureFacts>;

/** How a picture reaches TikTok, and what an editor is told beforehand. */
export interface PicturePlan {
  width: number;
  height: number;
  changes: Finding[];
}

export interface PreparedPicture {
  buffer: Buffer;
  contentType: 'image/jpeg';
  width: number;
  height: number;
  /** What was changed, in words. */
  changes: string[];
}

const unreadable = (name: string): SourceUnavailable =>
  new SourceUnavailable('file_refused', {
    message: `"${name}" cannot be read as a picture: it is damaged or of an unusual kind.`,
    remedy: 'Open it in an image editor, export it as JPEG and upload that.',
    retryable: false,
  });

const tooLarge = (name: string): SourceUnavailable =>
  new SourceUnavailable('file_too_large', {
    message: `"${name}" has more than ${PICTURE_SOURCE_BYTES / 1_000_000} MB, too much to prepare a picture from.`,
    remedy: 'Export it smaller, for example as JPEG with 1080 pixels of width, and upload that.',
    retryable: false,
  });

const tooManyPixels = (name: string, { width, height }: Metadata): SourceUnavailable =>
  new SourceUnavailable('picture_too_many_pixels', {
    message: `"${name}" has more pixels than can be prepared (${width} x ${height}).`,
    remedy: 'Export it smaller, for example with 1080 pixels of width, and upload that.',
    retryable: false,
  });

const open = (input: Buffer) => sharp(input, { failOn: 'error', limitInputPixels: MOST_PIXELS });
/** Headers alone cost nothing, whatever size they name. */
const openHeaders = (input: Buffer) => sharp(input, { failOn: 'error', limitInputPixels: false });

interface Headers {
  metadata: Metadata;
  /** The first bytes, enough for the headers. */
  beginning: Buffer;
}

const headersOf = async (file: OpenFile, name: string): Promise<Headers> => {
  if (file.bytes > PICTURE_SOURCE_BYTES) throw tooLarge(name);
  for (const bytes of new Set([Math.min(HEADER_BYTES, file.bytes), file.bytes])) {
    const beginning = await readRange(file, 0, bytes - 1);
    const metadata = await openHeaders(beginning)
      .metadata()
      .catch(() => null);
    if (!metadata) continue;
    if (metadata.width * metadata.height > MOST_PIXELS) throw tooManyPixels(name, metadata);
    return { metadata, beginning };
  }
  throw unreadable(name);
};

/** Reads a picture's headers. Throws SourceUnavailable when it is none that can be decoded. */
export const readPictureFacts = async (
  file: OpenFile,
  type: MediaType,
  name: string,
): Promise<PictureFacts> => {
  const { metadata, beginning } = await headersOf(file, name);
  const { width, height, orientation = 1, hasAlpha, space } = metadata;
  const sideways = orientation >= FIRST_SIDEWAYS;
  return {
    type,
    bytes: file.bytes,
    width: sideways ? height : width,
    height: sideways ? width : height,
    turned: orientation > 1,
    transparent: hasAlpha,
    frames: framesOf(type, metadata, beginning),
    printColours: space === 'cmyk',
  };
};

/** Decodes the whole picture once: only that shows that its end is missing. @throws SourceUnavailable */
export const tryDecoding = async (file: OpenFile, name: string): Promise<void> => {
  const input = await readRange(file, 0, file.bytes - 1);
  await open(input)
    .resize(TRIAL_SIDE, TRIAL_SIDE, { fit: 'inside' })
    .raw()
    .toBuffer()
    .catch(() => {
      throw unreadable(name);
    });
};

const fitted = ({ width, height }: PictureFacts): { width: number; height: number } => {
  const box = TIKTOK_LIMITS.photoBox;
  const scale = Math.min(1, box.width / width, box.height / height);
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
};

const formatName = (type: MediaType): string => type.split('/')[1]!.toUpperCase();

/** What is done to a picture so that TikTok takes it, as far as somebody would see it. */
export const planPicture = (facts: PictureFacts, name: string): PicturePlan => {
  const size = fitted(facts);
  const limitMb = TIKTOK_LIMITS.photoBytes / 1_000_000;
  const { width: boxWidth, height: boxHeight } = TIKTOK_LIMITS.photoBox;
  const changes: Finding[] = [];
  const say = (code: string, message: string, level: Finding['level'] = 'info'): void => {
    changes.push({ code, level, message: `"${name}" ${message}` });
  };
  if (!PICTURE_TYPES.some((type) => type === facts.type)) {
    say(
      'picture_converted',
      `is sent as JPEG, because TikTok takes no ${formatName(facts.type)}. The original stays as it is.`,
    );
  }
  if (facts.frames > 1) {
    say('picture_first_frame', 'is an animation; only its first frame is sent.', 'warning');
  }
  if (facts.turned) say('picture_turned', 'is turned upright, as its camera noted.');
  if (size.width !== facts.width) {
    say(
      'picture_scaled',
      `is scaled from ${facts.width} x ${facts.height} to ${size.width} x ${size.height} pixels: TikTok takes at most ${boxWidth} x ${boxHeight}, and one larger picture fails the whole post.`,
    );
  }
  if (facts.printColours) say('picture_colours', 'is converted from print colours (CMYK) to sRGB.');
  if (facts.bytes > TIKTOK_LIMITS.photoBytes) {
    say('picture_compressed', `is compressed: TikTok takes at most ${limitMb} MB per picture.`);
  }
  if (facts.transparent) {
    say('picture_flattened', 'can be transparent in places; those become white.');
  }
  return { ...size, changes };
};

const turn = inTurn();

const encode = async (input: Buffer, name: string) => {
  const { width, height } = TIKTOK_LIMITS.photoBox;
  for (const quality of QUALITIES) {
    const made = await open(input)
      // Without an angle: upright, in every version of sharp that a site may have.
      .rotate()
      .resize({ width, height, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .jpeg({ quality })
      .toBuffer({ resolveWithObject: true })
      .catch(() => {
        throw unreadable(name);
      });
    if (made.data.length <= TIKTOK_LIMITS.photoBytes) return made;
  }
  throw tooLarge(name);
};

/**
 * Makes the JPEG that is sent, of every picture: upright, at most 1080 x 1920, at most 20 MB,
 * transparency on white, without the place, the camera and whatever else stands in the file. One at a
 * time, since decoding takes the picture's pixels of memory.
 * Throws SourceUnavailable when it cannot be decoded.
 */
export const preparePicture = (
  file: OpenFile,
  type: MediaType,
  name: string,
): Promise<PreparedPicture> =>
  turn(async () => {
    const facts = await readPictureFacts(file, type, name);
    const { changes } = planPicture(facts, name);
    const input = await readRange(file, 0, file.bytes - 1);
    const { data, info } = await encode(input, name);
    return {
      buffer: data,
      contentType: 'image/jpeg',
      width: info.width,
      height: info.height,
      changes: changes.map(({ message }) => message),
    };
  });
