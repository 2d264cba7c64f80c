import { type Core } from '@strapi/strapi';

import { measureDatabaseNowMs } from '../database/clock';
import { createMemory } from '../database/memory';
import { metricsOf } from '../metrics';
import { goOnDuty, isWorker } from '../on-duty';
import { postsOf } from '../posts';
import { startHealthServer, type WorkerAnswer } from './health-server';

/** A database that does not answer within this is one that is not there. */
const DATABASE_MS = 5_000;
/** However often health is asked for, the database is asked at most so often. */
const ANSWER_FOR_MS = 1_000;

const inTime = async <T>(work: Promise<T>, ms: number): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
};

/** A Strapi that works on posts and serves nothing but its own health. */
export const createWorker = ({ strapi }: { strapi: Core.Strapi }) => {
  const answers = createMemory<string, WorkerAnswer>(ANSWER_FOR_MS);
  let server: Awaited<ReturnType<typeof startHealthServer>> | undefined;
  let stopping = false;

  const look = async (): Promise<WorkerAnswer> => {
    const state = await inTime(measureDatabaseNowMs(strapi), DATABASE_MS).then(
      () => (stopping ? 'stopping' : 'working'),
      () => 'no database',
    );
    const { engine, queue, lastTickAt, working, clockSkewMs } = postsOf(strapi).engine.health();
    return {
      status: state === 'working' ? 200 : 503,
      type: 'application/json',
      body: JSON.stringify({
        state,
        engine,
        queue,
        lastTickAt: lastTickAt === null ? null : new Date(lastTickAt).toISOString(),
        working,
        clockSkewMs,
      }),
    };
  };

  /** As the site's own page of that name; what a process counts, only its own page can tell. */
  const metrics = async (authorization: string): Promise<WorkerAnswer> => {
    const scrape = await metricsOf(strapi).scrape(authorization);
    return scrape.status === 200
      ? { status: 200, type: scrape.type, body: scrape.text }
      : { status: scrape.status, type: 'text/plain', body: '' };
  };

  return {
    /**
     * Begins to work, and answers `GET /health` there: 200 while it works, 503 while it stops or its
     * database does not answer; and `GET /metrics`.
     * @returns the port
     * @throws Error in words, where it cannot be a worker
     */
    async start({ host, port }: { host: string; port: number }): Promise<number> {
      if (!isWorker(strapi)) throw new Error('This Strapi was not loaded as a worker.');
      if (strapi.db.dialect.client === 'sqlite') {
        throw new Error(
          'SQLite is for one process: a worker beside the site needs PostgreSQL or MySQL.',
        );
      }
      // The site's own scheduled tasks, and other plugins', stay with the processes that serve it.
      strapi.cron.stop();
      server = await startHealthServer({
        host,
        port,
        pages: { '/health': () => answers.read('health', look), '/metrics': metrics },
      });
      goOnDuty(strapi);
      postsOf(strapi).engine.nudge();
      strapi.log.info(
        `TikTok: this worker takes posts; its health is at http://${host}:${server.port}/health`,
      );
      return server.port;
    },

    /** From now on it says that it stops; what it has in hand, the publisher ends. */
    stopping(): void {
      stopping = true;
      answers.forget();
    },

    async stop(): Promise<void> {
      await server?.close();
    },
  };
};

export type Worker = ReturnType<typeof createWorker>;

export const workerOf = (strapi: Core.Strapi): Worker => strapi.plugin('tiktok').service('worker');
