import http from 'node:http';
import { type AddressInfo } from 'node:net';

export interface Seen {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

type Reply = { status?: number; headers?: Record<string, string>; body?: string | object };
export type Answer = (
  seen: Seen,
  count: number,
  req: http.IncomingMessage,
) => Reply | 'reset' | 'silence';

/** A server on loopback that reads each request whole, notes it and answers as told. */
export const serve = async (answer: Answer) => {
  const seen: Seen[] = [];
  const server = http.createServer((req, res) => {
    const pieces: Buffer[] = [];
    req.on('data', (piece: Buffer) => pieces.push(piece));
    req.on('error', () => undefined);
    req.on('end', () => {
      const url = new URL(req.url ?? '/', 'http://loopback');
      const request: Seen = {
        method: req.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        headers: req.headers,
        body: Buffer.concat(pieces),
      };
      seen.push(request);
      const reply = answer(request, seen.length, req);
      if (reply === 'reset') return void req.socket.destroy();
      if (reply === 'silence') return;
      const { status = 200, headers = {}, body = '' } = reply;
      res.writeHead(status, headers);
      res.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  return { ...(await listening(server)), seen };
};

/** Starts any server on a free loopback port. */
export const listening = async (server: http.Server) => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

export const ok = (data: object) => ({
  data,
  error: { code: 'ok', message: '', log_id: 'log-ok' },
});

export const refusal = (code: string, message = '') => ({
  data: {},
  error: { code, message, log_id: 'log-refused' },
});

/** What a promise rejects with; fails when it does not. */
export const rejection = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('It did not reject.');
};
