import { createHash, createHmac } from 'node:crypto';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** How a host misbehaves; several may be set at once. */
export interface Manners {
  ignoresRange?: boolean;
  /** Answers 200 chunked, so nobody knows the size beforehand. */
  noLength?: boolean;
  noValidators?: boolean;
  /** As many machines, each with ETags of its own for the same bytes, answering in turn. */
  machines?: number;
  /** Weak ETags, as a server that compresses gives. */
  weakETags?: boolean;
  ignoresIfMatch?: boolean;
  gzips?: boolean;
  /** Closes the connection after this many body bytes. */
  cutsAfter?: number;
  status?: number;
  /** Milliseconds before each answer. */
  slow?: number;
  redirectTo?: string;
  /** Only signed addresses are answered; see `sign`. */
  private?: boolean;
}

export interface SeenRequest {
  method: string;
  path: string;
  range: string | null;
  ifMatch: string | null;
  acceptEncoding: string | null;
  signature: string | null;
  status: number;
}

const SECRET = 'storage-secret';
const signatureOf = (path: string, expires: number): string =>
  createHmac('sha256', SECRET).update(`GET ${path} ${expires}`).digest('hex');

const etagOf = (content: Buffer): string => `"${createHash('md5').update(content).digest('hex')}"`;

/**
 * An object storage that speaks the part of S3 that matters for reading: ranges, ETag, If-Match,
 * addresses signed for a while and for GET only. It can be told to behave like hosts that are worse.
 */
export const startStorage = async () => {
  const objects = new Map<string, Buffer>();
  const requests: SeenRequest[] = [];
  let manners: Manners = {};
  /** Seconds; moved by tests instead of waiting. */
  let now = 1_000_000;
  let onRequest: (count: number) => void = () => undefined;

  const isSigned = (url: URL): boolean => {
    const expires = Number(url.searchParams.get('expires'));
    return (
      expires > now && url.searchParams.get('signature') === signatureOf(url.pathname, expires)
    );
  };

  const sendBody = (response: ServerResponse, body: Buffer): void => {
    const { cutsAfter } = manners;
    if (cutsAfter === undefined || cutsAfter >= body.length) {
      response.end(body);
      return;
    }
    response.write(body.subarray(0, cutsAfter), () => response.destroy());
  };

  const answer = (request: IncomingMessage, response: ServerResponse, url: URL): void => {
    const { status, redirectTo, noLength, noValidators, gzips, ignoresRange } = manners;
    if (redirectTo) {
      response.writeHead(302, { location: redirectTo }).end();
      return;
    }
    if (status) {
      response.writeHead(status).end();
      return;
    }
    if (manners.private && (request.method !== 'GET' || !isSigned(url))) {
      response.writeHead(403).end();
      return;
    }
    const content = objects.get(url.pathname);
    if (!content) {
      response.writeHead(404).end();
      return;
    }
    const { machines, weakETags } = manners;
    const machine = machines ? `${requests.length % machines}-` : '';
    const etag = `${weakETags ? 'W/' : ''}"${machine}${etagOf(content).slice(1)}`;
    if (!noValidators) response.setHeader('etag', etag);
    const ifMatch = request.headers['if-match'];
    if (ifMatch && ifMatch !== etag && !manners.ignoresIfMatch) {
      response.writeHead(412).end();
      return;
    }
    if (gzips) {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(content));
      return;
    }
    const match = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    if (!match || ignoresRange || noLength) {
      if (!noLength) response.setHeader('content-length', content.length);
      response.writeHead(200);
      sendBody(response, content);
      return;
    }
    const first = Number(match[1]);
    const last = Math.min(Number(match[2]), content.length - 1);
    if (first >= content.length) {
      response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
      return;
    }
    response.writeHead(206, {
      'content-range': `bytes ${first}-${last}/${content.length}`,
      'content-length': last - first + 1,
    });
    sendBody(response, content.subarray(first, last + 1));
  };

  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://storage');
    onRequest(requests.length + 1);
    if (manners.slow) setTimeout(() => answer(request, response, url), manners.slow);
    else answer(request, response, url);
    requests.push({
      method: request.method ?? '',
      path: url.pathname,
      range: request.headers.range ?? null,
      ifMatch: request.headers['if-match'] ?? null,
      acceptEncoding: String(request.headers['accept-encoding']),
      signature: url.searchParams.get('signature'),
      status: response.statusCode,
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin,
    requests,
    put: (path: string, content: Buffer): string => {
      objects.set(path, content);
      return `${origin}${path}`;
    },
    delete: (path: string) => objects.delete(path),
    behave: (next: Manners): void => {
      manners = next;
    },
    /** Runs before each answer, with its number; to change things in mid-way. */
    beforeAnswer: (listener: (count: number) => void): void => {
      onRequest = listener;
    },
    /** An address that is good for `seconds`, for GET only, as S3 presigns it. */
    sign: (path: string, seconds: number): string => {
      const expires = now + seconds;
      return `${origin}${path}?expires=${expires}&signature=${signatureOf(path, expires)}`;
    },
    passSeconds: (seconds: number): void => {
      now += seconds;
    },
    reset: (): void => {
      manners = {};
      requests.length = 0;
      onRequest = () => undefined;
      objects.clear();
    },
    stop: (): Promise<void> =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

export type Storage = Awaited<ReturnType<typeof startStorage>>;
