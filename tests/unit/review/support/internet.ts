import { readFileSync } from 'node:fs';
import https from 'node:https';
import { type AddressInfo } from 'node:net';
import path from 'node:path';

import { createFetchPage } from '../../../../server/src/review/fetch-page';
import { createNames } from '../../../../server/src/review/names';
import { startNames, type Zone } from '../../../support/names-server';

/** What a host answers to a path. */
export interface Reply {
  status?: number;
  type?: string;
  body?: string;
  headers?: Record<string, string>;
}
export type Hosts = Record<string, Record<string, Reply | ((url: URL) => Reply)>>;

const cert = readFileSync(path.join(__dirname, 'cert.pem'));
const key = readFileSync(path.join(__dirname, 'key.pem'));

/**
 * A little internet on loopback: one https server that answers for many hosts, and two DNS servers,
 * this machine's and the public one. All of them are real; the zones and hosts may be changed.
 */
export const startInternet = async () => {
  const hosts: Hosts = {};
  const seen: string[] = [];
  const server = https.createServer({ cert, key }, (request, response) => {
    const url = new URL(request.url ?? '/', `https://${request.headers.host}`);
    seen.push(`${request.method} ${url.host.split(':')[0]}${url.pathname}`);
    const known = hosts[url.hostname]?.[url.pathname];
    const reply = typeof known === 'function' ? known(url) : known;
    const {
      status = 200,
      type = 'text/html',
      body = '',
      headers = {},
    } = reply ?? {
      status: 404,
      body: 'Not found',
    };
    response.writeHead(status, { 'content-type': type, ...headers });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const local: Zone = { a: {}, txt: {} };
  const open: Zone = { a: {}, txt: {} };
  const servers = [await startNames(local), await startNames(open)] as const;
  const before = https.globalAgent.options.ca;
  https.globalAgent.options.ca = cert;

  const names = createNames(() => ({
    systemResolver: servers[0].address,
    publicResolver: servers[1].address,
  }));

  return {
    hosts,
    seen,
    port,
    zones: { system: local, public: open },
    names,
    fetchPage: createFetchPage({ allowPrivateAddresses: () => true, totalMs: 5000 }),
    /** Makes a host known to both DNS servers. */
    add(host: string, paths: Hosts[string]): void {
      hosts[host] = paths;
      local.a[host] = ['127.0.0.1'];
      open.a[host] = ['127.0.0.1'];
    },
    url: (host: string, rest = '/'): string => `https://${host}:${port}${rest}`,
    async stop(): Promise<void> {
      https.globalAgent.options.ca = before;
      await Promise.all(servers.map((one) => one.stop()));
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};

export type Internet = Awaited<ReturnType<typeof startInternet>>;
