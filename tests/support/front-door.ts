import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';

import { z } from 'zod';
import { letPass, lookAgain } from './until';

/** One webhook that waits to be handed on. */
interface Parcel {
  openId: string;
  body: Buffer;
  headers: Record<string, string>;
}

const RETRY_MS = 250;
const PATIENCE_MS = 90_000;

const sender = z.object({ user_openid: z.coerce.string() });

const readAll = async (incoming: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(Buffer.from(part as Uint8Array));
  return Buffer.concat(parts);
};

/** Status of one handing on; null where nobody answered. */
const send = (url: URL, { body, headers }: Parcel): Promise<number | null> =>
  new Promise((resolve) => {
    const call = request(
      url,
      { method: 'POST', agent: false, timeout: 15_000, headers: { ...headers } },
      (answer) => {
        answer.resume();
        answer.on('close', () => resolve(answer.statusCode ?? null));
      },
    );
    call.on('timeout', () => call.destroy());
    call.on('error', () => resolve(null));
    call.end(body);
  });

/**
 * The address of the site as TikTok knows it, in front of whichever process is alive. Media requests
 * are passed through, and wait while nobody is there. Webhooks are taken, and handed on one after
 * the other, again and again until they are answered 200, as TikTok would; those of a user can be
 * kept back for a while, or for good.
 */
export const startFrontDoor = async () => {
  let target: URL | null = null;
  let closed = false;
  const kept = new Set<string>();
  const dropped = new Set<string>();
  const underWay = new Set<string>();
  const parcels: Parcel[] = [];

  const passThrough = async (incoming: IncomingMessage, answer: ServerResponse): Promise<void> => {
    const end = Date.now() + PATIENCE_MS;
    while (!closed && Date.now() < end) {
      const done = target && (await attempt(incoming, answer, target));
      if (done) return;
      await letPass(RETRY_MS, 'TikTok does not come again at once');
    }
    answer.destroy();
  };

  const attempt = (incoming: IncomingMessage, answer: ServerResponse, to: URL): Promise<boolean> =>
    new Promise((resolve) => {
      const call = request(
        new URL(incoming.url ?? '/', to),
        { method: incoming.method, agent: false, headers: { ...incoming.headers, host: to.host } },
        (from) => {
          answer.writeHead(from.statusCode ?? 502, from.headers);
          from.pipe(answer);
          from.on('error', () => answer.destroy());
          answer.on('close', () => resolve(true));
        },
      );
      call.on('error', () => resolve(answer.headersSent));
      call.end();
    });

  const deliver = async (parcel: Parcel, to: URL): Promise<void> => {
    const status = await send(new URL('/api/tiktok/webhook', to), parcel);
    if (status !== 200) {
      await letPass(RETRY_MS, 'TikTok does not come again at once');
      parcels.push(parcel);
    }
    underWay.delete(parcel.openId);
  };

  /** In order for each user; one that is not answered keeps nobody else waiting. */
  const handOn = async (): Promise<void> => {
    while (!closed) {
      const index = parcels.findIndex(({ openId }) => !kept.has(openId) && !underWay.has(openId));
      const [parcel] = index < 0 || !target ? [] : parcels.splice(index, 1);
      if (!parcel || !target) await lookAgain();
      else if (!dropped.has(parcel.openId)) {
        underWay.add(parcel.openId);
        void deliver(parcel, target);
      }
    }
  };

  const take = async (incoming: IncomingMessage, answer: ServerResponse): Promise<void> => {
    const body = await readAll(incoming);
    const signature = String(incoming.headers['tiktok-signature'] ?? '');
    const { user_openid: openId } = sender.parse(JSON.parse(body.toString('utf8')));
    parcels.push({
      openId,
      body,
      headers: {
        'content-type': 'application/json',
        'content-length': String(body.length),
        'tiktok-signature': signature,
      },
    });
    answer.writeHead(200).end();
  };

  const server = createServer((incoming, answer) => {
    const work =
      incoming.method === 'POST' ? take(incoming, answer) : passThrough(incoming, answer);
    work.catch(() => answer.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const handing = handOn();

  return {
    url: `http://localhost:${port}`,
    /** The process that gets everything from now on; null: nobody is there. */
    leadTo(url: string | null): void {
      target = url === null ? null : new URL(url);
    },
    /** Keeps a user's webhooks back. */
    keepBack: (openId: string): void => void kept.add(openId),
    handOnAgain: (openId: string): void => void kept.delete(openId),
    /** Loses a user's webhooks for good, as a firewall would. */
    lose: (openId: string): void => void dropped.add(openId),
    loseNoMore: (openId: string): void => void dropped.delete(openId),
    async close(): Promise<void> {
      closed = true;
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await handing;
    },
  };
};

export type FrontDoor = Awaited<ReturnType<typeof startFrontDoor>>;
