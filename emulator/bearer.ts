import { type Context, type Core } from './core';
import { ApiError } from './errors';
import { fingerprint } from './ids';
import { accountOf } from './core';
import { type Account, type App, type Grant, type Scope } from './types';
import { type IncomingMessage } from 'node:http';
import { type z } from 'zod';

export interface Caller {
  app: App;
  grant: Grant;
  account: Account;
}

const bearerOf = (request: IncomingMessage): string | undefined =>
  /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];

/** For the ledger: whose token a request carries, valid or not. */
export const describeBearer = (
  core: Core,
  request: IncomingMessage,
): { token?: string; clientKey?: string; openId?: string; handle?: string } => {
  const token = bearerOf(request);
  if (token === undefined) return {};
  const access = core.state.accessTokens.get(token);
  const grant = access && core.state.grants.get(access.grantId);
  return {
    token: fingerprint(token),
    ...(grant && { clientKey: grant.clientKey, openId: grant.openId, handle: grant.handle }),
  };
};

/**
 * Who calls, if the token is alive and carries one of the scopes.
 * @throws ApiError 401 `access_token_invalid` or `scope_not_authorized`.
 */
export const authenticate = (context: Context, anyOf: readonly Scope[]): Caller => {
  const { core, request } = context;
  const access = core.state.accessTokens.get(bearerOf(request) ?? '');
  const grant = access && core.state.grants.get(access.grantId);
  const app = grant && core.state.apps.get(grant.clientKey);
  if (!grant || !app || access.expiresAt <= core.clock.now()) {
    throw new ApiError(
      'access_token_invalid',
      'The access token is invalid or not found in the request.',
    );
  }
  if (!anyOf.some((scope) => grant.scopes.includes(scope))) {
    throw new ApiError(
      'scope_not_authorized',
      'The user did not authorize the scope required for completing this request.',
    );
  }
  return { app, grant, account: accountOf(core, grant.handle) };
};

/** Counts a call against a limit per app, user and endpoint; a refresh does not open a new minute. */
export const takeRate = (context: Context, caller: Caller, perMinute: number): void => {
  const { clientKey, openId } = caller.grant;
  context.core.rate.take(`${context.call.endpoint} ${clientKey} ${openId}`, perMinute);
};

export const invalidParams = (core: Core, message: string): ApiError =>
  new ApiError(core.settings.quirks.invalidParamCode, message, 400);

/**
 * The JSON body of a non-OAuth POST.
 * @throws ApiError 400 if the Content-Type is not `application/json; charset=UTF-8` or the body breaks the schema;
 * `describe` may turn the first bad path into TikTok's own words.
 */
export const readJson = <T>(
  context: Context,
  schema: z.ZodType<T>,
  describe: (path: string) => string = (path) => `The request parameter ${path} is invalid.`,
): T => {
  const { core, body } = context;
  const value = parseJson(body.trim() === '' ? '{}' : body);
  if (value === undefined) throw invalidParams(core, 'The request body is not valid JSON.');
  const result = schema.safeParse(value.json);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw invalidParams(core, `${describe(issue?.path.join('.') ?? '')} (${issue?.message ?? ''})`);
  }
  return result.data;
};

/** @throws ApiError 400 unless the Content-Type is the one TikTok's references ask for. */
export const checkContentType = (context: Context): void => {
  const type = context.request.headers['content-type'] ?? '';
  if (!/^application\/json; ?charset="?utf-8"?$/i.test(type.trim())) {
    throw invalidParams(context.core, 'Content-Type must be application/json; charset=UTF-8.');
  }
};

const parseJson = (text: string): { json: unknown } | undefined => {
  try {
    const json: unknown = JSON.parse(text);
    return { json };
  } catch {
    return undefined;
  }
};
