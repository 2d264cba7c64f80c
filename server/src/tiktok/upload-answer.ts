import { type IncomingMessage } from 'node:http';

import { readAnswer } from './answer';
import { explainCode } from './error-table';
import { clientError, errorFor, TikTokError } from './errors';
import { sourceError } from './upload-pump';
import { UPLOAD_ENDPOINT } from './upload-url';

/** Why a PUT was cut from this side. */
export type StopCode = 'aborted' | 'deadline' | 'connect_timeout' | 'idle' | 'source_stalled';

/**
 * What the upload address answered.
 * complete (201): all bytes are in, TikTok starts posting. accepted (206): next chunk.
 * out_of_step (416): go on where `reported` proves, see `resyncPoint`. expired (403): the hour is
 * over. gone (404): no such upload. The last two do not prove that nothing was posted.
 * `reported` is the N of `Content-Range: bytes 0-N/TOTAL`, a count or an index.
 */
export type PutChunkResult = { logId?: string } & (
  | { kind: 'complete' }
  | { kind: 'accepted'; reported?: number }
  | { kind: 'out_of_step'; reported?: number; total?: number }
  | { kind: 'expired' }
  | { kind: 'gone' }
);

const LONGEST_ANSWER = 64 * 1024;

/** `bytes 0-N/TOTAL`; anything else proves nothing. */
export const parseReported = (
  header: string | undefined,
): { reported?: number; total?: number } => {
  const match = /^bytes\s+0-(\d{1,15})\/(\d{1,15}|\*)$/i.exec(header?.trim() ?? '');
  if (!match) return {};
  const total = Number(match[2]);
  return { reported: Number(match[1]), ...(Number.isNaN(total) ? {} : { total }) };
};

/** The start of the answer's text. The status counts, so an answer cut short is still one. */
const bodyOf = async (response: IncomingMessage): Promise<string> => {
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of response) {
      const bytes = Buffer.from(piece);
      length += bytes.length;
      if (length > LONGEST_ANSWER) break;
      pieces.push(bytes);
    }
  } catch {
    // Only the words are lost.
  }
  return Buffer.concat(pieces).toString('utf8');
};

export const readChunkAnswer = async (
  response: IncomingMessage,
  uploadUrl: string,
): Promise<{ status: number; result: () => PutChunkResult }> => {
  const header = (name: string) => {
    const value = response.headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
  const status = response.statusCode ?? 0;
  const headers: Record<string, string> = {};
  for (const name of ['x-tt-logid', 'retry-after']) {
    const value = header(name);
    if (value) headers[name] = value;
  }
  const answer = readAnswer({ status, headers, text: await bodyOf(response) }, [uploadUrl]);
  return {
    status,
    result: () => {
      const log = answer.logId ? { logId: answer.logId } : {};
      const { reported, total } = parseReported(header('content-range'));
      const known = reported === undefined ? {} : { reported };
      switch (status) {
        case 201:
          return { kind: 'complete', ...log };
        case 206:
          return { kind: 'accepted', ...known, ...log };
        case 416:
          return {
            kind: 'out_of_step',
            ...known,
            ...(total === undefined ? {} : { total }),
            ...log,
          };
        case 403:
          return { kind: 'expired', ...log };
        case 404:
          return { kind: 'gone', ...log };
        default: {
          const init = {
            endpoint: UPLOAD_ENDPOINT,
            httpStatus: status,
            logId: answer.logId,
            tiktokMessage: answer.error?.message,
            retryAfterMs: answer.retryAfterMs,
          };
          if (status >= 500)
            throw clientError('upload_unavailable', { ...init, outcome: 'unknown' });
          if (status === 429) {
            throw errorFor({
              ...init,
              row: explainCode('api', 'rate_limit_exceeded'),
              outcome: 'refused',
            });
          }
          if (status >= 400) throw clientError('upload_refused', { ...init, outcome: 'refused' });
          throw clientError('upload_unexpected_answer', { ...init, outcome: 'unknown' });
        }
      }
    },
  };
};

/** The typed error of a PUT that ended without an answer. */
export const chunkError = (
  error: unknown,
  stopCode: StopCode | undefined,
  connected: boolean,
): Error => {
  const init = { endpoint: UPLOAD_ENDPOINT, outcome: connected ? 'unknown' : 'not_sent' } as const;
  switch (stopCode) {
    case 'aborted':
      return clientError('aborted', init);
    case 'deadline':
      return clientError('upload_deadline', init);
    case 'connect_timeout':
      return clientError('connect_timeout', init);
    case 'idle':
      return clientError('upload_interrupted', init);
    case 'source_stalled':
      return sourceError('source_failed', 'The storage stopped giving bytes of the file.');
    case undefined:
      break;
  }
  if (error instanceof TikTokError) return error;
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  if (connected) return clientError('upload_interrupted', init);
  return clientError(
    typeof code === 'string' && /CERT|SELF_SIGNED|UNABLE_TO|DEPTH_ZERO|ERR_SSL/.test(code)
      ? 'certificate_refused'
      : 'not_connected',
    init,
  );
};
