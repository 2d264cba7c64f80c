import { createReadStream } from 'node:fs';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Core } from './core';
import { send, textReply } from './http';
import { type Media } from './types';

const findMedia = (core: Core, path: string): Media | undefined => {
  const [publishId, index] = path.split('/').map(decodeURIComponent);
  return core.state.publishes.get(publishId ?? '')?.media[Number(index)];
};

/** The byte range a player asks for; undefined if it asks for none, or for one it cannot have. */
const readRange = (
  header: string | undefined,
  size: number,
): { first: number; last: number } | undefined => {
  const match = /^bytes=(\d+)-(\d*)$/.exec(header ?? '');
  if (!match) return undefined;
  const first = Number(match[1]);
  const last = match[2] ? Math.min(Number(match[2]), size - 1) : size - 1;
  return first <= last ? { first, last } : undefined;
};

/** GET /_emulator/media/<publish_id>/<index>: the bytes as received, with ranges for the player. */
export const serveMedia = (
  core: Core,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): void => {
  const media = findMedia(core, path);
  if (media?.file === undefined) return send(response, textReply(404, 'Not Found'), '');
  const range = readRange(request.headers.range, media.bytes);
  const { first, last } = range ?? { first: 0, last: media.bytes - 1 };
  response.writeHead(range ? 206 : 200, {
    'content-type': media.contentType,
    'content-length': String(last - first + 1),
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
    ...(range && { 'content-range': `bytes ${first}-${last}/${media.bytes}` }),
  });
  createReadStream(media.file, { start: first, end: last })
    .on('error', () => response.destroy())
    .pipe(response);
};
