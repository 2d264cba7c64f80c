import { setTimeout as sleep } from 'node:timers/promises';

import { Client } from 'pg';
import { z } from 'zod';

import { type AppHome, createHome, freePort } from '../support/app-env';
import { VIDEO } from '../support/media';
import { createStories, type Stories } from '../support/stories';
import { startStrapiProcess, type StrapiProcess } from '../support/strapi-process';
import { type Emulator, startTikTok } from '../support/tiktok';
import { type BenchOptions, figure, say, seconds, type Section } from './section';

const SIZE = {
  full: { accounts: 200, postsEach: 5, processes: [1, 2, 4] },
  quick: { accounts: 10, postsEach: 2, processes: [1, 2] },
};
/** One round must be over by then; posts that are not published by then count as lost. */
const ROUND_LIMIT_MS = 240_000;
/** People who make posts at the same time, over HTTP as the admin does. */
const AUTHORS = 4;

/**
 * A user of the database for the bench's own questions: statements are counted per user, and only
 * those of Strapi count.
 */
const connect = async ({ databaseUrl }: AppHome): Promise<Client> => {
  const admin = new Client({ connectionString: databaseUrl ?? undefined });
  await admin.connect();
  await admin.query("CREATE ROLE bench SUPERUSER LOGIN PASSWORD 'bench'");
  await admin.query('CREATE EXTENSION pg_stat_statements');
  await admin.end();
  const url = new URL(databaseUrl ?? '');
  url.username = 'bench';
  url.password = 'bench';
  const client = new Client({ connectionString: url.href });
  await client.connect();
  return client;
};

const facts = z.tuple([
  z.object({
    sent: z.coerce.number(),
    begun_median: z.coerce.number(),
    median: z.coerce.number(),
    p99: z.coerce.number(),
    last: z.coerce.number(),
  }),
]);
const statements = z.tuple([z.object({ all: z.coerce.number(), frame: z.coerce.number() })]);
const counted = z.tuple([z.object({ count: z.coerce.number() })]);

const LATENESS = `
  SELECT count(*) AS sent,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY a.intent_at - p.scheduled_at) AS begun_median,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY a.accepted_at - p.scheduled_at) AS median,
    percentile_cont(0.99) WITHIN GROUP (ORDER BY a.accepted_at - p.scheduled_at) AS p99,
    max(a.accepted_at - p.scheduled_at) AS last
  FROM tiktok_posts p JOIN tiktok_attempts a ON a.post_id = p.id
  WHERE p.id = ANY($1) AND a.accepted_at IS NOT NULL`;
const STATEMENTS = `
  SELECT coalesce(sum(calls), 0) AS all,
    coalesce(sum(calls) FILTER (WHERE query ~* '^(begin|commit|rollback|set )'), 0) AS frame
  FROM pg_stat_statements
  WHERE userid <> (SELECT oid FROM pg_roles WHERE rolname = 'bench')`;

interface Round {
  tiktok: Emulator;
  database: Client;
  stories: Stories;
  accounts: readonly number[];
  video: number;
  postsEach: number;
}

/** Posts for later, made by several people at once. */
const makePosts = async ({ stories, accounts, video, postsEach }: Round): Promise<number[]> => {
  const at = new Date(Date.now() + 86_400_000).toISOString();
  const wanted = Array.from({ length: postsEach }, () => accounts).flat();
  const ids: number[] = [];
  const author = async (): Promise<void> => {
    for (let account = wanted.pop(); account !== undefined; account = wanted.pop()) {
      const body = stories.postOf(account, [video], { when: { type: 'at', at } });
      ids.push((await stories.createPost(body)).id);
    }
  };
  await Promise.all(Array.from({ length: AUTHORS }, author));
  return ids;
};

const runRound = async (round: Round, processes: number): Promise<string[]> => {
  const { tiktok, database } = round;
  // TikTok's counts and ours begin anew: a round is another day.
  await tiktok.reset({ grants: true });
  await database.query('DELETE FROM tiktok_slots');
  const ids = await makePosts(round);
  await database.query('SELECT pg_stat_statements_reset()');
  // Spread evenly over one second, which begins in two.
  await database.query(
    `UPDATE tiktok_posts p SET next_step_at = d.due, scheduled_at = d.due
     FROM (SELECT id, ($2::bigint + (1000 * (row_number() OVER (ORDER BY id) - 1)) / $3) AS due
           FROM tiktok_posts WHERE id = ANY($1)) d WHERE p.id = d.id`,
    [ids, Date.now() + 2_000, ids.length],
  );
  const end = Date.now() + ROUND_LIMIT_MS;
  const published = async (): Promise<number> => {
    const found = await database.query(
      "SELECT count(*) FROM tiktok_posts WHERE id = ANY($1) AND state = 'published'",
      [ids],
    );
    return counted.parse(found.rows)[0].count;
  };
  while (Date.now() < end && (await published()) < ids.length) await sleep(500);
  await tiktok.settled();
  const [{ all, frame }] = statements.parse((await database.query(STATEMENTS)).rows);
  const [late] = facts.parse((await database.query(LATENESS, [ids])).rows);
  const doubles = tiktok.publishes().length - new Set(ids).size;
  const lost = ids.length - (await published());
  const refused = tiktok.calls().filter(({ status }) => status === 429).length;
  say(`  ${processes} processes: ${doubles} doubles, ${lost} lost, ${seconds(late.median)} median`);
  return [
    String(processes),
    String(Math.max(0, doubles)),
    String(lost),
    String(refused),
    seconds(late.begun_median),
    seconds(late.median),
    seconds(late.p99),
    figure(late.sent / (late.last / 1000)),
    `${figure(all / ids.length)} (${figure((all - frame) / ids.length)})`,
  ];
};

/** Very many posts due in one second, over many accounts, with one, two and four Strapi processes. */
export const benchBurst = async ({ quick }: BenchOptions): Promise<Section> => {
  const { accounts: accountCount, postsEach, processes: counts } = quick ? SIZE.quick : SIZE.full;
  const home = await createHome('postgres', [
    'shared_preload_libraries=pg_stat_statements',
    'pg_stat_statements.max=5000',
  ]);
  const running: StrapiProcess[] = [];
  const port = await freePort();
  const { emulator: tiktok, env } = await startTikTok(port, { keepMedia: false });
  let database: Client | undefined;
  const rows: string[][] = [];
  try {
    const options = { home, env: { ...env, LOG_LEVEL: 'warn' } };
    const first = await startStrapiProcess({ ...options, port });
    running.push(first);
    database = await connect(home);
    const stories = createStories(
      first,
      () => tiktok,
      () => first.as('superAdmin'),
    );
    await stories.useDirectPost();
    const accounts: number[] = [];
    for (let index = 0; index < accountCount; index += 1) {
      const handle = `creator_${index}`;
      tiktok.act('addAccount', { handle, nickname: `Creator ${index}` });
      accounts.push((await stories.connect(handle)).id);
    }
    const { id: video } = await first.uploadAsset(VIDEO);
    for (const count of counts) {
      while (running.length < count) running.push(await startStrapiProcess(options));
      rows.push(await runRound({ tiktok, database, stories, accounts, video, postsEach }, count));
    }
  } finally {
    await database?.end();
    for (const site of running) await site.kill();
    await tiktok.close();
    await home.remove();
  }
  const total = accountCount * postsEach;
  return {
    id: 'burst',
    title: `${total.toLocaleString('en')} posts due in one second`,
    head: [
      'Strapi processes',
      'doubles',
      'lost',
      'answers 429',
      'begun, median',
      'late, median',
      'late, 99th percentile',
      'posts a second',
      'statements a post',
    ],
    rows,
    how: `${accountCount} accounts, ${postsEach} posts each, ${figure(total)} in all.`,
  };
};
