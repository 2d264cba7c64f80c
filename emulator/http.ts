import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';
import { CutOff, type ApiError } from './errors';
import { toJson, type Json } from './json';

export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
  /** For the ledger: the error code inside the body. */
  errorCode?: string;
}

const JSON_TYPE = 'application/json; charset=utf-8';
export const SLOW_PIECES = 5;

/** Success of a non-OAuth call: `{data, error: {code: "ok"}}`. `data` left out gives `error` only. */
export const okReply = (logId: string, data?: Json): Reply => ({
  status: 200,
  headers: { 'content-type': JSON_TYPE },
  body: toJson({ data, error: { code: 'ok', message: '', log_id: logId } }),
});

export const apiErrorReply = (logId: string, error: ApiError): Reply => ({
  status: error.status,
  headers: { 'content-type': JSON_TYPE },
  body: toJson({ data: {}, error: { code: error.code, message: error.message, log_id: logId } }),
  errorCode: error.code,
});

export const flatReply = (value: Json, status = 200): Reply => ({
  status,
  headers: { 'content-type': JSON_TYPE, 'cache-control': 'no-store' },
  body: toJson(value),
});

export const oauthErrorReply = (
  logId: string,
  code: string,
  description: string,
  status: number,
): Reply => ({
  ...flatReply({ error: code, error_description: description, log_id: logId }, status),
  errorCode: code,
});

export const htmlReply = (html: string, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  body: html,
});

export const redirectReply = (location: string): Reply => ({
  status: 302,
  headers: { location, 'cache-control': 'no-store' },
  body: '',
});

export const textReply = (
  status: number,
  text: string,
  headers: Record<string, string> = {},
): Reply => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
  body: text,
});

/** Reads a whole small body. @throws CutOff if the client leaves, Error if it is too large. */
export const readBody = async (request: IncomingMessage, limit = 1_000_000): Promise<string> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of bodyOf(request)) {
    size += part.length;
    if (size > limit) throw new Error('The body is too large.');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
};

/** The body's bytes as they come. @throws CutOff if the client leaves before the end. */
export async function* bodyOf(request: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    for await (const part of request)
      yield Buffer.isBuffer(part) ? part : Buffer.from(String(part));
  } catch {
    throw new CutOff('The client left before the end of its body.');
  }
  if (!request.complete) throw new CutOff('The client left before the end of its body.');
}

export const send = (response: ServerResponse, reply: Reply, logId: string): void => {
  if (response.destroyed) return;
  response.writeHead(reply.status, {
    ...reply.headers,
    'content-length': String(Buffer.byteLength(reply.body)),
    'x-tt-logid': logId,
  });
  response.end(reply.body);
};

/** The whole answer, in five pieces with a pause before each. `pause` waits for one. */
export const sendSlowly = async (
  response: ServerResponse,
  reply: Reply,
  logId: string,
  pause: () => Promise<void>,
): Promise<void> => {
  if (response.destroyed) return;
  const body = Buffer.from(reply.body);
  response.writeHead(reply.status, {
    ...reply.headers,
    'content-length': String(body.length),
    'x-tt-logid': logId,
  });
  response.flushHeaders();
  const size = Math.ceil(body.length / SLOW_PIECES);
  for (let piece = 0; piece < SLOW_PIECES; piece += 1) {
    await pause();
    response.write(body.subarray(piece * size, (piece + 1) * size));
  }
  response.end();
};

/** Announces the whole answer, sends half of it, then closes the connection. */
export const sendHalf = (response: ServerResponse, reply: Reply, logId: string): void => {
  const body = Buffer.from(reply.body);
  response.writeHead(reply.status, {
    ...reply.headers,
    'content-length': String(Math.max(2, body.length)),
    'x-tt-logid': logId,
  });
  response.flushHeaders();
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.socket?.destroy());
};

/** Cuts the connection with a TCP reset. */
export const reset = (socket: Socket): void => {
  socket.resetAndDestroy();
};
