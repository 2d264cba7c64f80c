import { type Core } from '@strapi/strapi';
import type * as BullMQ from 'bullmq';
import type * as Pg from 'pg';
import { z } from 'zod';

import { type PluginConfig } from '../../../config';
import { isInstalled, loadNow } from '../../../load';
import { type Lane } from '../claims';

/** What a job says, and all it says: a step of this post is due at this time. */
export const jobData = z.object({ post: z.number(), account: z.number(), at: z.number() });
export type JobData = z.output<typeof jobData>;

export type JobQueue = BullMQ.Queue<JobData, void, string>;
export type Job = BullMQ.Job<JobData, void, string>;
export type JobWorker = BullMQ.Worker<JobData, void, string>;
export type Work = (job: Job, token: string | undefined) => Promise<void>;

type Config = PluginConfig['publisher'];

/** As bull-board and BullMQ's own tools show them. */
export const queueName = (lane: Lane): string => `tiktok-${lane}`;

const SCHEMA = 'tiktok_bullmq';
/** Connections of each queue and worker; the jobs are few and small. */
const POOL = 3;
/** A connection that was lost is tried again so often. */
const AGAIN_MS = 1_000;
/** BullMQ's own default: a job whose worker has not been heard of for so long is another's. */
const LOCK_MS = 30_000;

const siteDatabase = z.object({
  connectionString: z.string().optional(),
  host: z.string().optional(),
  port: z.coerce.number().optional(),
  database: z.string().optional(),
  user: z.string().optional(),
  password: z.string().optional(),
  ssl: z.unknown().optional(),
});

/**
 * Whether this site can have such a queue: the packages are there, and so is a database.
 * @throws Error in words
 */
export const checkBull = (strapi: Core.Strapi, { redis, postgres }: Config): void => {
  const wanted = ['bullmq', redis ? 'ioredis' : 'pg'];
  const missing = wanted.filter((name) => !isInstalled(name));
  if (missing.length > 0) {
    throw new Error(
      `TikTok: publisher.engine is "bullmq", and ${missing.join(' and ')} cannot be found. Install what it needs (npm install ${wanted.join(' ')}), or set publisher.engine to "database".`,
    );
  }
  if (!redis && postgres?.url === undefined && strapi.db.dialect.client !== 'postgres') {
    throw new Error(
      'TikTok: publisher.postgres has no `url`, and the database of this site is not PostgreSQL. Give it a `url`, or use `redis`.',
    );
  }
};

/**
 * Strapi has every client of this process leave JSON unread, for Knex' sake. BullMQ's jobs are JSON, and
 * unread they would say nothing.
 */
const readingJson = () => {
  const { types } = loadNow<typeof Pg>('pg');
  const { JSON: json, JSONB: jsonb } = types.builtins;
  return {
    getTypeParser: (oid: number, format?: 'text') =>
      oid === json || oid === jsonb ? JSON.parse : types.getTypeParser(oid, format),
  };
};

const postgresOf = (strapi: Core.Strapi, { postgres }: Config) => ({
  schema: postgres?.schema ?? SCHEMA,
  max: POOL,
  migrate: true,
  types: readingJson(),
  ...(postgres?.url
    ? { connectionString: postgres.url }
    : siteDatabase.parse(strapi.config.get('database.connection.connection'))),
});

/** BullMQ's queues and workers on what is configured. Connects with the first that is made. */
export const createBullQueues = (strapi: Core.Strapi, config: Config) => {
  const bullmq = loadNow<typeof BullMQ>('bullmq');
  const lockDuration = Math.min(LOCK_MS, config.leaseSeconds * 1000);
  const ofWorker = (concurrency: number) => ({
    concurrency,
    lockDuration,
    stalledInterval: lockDuration / 2,
    // Whose worker is gone comes again, however often: the claim says whether anything is to be done.
    maxStalledCount: 1_000,
    runRetryDelay: AGAIN_MS,
  });

  const makers = () => {
    if (config.redis) {
      const { url, prefix } = config.redis;
      const common = prefix ? { prefix } : {};
      const retryStrategy = (): number => AGAIN_MS;
      return {
        queue: (lane: Lane): JobQueue =>
          new bullmq.Queue(queueName(lane), {
            ...common,
            connection: { url, retryStrategy, maxRetriesPerRequest: 1 },
          }),
        worker: (lane: Lane, concurrency: number, work: Work): JobWorker =>
          new bullmq.Worker<JobData, void, string>(queueName(lane), work, {
            ...common,
            ...ofWorker(concurrency),
            connection: { url, retryStrategy, maxRetriesPerRequest: null },
          }),
      };
    }
    const connection = postgresOf(strapi, config);
    const { Queue, Worker } = bullmq.withBackend(bullmq.createPostgresBackend);
    return {
      queue: (lane: Lane): JobQueue =>
        new Queue<JobData, void>(queueName(lane), { connection }) as unknown as JobQueue,
      worker: (lane: Lane, concurrency: number, work: Work): JobWorker =>
        new Worker<JobData, void>(queueName(lane), work as never, {
          connection,
          ...ofWorker(concurrency),
        }) as unknown as JobWorker,
    };
  };

  return {
    ...makers(),

    /** Has a job that is at work come again after so long. @throws what ends the work on it */
    async later(job: Job, token: string | undefined, ms: number): Promise<never> {
      await job.moveToDelayed(Date.now() + Math.max(0, ms), token);
      throw new bullmq.DelayedError();
    },

    /** Whether this is how `later` ends the work. */
    isLater: (error: unknown): boolean => error instanceof bullmq.DelayedError,
  };
};

export type BullQueues = ReturnType<typeof createBullQueues>;
