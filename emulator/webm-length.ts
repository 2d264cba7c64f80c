import { type FileHandle } from 'node:fs/promises';

/** Bytes read at a time. */
const PIECE = 1024 * 1024;
/** An hour of sixty frames and fifty sounds a second has fewer. */
const MOST_ELEMENTS = 500_000;
const NANOSECONDS = 1e9;

/** Of these the content is walked as well (RFC 9559): segment, info, cluster, block group. */
const OPENED = ['18538067', '1549a966', '1f43b675', 'a0'];

/** Random access to a file, a piece at a time. */
const reader = (file: FileHandle) => {
  let piece = Buffer.alloc(0);
  let begins = 0;
  return async (at: number, length: number): Promise<Buffer> => {
    if (at < begins || at + length > begins + piece.length) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(PIECE), 0, PIECE, at);
      piece = buffer.subarray(0, bytesRead);
      begins = at;
    }
    return piece.subarray(at - begins, at - begins + length);
  };
};

/** Leading zeros tell how wide a number is; its marker stays in an id and goes from a size. */
const width = (first: number | undefined): number => Math.clz32(first ?? 0) - 23;

const unsigned = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => sum * 256 + byte, 0);

const sizeOf = (bytes: Buffer): number => {
  const digits = [...bytes].map((byte, index) => (index ? byte : byte & (0xff >> bytes.length)));
  const unknown = digits.every((byte, index) => byte === (index ? 0xff : 0xff >> bytes.length));
  return unknown ? Infinity : unsigned(Buffer.from(digits));
};

/**
 * Seconds from the first to the last block of a WebM, walking all of it; undefined where it has none
 * or is not to be walked.
 */
export const webmLength = async (file: FileHandle, size: number): Promise<number | undefined> => {
  const read = reader(file);
  let scale = 1_000_000;
  let cluster = 0;
  let first = Infinity;
  let last = -Infinity;
  let at = 0;
  for (let seen = 0; at < size; seen += 1) {
    const head = await read(at, 12);
    const idWidth = width(head[0]);
    const sizeWidth = width(head[idWidth]);
    const id = head.toString('hex', 0, idWidth);
    const from = at + idWidth + sizeWidth;
    if (idWidth > 4 || sizeWidth > 8 || seen === MOST_ELEMENTS) return undefined;
    const length = sizeOf(head.subarray(idWidth, idWidth + sizeWidth));
    if (OPENED.includes(id)) {
      at = from;
      continue;
    }
    const content = await read(from, Math.min(length, 12));
    if (id === '2ad7b1') scale = unsigned(content);
    if (id === 'e7') cluster = unsigned(content);
    if (id === 'a3' || id === 'a1') {
      const timeAt = width(content[0]);
      // Cut off in the middle of a block's head.
      if (timeAt + 2 > content.length) break;
      const time = cluster + content.readInt16BE(timeAt);
      first = Math.min(first, time);
      last = Math.max(last, time);
    }
    at = from + length;
  }
  return last > first ? ((last - first) * scale) / NANOSECONDS : undefined;
};
