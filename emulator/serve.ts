import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';
import { describeBearer } from './bearer';
import { makeLogId, type Context, type Core } from './core';
import { ApiError, CutOff, OAuthError, UploadError } from './errors';
import { errorReply, replyOfFault } from './fault-effects';
import { isAfter, type Fault } from './faults';
import {
  bodyOf,
  oauthErrorReply,
  readBody,
  reset,
  send,
  sendHalf,
  sendSlowly,
  SLOW_PIECES,
  textReply,
  type Reply,
} from './http';
import { fingerprint } from './ids';
import { withoutSecrets, type Call } from './ledger';
import { type Route } from './routes';

const parsedBody = (route: Route, body: string): unknown => {
  if (body === '') return undefined;
  if (route.style !== 'api') return withoutSecrets(Object.fromEntries(new URLSearchParams(body)));
  try {
    const value: unknown = JSON.parse(body);
    return withoutSecrets(value);
  } catch {
    return body;
  }
};

const openCall = (
  core: Core,
  route: Route,
  request: IncomingMessage,
  url: URL,
  body: string,
): Call => {
  const form = route.style === 'oauth' ? new URLSearchParams(body) : undefined;
  const query = Object.fromEntries(url.searchParams);
  const hidden = withoutSecrets(query);
  return core.ledger.open({
    at: core.clock.now(),
    endpoint: route.endpoint,
    method: route.method,
    path: route.path,
    query: typeof hidden === 'object' ? { ...query, ...hidden } : {},
    body: parsedBody(route, body),
    contentRange: request.headers['content-range'],
    logId: makeLogId(core),
    ...describeBearer(core, request),
    ...(form?.get('token') && { token: fingerprint(form.get('token') ?? '') }),
    ...(form?.get('client_key') && { clientKey: form.get('client_key') ?? '' }),
  });
};

/** Names a fault may be set on for this call. */
const tagsOf = (route: Route, body: string): string[] => {
  const grant = route.endpoint === 'oauth.token' && new URLSearchParams(body).get('grant_type');
  return grant ? [route.endpoint, `oauth.token:${grant}`] : [route.endpoint];
};

const drain = async (request: IncomingMessage): Promise<void> => {
  for await (const part of bodyOf(request)) void part;
};

/** Reads about half of the announced body, then cuts the line. */
const readHalfAndReset = async ({ request, socket }: Context): Promise<never> => {
  const half = Number(request.headers['content-length'] ?? 0) / 2;
  let seen = 0;
  for await (const part of bodyOf(request)) {
    seen += part.length;
    if (seen >= half) break;
  }
  reset(socket);
  throw new CutOff('Cut by a scripted fault.');
};

/** Runs the endpoint and turns refusals into TikTok's answers. @throws CutOff if the client left. */
const handle = async (route: Route, context: Context): Promise<Reply> => {
  const { core, logId, request } = context;
  try {
    return await route.handler(context);
  } catch (error) {
    if (error instanceof OAuthError) {
      return oauthErrorReply(
        logId,
        error.code,
        error.message,
        core.settings.quirks.oauthErrorStatus,
      );
    }
    if (error instanceof ApiError) return errorReply(route, logId, error);
    if (!(error instanceof UploadError)) throw error;
    // A gateway takes the whole body before it answers; so does this.
    if (!request.readableEnded) await drain(request);
    const headers: Record<string, string> =
      error.contentRange === undefined ? {} : { 'content-range': error.contentRange };
    return { ...textReply(error.status, error.message, headers), errorCode: String(error.status) };
  }
};

/** What a fault does before anything has an effect. @returns an answer, or undefined to go on. */
const strikeBefore = async (
  core: Core,
  route: Route,
  fault: Fault,
  context: Context,
): Promise<Reply | undefined> => {
  const { request, socket } = context;
  if (fault.kind === 'drop_before') {
    reset(socket);
    throw new CutOff('Cut by a scripted fault.');
  }
  if (fault.kind === 'drop_midway') {
    return route.style === 'upload' ? readHalfAndReset(context) : undefined;
  }
  if (fault.kind === 'delay') await pause(socket, fault.ms);
  if (fault.kind === 'hold') await core.faults.held();
  if (fault.kind === 'hang') return neverAnswer(context);
  const reply = replyOfFault(core, route, fault, context.logId);
  if (reply && route.style === 'upload') await drain(request);
  return reply;
};

/** Waits in real time, or until the client gives up. */
const pause = (socket: Socket, ms: number): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      socket.off('close', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    socket.once('close', done);
  });

/** Waits until the client gives up or the emulator closes. */
const neverAnswer = ({ request, socket }: Context): Promise<never> => {
  request.resume();
  return new Promise((_resolve, reject) => {
    const gone = () => reject(new CutOff('Never answered, by a scripted fault.'));
    if (socket.destroyed) gone();
    else socket.once('close', gone);
  });
};

/** What a fault does to the answer, once the effect has happened. */
const answer = async (
  core: Core,
  route: Route,
  fault: Fault | undefined,
  context: Context,
  reply: Reply,
  response: ServerResponse,
): Promise<void> => {
  const { socket, call, logId } = context;
  if (fault?.kind === 'drop_after') {
    reset(socket);
    throw new CutOff('Cut by a scripted fault.');
  }
  if (fault?.kind === 'drop_midway') {
    sendHalf(response, reply, logId);
    throw new CutOff('Cut by a scripted fault.');
  }
  let final = reply;
  if (fault && isAfter(fault)) {
    if (fault.kind === 'hang') await neverAnswer(context);
    if (fault.kind === 'delay') await pause(socket, fault.ms);
    if (fault.kind === 'hold') await core.faults.held();
    final = replyOfFault(core, route, fault, logId, reply) ?? reply;
  }
  call.status = final.status;
  call.errorCode = final.errorCode;
  if (response.destroyed || socket.destroyed) throw new CutOff('The client left.');
  if (fault?.kind === 'slow') {
    await sendSlowly(response, final, logId, () => pause(socket, fault.ms / SLOW_PIECES));
    return;
  }
  send(response, final, logId);
};

/** One call to TikTok: counted, written into the ledger, struck by faults, answered. */
export const serveTikTok = async (
  core: Core,
  route: Route,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> => {
  // Kept, since a destroyed request forgets its socket.
  const { socket } = request;
  const body = route.style === 'upload' ? '' : await readBody(request);
  const call = openCall(core, route, request, url, body);
  const origin = `http://${request.headers.host ?? new URL(core.origin()).host}`;
  const context: Context = { core, request, socket, url, origin, call, logId: call.logId, body };
  if (route.style === 'upload') describeUpload(context);
  if (route.style === 'oauth') describeRefresh(context);
  const fault = core.faults.next(tagsOf(route, body), call.handle);
  call.fault = fault?.kind;
  core.ledger.tell('received', call);
  try {
    const instead =
      fault && !isAfter(fault) ? await strikeBefore(core, route, fault, context) : undefined;
    const reply = instead ?? (await handle(route, context));
    if (call.effect) core.ledger.tell('effect', call);
    await answer(core, route, instead ? undefined : fault, context, reply, response);
    call.outcome = 'answered';
  } catch (error) {
    if (!(error instanceof CutOff)) throw error;
    call.outcome = call.fault === undefined ? 'client_left' : 'answer_lost';
  } finally {
    core.ledger.tell('finished', call);
  }
};

/** Whose token is renewed; of one that was used already nobody knows. */
const describeRefresh = ({ core, call, body }: Context): void => {
  const refreshToken = new URLSearchParams(body).get('refresh_token');
  const grant = [...core.state.grants.values()].find((one) => one.refreshToken === refreshToken);
  if (!grant) return;
  call.openId = grant.openId;
  call.handle = grant.handle;
};

/** The ledger names the post of an upload even when a fault strikes first. */
const describeUpload = ({ core, url, call }: Context): void => {
  const id = url.searchParams.get('upload_id');
  const publish = [...core.state.publishes.values()].find((one) => one.upload?.uploadId === id);
  if (!publish) return;
  call.publishId = publish.publishId;
  call.clientKey = publish.clientKey;
  call.openId = publish.openId;
  call.handle = publish.handle;
};
