import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { z } from 'zod';

import { createHome, freePort } from '../support/app-env';
import { VIDEO } from '../support/media';
import { startTikTok } from '../support/tiktok';
import { COUNTING, openBenchDatabase } from './burst-database';
import { bundle, startChild } from './children';
import { cpuOf } from './cpu';
import { letPass } from '../support/until';

const TABLES = `
  CREATE TABLE posts (id serial PRIMARY KEY, token text, state text, due bigint,
    fence int DEFAULT 0, lease bigint, accepted bigint, publish_id text, link text);
  CREATE TABLE attempts (id serial PRIMARY KEY, post_id int, publish_id text, at bigint,
    outcome text);
  CREATE TABLE timeline (id serial PRIMARY KEY, post_id int, at bigint, words text);
  CREATE TABLE events (id serial PRIMARY KEY, digest text UNIQUE, body text);
  CREATE INDEX ON posts (due) WHERE state = 'scheduled';
  CREATE INDEX ON posts (publish_id);
  CREATE INDEX ON attempts (publish_id)`;

const counted = z.tuple([z.object({ count: z.coerce.number() })]);
const facts = z.tuple([
  z.object({
    sent: z.coerce.number(),
    median: z.coerce.number(),
    p99: z.coerce.number(),
    last: z.coerce.number(),
  }),
]);
const LATENESS = `
  SELECT count(*) AS sent,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY accepted - due) AS median,
    percentile_cont(0.99) WITHIN GROUP (ORDER BY accepted - due) AS p99,
    max(accepted - due) AS last
  FROM posts WHERE accepted IS NOT NULL`;

const LIMIT_MS = 120_000;

/** The same burst by the least program (least-publisher.ts): what it takes, as burst.ts measures it. */
export const runLeast = async (accounts: number, postsEach: number) => {
  const home = await createHome('postgres', COUNTING);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tiktok-bench-'));
  const port = await freePort();
  const { emulator: tiktok } = await startTikTok(port, { keepMedia: false });
  const database = await openBenchDatabase(home);
  const { client } = database;
  try {
    await client.query(TABLES);
    const tokens = Array.from({ length: accounts }, (_, index) => {
      tiktok.act('addAccount', { handle: `least_${index}`, nickname: `Least ${index}` });
      return tiktok.connect(`least_${index}`).access_token;
    });
    const total = accounts * postsEach;
    const program = await bundle('least-publisher.ts', folder);
    const child = startChild([program, home.databaseUrl ?? '', tiktok.apiUrl, String(port), VIDEO]);
    await child.line(/^ready$/m);
    await database.forgetStatements();
    const begun = Date.now() + 2_000;
    const before = { own: cpuOf(child.pid), server: database.cpu() };
    await client.query(
      `INSERT INTO posts (token, state, due)
       SELECT ($1::text[])[1 + (n % $2)], 'scheduled', $3::bigint + 1000 * n / $4
       FROM generate_series(0, $4 - 1) n`,
      [tokens, accounts, begun, total],
    );
    const published = async (): Promise<number> => {
      const found = await client.query("SELECT count(*) FROM posts WHERE state = 'published'");
      return counted.parse(found.rows)[0].count;
    };
    while (Date.now() < begun + LIMIT_MS && (await published()) < total)
      await letPass(200, 'a look costs the database, which is measured');
    await tiktok.settled();
    const cpu = {
      own: (cpuOf(child.pid) - before.own) / total,
      server: (database.cpu() - before.server) / total,
    };
    const { all } = await database.statements();
    const [late] = facts.parse((await client.query(LATENESS)).rows);
    await child.stop();
    return {
      cpu,
      late,
      statements: all / total,
      doubles: tiktok.publishes().length - total,
      lost: total - late.sent,
      perSecond: late.sent / (late.last / 1000),
    };
  } finally {
    await database.close();
    await tiktok.close();
    await home.remove();
    await rm(folder, { recursive: true, force: true });
  }
};
