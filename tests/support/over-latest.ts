import { z } from 'zod';

import { endpoints } from '../../contracts';

const matches = (path: string, address: string): boolean =>
  new RegExp(`^/tiktok${path.replace(/:[a-zA-Z]+/g, '[^/]+')}$`).test(address);

const takesLatest = (schema: unknown): boolean =>
  schema instanceof z.ZodObject &&
  schema.shape.version instanceof z.ZodType &&
  schema.shape.version.safeParse('latest').success;

/**
 * A change as a script without a screen says it: over whatever is there, unless the test names a
 * version of its own.
 */
export const overLatest = (
  method: string,
  address: string,
  body: unknown,
): { address: string; body: unknown } => {
  const endpoint = endpoints.find(
    (one) => one.method === method && matches(one.path, address.split('?')[0] ?? ''),
  );
  if (!endpoint) return { address, body };
  if (takesLatest(endpoint.body))
    return { address, body: { version: 'latest', ...(typeof body === 'object' ? body : {}) } };
  if (!takesLatest(endpoint.query) || address.includes('version=')) return { address, body };
  return { address: `${address}${address.includes('?') ? '&' : '?'}version=latest`, body };
};
