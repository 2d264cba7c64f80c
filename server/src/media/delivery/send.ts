import { finished, type Readable } from 'node:stream';

import { type Context } from 'koa';

import { parseRange } from './http-range';
import { type MediaType } from '../media-type';

/** What is served: exact size, known type, any part of it. */
export interface Servable {
  bytes: number;
  contentType: MediaType;
  /** Names the version, for If-Range. */
  etag: string | null;
  openRange(first: number, last: number): Promise<Readable>;
  close(): Promise<void>;
}

/**
 * The only types that leave this origin: none of them can carry script. SVG, HTML and PDF can.
 */
const SERVED: readonly MediaType[] = [
  'video/mp4',
  'video/quicktime',
  'video/webm',
  'image/jpeg',
  'image/png',
  'image/webp',
];

export const isServed = (type: MediaType): boolean => SERVED.includes(type);

const quoted = (etag: string): string => `"${Buffer.from(etag).toString('base64url')}"`;

const harmless = (ctx: Context, disposition: 'inline' | 'attachment'): void => {
  ctx.set({
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Content-Disposition': disposition,
    'Referrer-Policy': 'no-referrer',
    'X-Robots-Tag': 'noindex',
    // `no-transform` also keeps a compression middleware away from it: lengths must be exact.
    'Cache-Control': 'private, no-store, no-transform',
  });
};

/** A bare 404: a stranger learns nothing about what exists. */
export const answerNotFound = (ctx: Context): void => {
  harmless(ctx, 'attachment');
  ctx.status = 404;
  ctx.type = 'text/plain';
  ctx.body = 'Not found';
};

const BUSY_SECONDS = '5';

/** Too much at this moment: the same request is fine a little later. */
export const answerBusy = (ctx: Context): void => {
  answerNotFound(ctx);
  ctx.status = 503;
  ctx.set('Retry-After', BUSY_SECONDS);
  ctx.body = 'Busy';
};

export interface SendOptions {
  disposition: 'inline' | 'attachment';
  /** Called once, when the answer has ended in whatever way; not when `sendMedia` throws. */
  done?: () => void;
}

const openOrClose = async (media: Servable, first: number, last: number): Promise<Readable> => {
  try {
    return await media.openRange(first, last);
  } catch (error) {
    await media.close();
    throw error;
  }
};

/**
 * Answers GET and HEAD with a file or the one part of it that was asked for, under headers that make
 * it harmless on this origin. Closes `media` in every case. Throws what `openRange` throws.
 */
export const sendMedia = async (
  ctx: Context,
  media: Servable,
  { disposition, done = () => undefined }: SendOptions,
): Promise<void> => {
  const { bytes, contentType, etag } = media;
  const end = (): void => {
    media.close().then(done, done);
  };
  // A part of one version must not be glued to a part of another.
  const condition = ctx.get('If-Range');
  const current = condition === '' || (etag !== null && condition === quoted(etag));
  const range = current ? parseRange(ctx.get('Range') || undefined, bytes) : null;
  const { first, last } =
    range === null || range === 'unsatisfiable' ? { first: 0, last: bytes - 1 } : range;

  harmless(ctx, disposition);
  if (range === 'unsatisfiable') {
    ctx.body = null;
    ctx.status = 416;
    ctx.set('Content-Range', `bytes */${bytes}`);
    return end();
  }
  const empty = ctx.method === 'HEAD' || bytes === 0;
  // Opened before any header says that all is well.
  const stream = empty ? null : await openOrClose(media, first, last);
  ctx.status = range ? 206 : 200;
  ctx.set({ 'Accept-Ranges': 'bytes', 'Content-Type': contentType });
  if (etag) ctx.set('ETag', quoted(etag));
  if (range) ctx.set('Content-Range', `bytes ${first}-${last}/${bytes}`);
  ctx.length = last - first + 1;
  if (stream) {
    finished(stream, end);
    ctx.body = stream;
    return;
  }
  if (bytes === 0) ctx.body = '';
  end();
};
