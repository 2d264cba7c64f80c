import { type Readable } from 'node:stream';

/** What can be said of a file without reading it. */
export interface Glance {
  /** Exact; null when the host gives no length. */
  bytes: number | null;
  /** Names this version of the content; null when the host gives no ETag and no date. */
  etag: string | null;
  /** The first bytes, at most `SNIFF_BYTES`. */
  head: Buffer;
}

/** A file open for reading. All ranges come from one and the same version of it. */
export interface OpenFile {
  bytes: number;
  etag: string | null;
  head: Buffer;
  /**
   * Bytes `first` to `last`, both included. The stream ends after exactly that many or fails with
   * SourceChanged or SourceUnavailable; bytes of another version never come out of it.
   */
  openRange(first: number, last: number): Promise<Readable>;
  close(): Promise<void>;
}

/** A file of which all bytes were read once. */
export interface WholeFile extends OpenFile {
  /** In hex. */
  sha256: string;
}

/** Reads a whole range into memory: for headers and pictures, never for videos. */
export const readRange = async (file: OpenFile, first: number, last: number): Promise<Buffer> => {
  if (last < first) return Buffer.alloc(0);
  const parts: Buffer[] = [];
  for await (const part of await file.openRange(first, last)) parts.push(part as Buffer);
  return Buffer.concat(parts);
};
