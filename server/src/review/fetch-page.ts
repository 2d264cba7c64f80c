import dns from 'node:dns';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { type LookupFunction } from 'node:net';

import { createGuardedAgents, PrivateAddress } from '../http/address-guard';
import { systemCode } from '../media/errors';

/** For everything together: connecting, redirects and reading. */
const TOTAL_MS = 15_000;
const MAX_BYTES = 1024 * 1024;
const MAX_REDIRECTS = 5;

/** One answer on the way. */
export interface Hop {
  url: string;
  status: number;
}

/** What a visitor without a session gets from an address. */
export type Page =
  | {
      ok: true;
      /** The address that answered in the end. */
      url: string;
      status: number;
      /** Content-Type without parameters, lower case; empty when none was given. */
      type: string;
      headers: Record<string, string>;
      /** As UTF-8, at most 1 MB of it. */
      body: string;
      /** Answers that led elsewhere, in order. */
      redirects: Hop[];
    }
  | {
      ok: false;
      why:
        'private' | 'unreachable' | 'too_slow' | 'too_many_redirects' | 'not_http' | 'certificate';
      /** In a sentence. */
      message: string;
      redirects: Hop[];
    };

export interface FetchOptions {
  /** How names become addresses; absent: as the system does. */
  lookup?: LookupFunction;
  headers?: Record<string, string>;
  /**
   * Announce a body of so many bytes (`Expect: 100-continue`) and send none of it. Status 100: the
   * host is willing to take it.
   */
  announceBytes?: number;
  signal?: AbortSignal;
}

export type FetchPage = (url: string, options?: FetchOptions) => Promise<Page>;

const systemLookup = dns.lookup as LookupFunction;
const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);
const CERTIFICATE = /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT)/;

const WORDS: Record<string, string> = {
  ENODATA: 'The host name has no address in the DNS.',
  ENOTFOUND: 'The host name is not known to the DNS.',
  EAI_AGAIN: 'The DNS did not answer.',
  ECONNREFUSED: 'The host refused the connection.',
  ECONNRESET: 'The host broke the connection off.',
  EHOSTUNREACH: 'There is no way to the host.',
  ENETUNREACH: 'There is no way to the host.',
};

const readBody = async (response: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response) {
    const piece = Buffer.from(part as Uint8Array);
    parts.push(piece);
    bytes += piece.length;
    // What is beyond a megabyte of a page is not read: no check needs it.
    if (bytes >= MAX_BYTES) break;
  }
  response.destroy();
  return Buffer.concat(parts).subarray(0, MAX_BYTES).toString('utf8');
};

const headersOf = (response: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name, String(value ?? '')]),
  );

/**
 * Reads addresses that people typed, as a stranger would: limited in time, size and redirects, and
 * never at an address that is not public, which is checked as each socket connects.
 */
export const createFetchPage = ({
  allowPrivateAddresses,
  totalMs = TOTAL_MS,
}: {
  allowPrivateAddresses: () => boolean;
  totalMs?: number;
}): FetchPage => {
  const once = (
    url: URL,
    options: FetchOptions,
    signal: AbortSignal,
  ): Promise<IncomingMessage | 'continue'> =>
    new Promise((resolve, reject) => {
      const { announceBytes } = options;
      const guarded = !allowPrivateAddresses();
      const lookup = options.lookup ?? systemLookup;
      const agents = guarded ? createGuardedAgents(lookup) : null;
      const request = (url.protocol === 'https:' ? https : http).request(url, {
        method: announceBytes === undefined ? 'GET' : 'POST',
        // No connection is shared: the address of an earlier one was another lookup's.
        ...(agents ? { agent: agents.for(url) } : { agent: false, lookup }),
        headers: {
          accept: 'text/html,text/plain;q=0.9,*/*;q=0.5',
          'accept-encoding': 'identity',
          'user-agent': 'Mozilla/5.0 (compatible; strapi-plugin-tiktok review check)',
          ...options.headers,
          ...(announceBytes !== undefined && {
            expect: '100-continue',
            // Not read by Strapi's body parser.
            'content-type': 'application/octet-stream',
            'content-length': String(announceBytes),
          }),
        },
        ...(url.protocol === 'https:' && { ca: https.globalAgent.options.ca }),
        signal,
      });
      request.on('error', reject);
      request.on('response', (response) => {
        resolve(response);
        if (announceBytes !== undefined) response.on('end', () => request.destroy());
      });
      if (announceBytes === undefined) return void request.end();
      request.on('continue', () => {
        resolve('continue');
        request.destroy();
      });
      request.flushHeaders();
    });

  const failure = (error: unknown, signal: AbortSignal, redirects: Hop[]): Page => {
    const fail = (why: Extract<Page, { ok: false }>['why'], message: string): Page => ({
      ok: false,
      why,
      message,
      redirects,
    });
    if (error instanceof PrivateAddress) {
      return fail(
        'private',
        'The host leads to a private address, which the check does not visit.',
      );
    }
    if (signal.aborted) return fail('too_slow', 'The host did not answer in time.');
    const code = systemCode(error) ?? '';
    if (CERTIFICATE.test(code)) {
      return fail('certificate', `The certificate of the host is not valid (${code}).`);
    }
    return fail(
      'unreachable',
      WORDS[code] ?? `The host could not be reached${code && ` (${code})`}.`,
    );
  };

  return async (address, options = {}) => {
    const redirects: Hop[] = [];
    const timer = AbortSignal.timeout(totalMs);
    const signal = options.signal ? AbortSignal.any([timer, options.signal]) : timer;
    try {
      let url = new URL(address);
      for (;;) {
        if (url.protocol !== 'https:' && url.protocol !== 'http:') {
          return { ok: false, why: 'not_http', message: 'It leads to no web address.', redirects };
        }
        const response = await once(url, options, signal);
        if (response === 'continue') {
          const nothing = { type: '', headers: {}, body: '' };
          return { ok: true, url: url.href, status: 100, ...nothing, redirects };
        }
        const status = response.statusCode ?? 0;
        const { location } = response.headers;
        if (!isRedirect(status) || !location || !URL.canParse(location, url.href)) {
          return {
            ok: true,
            url: url.href,
            status,
            type: (response.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase(),
            headers: headersOf(response),
            body: await readBody(response),
            redirects,
          };
        }
        response.destroy();
        redirects.push({ url: url.href, status });
        if (redirects.length > MAX_REDIRECTS) {
          return {
            ok: false,
            why: 'too_many_redirects',
            message: `It leads on more than ${MAX_REDIRECTS} times.`,
            redirects,
          };
        }
        url = new URL(location, url.href);
      }
    } catch (error) {
      return failure(error, signal, redirects);
    }
  };
};
