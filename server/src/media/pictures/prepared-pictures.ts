import { Readable } from 'node:stream';
import { createHash } from 'node:crypto';

import { preparePicture, type PreparedPicture } from './picture';
import { type MediaSource, type Sources } from '../source';

/** Prepared pictures are a few hundred kilobytes; TikTok asks for each once or twice. */
const KEEP_BYTES = 48_000_000;
const KEEP_MS = 10 * 60 * 1000;

type Prepared = PreparedPicture & { name: string };

interface Kept {
  picture: Promise<Prepared>;
  bytes: number;
  until: number;
}

const sourceOf = ({ buffer, contentType, name }: Prepared, digest: string): MediaSource => ({
  name,
  declared: contentType,
  digest,
  version: digest,
  bytes: buffer.length,
  contentType,
  etag: `prepared ${createHash('sha256').update(buffer).digest('hex')}`,
  openRange: async (first, last) =>
    Readable.from([buffer.subarray(first, last + 1)], { objectMode: false }),
  close: async () => undefined,
});

/**
 * Pictures as TikTok takes them, made from the agreed originals and kept for some minutes in memory,
 * so that HEAD, ranges and repeats are answered with the very same bytes.
 */
export const createPreparedPictures = ({
  sources,
  now,
}: {
  sources: Sources;
  now: () => number;
}) => {
  const kept = new Map<string, Kept>();

  const tidy = (): void => {
    let total = 0;
    for (const [key, entry] of [...kept].reverse()) {
      total += entry.bytes;
      if (entry.until <= now() || total > KEEP_BYTES) kept.delete(key);
    }
  };

  const make = async (assetId: number, digest: string): Promise<Prepared> => {
    const source = await sources.openDigest(assetId, digest);
    try {
      const file = { ...source, head: Buffer.alloc(0) };
      const picture = await preparePicture(file, source.contentType, source.name);
      return { ...picture, name: source.name };
    } finally {
      await source.close();
    }
  };

  return {
    /**
     * The prepared form of the picture that had this fingerprint digest. Throws SourceChanged or
     * SourceUnavailable.
     */
    async open(assetId: number, digest: string): Promise<MediaSource> {
      const key = `${assetId} ${digest}`;
      tidy();
      let entry = kept.get(key);
      if (!entry) {
        entry = { picture: make(assetId, digest), bytes: 0, until: now() + KEEP_MS };
        kept.set(key, entry);
      }
      try {
        const picture = await entry.picture;
        entry.bytes = picture.buffer.length;
        return sourceOf(picture, digest);
      } catch (error) {
        kept.delete(key);
        throw error;
      }
    },
    clear: () => kept.clear(),
  };
};

export type PreparedPictures = ReturnType<typeof createPreparedPictures>;
