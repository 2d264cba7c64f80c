import { type Core } from '@strapi/strapi';
import { type Context } from 'koa';
import { z } from 'zod';

import { cleanTexts } from '../../../contracts/clean-text';
import { type Endpoint, type RequestOf, type ResponseOf } from '../../../contracts/endpoint';
import { Problem } from './problem';

/** The signed-in administrator behind a call. */
export interface Caller {
  id: number;
  name: string;
  roleIds: number[];
  /** False for an admin API token: it acts for its owner, but can never give a person's consent. */
  isPerson: boolean;
  ability: Ability;
}

/** The part of Strapi's CASL ability that we use. */
export interface Ability {
  can(action: string, subject?: unknown): boolean;
  rulesFor?(action: string, subject: string): { conditions?: unknown; inverted?: boolean }[];
}

const adminUser = z.object({
  id: z.number(),
  firstname: z.string().nullish(),
  lastname: z.string().nullish(),
  username: z.string().nullish(),
  email: z.string(),
  roles: z.array(z.object({ id: z.number() })).default([]),
});

const adminState = z.object({
  user: adminUser,
  userAbility: z.custom<Ability>((value) => typeof (value as Ability | null)?.can === 'function'),
  auth: z.object({ strategy: z.object({ name: z.string() }) }),
});

const displayName = (user: z.output<typeof adminUser>): string =>
  [user.firstname, user.lastname].filter(Boolean).join(' ') || user.username || user.email;

/** Reads the caller from Koa's state; null where nobody is signed in. */
export const callerOf = (ctx: Context): Caller | null => {
  const state = adminState.safeParse(ctx.state);
  if (!state.success) return null;
  const { user, userAbility, auth } = state.data;
  return {
    id: user.id,
    name: displayName(user),
    roleIds: user.roles.map((role) => role.id),
    // Under an admin API token `ctx.state.user` is the token's owner, so only the strategy tells.
    isPerson: auth.strategy.name === 'admin',
    ability: userAbility,
  };
};

const fieldErrors = (error: z.ZodError): Record<string, string> =>
  Object.fromEntries(error.issues.map((issue) => [issue.path.join('.') || 'body', issue.message]));

const parse = (schema: z.ZodType | undefined, value: unknown): unknown => {
  if (!schema) return undefined;
  // No text of a request reaches a service, or the database, that no database can hold.
  const result = schema.safeParse(cleanTexts(value));
  if (result.success) return result.data;
  const fields = fieldErrors(result.error);
  const [first] = Object.entries(fields);
  throw new Problem({
    status: 400,
    code: 'invalid_request',
    message: `The request is not valid: ${first ? `${first[0]}: ${first[1]}` : 'unknown field'}.`,
    remedy: 'Correct the named fields and send it again. Nothing was changed.',
    fields,
  });
};

const answerProblem = (ctx: Context, { details }: Problem): void => {
  const { status, code, message, remedy, retryAt, fields, conflict, postId } = details;
  ctx.status = status;
  if (retryAt) {
    ctx.set('Retry-After', String(Math.max(1, Math.ceil((retryAt.getTime() - Date.now()) / 1000))));
  }
  ctx.body = {
    data: null,
    error: {
      status,
      name: 'TikTokPluginError',
      message,
      details: { code, remedy, retryAt: retryAt?.toISOString(), fields, conflict, postId },
    },
  };
};

export interface HandlerArgs<E extends Endpoint> extends RequestOf<E> {
  ctx: Context;
  caller: Caller;
  /** Aborted when the caller has gone before the answer: nobody needs the rest of the work. */
  signal: AbortSignal;
}
export interface PublicHandlerArgs<E extends Endpoint> extends RequestOf<E> {
  ctx: Context;
}

type Answer<E extends Endpoint> = Promise<ResponseOf<E>> | ResponseOf<E>;

const run = async <E extends Endpoint>(
  endpoint: E,
  ctx: Context,
  answer: (request: RequestOf<E>) => Answer<E>,
  gone?: AbortSignal,
): Promise<void> => {
  try {
    const request = {
      params: parse(endpoint.params, ctx.params),
      query: parse(endpoint.query, ctx.query),
      // No body at all says no more than an empty one.
      body: parse(endpoint.body, (ctx.request as { body?: unknown }).body ?? {}),
    } as RequestOf<E>;
    const result = await answer(request);
    // Parsing the answer drops whatever the contract does not name: nothing leaks by accident.
    if (endpoint.response) ctx.body = endpoint.response.parse(result);
  } catch (error) {
    if (error instanceof Problem) answerProblem(ctx, error);
    // Nobody hears the answer; for the access log.
    else if (gone?.aborted && error === gone.reason) ctx.status = 408;
    else throw error;
  }
};

const signalOf = ({ res }: Context): AbortSignal => {
  const gone = new AbortController();
  res.once('close', () => {
    if (!res.writableFinished) gone.abort();
  });
  return gone.signal;
};

/** A Koa handler for an admin endpoint: validates, calls, and answers problems in words. */
export const handle =
  <E extends Endpoint>(endpoint: E, answer: (args: HandlerArgs<E>) => Answer<E>) =>
  (ctx: Context): Promise<void> => {
    const signal = signalOf(ctx);
    const answerCaller = (request: RequestOf<E>): Answer<E> => {
      const caller = callerOf(ctx);
      if (!caller) {
        throw new Problem({
          status: 401,
          code: 'not_signed_in',
          message: 'You are not signed in.',
          remedy: 'Sign in to the Strapi admin and try again.',
        });
      }
      return answer({ ...request, ctx, caller, signal });
    };
    return run(endpoint, ctx, answerCaller, signal);
  };

/** The same for a public endpoint, which has no caller. */
export const handlePublic =
  <E extends Endpoint>(endpoint: E, answer: (args: PublicHandlerArgs<E>) => Answer<E>) =>
  (ctx: Context): Promise<void> =>
    run(endpoint, ctx, (request) => answer({ ...request, ctx }));

export type Controller = (context: {
  strapi: Core.Strapi;
}) => Record<string, (ctx: Context) => Promise<void>>;
