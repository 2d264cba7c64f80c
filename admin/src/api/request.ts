import { type CallOf, type Endpoint } from '../../../contracts/endpoint';

type Present<T> = { [Key in keyof T as T[Key] extends undefined ? never : Key]: T[Key] };

/**
 * What a caller gives for an endpoint: only the parts that it has (`params`, `query`, `body`), or
 * nothing at all.
 */
export type CallArgs<E extends Endpoint> = Present<CallOf<E>>;

/** A call in plain values, as the cache keys it. */
export interface PlainCall {
  method: Endpoint['method'];
  url: string;
  body?: unknown;
}

type Primitive = string | number | boolean;

const isPrimitive = (value: unknown): value is Primitive =>
  ['string', 'number', 'boolean'].includes(typeof value);

const fill = (path: string, params: Record<string, unknown>): string =>
  path.replace(/:([a-zA-Z]+)/g, (_match, name: string) => {
    const value = params[name];
    if (!isPrimitive(value)) throw new Error(`The address ${path} needs "${name}".`);
    return encodeURIComponent(value);
  });

const queryString = (query: Record<string, unknown>): string => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (isPrimitive(one)) search.append(name, String(one));
    }
  }
  const text = search.toString();
  return text && `?${text}`;
};

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/**
 * The request for an endpoint and what it is called with; `undefined` and `null` query values are
 * left out. Strapi's client does not encode query values, so the whole address is made here.
 */
export const requestOf = (endpoint: Endpoint, args: unknown): PlainCall => {
  const { params, query, body } = record(args);
  return {
    method: endpoint.method,
    url: `/tiktok${fill(endpoint.path, record(params))}${queryString(record(query))}`,
    ...(body === undefined ? {} : { body }),
  };
};
