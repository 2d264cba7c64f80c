import { z } from 'zod';

import * as accounts from '../../contracts/accounts';
import * as attention from '../../contracts/attention';
import * as composer from '../../contracts/composer';
import { type Endpoint } from '../../contracts/endpoint';
import * as frontEnd from '../../contracts/front-end';
import * as handover from '../../contracts/handover';
import * as insights from '../../contracts/insights';
import * as listColumn from '../../contracts/list-column';
import * as media from '../../contracts/media';
import * as plan from '../../contracts/plan';
import * as posts from '../../contracts/posts';
import * as publisher from '../../contracts/publisher';
import * as review from '../../contracts/review';
import * as rules from '../../contracts/rules';
import * as savedTexts from '../../contracts/saved-texts';
import * as secretLinks from '../../contracts/secret-links';
import * as settings from '../../contracts/settings';

/** The contracts by file, in the order in which the page shows them. */
const FILES: Record<string, Record<string, unknown>> = {
  settings,
  accounts,
  composer,
  listColumn,
  plan,
  posts,
  insights,
  rules,
  frontEnd,
  publisher,
  media,
  review,
  handover,
  secretLinks,
  savedTexts,
  attention,
};

/** One exported endpoint, with the name it has in the contracts. */
export interface NamedEndpoint {
  name: string;
  file: string;
  endpoint: Endpoint;
}

/** A shape that several answers share, described once. */
export interface Shape {
  /** Its exported name, which is also where its comments stand. */
  name: string;
  title: string;
  schema: z.ZodType;
}

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'handler' in value && 'access' in value;

const titleOf = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const exported = Object.entries(FILES).flatMap(([file, module]) =>
  Object.entries(module).map(([name, value]) => ({ file, name, value })),
);

const METHODS = ['GET', 'POST', 'PUT', 'DELETE'];

/** By file, then by path, so that the order of a loader's exports does not matter. */
export const namedEndpoints: readonly NamedEndpoint[] = Object.keys(FILES).flatMap((file) =>
  exported
    .flatMap(({ file: from, name, value }) =>
      from === file && isEndpoint(value) ? [{ name, file, endpoint: value }] : [],
    )
    .sort(
      ({ endpoint: a }, { endpoint: b }) =>
        (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) ||
        METHODS.indexOf(a.method) - METHODS.indexOf(b.method),
    ),
);

/** Exported object schemas; what is made from one by `extend` is a shape of its own. */
export const shapes: readonly Shape[] = exported
  .flatMap(({ name, value }) =>
    value instanceof z.ZodObject ? [{ name, title: titleOf(name), schema: value }] : [],
  )
  .sort((a, b) => (a.title < b.title ? -1 : 1));

/** Names the shapes, so that a schema's JSON form refers to them instead of repeating them. */
export const shapeNames = z.registry<{ id: string }>();
for (const { schema, title } of shapes) shapeNames.add(schema, { id: title });
