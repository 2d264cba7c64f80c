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

/**
 * One HTTP call, described once: the server checks requests with it, the admin calls it, and
 * `docs/http-api.md` is printed from it.
 *
 * `path` is relative to the plugin's prefix: `/tiktok` for admin calls, `/api/tiktok` for all others.
 * `handler` is `controller.action`. Bodies are JSON; `response` is the body of a 200, or `null` where
 * the answer is no JSON (a redirect, a file), which `summary` then explains.
 */
export interface Endpoint<
  Params extends Schema | undefined = Schema | undefined,
  Query extends Schema | undefined = Schema | undefined,
  Body extends Schema | undefined = Schema | undefined,
  Response extends Schema | null = Schema | null,
> {
  method: Method;
  path: `/${string}`;
  handler: `${string}.${string}`;
  access: Access;
  summary: string;
  params?: Params;
  query?: Query;
  body?: Body;
  response: Response;
}

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
