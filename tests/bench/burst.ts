import { setTimeout as sleep } from 'node:timers/promises';

import { z } from 'zod';

import { createHome, freePort } from '../support/app-env';
import { VIDEO } from '../support/media';
import { createStories, type Stories } from '../support/stories';
import { startStrapiProcess, type StrapiProcess } from '../support/strapi-process';
import { type Emulator, startTikTok } from '../support/tiktok';
import { type BenchDatabase, COUNTING, openBenchDatabase } from './burst-database';
import { runLeast } from './burst-least';
import { cpuOf } from './cpu';
import { type BenchOptions, figure, say, seconds, type Section } from './section';

const SIZE = {
  full: { accounts: 200, postsEach: 5, processes: [1, 2, 4] },
  quick: { accounts: 40, postsEach: 5, processes: [1] },
};
/** One round must be over by then; posts that are not published by then count as lost. */
const ROUND_LIMIT_MS = 240_000;
/** People who make posts at the same time, over HTTP as the admin does. */
const AUTHORS = 4;

const facts = z.tuple([
  z.object({
    sent: z.coerce.number(),
    begun_median: z.coerce.number(),
    median: z.coerce.number(),
    p99: z.coerce.number(),
    last: z.coerce.number(),
  }),
]);
const counted = z.tuple([z.object({ count: z.coerce.number() })]);

const LATENESS = `
  SELECT count(*) AS sent,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY a.intent_at - p.scheduled_at) AS begun_median,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY a.accepted_at - p.scheduled_at) AS median,
    percentile_cont(0.99) WITHIN GROUP (ORDER BY a.accepted_at - p.scheduled_at) AS p99,
    max(a.accepted_at - p.scheduled_at) AS last
  FROM tiktok_posts p JOIN tiktok_attempts a ON a.post_id = p.id
  WHERE p.id = ANY($1) AND a.accepted_at IS NOT NULL`;
interface Round {
  tiktok: Emulator;
  database: BenchDatabase;
  running: readonly StrapiProcess[];
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
  const { tiktok, running } = round;
  const { client: database } = round.database;
  // TikTok's counts and ours begin anew: a round is another day.
  await tiktok.reset({ grants: true });
  await database.query('DELETE FROM tiktok_slots');
  const ids = await makePosts(round);
  await round.database.forgetStatements();
  const ownCpu = (): number => running.reduce((sum, { pid }) => sum + cpuOf(pid), 0);
  const before = { own: ownCpu(), server: round.database.cpu() };
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
  const { all, frame } = await round.database.statements();
  const cpu = {
    own: (ownCpu() - before.own) / ids.length,
    server: (round.database.cpu() - before.server) / ids.length,
  };
  const [late] = facts.parse((await database.query(LATENESS, [ids])).rows);
  const doubles = tiktok.publishes().length - new Set(ids).size;
  const lost = ids.length - (await published());
  const refused = tiktok.calls().filter(({ status }) => status === 429).length;
  say(`  ${processes} processes: ${doubles} doubles, ${lost} lost, ${seconds(late.median)} median`);
  return [
    `Strapi, ${processes === 1 ? '1 process' : `${processes} processes`}`,
    String(Math.max(0, doubles)),
    String(lost),
    String(refused),
    seconds(late.begun_median),
    seconds(late.median),
    seconds(late.p99),
    figure(late.sent / (late.last / 1000)),
    `${figure(all / ids.length)} (${figure((all - frame) / ids.length)})`,
    `${figure(cpu.own)} ms`,
    `${figure(cpu.server)} ms`,
  ];
};

const leastRow = async (accounts: number, postsEach: number): Promise<string[]> => {
  const { doubles, lost, late, perSecond, statements, cpu } = await runLeast(accounts, postsEach);
  say(`  the least program: ${figure(perSecond)} a second, ${figure(cpu.own)} ms a post`);
  return [
    'the least program',
    String(doubles),
    String(lost),
    '',
    '',
    seconds(late.median),
    seconds(late.p99),
    figure(perSecond),
    figure(statements),
    `${figure(cpu.own)} ms`,
    `${figure(cpu.server)} ms`,
  ];
};

/** Very many posts due in one second, over many accounts, with one, two and four Strapi processes. */
export const benchBurst = async ({ quick }: BenchOptions): Promise<Section> => {
  const { accounts: accountCount, postsEach, processes: counts } = quick ? SIZE.quick : SIZE.full;
  const rows: string[][] = [await leastRow(accountCount, postsEach)];
  const home = await createHome('postgres', COUNTING);
  const running: StrapiProcess[] = [];
  const port = await freePort();
  const { emulator: tiktok, env } = await startTikTok(port, { keepMedia: false });
  let database: BenchDatabase | undefined;
  try {
    const options = { home, env: { ...env, LOG_LEVEL: 'warn' } };
    const first = await startStrapiProcess({ ...options, port });
    running.push(first);
    database = await openBenchDatabase(home);
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
      const round = { tiktok, database, running, stories, accounts, video, postsEach };
      rows.push(await runRound(round, count));
    }
  } finally {
    await database?.close();
    for (const site of running) await site.kill();
    await tiktok.close();
    await home.remove();
  }
  const total = accountCount * postsEach;
  return {
    id: 'burst',
    title: `${total.toLocaleString('en')} posts due in one second`,
    head: [
      'program',
      'doubles',
      'lost',
      'answers 429',
      'begun, median',
      'late, median',
      'late, 99th percentile',
      'posts a second',
      'statements a post',
      'CPU a post',
      'CPU a post, PostgreSQL',
    ],
    rows,
    how: `${accountCount} accounts, ${postsEach} posts each, ${figure(total)} in all.`,
  };
};
