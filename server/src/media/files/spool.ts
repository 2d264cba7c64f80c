import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { interrupted, SourceUnavailable, systemCode } from '../errors';

const PREFIX = 'strapi-tiktok-media-';
/** No upload lives longer than an hour; what is older was left by a process that was killed. */
const STALE_MS = 6 * 60 * 60 * 1000;

export interface Spooled {
  path: string;
  bytes: number;
  sha256: string;
  remove(): Promise<void>;
}

const tooLarge = (name: string, maxBytes: number): SourceUnavailable =>
  new SourceUnavailable('file_too_large', {
    message: `"${name}" is larger than the ${maxBytes} bytes that TikTok takes.`,
    remedy: 'Export the file with a lower bit rate or resolution and upload it again.',
    retryable: false,
  });

const inWords = (error: unknown, name: string): unknown => {
  if (error instanceof SourceUnavailable) return error;
  if (systemCode(error) !== 'ENOSPC') return interrupted(name);
  return new SourceUnavailable('disk_full', {
    message: `There is not enough room in this server's temporary folder to read "${name}".`,
    remedy:
      'The storage cannot hand out parts of a file, so it is kept there for a while. Make room, or set TMPDIR to a larger disk.',
    retryable: true,
  });
};

/**
 * Reads a stream once from beginning to end into a temporary file, counting and hashing, so that any
 * part of it can be read afterwards without asking the host again. Memory stays small at any size.
 */
export const spool = async (
  body: Readable,
  { name, maxBytes, signal }: { name: string; maxBytes: number; signal?: AbortSignal | undefined },
): Promise<Spooled> => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), PREFIX));
  const remove = (): Promise<void> => fs.rm(folder, { recursive: true, force: true });
  const target = path.join(folder, 'media');
  const hash = createHash('sha256');
  let bytes = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > maxBytes) return done(tooLarge(name, maxBytes));
      hash.update(chunk);
      return done(null, chunk);
    },
  });
  try {
    await pipeline(body, counter, createWriteStream(target, { mode: 0o600 }), {
      ...(signal && { signal }),
    });
  } catch (error) {
    await remove();
    throw signal?.aborted ? error : inWords(error, name);
  }
  return { path: target, bytes, sha256: hash.digest('hex'), remove };
};

/** Deletes what killed processes left behind. `now` in epoch milliseconds. */
export const removeStaleSpools = async (now: number): Promise<void> => {
  const root = os.tmpdir();
  const names = await fs.readdir(root).catch(() => []);
  for (const name of names.filter((entry) => entry.startsWith(PREFIX))) {
    const folder = path.join(root, name);
    const stats = await fs.stat(folder).catch(() => null);
    if (stats && now - stats.mtimeMs > STALE_MS) {
      await fs.rm(folder, { recursive: true, force: true }).catch(() => undefined);
    }
  }
};
