import { type z } from 'zod';

import { answerError, type Answer, readAnswer, unusable } from './answer';
import { clientError, type TikTokError } from './errors';
import { type Http, TransportFailure } from './http';
import { refusedPaths } from './json';

/** What an observer learns of a call. Never an address, a header, a form or a body. */
export interface CallObservation {
  endpoint: string;
  /** Absent when no answer came. */
  status?: number;
  durationMs: number;
  logId?: string;
  /** `ok`, TikTok's error code, or one of ours. */
  code: string;
}

export interface CallContext {
  http: Http;
  /** Without a slash at the end. */
  apiUrl: string;
  timeoutMs: number;
  onCall?: (observation: CallObservation) => void;
}

/** Limits a caller may set for one call. */
export interface CallOptions {
  signal?: AbortSignal;
  /** Milliseconds for the whole call. */
  timeoutMs?: number;
}

/** A parsed answer with TikTok's log id beside it. */
export type WithLogId<T> = T & { logId?: string };

interface Call<S extends z.ZodType<object>> {
  method: 'GET' | 'POST';
  path: `/v2/${string}/`;
  query?: Record<string, string>;
  headers: Record<string, string>;
  body?: string;
  secrets: readonly string[];
  options?: CallOptions;
  kind: 'api' | 'oauth';
  /** What `data` (api) or the whole answer (oauth) must be. */
  schema: S;
  /** The contract allows an empty body as success. */
  emptyIsSuccess?: boolean;
}

const perform = async <S extends z.ZodType<object>>(
  context: CallContext,
  call: Call<S>,
): Promise<WithLogId<z.output<S>>> => {
  const endpoint = `${call.method} ${call.path}`;
  const query = call.query ? `?${new URLSearchParams(call.query).toString()}` : '';
  const startedAt = performance.now();
  const observe = (code: string, answer?: Answer) => {
    try {
      context.onCall?.({
        endpoint,
        status: answer?.status,
        durationMs: Math.round(performance.now() - startedAt),
        logId: answer?.logId,
        code,
      });
    } catch {
      // An observer's fault must not change what happened to the call.
    }
  };
  const fail = (error: TikTokError, answer?: Answer): never => {
    observe(error.code, answer);
    throw error;
  };

  const response = await context
    .http({
      method: call.method,
      url: `${context.apiUrl}${call.path}${query}`,
      headers: call.headers,
      body: call.body,
      signal: call.options?.signal,
      timeoutMs: call.options?.timeoutMs ?? context.timeoutMs,
    })
    .catch((error: unknown) => {
      const failure =
        error instanceof TransportFailure ? error : new TransportFailure('connection_lost', true);
      return fail(
        clientError(failure.code, { endpoint, outcome: failure.sent ? 'unknown' : 'not_sent' }),
      );
    });

  const answer = readAnswer(response, call.secrets);
  const empty = call.emptyIsSuccess && answer.ok2xx && response.text.trim() === '';
  const refusal = empty ? undefined : answerError(call.kind, endpoint, answer);
  if (refusal) return fail(refusal, answer);
  if (call.emptyIsSuccess && !answer.ok2xx) return fail(unusable(endpoint, answer), answer);

  const payload = empty ? {} : call.kind === 'api' ? answer.data : answer.body;
  const parsed = call.schema.safeParse(payload);
  if (!parsed.success) {
    return fail(unusable(endpoint, answer, refusedPaths(parsed.error)), answer);
  }
  observe('ok', answer);
  return { ...parsed.data, ...(answer.logId ? { logId: answer.logId } : {}) };
};

/**
 * A call with a user's token: success is `error.code` "ok" and `data` as `schema` says.
 * @throws TikTokError only.
 */
export const callApi = <S extends z.ZodType<object>>(
  context: CallContext,
  call: {
    method: 'GET' | 'POST';
    path: `/v2/${string}/`;
    accessToken: string;
    query?: Record<string, string>;
    body?: object;
    schema: S;
    options?: CallOptions;
  },
): Promise<WithLogId<z.output<S>>> =>
  perform(context, {
    method: call.method,
    path: call.path,
    query: call.query,
    headers: {
      Authorization: `Bearer ${call.accessToken}`,
      Accept: 'application/json',
      ...(call.method === 'POST' ? { 'Content-Type': 'application/json; charset=UTF-8' } : {}),
    },
    body: call.body === undefined ? undefined : JSON.stringify(call.body),
    secrets: [call.accessToken],
    options: call.options,
    kind: 'api',
    schema: call.schema,
  });

const SECRET_FIELDS = ['client_secret', 'code', 'code_verifier', 'refresh_token', 'token'];

/**
 * A form to an OAuth endpoint: failure is a string `error`, whatever the HTTP status (T43).
 * @throws TikTokError only.
 */
export const callOAuth = <S extends z.ZodType<object>>(
  context: CallContext,
  call: {
    path: `/v2/oauth/${string}/`;
    form: Record<string, string>;
    schema: S;
    emptyIsSuccess?: boolean;
    options?: CallOptions;
  },
): Promise<WithLogId<z.output<S>>> =>
  perform(context, {
    method: 'POST',
    path: call.path,
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      'Cache-Control': 'no-cache',
      Accept: 'application/json',
    },
    body: new URLSearchParams(call.form).toString(),
    secrets: SECRET_FIELDS.flatMap((name) => call.form[name] ?? []),
    options: call.options,
    kind: 'oauth',
    schema: call.schema,
    emptyIsSuccess: call.emptyIsSuccess,
  });
