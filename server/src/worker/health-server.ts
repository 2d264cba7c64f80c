import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

/** What a worker answers; `type` is the body's MIME type. */
export interface WorkerAnswer {
  status: number;
  type: string;
  headers?: Record<string, string>;
  body: string;
}

interface HealthServerOptions {
  host: string;
  port: number;
  /** By path; called with the `Authorization` header. */
  pages: Record<string, (authorization: string) => Promise<WorkerAnswer>>;
}

/** Whoever asks for health asks seldom and at once. */
const REQUEST_MS = 5_000;
const CONNECTIONS = 50;

const NOT_FOUND: WorkerAnswer = { status: 404, type: 'text/plain', body: 'Not found.\n' };
const BROKEN: WorkerAnswer = { status: 503, type: 'text/plain', body: 'Not available.\n' };

const send = (response: ServerResponse, { status, type, headers, body }: WorkerAnswer): void => {
  response.writeHead(status, { ...headers, 'content-type': type, 'cache-control': 'no-store' });
  response.end(body);
};

/**
 * The few pages of a process that serves no site. GET only, and no body is read.
 * @returns the port it really has
 * @throws Error when the port is taken
 */
export const startHealthServer = async ({
  host,
  port,
  pages,
}: HealthServerOptions): Promise<{ port: number; close(): Promise<void> }> => {
  const server: Server = createServer({ requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS });
  server.maxConnections = CONNECTIONS;
  server.on('request', (request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    const page = request.method === 'GET' && Object.hasOwn(pages, path) ? pages[path] : undefined;
    void (page?.(request.headers.authorization ?? '') ?? Promise.resolve(NOT_FOUND)).then(
      (answer) => send(response, answer),
      () => send(response, BROKEN),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
