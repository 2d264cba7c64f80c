import { TikTokInputError } from './errors';
import { TIKTOK_LIMITS } from './limits';

/** How a file goes to TikTok. All numbers are bytes but the count. */
export interface ChunkPlan {
  size: number;
  chunkSize: number;
  count: number;
}

export interface ChunkRange {
  index: number;
  /** First byte. */
  first: number;
  /** Last byte, inclusive. */
  last: number;
  length: number;
  isLast: boolean;
}

/**
 * The plan every reading of TikTok's chunk rules accepts: up to 64,000,000 bytes in one chunk whose
 * size is the file's; else chunks of 10,000,000, their number rounded down, the last one taking the
 * remainder (T20 to T23). [content-posting-api-media-transfer-guide; bounds as measured by peers]
 * @param size bytes
 * @throws TikTokInputError for an empty file and for one over 4,000,000,000 bytes (T31)
 */
export const planChunks = (size: number): ChunkPlan => {
  const { singleChunkBytes, chunkBytes, videoBytes } = TIKTOK_LIMITS;
  if (!Number.isSafeInteger(size) || size < 0) {
    throw new TikTokInputError({ size: 'The size of the file is not known.' });
  }
  if (size === 0) throw new TikTokInputError({ size: 'The file is empty (0 bytes).' });
  if (size > videoBytes) {
    throw new TikTokInputError({
      size: `The file has ${size.toLocaleString('en')} bytes; TikTok takes at most ${videoBytes.toLocaleString('en')} (4 GB).`,
    });
  }
  return size <= singleChunkBytes
    ? { size, chunkSize: size, count: 1 }
    : { size, chunkSize: chunkBytes, count: Math.floor(size / chunkBytes) };
};

/** The bytes of chunk `index` (from 0). @throws RangeError outside the plan */
export const chunkRange = (plan: ChunkPlan, index: number): ChunkRange => {
  if (!Number.isInteger(index) || index < 0 || index >= plan.count) {
    throw new RangeError(`There is no chunk ${index} in a plan of ${plan.count}.`);
  }
  const isLast = index === plan.count - 1;
  const first = index * plan.chunkSize;
  const last = isLast ? plan.size - 1 : first + plan.chunkSize - 1;
  return { index, first, last, length: last - first + 1, isLast };
};

export interface ResyncPoint {
  /** The chunk to send next; equal to `plan.count` when TikTok has everything. */
  nextIndex: number;
  /** Bytes TikTok has. */
  uploadedBytes: number;
}

/**
 * Where to go on after TikTok reported `reported` bytes. Whether that number is a count or the index
 * of the last byte is not documented; the true one lies on the boundary of a chunk, so both are
 * tried, the count first. Undefined when neither does: such an upload cannot go on.
 */
export const resyncPoint = (reported: number, plan: ChunkPlan): ResyncPoint | undefined => {
  for (const uploadedBytes of [reported, reported + 1]) {
    if (uploadedBytes === plan.size) return { nextIndex: plan.count, uploadedBytes };
    const nextIndex = uploadedBytes / plan.chunkSize;
    if (Number.isInteger(nextIndex) && nextIndex >= 0 && nextIndex < plan.count) {
      return { nextIndex, uploadedBytes };
    }
  }
  return undefined;
};
