import { type BigIntStats } from 'node:fs';
import fs, { type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';

import { fileMissing, SourceChanged, systemCode } from './errors';
import { SNIFF_BYTES } from './media-type';
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

/** Reads at positions of one handle; the last piece is held back until the file proves unchanged. */
const rangeStream = (
  handle: FileHandle,
  first: number,
  last: number,
  check: () => Promise<void>,
): Readable => {
  let position = first;
  const next = async (stream: Readable): Promise<void> => {
    const wanted = Math.min(READ_BYTES, last - position + 1);
    if (wanted <= 0) {
      stream.push(null);
      return;
    }
    const buffer = Buffer.allocUnsafeSlow(wanted);
    const { bytesRead } = await handle.read(buffer, 0, wanted, position);
    position += bytesRead;
    // A short file fails this check as well: its size is not what it was.
    if (bytesRead === 0 || position > last) await check();
    if (bytesRead === 0) throw new Error('The file ends before its size.');
    stream.push(bytesRead === wanted ? buffer : buffer.subarray(0, bytesRead));
  };
  return new Readable({
    highWaterMark: READ_BYTES,
    read() {
      next(this).catch((error: unknown) => this.destroy(error as Error));
    },
  });
};

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
  return {
    bytes: Number(opened.size),
    etag: etagOf(opened),
    head: await readHead(handle),
    async openRange(first, last) {
      await check();
      return rangeStream(handle, first, last, check);
    },
    close: () => handle.close(),
  };
};
