import { z } from 'zod';

import { type ErrorRow } from './error-row';
import { explainCode } from './error-table';
import { clientError, errorFor, type TikTokError } from './errors';
import { type HttpResponse } from './http';
import { maybe, parseJson } from './json';
import { TIKTOK_LIMITS } from './limits';
import { redact } from './redact';

/** An answer taken apart, before it is known whether it is a success. */
export interface Answer {
  status: number;
  ok2xx: boolean;
  /** TikTok names it `log_id`, `logid` or only in the header x-tt-logid. */
  logId?: string;
  /** The JSON, or undefined where it is none. */
  body: unknown;
  data: unknown;
  /** The error member, nested or flat. Absent: no error member at all. */
  error?: { code: string; message?: string; flat: boolean };
  retryAfterMs?: number;
}

const text = z.union([z.string(), z.number()]).transform(String);
const logIds = { log_id: maybe(text), logid: maybe(text) };
const nested = z.object({
  error: z.object({ code: text, message: maybe(text), ...logIds }),
});
const flat = z.object({ error: z.string().min(1), error_description: maybe(text) });
const outer = z.object({ data: z.unknown().optional(), ...logIds });

const json = (body: string): unknown => {
  try {
    return parseJson(body);
  } catch {
    return undefined;
  }
};

const shortId = (id: string | undefined) => (id && /^[\w.-]{1,128}$/.test(id) ? id : undefined);

/** Retry-After in milliseconds: seconds or an HTTP date, at most a day. */
const retryAfter = (value: string | undefined): number | undefined => {
  if (!value) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, TIKTOK_LIMITS.capWindowMs) : undefined;
};

/** Takes an answer apart without judging it. `secrets` are those of the call, kept out of TikTok's words. */
export const readAnswer = (response: HttpResponse, secrets: readonly string[]): Answer => {
  const body = json(response.text);
  const top = outer.safeParse(body);
  const inNested = nested.safeParse(body);
  const inFlat = inNested.success ? null : flat.safeParse(body);
  const words = (message: string | undefined) =>
    message ? { message: redact(message, secrets) } : {};
  const error = inNested.success
    ? { code: inNested.data.error.code, ...words(inNested.data.error.message), flat: false }
    : inFlat?.success
      ? { code: inFlat.data.error, ...words(inFlat.data.error_description), flat: true }
      : undefined;
  const id =
    (inNested.success && (inNested.data.error.log_id ?? inNested.data.error.logid)) ||
    (top.success && (top.data.log_id ?? top.data.logid)) ||
    response.headers['x-tt-logid'];
  return {
    status: response.status,
    ok2xx: response.status >= 200 && response.status < 300,
    logId: shortId(id),
    body,
    data: top.success ? top.data.data : undefined,
    // A code is shown and stored: it passes the same filter as a message.
    error: error && { ...error, code: redact(error.code, secrets) },
    retryAfterMs: retryAfter(response.headers['retry-after']),
  };
};

/** The error for an answer that is none of TikTok's contract. `where`: paths a schema refused. */
export const unusable = (endpoint: string, answer: Answer, where?: string): TikTokError => {
  const init = { endpoint, httpStatus: answer.status, logId: answer.logId };
  if (answer.status === 429)
    return refused(explainCode('api', 'rate_limit_exceeded'), endpoint, answer);
  if (answer.status >= 500) {
    return clientError('unavailable', {
      ...init,
      outcome: 'unknown',
      retryAfterMs: answer.retryAfterMs,
    });
  }
  const what = where ? `it lacks or garbles: ${where}` : 'it could not be read';
  return clientError('unusable_answer', {
    ...init,
    outcome: 'unknown',
    detail: `TikTok's answer (HTTP ${answer.status}) is not what its contract says: ${what}. Whether the call took effect is not known.`,
  });
};

const refused = (row: ErrorRow, endpoint: string, answer: Answer): TikTokError => {
  const wait =
    row.errorClass === 'TikTokRateLimited'
      ? Math.max(answer.retryAfterMs ?? 0, TIKTOK_LIMITS.rateLimitWaitMs)
      : answer.retryAfterMs;
  return errorFor({
    row,
    endpoint,
    // TikTok's own faults leave open what happened; every other code says that nothing did.
    outcome: row.errorClass === 'TikTokUnavailable' ? 'unknown' : 'refused',
    httpStatus: answer.status,
    logId: answer.logId,
    tiktokMessage: answer.error?.message,
    retryAfterMs: wait,
  });
};

const isForNow = ({ known, errorClass }: ErrorRow): boolean =>
  known && (errorClass === 'TikTokRateLimited' || errorClass === 'TikTokUnavailable');

const rowOf = (kind: 'api' | 'oauth', code: string, answer: Answer): ErrorRow => {
  const row = explainCode(kind, code);
  if (row.known) return row;
  // A code nobody knows: then the HTTP status is the better witness.
  if (answer.status === 429) return { ...explainCode('api', 'rate_limit_exceeded'), code };
  if (answer.status >= 500) return { ...explainCode('client', 'unavailable'), code };
  if (kind === 'api') return row;
  // "Not now" means the same wherever it is said; anything else of the API is nothing of OAuth's.
  const lent = explainCode('api', code);
  return isForNow(lent) ? lent : { ...row, errorClass: 'TikTokOAuthError' };
};

/**
 * The error an answer stands for, or undefined for a success. API: anything but `error.code` "ok",
 * whatever the HTTP status. OAuth: a string `error`, whatever the HTTP status.
 */
export const answerError = (
  kind: 'api' | 'oauth',
  endpoint: string,
  answer: Answer,
): TikTokError | undefined => {
  const { error } = answer;
  if (!error) {
    const isObject = typeof answer.body === 'object' && answer.body !== null;
    return kind === 'oauth' && isObject ? undefined : unusable(endpoint, answer);
  }
  if (error.code === 'ok' && !error.flat) return undefined;
  return refused(
    rowOf(error.flat && kind === 'oauth' ? 'oauth' : 'api', error.code, answer),
    endpoint,
    answer,
  );
};
