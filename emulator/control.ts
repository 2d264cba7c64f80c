import { type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { ACTIONS, isActionName } from './actions';
import { type Core } from './core';
import { readBody, send, textReply, type Reply } from './http';
import { serveMedia } from './media-serve';
import { ledgerView, listAccounts, listDrafts, listPosts, listPublishes } from './views';
import { type FaultInput } from './faults';

export interface ControlHooks {
  reset(keep: { grants: boolean }): Promise<void>;
  advance(ms: number): void;
  settled(): Promise<void>;
}

const json = (value: unknown, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify(value ?? null),
});

/** Numbers beyond 2^53 are not used in control bodies; webhook ids are sent as strings of digits. */
const parse = (body: string): unknown => (body.trim() === '' ? {} : JSON.parse(body));

const actionSchema = z.looseObject({ action: z.string() });
const resetSchema = z.strictObject({ keepGrants: z.boolean().default(false) });
const advanceSchema = z.strictObject({ ms: z.number().min(0) });

const READS: Readonly<Record<string, (core: Core) => unknown>> = {
  ledger: ledgerView,
  posts: listPosts,
  drafts: listDrafts,
  publishes: listPublishes,
  accounts: listAccounts,
  faults: (core) => core.faults.list(),
};

const write = async (
  core: Core,
  hooks: ControlHooks,
  key: string,
  body: unknown,
): Promise<Reply> => {
  switch (key) {
    case 'POST faults': {
      const faults = Array.isArray(body) ? body : [body];
      core.faults.add(...faults.map((fault): FaultInput => fault));
      return json(core.faults.list());
    }
    case 'DELETE faults':
      core.faults.clear();
      return json([]);
    case 'POST reset':
      await hooks.reset({ grants: resetSchema.parse(body).keepGrants });
      return json({ ok: true });
    case 'POST advance':
      hooks.advance(advanceSchema.parse(body).ms);
      return json({ now: core.clock.now() });
    case 'POST settled':
      await hooks.settled();
      return json({ ok: true });
    case 'POST actions': {
      const { action, ...input } = actionSchema.parse(body);
      if (!isActionName(action)) {
        return json(
          { error: `Unknown action "${action}"; known: ${Object.keys(ACTIONS).join(', ')}` },
          400,
        );
      }
      return json(ACTIONS[action].run(core, input));
    }
    default:
      return textReply(404, 'Not Found');
  }
};

/**
 * Whether a page of another site sent this: browsers say so, programs send neither header. A page
 * in the developer's own browser must not be able to steer what runs on loopback.
 */
const isCrossSite = ({ headers }: IncomingMessage): boolean => {
  const { origin, host } = headers;
  if (headers['sec-fetch-site'] === 'cross-site' || origin === 'null') return true;
  return origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host);
};

/** `/_emulator/…`: the control surface over HTTP; JSON in, JSON out, 400 with words for nonsense. */
export const serveControl = async (
  core: Core,
  hooks: ControlHooks,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> => {
  const name = path.replace(/\/$/, '');
  if (request.method === 'GET' && name.startsWith('media/')) {
    return serveMedia(core, name.slice('media/'.length), request, response);
  }
  const read = request.method === 'GET' && Object.hasOwn(READS, name) ? READS[name] : undefined;
  if (read) return send(response, json(read(core)), '');
  if (isCrossSite(request)) {
    return send(response, json({ error: 'A page of another site may not do this.' }, 403), '');
  }
  const body = await readBody(request);
  let reply: Reply;
  try {
    reply = await write(core, hooks, `${request.method} ${name}`, parse(body));
  } catch (error) {
    const words = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    reply = json({ error: words }, 400);
  }
  send(response, reply, '');
};
