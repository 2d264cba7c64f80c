import { type z } from 'zod';

import { type Access } from '../../contracts/endpoint';
import { apiError } from '../../contracts/errors';
import { type ActionId, ACTIONS } from '../../contracts/permissions';
import { createComments } from './comments';
import { namedEndpoints, type NamedEndpoint, shapes } from './contracts';
import { fieldsOf, shapeOf } from './fields';
import { anchor, code, page, plain, table } from './markdown';
import { ERRORS_OF, FAMILIES, PROBLEMS, REFUSALS } from './problems';

const comment = createComments();

const TITLES: Record<string, string> = {
  settings: 'Settings',
  accounts: 'Accounts',
  review: 'App review',
  composer: 'The post form',
  listColumn: 'The column in the Content Manager',
  plan: 'The plan',
  posts: 'Posts',
  insights: 'Insights',
  rules: 'Rules',
  frontEnd: 'Front ends',
  publisher: 'The publisher',
  media: 'Media',
  handover: 'Links for people without a login',
  secretLinks: 'Everybody’s secret links',
  savedTexts: 'Saved texts',
  attention: 'What needs a hand',
};

const isAdmin = (access: Access): access is { admin: readonly ActionId[] } => 'admin' in access;

const fullPath = ({ endpoint }: NamedEndpoint): string =>
  `${isAdmin(endpoint.access) ? '/tiktok' : '/api/tiktok'}${endpoint.path}`;

const permissions = (actions: readonly ActionId[]): string =>
  actions.length === Object.keys(ACTIONS).length
    ? 'any of the plugin’s'
    : actions.map(code).join(' or ');

const protection = ({ endpoint: { access } }: NamedEndpoint): string => {
  if (isAdmin(access)) return `Permission: ${permissions(access.admin)}.`;
  return 'public' in access
    ? `Public, protected by: ${plain(access.public)}.`
    : `Permission of the content API, for roles of Users & Permissions and for API tokens: ${code(access.contentApi)}.`;
};

const permissionOf = (access: Access): string => {
  if (isAdmin(access)) return permissions(access.admin);
  return 'public' in access ? 'public' : `${code(access.contentApi)} (content API)`;
};

const requestRows = ({ name, endpoint }: NamedEndpoint): string[][] =>
  (['params', 'query', 'body'] as const).flatMap((part) => {
    const schema = endpoint[part];
    if (!schema) return [];
    return fieldsOf(schema, 'input', part).map((field) => [
      part === 'params' ? 'path' : part,
      code(field.name),
      field.type,
      field.required ? 'yes' : 'no',
      field.limits,
      plain(comment(name, field.trail)),
    ]);
  });

const answerRows = (constant: string, schema: z.ZodType, trail: string): string[][] =>
  fieldsOf(schema, 'output', trail).map((field) => [
    code(field.name),
    field.required ? field.type : `${field.type}; may be absent`,
    plain(comment(constant, field.trail)),
  ]);

const requestOf = (endpoint: NamedEndpoint): string => {
  const rows = requestRows(endpoint);
  return rows.length === 0
    ? 'Request: nothing.'
    : `Request:\n\n${table(['in', 'field', 'type', 'required', 'limits', 'meaning'], rows)}`;
};

const answerOf = ({ name, endpoint }: NamedEndpoint): string => {
  const { response } = endpoint;
  if (!response) return 'Response: no JSON; see above.';
  const shape = shapeOf(response);
  if (shape) return `Response: [${shape}](#${anchor(shape)}).`;
  return `Response:\n\n${table(['field', 'type', 'meaning'], answerRows(name, response, 'response'))}`;
};

const errorsOf = ({ endpoint }: NamedEndpoint): string => {
  const refusal = REFUSALS[endpoint.handler];
  if (refusal) return `Errors: ${refusal}`;
  const families: readonly string[] = Object.values(FAMILIES);
  const own = ERRORS_OF[endpoint.handler] ?? [];
  const conflict = endpoint.meanwhile === 'version' ? ['version_conflict'] : [];
  const codes = [...new Set([...own, ...conflict])].map((name) =>
    families.includes(name) ? name : code(name),
  );
  return codes.length === 0 ? 'Errors: only those of every route.' : `Errors: ${codes.join(', ')}.`;
};

const headingOf = (endpoint: NamedEndpoint): string =>
  `${endpoint.endpoint.method} ${fullPath(endpoint)}`;

const section = (endpoint: NamedEndpoint): string[] => [
  `### ${headingOf(endpoint)}`,
  plain(endpoint.endpoint.summary),
  protection(endpoint),
  requestOf(endpoint),
  answerOf(endpoint),
  errorsOf(endpoint),
];

const overview = (): string =>
  table(
    ['route', 'permission'],
    namedEndpoints.map((endpoint) => [
      `[${headingOf(endpoint)}](#${anchor(headingOf(endpoint))})`,
      permissionOf(endpoint.endpoint.access),
    ]),
  );

const problemTable = (): string =>
  table(
    ['code', 'status', 'meaning'],
    PROBLEMS.map((problem) => [code(problem.code), problem.status, problem.meaning]),
  );

const errorShape = (): string =>
  table(
    ['field', 'type', 'meaning'],
    answerRows('apiError', apiError, '').map(([name, type, meaning]) => [
      name ?? '',
      type ?? '',
      meaning ?? '',
    ]),
  );

const groups = (): string[] =>
  Object.entries(TITLES).flatMap(([file, title]) => [
    `## ${title}`,
    ...namedEndpoints.filter((endpoint) => endpoint.file === file).flatMap(section),
  ]);

/** Shapes that an answer or a request refers to, and those that they refer to. */
const shapeSections = (text: string): string[] => {
  const wanted = new Set<string>();
  const described = new Map(
    shapes.map(({ name, title, schema }) => [
      title,
      table(['field', 'type', 'meaning'], answerRows(name, schema, '')),
    ]),
  );
  const follow = (from: string): void => {
    for (const [, title = ''] of from.matchAll(/\[(\w+)\]\(#\w+\)/g)) {
      const inner = described.get(title);
      if (!inner || wanted.has(title)) continue;
      wanted.add(title);
      follow(inner);
    }
  };
  follow(text);
  return shapes
    .filter(({ title }) => wanted.has(title))
    .flatMap(({ title }) => [`### ${title}`, described.get(title) ?? '']);
};

const INTRODUCTION = [
  '# HTTP API',
  'Every route of the plugin. This page is generated from `contracts/` by `npm run docs`; do not edit it.',
  'Routes under `/tiktok` belong to the admin. They take the Bearer token of a signed-in administrator, or an admin API token (Settings > Admin Tokens in Strapi). The caller needs one of the permissions that a route names. An admin API token acts for its owner; it can create drafts, but it can neither agree to a post nor send one.',
  'Routes under `/api/tiktok` are public, and each says what protects it, or belong to the content API and take its permissions. The `/api` part follows `rest.prefix` of `config/api`.',
  'Request bodies are JSON. Nested fields are written with dots, `[]` stands for each element of a list. A field of a request that is not listed is ignored.',
];

const ERRORS_OF_EVERY_ROUTE = [
  '## Errors',
  'A refused call has this body. `message` says what happened, `remedy` what to do, `retryAt` when to try again (also sent as `Retry-After`).',
  errorShape(),
  "Every admin route can answer 401 without a valid token and 403 without the permission (both in Strapi's own words), and every route `invalid_request`. The codes a route can add are listed with it:",
  problemTable(),
];

/** docs/http-api.md */
export const httpApi = (): string => {
  const body = [...INTRODUCTION, overview(), ...ERRORS_OF_EVERY_ROUTE, ...groups()];
  return page([...body, '## Shapes', ...shapeSections(body.join('\n'))]);
};
