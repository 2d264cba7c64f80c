import { z } from 'zod';

import { type Core } from './core';
import { ApiError, httpStatusOf } from './errors';
import { type Fault } from './faults';
import { apiErrorReply, htmlReply, oauthErrorReply, textReply, type Reply } from './http';
import { toJson, type Json } from './json';
import { type Route } from './routes';

const BAD_GATEWAY =
  '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>';

const GARBAGE = Buffer.from('00ff1f8b08fe80c3287bd800', 'hex');
const OTHER = { unexpected: [1, 2] };
/** A success by its envelope, with nothing in it that belongs there. */
const WRONG: Record<Route['style'], { [key: string]: Json }> = {
  api: { data: OTHER, error: { code: 'ok', message: '', log_id: '' } },
  oauth: OTHER,
  upload: OTHER,
  page: OTHER,
};

const asJson = (body: string | Buffer): Reply => ({
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body,
});

/** An error in the way this endpoint writes errors. */
export const errorReply = (
  route: Route,
  logId: string,
  error: { code: string; message: string; status: number },
): Reply => {
  switch (route.style) {
    case 'oauth':
      return oauthErrorReply(logId, error.code, error.message, error.status);
    case 'api':
      return apiErrorReply(logId, new ApiError(error.code, error.message, error.status));
    case 'upload':
    case 'page':
      return { ...textReply(error.status, error.message), errorCode: error.code };
  }
};

const statusOfErrorFault = (core: Core, route: Route, code: string): number => {
  if (route.style === 'oauth') return core.settings.quirks.oauthErrorStatus;
  // Caps come as 200 on creator_info (contract 4).
  const isCap = code.startsWith('spam_risk') || code === 'reached_active_user_cap';
  return route.endpoint === 'creator_info' && isCap ? 200 : httpStatusOf(code);
};

const asObject = z.record(z.string(), z.json());

/** The answer with members of its `data` left out or put in; of the token endpoint, which has none, its own. */
const edited = (reply: Reply, { without, put }: Extract<Fault, { kind: 'edited' }>): Reply => {
  const whole = asObject.parse(JSON.parse(String(reply.body)));
  const inner = asObject.safeParse(whole.data);
  const before = inner.success ? inner.data : whole;
  const kept = Object.entries(before).filter(([name]) => !without.includes(name));
  const after = { ...Object.fromEntries(kept), ...put };
  return { ...reply, body: JSON.stringify(inner.success ? { ...whole, data: after } : after) };
};

/** The answer a fault gives in place of TikTok's; undefined if it gives none of its own. */
export const replyOfFault = (
  core: Core,
  route: Route,
  fault: Fault,
  logId: string,
  /** TikTok's own answer, where the fault strikes after the effect. */
  own?: Reply,
): Reply | undefined => {
  switch (fault.kind) {
    case 'edited':
      return own?.status === 200 ? edited(own, fault) : undefined;
    case 'status':
    case 'status_after':
      return textReply(fault.status, fault.body ?? '', fault.headers);
    case 'html':
      return htmlReply(BAD_GATEWAY, 502);
    case 'garbage':
      return { ...asJson(GARBAGE), errorCode: 'garbage' };
    case 'wrong_json':
      return { ...asJson(toJson(WRONG[route.style])), errorCode: 'wrong_json' };
    case 'empty':
      return { ...asJson(''), errorCode: 'empty' };
    case 'error':
      return errorReply(route, logId, {
        code: fault.code,
        message: fault.message ?? `Scripted fault: ${fault.code}`,
        status: fault.httpStatus ?? statusOfErrorFault(core, route, fault.code),
      });
    default:
      return undefined;
  }
};
