import { type ClientRequest } from 'node:http';
import { type Readable } from 'node:stream';

import { TikTokError, TikTokSourceError } from './errors';
import { explainCode } from './error-table';
import { UPLOAD_ENDPOINT } from './upload-url';

export const sourceError = (
  code: 'source_failed' | 'source_wrong_length',
  detail?: string,
  original?: unknown,
): TikTokSourceError =>
  new TikTokSourceError(
    // The chunk was not completed, so TikTok cannot have taken it.
    { row: explainCode('client', code), endpoint: UPLOAD_ENDPOINT, outcome: 'not_sent', detail },
    original,
  );

const wrongLength = (got: string, expected: number) =>
  sourceError(
    'source_wrong_length',
    `The storage gave ${got} bytes where ${expected} were asked for; the file may have been replaced, or the storage ignores byte ranges.`,
  );

/** Resolves when the request takes more bytes, is answered, or is over. */
const writable = (request: ClientRequest): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      request.off('drain', done).off('response', done).off('close', done);
      resolve();
    };
    request.once('drain', done).once('response', done).once('close', done);
  });

/**
 * A source may take its pieces back once they have left the process. An upload that makes a new
 * buffer for each piece keeps the garbage collector busier than the network.
 */
interface TakesBack {
  takeBack(piece: Uint8Array): void;
}

const takesBack = (source: Readable): source is Readable & TakesBack =>
  'takeBack' in source && typeof source.takeBack === 'function';

/**
 * Writes exactly `length` bytes of `source` into `request` and ends it: the piece that completes the
 * body leaves only after the source has ended. Ends quietly when the request is answered early or
 * closed: the request tells why. A source with a method `takeBack` gets each piece back.
 * @throws TikTokSourceError
 */
export const pumpExactly = async ({
  source,
  request,
  length,
  state,
  onProgress,
}: {
  source: Readable;
  request: ClientRequest;
  length: number;
  /** Told whether it is the source that keeps the pump waiting. */
  state: { waitsForSource: boolean };
  onProgress?: (sentBytes: number) => void;
}): Promise<void> => {
  let over = false;
  const finish = () => {
    over = true;
    source.destroy();
  };
  request.once('response', finish).once('close', finish);

  let read = 0;
  let last: Uint8Array | undefined;
  const whenLeft =
    (bytes: Uint8Array) =>
    (error?: Error | null): void => {
      if (!error && takesBack(source)) source.takeBack(bytes);
    };
  const send = async (bytes: Uint8Array): Promise<void> => {
    if (!request.write(bytes, whenLeft(bytes))) {
      state.waitsForSource = false;
      await writable(request);
      state.waitsForSource = true;
    }
    onProgress?.(read);
  };
  try {
    state.waitsForSource = true;
    for await (const piece of source) {
      if (over) return;
      const bytes: Uint8Array = typeof piece === 'string' ? Buffer.from(piece) : piece;
      if (bytes.length === 0) continue;
      read += bytes.length;
      if (read > length) throw wrongLength('more', length);
      if (read === length) last = bytes;
      else await send(bytes);
      if (over) return;
    }
  } catch (error) {
    if (over) return;
    if (error instanceof TikTokError) throw error;
    throw sourceError('source_failed', undefined, error);
  } finally {
    state.waitsForSource = false;
  }
  if (over) return;
  if (!last) throw wrongLength(String(read), length);
  request.end(last, whenLeft(last));
  onProgress?.(read);
};
