import { type IncomingMessage } from 'node:http';
import { type Readable, Transform, pipeline } from 'node:stream';

import { PrivateAddress } from '../../http/address-guard';
import { TIKTOK_LIMITS } from '../../tiktok/limits';
import {
  interrupted,
  isSourceError,
  refusedWith,
  SourceChanged,
  SourceUnavailable,
  unreachable,
} from '../errors';
import { type HttpGet } from './http-get';
import { openLocal } from './local-file';
import { SNIFF_BYTES } from '../media-type';
import { type Glance, type OpenFile, type WholeFile } from './open-file';
import { spool } from './spool';

/** A file at an address. `url` is asked anew for every request: signed addresses are short-lived. */
export interface RemoteFile {
  name: string;
  url(): Promise<string>;
  /** The configured upload provider; see `GetOptions`. */
  trusted: boolean;
  /** Kilobytes of 1000 rounded to two decimals as Strapi stored them; null when unknown. */
  storedKilobytes: number | null;
}

type Headers = IncomingMessage['headers'];

const LARGEST = TIKTOK_LIMITS.videoBytes;
/** Strapi's rounding (10 bytes), and nothing more. */
const ROUNDING_BYTES = 10;

const versionOf = (headers: Headers): string | null =>
  headers.etag ?? (headers['last-modified'] ? `modified ${headers['last-modified']}` : null);

const contentRange = (headers: Headers): { first: number; last: number; total: number } | null => {
  const match = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers['content-range'] ?? '');
  return match && { first: Number(match[1]), last: Number(match[2]), total: Number(match[3]) };
};

const plainLength = (headers: Headers): number | null => {
  const length = headers['content-length'];
  return length && !headers['transfer-encoding'] ? Number(length) : null;
};

const fail = (response: IncomingMessage, error: Error): never => {
  response.destroy();
  throw error;
};

/** Ends after exactly `bytes`, or fails: a cut connection must not look like an end. */
const exactly = (body: Readable, bytes: number, name: string): Readable => {
  let seen = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > bytes) return done(interrupted(name));
      return done(null, chunk);
    },
    flush: (done) => done(seen === bytes ? null : interrupted(name)),
    destroy(error, done) {
      // Whatever broke the socket, the reader gets words without addresses.
      done(
        error && !isSourceError(error) && error.name !== 'AbortError' ? interrupted(name) : error,
      );
    },
  });
  pipeline(body, counter, () => undefined);
  return counter;
};

const readHead = async (body: Readable): Promise<Buffer> => {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of body) {
    parts.push(part as Buffer);
    length += (part as Buffer).length;
    if (length >= SNIFF_BYTES) break;
  }
  return Buffer.concat(parts).subarray(0, SNIFF_BYTES);
};

interface Look extends Glance {
  /** The host answered with exactly the part that was asked for. */
  honoursRange: boolean;
}

/** One answer is one version, so there is nothing to compare it with. */
const NOTHING_SEEN: Look = { bytes: null, etag: null, head: Buffer.alloc(0), honoursRange: false };

export const createRemoteFiles = ({ get }: { get: HttpGet }) => {
  const request = async (
    file: RemoteFile,
    headers: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<IncomingMessage> => {
    const { trusted, name } = file;
    try {
      const url = await file.url();
      const response = await get(url, { headers, trusted, signal });
      const encoding = response.headers['content-encoding'];
      if (!encoding || encoding === 'identity') return response;
      return fail(
        response,
        new SourceUnavailable('file_encoded', {
          message: `The storage that holds "${name}" compresses it (${encoding}) although it was asked not to, so its true size cannot be known.`,
          remedy: 'Switch compression of media files off at the storage or the CDN before it.',
          retryable: false,
        }),
      );
    } catch (error) {
      if (isSourceError(error) || signal?.aborted) throw error;
      if (!(error instanceof PrivateAddress)) throw unreachable(name);
      throw new SourceUnavailable('file_address', {
        message: `"${name}" lies at a private network address, which is only read for the configured upload provider.`,
        remedy: 'Upload the file again, so that the configured upload provider holds it.',
        retryable: false,
      });
    }
  };

  /** One small request: size, version, first bytes, and whether the host can hand out parts. */
  const look = async (file: RemoteFile, signal?: AbortSignal): Promise<Look> => {
    const response = await request(file, { range: `bytes=0-${SNIFF_BYTES - 1}` }, signal);
    const { statusCode = 0, headers } = response;
    const etag = versionOf(headers);
    // How a host says "empty file" to a range.
    if (statusCode === 416 && /\*\/0$/.test(headers['content-range'] ?? '')) {
      response.destroy();
      return { bytes: 0, etag, head: Buffer.alloc(0), honoursRange: true };
    }
    if (statusCode !== 200 && statusCode !== 206) {
      return fail(response, refusedWith(statusCode, file.name));
    }
    const part = statusCode === 206 ? contentRange(headers) : null;
    const honoursRange =
      part !== null && part.first === 0 && part.last === Math.min(SNIFF_BYTES, part.total) - 1;
    const head = await readHead(response).catch(() => {
      throw interrupted(file.name);
    });
    const bytes = statusCode === 206 ? (part?.total ?? null) : plainLength(headers);
    return { bytes, etag, head, honoursRange };
  };

  /** Reads the whole file once, for hosts of which parts cannot be had or trusted. */
  const openSpooled = async (
    file: RemoteFile,
    seen: Look,
    signal?: AbortSignal,
  ): Promise<WholeFile> => {
    const response = await request(file, {}, signal);
    const { statusCode = 0, headers } = response;
    if (statusCode !== 200) return fail(response, refusedWith(statusCode, file.name));
    const spooled = await spool(response, { name: file.name, maxBytes: LARGEST, signal });
    try {
      const changed =
        seen.bytes !== null && (spooled.bytes !== seen.bytes || versionOf(headers) !== seen.etag);
      if (changed) throw new SourceChanged(file.name);
      const local = await openLocal(spooled.path, file.name);
      return {
        ...local,
        sha256: spooled.sha256,
        // Where the host names no length its other headers describe no fixed bytes either.
        etag: seen.bytes === null ? `sha256 ${spooled.sha256}` : seen.etag,
        close: async () => {
          await local.close();
          await spooled.remove();
        },
      };
    } catch (error) {
      await spooled.remove();
      throw error;
    }
  };

  const openRanged = (
    file: RemoteFile,
    seen: Look & { bytes: number },
    signal?: AbortSignal,
  ): OpenFile => {
    const strong = seen.etag?.startsWith('"') ? seen.etag : null;
    let fallback: Promise<OpenFile> | null = null;
    const openRange = async (first: number, last: number): Promise<Readable> => {
      if (fallback) return (await fallback).openRange(first, last);
      const range = `bytes=${first}-${last}`;
      const response = await request(
        file,
        { range, ...(strong && { 'if-match': strong }) },
        signal,
      );
      const { statusCode = 0, headers } = response;
      if (statusCode === 412 || statusCode === 416) {
        return fail(response, new SourceChanged(file.name));
      }
      if (statusCode === 200) {
        // Another edge of the same host may not know ranges: read it once as a whole instead.
        response.destroy();
        fallback = openSpooled(file, seen, signal);
        fallback.catch(() => (fallback = null));
        return openRange(first, last);
      }
      if (statusCode !== 206) return fail(response, refusedWith(statusCode, file.name));
      const part = contentRange(headers);
      const wanted = part && part.first === first && part.last === last;
      if (!wanted || part.total !== seen.bytes || versionOf(headers) !== seen.etag) {
        return fail(response, new SourceChanged(file.name));
      }
      return exactly(response, last - first + 1, file.name);
    };
    return {
      bytes: seen.bytes,
      etag: seen.etag,
      head: seen.head,
      openRange,
      close: async () => {
        const spooled = await fallback?.catch(() => null);
        await spooled?.close();
      },
    };
  };

  /** An image CDN that makes new bytes on the way shows by a size that is not the stored file's. */
  const isTransformed = (bytes: number, { storedKilobytes }: RemoteFile): boolean =>
    storedKilobytes !== null && Math.abs(bytes - storedKilobytes * 1000) > ROUNDING_BYTES;

  return {
    glance: (file: RemoteFile, signal?: AbortSignal): Promise<Glance> => look(file, signal),

    /** Reads a file once into a temporary one, whatever its host calls this version. */
    openWhole: (file: RemoteFile, signal?: AbortSignal): Promise<WholeFile> =>
      openSpooled(file, NOTHING_SEEN, signal),

    /**
     * Opens a remote file: by ranges where the host can, else (no ranges, no length, or bytes that
     * are transformed on the way) by reading it once into a temporary file. With `partsOnly` a
     * transformed file is read by ranges all the same, which is right for its headers.
     */
    async open(
      file: RemoteFile,
      { signal, partsOnly = false }: { signal?: AbortSignal | undefined; partsOnly?: boolean },
    ): Promise<OpenFile> {
      const seen = await look(file, signal);
      const { bytes } = seen;
      const ranged = bytes !== null && seen.honoursRange;
      if (ranged && (partsOnly || !isTransformed(bytes, file))) {
        return openRanged(file, { ...seen, bytes }, signal);
      }
      return openSpooled(file, seen, signal);
    },
  };
};

export type RemoteFiles = ReturnType<typeof createRemoteFiles>;
