import { type Core } from '@strapi/strapi';
import axios from 'axios';
import { z } from 'zod';

import { type CallOf, type Endpoint, type ResponseOf } from '../../../contracts/endpoint';

/** An assistant waits no longer than Strapi lets a tool run. */
const LONGEST_MS = 55_000;
/** No answer of the plugin comes near; an assistant could read none that did. */
const GREATEST_BYTES = 16 * 1024 * 1024;

const address = z.union([
  z.string().transform((socketPath) => ({ socketPath, baseURL: 'http://localhost' })),
  z.object({ address: z.string(), port: z.number() }).transform(({ address: host, port }) => {
    // Listening on every address of the machine, it listens on this one.
    const local = host === '::' || host === '0.0.0.0' ? '127.0.0.1' : host;
    return { baseURL: `http://${local.includes(':') ? `[${local}]` : local}:${port}` };
  }),
]);

const refusal = z.object({
  error: z.object({
    message: z.string(),
    details: z.object({ remedy: z.string().optional() }).optional(),
  }),
});

/** What a call was refused with, in words for whoever asked. */
export class Refused extends Error {}

/** One call of the plugin's HTTP API; its parts as the contract names them. */
export type Call = <E extends Endpoint>(
  endpoint: E,
  parts?: Partial<CallOf<E>>,
) => Promise<ResponseOf<E>>;

const asQuery = (query: unknown): URLSearchParams => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(
    z.record(z.string(), z.unknown()).parse(query ?? {}),
  )) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) search.append(name, z.coerce.string().parse(one));
    }
  }
  return search;
};

const inPath = (path: string, params: unknown): string => {
  const values = z.record(z.string(), z.coerce.string()).parse(params ?? {});
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
};

/**
 * The plugin's own HTTP API for an assistant, with the assistant's own token and over the server's own
 * socket: whatever a route asks of its caller, it asks here as well, and no second door has to be kept
 * as good as the first.
 * @throws Refused with the problem's words and remedy
 */
export const createCall =
  (strapi: Core.Strapi, authorization: string, signal?: AbortSignal): Call =>
  async (endpoint, { params, query, body } = {}) => {
    const answer = await axios.request<unknown>({
      ...address.parse(strapi.server.httpServer.address()),
      url: `/tiktok${inPath(endpoint.path, params)}`,
      method: endpoint.method,
      params: asQuery(query),
      data: body,
      headers: { authorization },
      timeout: LONGEST_MS,
      maxContentLength: GREATEST_BYTES,
      maxRedirects: 0,
      proxy: false,
      validateStatus: () => true,
      ...(signal ? { signal } : {}),
    });
    if (answer.status === 200) return z.custom<ResponseOf<typeof endpoint>>().parse(answer.data);
    const { data } = refusal.safeParse(answer.data);
    const words = [data?.error.message, data?.error.details?.remedy].filter(Boolean);
    throw new Refused(words.join(' ') || `The call was answered ${answer.status}.`);
  };
