import { type Metadata } from 'sharp';

import { type MediaType } from '../media-type';

const PNG_SIGNATURE_BYTES = 8;
/** Length and type before a chunk's data, and its checksum behind them. */
const PNG_CHUNK_BYTES = 12;

/**
 * Frames of an animated PNG by its `acTL` chunk, which stands before the first picture data (PNG,
 * third edition, 11.3.6.1); sharp reads such a file as a still picture.
 */
const pngFrames = (beginning: Buffer): number => {
  let at = PNG_SIGNATURE_BYTES;
  while (at + PNG_CHUNK_BYTES <= beginning.length) {
    const type = beginning.toString('latin1', at + 4, at + 8);
    if (type === 'IDAT') return 1;
    if (type === 'acTL') return beginning.readUInt32BE(at + 8);
    at += PNG_CHUNK_BYTES + beginning.readUInt32BE(at);
  }
  return 1;
};

/** Frames of an animation; 1 for a still picture. */
export const framesOf = (type: MediaType, { pages = 1 }: Metadata, beginning: Buffer): number => {
  switch (type) {
    case 'image/png':
      return pngFrames(beginning);
    // The pages of a TIFF are no animation.
    case 'image/tiff':
      return 1;
    default:
      return pages;
  }
};
