import { z } from 'zod';

import { type Stories } from '../support/stories';
import { type Emulator } from '../support/tiktok';
import { type BenchDatabase } from './burst-database';
import { cpuOf } from './cpu';
import { figure, seconds } from './section';
import { letPass } from '../support/until';

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

export interface Round {
  tiktok: Emulator;
  database: BenchDatabase;
  /** The processes whose CPU time counts. */
  running: readonly { pid: number }[];
  stories: Stories;
  accounts: readonly number[];
  video: number;
  postsEach: number;
  /** The posts stand there; their time comes two seconds after it. */
  ready?: () => Promise<unknown>;
  /** Tells the processes of the posts' times, which are set past them. */
  tell?: () => Promise<unknown>;
}

export interface Figures {
  doubles: number;
  lost: number;
  refused: number;
  begunMs: number;
  medianMs: number;
  p99Ms: number;
  perSecond: number;
  /** A post: all statements, and those of them that do not only frame a transaction. */
  statements: { all: number; own: number };
  /** A post, milliseconds. */
  cpu: { own: number; server: number };
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

/** Posts of all accounts, due at times spread evenly over one second, and what became of them. */
export const runRound = async (round: Round): Promise<Figures> => {
  const { tiktok, running, ready, tell } = round;
  const { client: database } = round.database;
  // TikTok's counts and ours begin anew: a round is another day.
  await tiktok.reset({ grants: true });
  await database.query('DELETE FROM tiktok_slots');
  const ids = await makePosts(round);
  await ready?.();
  await round.database.forgetStatements();
  const ownCpu = (): number => running.reduce((sum, { pid }) => sum + cpuOf(pid), 0);
  const before = { own: ownCpu(), server: round.database.cpu() };
  // The second begins in two.
  await database.query(
    `UPDATE tiktok_posts p SET next_step_at = d.due, scheduled_at = d.due
     FROM (SELECT id, ($2::bigint + (1000 * (row_number() OVER (ORDER BY id) - 1)) / $3) AS due
           FROM tiktok_posts WHERE id = ANY($1)) d WHERE p.id = d.id`,
    [ids, Date.now() + 2_000, ids.length],
  );
  await tell?.();
  const end = Date.now() + ROUND_LIMIT_MS;
  const published = async (): Promise<number> => {
    const found = await database.query(
      "SELECT count(*) FROM tiktok_posts WHERE id = ANY($1) AND state = 'published'",
      [ids],
    );
    return counted.parse(found.rows)[0].count;
  };
  while (Date.now() < end && (await published()) < ids.length)
    await letPass(500, 'a look costs the database, which is measured');
  await tiktok.settled();
  const { all, frame } = await round.database.statements();
  const cpu = {
    own: (ownCpu() - before.own) / ids.length,
    server: (round.database.cpu() - before.server) / ids.length,
  };
  const [late] = facts.parse((await database.query(LATENESS, [ids])).rows);
  return {
    doubles: Math.max(0, tiktok.publishes().length - new Set(ids).size),
    lost: ids.length - (await published()),
    refused: tiktok.calls().filter(({ status }) => status === 429).length,
    begunMs: late.begun_median,
    medianMs: late.median,
    p99Ms: late.p99,
    perSecond: late.sent / (late.last / 1000),
    statements: { all: all / ids.length, own: (all - frame) / ids.length },
    cpu,
  };
};

/** What the columns after the program's name show. */
export const FIGURES_HEAD = [
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
];

export const cellsOf = (figures: Figures): string[] => [
  String(figures.doubles),
  String(figures.lost),
  String(figures.refused),
  seconds(figures.begunMs),
  seconds(figures.medianMs),
  seconds(figures.p99Ms),
  figure(figures.perSecond),
  `${figure(figures.statements.all)} (${figure(figures.statements.own)})`,
  `${figure(figures.cpu.own)} ms`,
  `${figure(figures.cpu.server)} ms`,
];

/** A site on PostgreSQL with so many accounts, ready for rounds. */
export const prepareAccounts = async (
  stories: Stories,
  tiktok: Emulator,
  count: number,
): Promise<number[]> => {
  await stories.useDirectPost();
  const accounts: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const handle = `creator_${index}`;
    tiktok.act('addAccount', { handle, nickname: `Creator ${index}` });
    accounts.push((await stories.connect(handle)).id);
  }
  return accounts;
};
