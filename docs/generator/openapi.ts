import { readFileSync } from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

import { type Endpoint } from '../../contracts/endpoint';
import { apiError } from '../../contracts/errors';
import { namedEndpoints, type NamedEndpoint, shapeNames } from './contracts';

type Json = Record<string, unknown>;
type Direction = 'input' | 'output';

const asJson = (value: unknown): Json =>
  typeof value === 'object' && value !== null ? (value as Json) : {};

/** Visits every object in a JSON value, the innermost last. */
const everyObject = (value: unknown, visit: (object: Json) => void): void => {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) visit(value as Json);
  for (const inner of Object.values(value)) everyObject(inner, visit);
};

/**
 * The shapes that are used, by name. What is sent may be looser than what comes back (defaults), so
 * a shape that differs has a second form whose name ends in `Input`.
 */
const createComponents = () => {
  const schemas: Record<string, Json> = {};
  const nameOf = (title: string, io: Direction) => (io === 'input' ? `${title}Input` : title);

  /** The JSON form of a schema; what it refers to is put among the components. */
  const jsonOf = (schema: z.ZodType, io: Direction): Json => {
    const json: Json = z.toJSONSchema(schema, {
      io,
      metadata: shapeNames,
      unrepresentable: 'any',
    });
    const { $defs, ...own } = json;
    delete own.$schema;
    const retarget = (value: unknown): void =>
      everyObject(value, (object) => {
        // A property may bear the same name: then it is an object.
        if (typeof object.id === 'string') delete object.id;
        // The format says it in a word; zod's pattern for it fills a line.
        if (typeof object.format === 'string') delete object.pattern;
        if (object.maximum === Number.MAX_SAFE_INTEGER) delete object.maximum;
        if (object.minimum === Number.MIN_SAFE_INTEGER) delete object.minimum;
        if (typeof object.$ref === 'string') {
          const title = object.$ref.replace(/^.*\//, '');
          object.$ref = `#/components/schemas/${nameOf(title, io)}`;
        }
      });
    for (const [title, definition] of Object.entries(asJson($defs))) {
      const name = nameOf(title, io);
      if (name in schemas) continue;
      const form = asJson(structuredClone(definition));
      schemas[name] = form;
      retarget(form);
    }
    retarget(own);
    return own;
  };
  /** The properties of an object schema, also of one that is among the components. */
  const objectOf = (schema: z.ZodType, io: Direction): Json => {
    const json = jsonOf(schema, io);
    return typeof json.$ref === 'string' ? asJson(schemas[json.$ref.replace(/^.*\//, '')]) : json;
  };
  return { schemas, jsonOf, objectOf };
};

type Components = ReturnType<typeof createComponents>;

const parametersOf = ({ params, query }: Endpoint, { objectOf }: Components): Json[] =>
  [
    { schema: params, place: 'path' },
    { schema: query, place: 'query' },
  ].flatMap(({ schema, place }) => {
    if (!schema) return [];
    const { properties, required } = objectOf(schema, 'input');
    return Object.entries(asJson(properties)).map(([name, property]) => ({
      name,
      in: place,
      required: place === 'path' || (Array.isArray(required) && required.includes(name)),
      schema: property,
    }));
  });

const content = (schema: Json): Json => ({ 'application/json': { schema } });

const securityOf = ({ access }: Endpoint): Json[] => {
  if ('public' in access) return [];
  return [{ [`${'admin' in access ? 'admin' : 'contentApi'}Token`]: [] }];
};

const protectionOf = ({ access }: Endpoint): string => {
  if ('public' in access) return `Public, protected by: ${access.public}.`;
  if ('contentApi' in access) return `Permission of the content API: ${access.contentApi}.`;
  return `One of the permissions ${access.admin.join(', ')}.`;
};

const operationOf = ({ name, file, endpoint }: NamedEndpoint, components: Components): Json => ({
  operationId: name,
  tags: [file],
  summary: endpoint.summary,
  description: protectionOf(endpoint),
  security: securityOf(endpoint),
  parameters: parametersOf(endpoint, components),
  ...(endpoint.body && {
    requestBody: { required: true, content: content(components.jsonOf(endpoint.body, 'input')) },
  }),
  responses: {
    200: {
      description: endpoint.response ? 'Done.' : 'No JSON; see the summary.',
      ...(endpoint.response && {
        content: content(components.jsonOf(endpoint.response, 'output')),
      }),
    },
    default: {
      description: 'Refused: what happened, what to do, when to try again.',
      content: content(components.jsonOf(apiError, 'output')),
    },
  },
});

/** Koa's `:name` and `:name(pattern)` in the form of OpenAPI. */
const template = (route: string): string => route.replace(/:(\w+)(\([^)]*\))?/g, '{$1}');

const { version }: { version: string } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(path.resolve(__dirname, '../../package.json'), 'utf8')));

/** docs/openapi.json: the routes of `http-api.md` for programs, as OpenAPI 3.1. */
export const openApi = (): string => {
  const components = createComponents();
  const paths: Record<string, Json> = {};
  for (const named of namedEndpoints) {
    const { endpoint } = named;
    const route = `${'admin' in endpoint.access ? '/tiktok' : '/api/tiktok'}${template(endpoint.path)}`;
    paths[route] = {
      ...paths[route],
      [endpoint.method.toLowerCase()]: operationOf(named, components),
    };
  }
  const bearer = (description: string): Json => ({ type: 'http', scheme: 'bearer', description });
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'strapi-plugin-tiktok',
      version,
      description:
        'Routes under /tiktok belong to the admin, those under /api/tiktok are public or belong to the content API; the /api part follows rest.prefix of config/api. Generated from contracts/ by `npm run docs`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: 'http://localhost:1337' }],
    paths,
    components: {
      schemas: components.schemas,
      securitySchemes: {
        adminToken: bearer('A signed-in administrator, or an admin API token.'),
        contentApiToken: bearer('A user of Users & Permissions, or an API token.'),
      },
    },
  };
  return `${JSON.stringify(document, null, 1)}\n`;
};
