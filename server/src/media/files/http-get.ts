import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { type LookupFunction } from 'node:net';

import { createGuardedAgents } from '../../http/address-guard';
import { systemCode } from '../errors';

/** Until the headers are there. */
const ANSWER_MS = 30_000;
/** Without a single byte moving. */
const IDLE_MS = 60_000;
const MAX_REDIRECTS = 3;

export interface GetOptions {
  headers?: Record<string, string>;
  /**
   * The configured upload provider: may be at a private address (a MinIO next door), and is followed
   * only within its own host. Any other address is checked against private networks at each hop.
   */
  trusted: boolean;
  signal?: AbortSignal | undefined;
}

/** GET without redirects to strangers, decompression or buffering: the answer as it comes. */
export type HttpGet = (url: string, options: GetOptions) => Promise<IncomingMessage>;

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

const httpUrl = (address: string, base?: string): URL => {
  const url = new URL(address, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new Error('Only http and https addresses can be read.');
  }
  return url;
};

export const createHttpGet = ({
  allowPrivateAddresses,
  lookup,
}: {
  allowPrivateAddresses: boolean;
  /** How names become addresses; absent: as the system does. */
  lookup?: LookupFunction;
}): { get: HttpGet; close(): void } => {
  const guardedAgents = createGuardedAgents(lookup);

  const once = (url: URL, { headers, trusted, signal }: GetOptions): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const guarded = !trusted && !allowPrivateAddresses;
      const secure = url.protocol === 'https:';
      const request = (secure ? https : http).request(url, {
        method: 'GET',
        // The default agents are the ones that Strapi's `server.proxy` setting reaches.
        ...(guarded && { agent: guardedAgents.for(url) }),
        headers: { accept: '*/*', 'accept-encoding': 'identity', ...headers },
        timeout: IDLE_MS,
        ...(signal && { signal }),
      });
      const answerTimer = setTimeout(
        () => request.destroy(new Error('The host did not answer in time.')),
        ANSWER_MS,
      );
      request.on('timeout', () => request.destroy(new Error('The host fell silent.')));
      request.on('close', () => clearTimeout(answerTimer));
      request.on('error', reject);
      request.on('response', (response) => {
        clearTimeout(answerTimer);
        resolve(response);
      });
      request.end();
    });

  /** A kept-alive connection may be closed by the host just as it is used again; that proves nothing. */
  const onceOrAgain = async (url: URL, options: GetOptions): Promise<IncomingMessage> => {
    try {
      return await once(url, options);
    } catch (error) {
      const code = systemCode(error);
      if (code !== 'ECONNRESET' && code !== 'EPIPE') throw error;
      return once(url, options);
    }
  };

  const get: HttpGet = async (address, options) => {
    let url = httpUrl(address);
    for (let hop = 0; ; hop += 1) {
      const response = await onceOrAgain(url, options);
      const { location } = response.headers;
      if (!isRedirect(response.statusCode ?? 0) || !location) return response;
      const next = httpUrl(location, url.href);
      const stranger = next.host !== url.host || next.protocol !== url.protocol;
      if (hop === MAX_REDIRECTS || (options.trusted && stranger)) return response;
      response.destroy();
      url = next;
    }
  };

  return {
    get,
    close: () => guardedAgents.destroy(),
  };
};
