import { type z } from 'zod';

import { type ActionId } from './permissions';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/**
 * Who may call an endpoint. `admin`: a signed-in administrator (or an admin API token) who holds at
 * least one of the actions. `public`: anyone; `why` says what protects it instead. `contentApi`: whoever
 * holds this permission of Strapi's content API (Users & Permissions, API tokens); its name follows
 * from the handler.
 */
export type Access = { admin: readonly ActionId[] } | { public: string } | { contentApi: string };

type Schema = z.ZodType;

/** What the admin shows, in parts: a change of one makes every read that shows it load again. */
export const PARTS = [
  'settings',
  'accounts',
  'posts',
  'insights',
  'review',
  'rules',
  'saved-texts',
  'notifications',
  'feed',
] as const;
export type Part = (typeof PARTS)[number];

/**
 * What a change does where somebody else changed the same meanwhile. `version`: several people edit
 * it, so the call names the version that was on the screen and is refused with `version_conflict`
 * when there is a newer one. Everything else says why no version is needed.
 */
export type Meanwhile = 'version' | { unversioned: string };

interface Reading {
  /** What it shows; nothing where each answer is good for its moment only. */
  reads: readonly Part[];
  changes?: undefined;
  meanwhile?: undefined;
}
interface Changing {
  reads?: undefined;
  /** What it may change. */
  changes: readonly Part[];
  meanwhile: Meanwhile;
}
type Neither = { [Key in keyof Reading]?: undefined };

/** Calls of the admin say what they read or change; the others are no business of its cache. */
type Effect =
  | ({ access: { admin: readonly ActionId[] } } & (
      | ({ method: 'GET' } & Reading)
      | ({ method: 'POST' } & (Reading | Changing))
      | ({ method: 'PUT' | 'DELETE' } & Changing)
    ))
  | ({ access: Exclude<Access, { admin: unknown }>; method: Method } & Neither);

/**
 * One HTTP call, described once: the server checks requests with it, the admin calls it, and
 * `docs/http-api.md` is printed from it.
 *
 * `path` is relative to the plugin's prefix: `/tiktok` for admin calls, `/api/tiktok` for all others.
 * `handler` is `controller.action`. Bodies are JSON; `response` is the body of a 200, or `null` where
 * the answer is no JSON (a redirect, a file), which `summary` then explains.
 */
export type Endpoint<
  Params extends Schema | undefined = Schema | undefined,
  Query extends Schema | undefined = Schema | undefined,
  Body extends Schema | undefined = Schema | undefined,
  Response extends Schema | null = Schema | null,
> = Effect & {
  method: Method;
  path: `/${string}`;
  handler: `${string}.${string}`;
  access: Access;
  summary: string;
  params?: Params;
  query?: Query;
  body?: Body;
  response: Response;
};

/** Keeps the literal types of an endpoint's schemas. */
export const defineEndpoint = <
  Params extends Schema | undefined = undefined,
  Query extends Schema | undefined = undefined,
  Body extends Schema | undefined = undefined,
  Response extends Schema | null = null,
>(
  endpoint: Endpoint<Params, Query, Body, Response>,
): Endpoint<Params, Query, Body, Response> => endpoint;

// An optional property adds `undefined` to its type; `NonNullable` takes it off again.
type Out<S> =
  NonNullable<S> extends never
    ? undefined
    : NonNullable<S> extends Schema
      ? z.output<NonNullable<S>>
      : undefined;
type In<S> =
  NonNullable<S> extends never
    ? undefined
    : NonNullable<S> extends Schema
      ? z.input<NonNullable<S>>
      : undefined;

/** What the server's handler receives, parsed. */
export interface RequestOf<E extends Endpoint> {
  params: Out<E['params']>;
  query: Out<E['query']>;
  body: Out<E['body']>;
}

/** What a caller must send. */
export interface CallOf<E extends Endpoint> {
  params: In<E['params']>;
  query: In<E['query']>;
  body: In<E['body']>;
}

/** What comes back. */
export type ResponseOf<E extends Endpoint> = E['response'] extends Schema
  ? z.output<E['response']>
  : undefined;
