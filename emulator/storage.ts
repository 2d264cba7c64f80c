import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, open, rename, rm, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Media } from './types';

const HEAD = 65_536;

/** A media file that grows part by part; a part counts only once it is committed. */
export interface MediaFile {
  /** Streams one part aside, without making it count. */
  receive(parts: AsyncIterable<Buffer>): Promise<Part>;
  /** Appends a received part. Parts are appended in the order of these calls. */
  commit(part: Part): Promise<void>;
  discard(part: Part): Promise<void>;
  finish(contentType: string): Media;
}

export interface Part {
  bytes: number;
  /** Hash of the whole file up to the end of this part, if it is committed next. */
  whole: Hash;
  sha256: string;
  head: Buffer;
  file?: string;
}

export interface Storage {
  create(): MediaFile;
  /** Forgets all files and removes the folder. */
  remove(): Promise<void>;
}

/** Keeps received bytes in a new folder below `parent`, never in memory. */
export const createStorage = (keep: boolean, parent: string): Storage => {
  let folder: Promise<string> | undefined;
  let serial = 0;
  const nextPath = async (): Promise<string> => {
    folder ??= mkdtemp(join(parent, 'tiktok-emulator-'));
    serial += 1;
    // Taken before anything is waited for: uploads at the same moment must not share a file.
    const name = String(serial);
    return join(await folder, name);
  };

  const create = (): MediaFile => {
    let whole = createHash('sha256');
    let bytes = 0;
    let head = Buffer.alloc(0);
    let file: string | undefined;
    let queue: Promise<void> = Promise.resolve();

    const append = async (part: Part): Promise<void> => {
      if (part.file === undefined) return;
      if (file === undefined) {
        file = await nextPath();
        await rename(part.file, file);
        return;
      }
      await pipeline(createReadStream(part.file), createWriteStream(file, { flags: 'a' }));
      await unlink(part.file);
    };

    return {
      receive: async (parts) => {
        const path = keep ? await nextPath() : undefined;
        const handle = path === undefined ? undefined : await open(path, 'w');
        const part = { bytes: 0, whole: whole.copy(), head: Buffer.alloc(0), file: path };
        const own = createHash('sha256');
        try {
          for await (const piece of parts) {
            part.bytes += piece.length;
            part.whole.update(piece);
            own.update(piece);
            if (part.head.length < HEAD)
              part.head = Buffer.concat([part.head, piece]).subarray(0, HEAD);
            await handle?.writeFile(piece);
          }
        } catch (error) {
          await handle?.close();
          if (path !== undefined) await rm(path, { force: true });
          throw error;
        }
        await handle?.close();
        return { ...part, sha256: own.digest('hex') };
      },
      commit: (part) => {
        whole = part.whole;
        if (bytes === 0) head = Buffer.from(part.head);
        bytes += part.bytes;
        queue = queue.then(() => append(part));
        return queue;
      },
      discard: async (part) => {
        if (part.file !== undefined) await rm(part.file, { force: true });
      },
      finish: (contentType) => ({
        sha256: whole.copy().digest('hex'),
        bytes,
        contentType,
        head,
        file,
      }),
    };
  };

  return {
    create,
    remove: async () => {
      const made = await folder;
      folder = undefined;
      if (made !== undefined && (await stat(made).catch(() => undefined))) {
        await rm(made, { recursive: true, force: true });
      }
    },
  };
};
