import { z } from 'zod';

import { type Endpoint } from '../../../contracts/endpoint';

type Shape = Record<string, z.ZodType>;

/** What a route takes and gives, where `strapi openapi generate` looks for it. */
export interface Described {
  request: {
    params?: Shape;
    query?: Shape;
    body?: { 'application/json': z.ZodType };
  };
  response?: z.ZodType;
}

/** Strapi writes no document at all when one schema of any route cannot be said as JSON Schema. */
const canBeSaid = (schema: z.ZodType): boolean => {
  try {
    z.toJSONSchema(schema, { io: 'output' });
    return true;
  } catch {
    return false;
  }
};

/** Each by its name; what cannot be said is text, as it stands in an address. */
const namesOf = (schema: z.ZodType | undefined): Shape | undefined =>
  schema instanceof z.ZodObject
    ? Object.fromEntries(
        Object.entries(schema.shape as Shape).map(([name, value]) => [
          name,
          canBeSaid(value) ? value : value.isOptional() ? z.string().optional() : z.string(),
        ]),
      )
    : undefined;

/**
 * Describes a route of the content API in Strapi's way, so that a site's own OpenAPI document knows
 * its parameters and its answer. It checks nothing: requests are checked by the contract itself.
 */
export const described = ({ params, query, body, response }: Endpoint): Described => {
  const inPath = namesOf(params);
  const inQuery = namesOf(query);
  return {
    request: {
      ...(inPath && { params: inPath }),
      ...(inQuery && { query: inQuery }),
      ...(body && canBeSaid(body) && { body: { 'application/json': body } }),
    },
    ...(response && canBeSaid(response) && { response }),
  };
};
