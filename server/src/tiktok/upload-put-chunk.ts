import http from 'node:http';
import https from 'node:https';
import { Readable } from 'node:stream';

import { type CallContext } from './call';
import { clientError, TikTokError } from './errors';
import { type Agents } from './http';
import { chunkError, type PutChunkResult, readChunkAnswer, type StopCode } from './upload-answer';
import { pumpExactly } from './upload-pump';
import { checkedUploadUrl, UPLOAD_ENDPOINT } from './upload-url';

/** A longer timer would fire at once. */
const MAX_TIMER_MS = 2_147_483_647;

/** What TikTok takes. [content-posting-api-media-transfer-guide] */
export const VIDEO_CONTENT_TYPES = ['video/mp4', 'video/quicktime', 'video/webm'] as const;
export type VideoContentType = (typeof VIDEO_CONTENT_TYPES)[number];

export interface PutChunkInput {
  uploadUrl: string;
  /** Exactly the bytes `first` to `last`. Destroyed at the end, however it ends. */
  body: Readable | AsyncIterable<Uint8Array>;
  first: number;
  /** Inclusive. */
  last: number;
  total: number;
  contentType: VideoContentType;
  signal?: AbortSignal;
  /** Milliseconds after which the PUT is cut, whatever it is doing. */
  deadlineMs?: number;
  /** Bytes of this chunk handed to the connection so far. */
  onProgress?: (sentBytes: number) => void;
}

export interface UploadContext extends Pick<CallContext, 'apiUrl' | 'onCall'> {
  agents: Agents;
  connectTimeoutMs: number;
  /** Milliseconds without a byte in either direction. */
  idleTimeoutMs: number;
}

/** Kept connections are safe here: a chunk may always be sent again to the same upload_url. */
export const createUploadAgents = (): Agents => ({
  http: new http.Agent({ keepAlive: true }),
  https: new https.Agent({ keepAlive: true }),
});

/**
 * Streams one chunk to TikTok. Node's own request rather than axios: axios pipes the body on after
 * an early refusal, leaves the source open, and mixes the source's errors with the connection's.
 *
 * The last piece of the body is held back until the source has ended at the right length, so a
 * source that gives too few or too many bytes never completes a chunk, and so never a post.
 * [content-posting-api-media-transfer-guide]
 *
 * @throws TikTokSourceError for the file's side; TikTokUnavailable, TikTokUnknownOutcome,
 * TikTokNotSent: send the same chunk again; TikTokUploadError: stop; TikTokAborted
 */
export const putChunk = async (
  context: UploadContext,
  input: PutChunkInput,
): Promise<PutChunkResult> => {
  const source =
    input.body instanceof Readable ? input.body : Readable.from(input.body, { objectMode: false });
  // An error of the source is met where it is read; without a listener a late one would end the process.
  source.on('error', () => undefined);
  const startedAt = performance.now();
  const observe = (code: string, status?: number, logId?: string) => {
    const durationMs = Math.round(performance.now() - startedAt);
    try {
      context.onCall?.({ endpoint: UPLOAD_ENDPOINT, status, durationMs, logId, code });
    } catch {
      // An observer's fault must not change what happened to the chunk.
    }
  };
  try {
    const { result, status } = await send(context, input, source);
    observe(result.kind, status, result.logId);
    return result;
  } catch (error) {
    if (error instanceof TikTokError) observe(error.code, error.httpStatus, error.logId);
    throw error;
  } finally {
    source.destroy();
  }
};

const send = async (
  context: UploadContext,
  input: PutChunkInput,
  source: Readable,
): Promise<{ result: PutChunkResult; status: number }> => {
  const { first, last, total, signal, deadlineMs } = input;
  const url = checkedUploadUrl(input.uploadUrl, context.apiUrl);
  const length = last - first + 1;
  if (!(first >= 0 && length > 0 && last < total)) {
    throw new RangeError(`Bytes ${first}-${last}/${total} are no range.`);
  }
  if (signal?.aborted) {
    throw clientError('aborted', { endpoint: UPLOAD_ENDPOINT, outcome: 'not_sent' });
  }

  const secure = url.protocol === 'https:';
  const request = (secure ? https : http).request(url, {
    method: 'PUT',
    agent: secure ? context.agents.https : context.agents.http,
    headers: {
      'Content-Type': input.contentType,
      'Content-Length': length,
      'Content-Range': `bytes ${first}-${last}/${total}`,
    },
  });

  const state = { connected: false, waitsForSource: false };
  let stopCode: StopCode | undefined;
  const stop = (code: StopCode) => {
    stopCode ??= code;
    source.destroy();
    request.destroy();
  };
  const onAbort = () => stop('aborted');
  signal?.addEventListener('abort', onAbort, { once: true });
  const timers = [
    setTimeout(() => {
      if (!state.connected) stop('connect_timeout');
    }, context.connectTimeoutMs),
    ...(deadlineMs === undefined
      ? []
      : [setTimeout(() => stop('deadline'), Math.min(Math.max(0, deadlineMs), MAX_TIMER_MS))]),
  ];
  request.setTimeout(context.idleTimeoutMs, () =>
    stop(state.waitsForSource ? 'source_stalled' : 'idle'),
  );
  request.once('socket', (socket) => {
    if (socket.connecting) {
      socket.once(secure ? 'secureConnect' : 'connect', () => (state.connected = true));
    } else state.connected = true;
  });

  const answered = new Promise<http.IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    request.on('error', reject);
  });
  // An answer before the end of the body is a refusal: the rest of the file is not read for it.
  const pump = pumpExactly({ source, request, length, state, onProgress: input.onProgress });
  const pumpFailed = new Promise<never>((_resolve, reject) => void pump.catch(reject));

  try {
    const response = await Promise.race([answered, pumpFailed]);
    source.destroy();
    const answer = await readChunkAnswer(response, input.uploadUrl);
    if (!request.writableFinished) request.destroy();
    return { result: answer.result(), status: answer.status };
  } catch (error) {
    request.destroy();
    throw chunkError(error, stopCode, state.connected);
  } finally {
    for (const timer of timers) clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    answered.catch(() => undefined);
    pumpFailed.catch(() => undefined);
  }
};
