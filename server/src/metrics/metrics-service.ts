import { type Core } from '@strapi/strapi';
import type * as Prometheus from 'prom-client';

import { pluginConfig } from '../config';
import { createMemory } from '../database/memory';
import { holdsToken } from '../http/bearer';
import { loadNow } from '../load';
import { postsOf } from '../posts';
import { countedOf, type TallyName, TALLIES } from '../tally';

/** However many ask, the database is asked once in this time. */
const ANSWER_FOR_MS = 5_000;

/** What a caller gets: nothing there, not allowed, or the metrics. */
export type Scrape =
  { status: 404 } | { status: 401 } | { status: 200; type: string; text: string };

const COUNTERS = {
  calls: { name: 'tiktok_api_calls_total', help: 'Calls to TikTok by this process, by code.' },
  refreshes: {
    name: 'tiktok_token_refreshes_total',
    help: 'Renewals of accounts’ tokens by this process.',
  },
} as const satisfies Record<TallyName, { name: string; help: string }>;

/** The publisher in Prometheus' format. Nothing in it names an account, a post, a person or a secret. */
export const createMetrics = ({ strapi }: { strapi: Core.Strapi }) => {
  const texts = createMemory<string, { type: string; text: string }>(ANSWER_FOR_MS);

  const write = async (): Promise<{ type: string; text: string }> => {
    // Loaded by the first who asks: it takes a tenth of a second, and most sites never need it.
    const { Counter, Gauge, Registry } = loadNow<typeof Prometheus>('prom-client');
    const registry = new Registry();
    const gauge = (name: string, help: string, value: number | null): void => {
      if (value !== null) new Gauge({ name, help, registers: [registry] }).set(value);
    };
    const gauges = (
      name: string,
      help: string,
      label: string,
      values: Readonly<Record<string, number>>,
    ): void => {
      const all = new Gauge({ name, help, labelNames: [label], registers: [registry] });
      for (const [value, count] of Object.entries(values)) all.set({ [label]: value }, count);
    };
    const posts = postsOf(strapi);
    const { byState, byOutcome, queue } = await posts.condition.figures();
    gauges('tiktok_posts', 'Posts by state.', 'state', byState);
    gauges('tiktok_attempts', 'Attempts at TikTok by outcome.', 'outcome', byOutcome);
    for (const [name, help, of] of [
      ['tiktok_posts_due', 'Steps that are due, that may go and that nobody works on.', 'due'],
      ['tiktok_posts_late', 'Those of them that have been due for a minute or more.', 'late'],
    ] as const) {
      gauges(name, help, 'lane', { send: queue.send[of], ask: queue.ask[of] });
    }
    gauges('tiktok_lag_seconds', 'How long the oldest of them has been due.', 'lane', {
      send: queue.send.lagMs / 1000,
      ask: queue.ask.lagMs / 1000,
    });
    const { engine, queue: answer, lastTickAt, working, clockSkewMs } = posts.engine.health();
    gauges('tiktok_engine', 'What tells this process that posts are due.', 'engine', {
      [engine]: 1,
    });
    const isUp = answer === 'unreachable' ? 0 : 1;
    gauge(
      'tiktok_queue_up',
      '0: BullMQ’s queue does not answer this process, which looks in the database.',
      answer === null ? null : isUp,
    );
    gauge(
      'tiktok_queue_paused',
      '1: somebody has paused BullMQ’s queue.',
      answer === null ? null : Number(answer === 'paused'),
    );
    gauge('tiktok_working', 'Posts that this process works on.', working);
    gauge(
      'tiktok_last_look_timestamp_seconds',
      'When this process last looked for due posts.',
      lastTickAt === null ? null : lastTickAt / 1000,
    );
    gauge(
      'tiktok_clock_skew_seconds',
      'The clock of this process minus the database’s.',
      clockSkewMs === null ? null : clockSkewMs / 1000,
    );
    gauge(
      'tiktok_publisher_stopped',
      '1: nothing is sent until an administrator decides (a copied database).',
      (await posts.installation.stopped()) === null ? 0 : 1,
    );
    for (const [tally, { name, help }] of Object.entries(COUNTERS) as [
      TallyName,
      (typeof COUNTERS)[TallyName],
    ][]) {
      const labelNames = [...TALLIES[tally]];
      const counter = new Counter({ name, help, labelNames, registers: [registry] });
      for (const { labels, count } of countedOf(strapi, tally))
        counter.labels(...labels).inc(count);
    }
    return { type: registry.contentType, text: await registry.metrics() };
  };

  return {
    /** Answers whoever sent this `Authorization` header. */
    async scrape(authorization: string): Promise<Scrape> {
      const { metricsToken } = pluginConfig(strapi);
      // Without a token configured there is no such page.
      if (!metricsToken) return { status: 404 };
      if (!holdsToken(authorization, metricsToken)) return { status: 401 };
      return { status: 200, ...(await texts.read('metrics', write)) };
    },
  };
};

export type Metrics = ReturnType<typeof createMetrics>;

export const metricsOf = (strapi: Core.Strapi): Metrics =>
  strapi.plugin('tiktok').service('metrics');
