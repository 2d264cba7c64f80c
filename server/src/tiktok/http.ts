import http from 'node:http';
import https from 'node:https';

import axios from 'axios';

/** Names of what can go wrong before there is an answer; rows of kind `client` in the error table. */
export type TransportCode =
  | 'not_connected'
  | 'connect_timeout'
  | 'certificate_refused'
  | 'answer_timeout'
  | 'connection_lost'
  | 'unusable_answer'
  | 'aborted';

/** A call that got no answer. Holds no request, so nothing secret. */
export class TransportFailure extends Error {
  override name = 'TransportFailure';
  constructor(
    readonly code: TransportCode,
    /** False: certainly nothing reached TikTok. True: it may have. */
    readonly sent: boolean,
  ) {
    super(code);
  }
}

export interface HttpRequest {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
  /** Milliseconds for the whole call. */
  timeoutMs: number;
}

export interface HttpResponse {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  text: string;
}

/** Sends one request and gives the answer whatever its status. Rejects with TransportFailure only. */
export type Http = (request: HttpRequest) => Promise<HttpResponse>;

export interface Agents {
  http: http.Agent;
  https: https.Agent;
}

const MAX_ANSWER_BYTES = 1_000_000;
const OVERDUE_GRACE_MS = 100;

/** Codes by which Node says that the other side's certificate was not accepted. */
const isCertificateCode = (code: string): boolean =>
  /^(CERT_|ERR_TLS_CERT|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_)|^EPROTO$|^HOSTNAME_MISMATCH$/.test(
    code,
  );

const stringField = (value: unknown, key: string): string => {
  const field: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : '';
  return typeof field === 'string' ? field : '';
};

/**
 * The HTTP of every call but the upload, axios underneath.
 *
 * - No redirects: TikTok's API has none, and follow-redirects would keep bodies in memory.
 * - Proxies named in the environment are not used: they would see upload addresses of loopback
 *   servers and break them. Who needs one passes `agents`.
 * - A new connection per call. A kept one that the server closes in the same moment gives a reset
 *   that cannot be told from a lost answer, and a lost answer to an init needs a person.
 */
export const createHttp = ({
  connectTimeoutMs = 10_000,
  agents,
}: { connectTimeoutMs?: number; agents?: Agents } = {}): Http => {
  const own: Agents = agents ?? {
    http: new http.Agent({ keepAlive: false }),
    https: new https.Agent({ keepAlive: false }),
  };
  const instance = axios.create({
    adapter: 'http',
    maxRedirects: 0,
    proxy: false,
    httpAgent: own.http,
    httpsAgent: own.https,
    maxContentLength: MAX_ANSWER_BYTES,
    maxBodyLength: MAX_ANSWER_BYTES,
    responseType: 'arraybuffer',
    // The default would parse JSON with JSON.parse, which rounds 19-digit ids.
    transformRequest: [(data: unknown) => data],
    transformResponse: [(data: unknown) => data],
    validateStatus: () => true,
  });

  return async ({ method, url, headers, body, signal, timeoutMs }) => {
    if (signal?.aborted) throw new TransportFailure('aborted', false);
    const stop = new AbortController();
    let connected = false;
    let stoppedFor: TransportCode | undefined;
    const stopFor = (code: TransportCode) => {
      stoppedFor ??= code;
      stop.abort();
    };
    const onAbort = () => stopFor('aborted');
    signal?.addEventListener('abort', onAbort, { once: true });
    const connectTimer = setTimeout(() => {
      if (!connected) stopFor('connect_timeout');
    }, connectTimeoutMs);
    // A process that stood still wakes with this timer overdue and the answer perhaps already in its
    // socket, which is read only after the timers: an answer that arrived is not thrown away.
    let answerTimer = setTimeout(() => {
      answerTimer = setTimeout(
        () => stopFor(connected ? 'answer_timeout' : 'connect_timeout'),
        OVERDUE_GRACE_MS,
      );
    }, timeoutMs);

    // Only by watching the socket is it known whether a byte can have left (T02).
    const native = new URL(url).protocol === 'https:' ? https : http;
    const ready = native === https ? 'secureConnect' : 'connect';
    const transport = {
      request: (options: https.RequestOptions, onResponse: (res: http.IncomingMessage) => void) => {
        const request = native.request(options, onResponse);
        request.once('socket', (socket) => {
          // A socket that comes connected (a proxy's agent) may have carried bytes already.
          if (socket.connecting) socket.once(ready, () => (connected = true));
          else connected = true;
        });
        return request;
      },
    };

    try {
      const response = await instance.request<Buffer>({
        method,
        url,
        headers,
        data: body,
        signal: stop.signal,
        transport,
      });
      return {
        status: response.status,
        headers: Object.fromEntries(
          Object.entries(response.headers).map(([name, value]) => [
            name.toLowerCase(),
            String(value),
          ]),
        ),
        text: Buffer.from(response.data).toString('utf8'),
      };
    } catch (error) {
      // Nothing of the AxiosError goes on: it carries the request with its headers and body.
      const code = stringField(error, 'code');
      if (stoppedFor) throw new TransportFailure(stoppedFor, connected);
      if (!connected) {
        throw new TransportFailure(
          isCertificateCode(code) ? 'certificate_refused' : 'not_connected',
          false,
        );
      }
      throw new TransportFailure(
        code === 'ERR_BAD_RESPONSE' ? 'unusable_answer' : 'connection_lost',
        true,
      );
    } finally {
      clearTimeout(connectTimer);
      clearTimeout(answerTimer);
      signal?.removeEventListener('abort', onAbort);
    }
  };
};
