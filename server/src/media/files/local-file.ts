import { type BigIntStats } from 'node:fs';
import fs, { type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';

import { fileMissing, SourceChanged, systemCode } from '../errors';
import { SNIFF_BYTES } from '../media-type';
import { type Glance, type OpenFile } from './open-file';

/** With Node's default of 64 KiB an upload from disk takes about twice as long. */
const READ_BYTES = 1024 * 1024;

const isMissing = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(systemCode(error) ?? '');

const etagOf = ({ size, mtimeNs }: BigIntStats): string =>
  // Milliseconds: finer times do not survive every network disk and backup.
  `${size}-${mtimeNs / 1_000_000n}`;

const same = (a: BigIntStats, b: BigIntStats): boolean =>
  a.size === b.size && a.mtimeNs === b.mtimeNs && a.ino === b.ino;

const statOrMissing = async (path: string, name: string): Promise<BigIntStats> => {
  try {
    const stats = await fs.stat(path, { bigint: true });
    if (stats.isFile()) return stats;
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  throw fileMissing(name, 'on this server');
};

/** Read ahead of whoever takes the pieces, so that a slow disk and a slow network do not add up. */
const AHEAD_BYTES = 2 * READ_BYTES;
/** Buffers kept that went out and came back: more than are ever on their way at once. */
const MOST_FREE = 8;

/**
 * Reads at positions of one handle; the last piece is held back until the file proves unchanged.
 * Whoever has no more use for a piece may give it back, to be filled again, in this range or the next
 * one of the same file. Nobody has to.
 */
class RangeStream extends Readable {
  readonly #handle: FileHandle;
  readonly #last: number;
  readonly #check: () => Promise<void>;
  readonly #free: Buffer[];
  #position: number;

  constructor(
    handle: FileHandle,
    [first, last]: readonly [number, number],
    check: () => Promise<void>,
    free: Buffer[],
  ) {
    super({ highWaterMark: AHEAD_BYTES });
    this.#handle = handle;
    this.#position = first;
    this.#last = last;
    this.#check = check;
    this.#free = free;
  }

  override _read(): void {
    this.#next().catch((error: unknown) => this.destroy(error as Error));
  }

  /** The piece was sent: nobody will read it any more. */
  takeBack(piece: Uint8Array): void {
    if (this.#free.length < MOST_FREE && piece.buffer.byteLength === READ_BYTES) {
      this.#free.push(Buffer.from(piece.buffer));
    }
  }

  async #next(): Promise<void> {
    const wanted = Math.min(READ_BYTES, this.#last - this.#position + 1);
    if (wanted <= 0) {
      this.push(null);
      return;
    }
    const buffer = this.#free.pop() ?? Buffer.allocUnsafeSlow(READ_BYTES);
    const { bytesRead } = await this.#handle.read(buffer, 0, wanted, this.#position);
    this.#position += bytesRead;
    // A short file fails this check as well: its size is not what it was.
    if (bytesRead === 0 || this.#position > this.#last) await this.#check();
    if (bytesRead === 0) throw new Error('The file ends before its size.');
    this.push(bytesRead === READ_BYTES ? buffer : buffer.subarray(0, bytesRead));
  }
}

const readHead = async (handle: FileHandle): Promise<Buffer> => {
  const buffer = Buffer.alloc(SNIFF_BYTES);
  const { bytesRead } = await handle.read(buffer, 0, SNIFF_BYTES, 0);
  return buffer.subarray(0, bytesRead);
};

/** Size, version and first bytes of a file on disk. `name` is for words. */
export const glanceLocal = async (path: string, name: string): Promise<Glance> => {
  const stats = await statOrMissing(path, name);
  const handle = await fs.open(path, 'r');
  try {
    return { bytes: Number(stats.size), etag: etagOf(stats), head: await readHead(handle) };
  } finally {
    await handle.close();
  }
};

/** Opens a file on disk. Every range is checked against the version found now. */
export const openLocal = async (path: string, name: string): Promise<OpenFile> => {
  const opened = await statOrMissing(path, name);
  const handle = await fs.open(path, 'r');
  const check = async (): Promise<void> => {
    const now = await fs.stat(path, { bigint: true }).catch(() => null);
    if (!now || !same(opened, now)) throw new SourceChanged(name);
  };
  const free: Buffer[] = [];
  return {
    bytes: Number(opened.size),
    etag: etagOf(opened),
    head: await readHead(handle),
    async openRange(first, last) {
      await check();
      return new RangeStream(handle, [first, last], check, free);
    },
    close: () => handle.close(),
  };
};
