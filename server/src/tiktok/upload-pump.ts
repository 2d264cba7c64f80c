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
 * Writes exactly `length` bytes of `source` into `request` and ends it, one piece behind the source:
 * the piece that would complete the body leaves only after the source has ended. Holds two pieces at
 * most. Ends quietly when the request is answered early or closed: the request tells why.
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
  let held: Uint8Array | undefined;
  const release = async () => {
    if (held && !request.write(held)) {
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
      if (held) await release();
      if (over) return;
      held = bytes;
      read += bytes.length;
      if (read > length) throw wrongLength('more', length);
    }
  } catch (error) {
    if (over) return;
    if (error instanceof TikTokError) throw error;
    throw sourceError('source_failed', undefined, error);
  } finally {
    state.waitsForSource = false;
  }
  if (over) return;
  if (read < length) throw wrongLength(String(read), length);
  request.end(held);
  onProgress?.(read);
};
