import { isIP } from 'node:net';

import { type Core } from '@strapi/strapi';
import { z } from 'zod';

const httpUrl = z.url({ protocol: /^https?$/ });

const resolverAddress = z
  .string()
  .refine((text) => isIP(text.replace(/^\[(.*)\](:\d+)?$|^([\d.]+)(:\d+)?$/, '$1$3')) !== 0, {
    error: 'must be the IP address of a DNS server',
  });

/**
 * What a developer configures in `config/plugins.ts`. What an editor or administrator decides lives
 * in the settings page instead. Unknown keys are refused: a typo must not be silently ignored.
 */
export const configSchema = z.strictObject({
  /** Where TikTok's API is. Another address is for the emulator and for tests. */
  apiUrl: httpUrl,
  authorizeUrl: httpUrl,
  /** This Strapi as the world sees it; falls back to Strapi's `server.url`. */
  publicUrl: httpUrl.optional(),
  /** The host that TikTok pulls media from; falls back to `publicUrl`. */
  mediaUrl: httpUrl.optional(),
  /** Further origins of the admin panel from which accounts may be connected. */
  adminOrigins: z.array(httpUrl).optional(),
  publisher: z
    .strictObject({
      /** False: this process never publishes (another one, or the tick route, does). */
      enabled: z.boolean(),
      /**
       * Posts sent at the same time by this process. Most of a post's time is waiting for TikTok and for
       * the database, so one core has room for many; asking TikTok what became of posts has a quarter as
       * many places of its own.
       */
      concurrency: z.number().int().min(1).max(50),
      /** Seconds between two looks at what is due. */
      tickSeconds: z.number().int().min(1).max(59),
      /** Hours after which an overdue post is held for a person instead of being sent late. */
      latenessHours: z.number().min(0.1).max(720),
      /** Seconds a claim lasts without a heartbeat. */
      leaseSeconds: z.number().int().min(10).max(600),
      /** What tells processes that posts are due: the database that is there anyway, or BullMQ. */
      engine: z.enum(['database', 'bullmq']),
      /** BullMQ on Redis. The address may hold a user and a password. */
      redis: z
        .strictObject({
          url: z.url({ protocol: /^rediss?$/ }),
          /** Before all keys, for a Redis that others use as well. */
          prefix: z.string().min(1).max(100).optional(),
        })
        .optional(),
      /** BullMQ on PostgreSQL; without an address on the site's own database. */
      postgres: z
        .strictObject({
          url: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
          /** The schema that BullMQ makes its tables in. */
          schema: z
            .string()
            .regex(/^[a-z_][a-z0-9_]{0,62}$/)
            .optional(),
        })
        .optional(),
    })
    .refine(({ engine, redis, postgres }) => engine === 'database' || !redis !== !postgres, {
      error: '`bullmq` needs either `redis` or `postgres`',
      path: ['engine'],
    }),
  /** Bearer token of `POST /api/tiktok/tick`; without it the route answers 404. */
  tickToken: z.string().min(16).optional(),
  /** Bearer token of `GET /api/tiktok/metrics`; without it the route answers 404. */
  metricsToken: z.string().min(16).optional(),
  encryption: z.strictObject({
    /** Earlier values of `admin.secrets.encryptionKey`, still accepted for reading. */
    previousKeys: z.array(z.string().min(1)).optional(),
  }),
  /** DNS servers for the review page's checks, as `1.1.1.1` or `127.0.0.1:5353`. */
  review: z.strictObject({
    /** Instead of the system's own resolver. */
    systemResolver: resolverAddress.optional(),
    /** The public resolver that is asked as well; falls back to 1.1.1.1. */
    publicResolver: resolverAddress.optional(),
  }),
  /** Makes the rate limits of the public routes so many times as wide; 0: none, a proxy has its own. */
  rateLimitFactor: z.number().min(0).max(1000),
  /** Development and tests only: lets checks and media readers reach private addresses. */
  allowPrivateAddresses: z.boolean(),
});

export type PluginConfig = z.output<typeof configSchema>;

type Env = ((key: string, fallback?: string) => string) & {
  int(key: string, fallback: number): number;
};

export const config = {
  default: ({ env }: { env: Env }) => ({
    apiUrl: env('TIKTOK_API_URL', 'https://open.tiktokapis.com'),
    authorizeUrl: env('TIKTOK_AUTHORIZE_URL', 'https://www.tiktok.com/v2/auth/authorize/'),
    publisher: {
      enabled: true,
      concurrency: 16,
      tickSeconds: 5,
      latenessHours: 24,
      leaseSeconds: 60,
      engine: 'database',
    },
    tickToken: env('TIKTOK_TICK_TOKEN') || undefined,
    metricsToken: env('TIKTOK_METRICS_TOKEN') || undefined,
    encryption: {},
    review: {},
    rateLimitFactor: 1,
    allowPrivateAddresses: false,
  }),

  /** Stops the boot with the name of the key that is wrong. */
  validator(value: unknown): void {
    const result = configSchema.safeParse(value);
    if (result.success) return;
    const lines = result.error.issues.map(
      (issue) => `  ${['tiktok', 'config', ...issue.path].join('.')}: ${issue.message}`,
    );
    throw new Error(
      `config/plugins: the TikTok plugin's configuration is not valid.\n${lines.join('\n')}`,
    );
  },
};

/** The validated configuration of this Strapi. */
export const pluginConfig = (strapi: Core.Strapi): PluginConfig =>
  configSchema.parse(strapi.config.get('plugin::tiktok'));
