import { connect, createServer, type Socket } from 'node:net';

import {
  isProgress,
  isWrite,
  type SeenStatement,
  type StatementPhase,
  type StatementTap,
} from './statement-tap';

/** A statement with its parameters as one run of messages, up to the point where the client waits. */
interface Unit {
  sql: string;
  params: readonly string[];
  bytes: Buffer;
}

interface Stop {
  name: string;
  left: number;
  phase: StatementPhase;
  reached: () => void;
}

export interface PostgresProxy extends StatementTap {
  /** The connection string that leads through it. */
  url: string;
  close(): Promise<void>;
}

const cString = (from: Buffer, at: number): { text: string; end: number } => {
  const end = from.indexOf(0, at);
  return { text: from.toString('utf8', at, end), end: end + 1 };
};

/** The SQL of a Parse message: name, query (PostgreSQL's protocol, "Message Formats"). */
const parseSql = (body: Buffer): string => cString(body, cString(body, 0).end).text;

/** The parameters of a Bind message, as text; null is the empty text. */
const bindParams = (body: Buffer): string[] => {
  let at = cString(body, cString(body, 0).end).end;
  at += 2 + 2 * body.readInt16BE(at);
  const count = body.readInt16BE(at);
  at += 2;
  const params: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const length = body.readInt32BE(at);
    at += 4;
    params.push(length < 0 ? '' : body.toString('utf8', at, at + length));
    at += Math.max(0, length);
  }
  return params;
};

/** The post that an UPDATE or INSERT names by its id, if it does. */
const postOf = ({ sql, params }: Unit): number | null => {
  const update = /^(?:with decided as \()?update \S*tiktok_posts" .*?"id" = \$(\d+)/is.exec(
    sql,
  )?.[1];
  if (update !== undefined) return Number(params[Number(update) - 1]);
  const columns = /^insert into \S+ \(([^)]*)\)/i.exec(sql)?.[1]?.split(/, ?/) ?? [];
  const index = columns.indexOf('"post_id"');
  return index < 0 ? null : Number(params[index]);
};

/** Cuts a stream of typed messages (type, length, body) into whole ones. */
const createMessages = (untypedFirst: boolean) => {
  let rest: Buffer = Buffer.alloc(0);
  let startup = untypedFirst;
  return (more: Buffer): { type: string; bytes: Buffer; body: Buffer }[] => {
    rest = Buffer.concat([rest, more]);
    const found: { type: string; bytes: Buffer; body: Buffer }[] = [];
    for (;;) {
      const head = startup ? 0 : 1;
      if (rest.length < head + 4) return found;
      const length = head + rest.readInt32BE(head);
      if (rest.length < length) return found;
      const bytes = rest.subarray(0, length);
      found.push({
        type: startup ? '' : String.fromCharCode(bytes[0] ?? 0),
        bytes,
        body: bytes.subarray(head + 4),
      });
      startup = false;
      rest = rest.subarray(length);
    }
  };
};

/**
 * Stands between one process and PostgreSQL on loopback, understands where statements begin and
 * end, and can hold one: before the server has it, or its answer.
 */
export const startPostgresProxy = async (databaseUrl: string): Promise<PostgresProxy> => {
  const target = new URL(databaseUrl);
  const seen: SeenStatement[] = [];
  const sockets = new Set<Socket>();
  let stop: Stop | null = null;
  let ignored: ReadonlySet<number> = new Set();
  let waiting: (() => void)[] = [];

  const released = (): Promise<void> => new Promise((resolve) => waiting.push(resolve));

  /** Counts a statement; the stop it hits, if any. */
  const count = (name: string, open: boolean): Stop | null => {
    seen.push({ name, at: Date.now(), open });
    if (stop?.name !== name) return null;
    stop.left -= 1;
    if (stop.left > 0) return null;
    const hit = stop;
    stop = null;
    return hit;
  };

  const serve = (client: Socket): void => {
    const server = connect(Number(target.port), target.hostname);
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
    }
    const fromClient = createMessages(true);
    const fromServer = createMessages(false);
    let transaction: { first: string | null; foreign: boolean } | null = null;
    let unit: { sql: string; params: string[]; bytes: Buffer[] } | null = null;
    /** Answers that are kept from the client, and what to do once the last of them is there. */
    let kept: { answers: Buffer[]; complete: () => void; ended: boolean } | null = null;
    let queue: Promise<void> = Promise.resolve();

    const stopOf = (whole: Unit): Stop | null => {
      const { sql } = whole;
      if (/^\s*begin/i.test(sql)) transaction = { first: null, foreign: false };
      const post = postOf(whole);
      const foreign = post !== null && ignored.has(post);
      if (/^\s*(commit|rollback)/i.test(sql)) {
        const ended = transaction;
        transaction = null;
        if (!ended?.first || ended.foreign || !/^\s*commit/i.test(sql)) return null;
        return count(`COMMIT of ${ended.first}`, true);
      }
      if (!isWrite(sql)) return null;
      if (transaction) {
        transaction.first ??= sql;
        transaction.foreign ||= foreign;
        if (transaction.foreign) return null;
      }
      return foreign || isProgress(sql) ? null : count(sql, transaction !== null);
    };

    const forward = async (whole: Unit): Promise<void> => {
      const hit = stopOf(whole);
      if (hit) {
        const go = released();
        const keeping = { answers: [], complete: () => undefined as void, ended: false };
        kept = keeping;
        const letGo = go.then(() => {
          kept = null;
          for (const answer of keeping.answers) client.write(answer);
          if (keeping.ended) client.end();
        });
        if (hit.phase === 'after') keeping.complete = hit.reached;
        else {
          hit.reached();
          await letGo;
        }
      }
      // A client that was killed meanwhile sends nothing more.
      if (!client.destroyed) server.write(whole.bytes);
    };

    const takeUnit = (): void => {
      if (!unit) return;
      const { sql, params, bytes } = unit;
      unit = null;
      queue = queue.then(() => forward({ sql, params, bytes: Buffer.concat(bytes) }));
    };

    client.on('data', (data: Buffer) => {
      for (const { type, bytes, body } of fromClient(data)) {
        if (type === 'Q') {
          unit = { sql: cString(body, 0).text, params: [], bytes: [bytes] };
          takeUnit();
        } else if (type === 'P' || unit) {
          unit ??= { sql: '', params: [], bytes: [] };
          unit.bytes.push(bytes);
          if (type === 'P') unit.sql = parseSql(body);
          if (type === 'B') unit.params = bindParams(body);
          if (type === 'S') takeUnit();
        } else {
          queue = queue.then(() => void server.write(bytes));
        }
      }
    });
    server.on('data', (data: Buffer) => {
      if (!kept) {
        client.write(data);
        return;
      }
      kept.answers.push(data);
      // ReadyForQuery: the server has done all that was asked.
      if (fromServer(data).some(({ type }) => type === 'Z')) kept.complete();
    });
    server.on('close', () => {
      if (kept) kept.ended = true;
      else client.end();
    });
    client.on('close', () => server.destroy());
  };

  const proxy = createServer(serve);
  const port = await new Promise<number>((resolve, reject) => {
    proxy.once('error', reject);
    proxy.listen(0, '127.0.0.1', () => {
      const address = proxy.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  const url = new URL(databaseUrl);
  url.port = String(port);

  const release = (): void => {
    const all = waiting;
    waiting = [];
    all.forEach((go) => go());
  };

  return {
    url: url.href,
    seen: () => [...seen],
    forget() {
      seen.length = 0;
    },
    hold: (name, nth, phase) =>
      new Promise((reached) => {
        stop = { name, left: nth, phase, reached };
      }),
    disarm() {
      stop = null;
    },
    release,
    ignorePosts(ids) {
      ignored = new Set(ids);
    },
    async close() {
      const closed = new Promise<void>((resolve) => proxy.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      release();
      await closed;
    },
  };
};
