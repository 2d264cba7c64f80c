import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { z } from 'zod';

import { createHome, freePort } from '../support/app-env';
import { VIDEO } from '../support/media';
import { createStories } from '../support/stories';
import { startStrapiProcess, type StrapiProcess } from '../support/strapi-process';
import { startTikTok } from '../support/tiktok';
import { openBenchDatabase, COUNTING } from './burst-database';
import { bundle, startChild } from './children';
import { type BenchOptions, figure, median, percentile, say, type Section } from './section';
import { letPass } from '../support/until';

const SIZE = {
  full: { accounts: 20, posts: 100, rounds: 3, quietMs: 15_000 },
  quick: { accounts: 5, posts: 10, rounds: 1, quietMs: 3_000 },
};
const ROUND_LIMIT_MS = 120_000;
const NAMES = ['GET /api/articles', "the entry's page in the admin"];

const taken = z.array(z.array(z.number()));
const counted = z.tuple([z.object({ count: z.coerce.number() })]);
const made = z.object({ data: z.object({ accessKey: z.string() }) });

const apiToken = async (site: StrapiProcess, token: string): Promise<string> => {
  const answer = await site.request('POST', '/admin/api-tokens', {
    token,
    body: { name: 'visitors', description: '', type: 'read-only', lifespan: null },
  });
  return made.parse(answer.body).data.accessKey;
};

/** What the site's own readers and editors wait while posts go out, beside what they wait otherwise. */
export const benchBeside = async ({ quick }: BenchOptions): Promise<Section> => {
  const { accounts: accountCount, posts, rounds, quietMs } = quick ? SIZE.quick : SIZE.full;
  const home = await createHome('postgres', COUNTING);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tiktok-bench-'));
  const port = await freePort();
  const { emulator: tiktok, env } = await startTikTok(port, { keepMedia: false });
  const options = { home, port, env: { ...env, LOG_LEVEL: 'warn' }, seed: true };
  let site: StrapiProcess | undefined;
  let database: Awaited<ReturnType<typeof openBenchDatabase>> | undefined;
  try {
    site = await startStrapiProcess(options);
    database = await openBenchDatabase(home);
    const { client } = database;
    const root = await site.as('superAdmin');
    const stories = createStories(
      site,
      () => tiktok,
      () => Promise.resolve(root),
    );
    await stories.useDirectPost();
    const accounts: number[] = [];
    for (let index = 0; index < accountCount; index += 1) {
      const handle = `beside_${index}`;
      tiktok.act('addAccount', { handle, nickname: `Beside ${index}` });
      accounts.push((await stories.connect(handle)).id);
    }
    const { id: video } = await site.uploadAsset(VIDEO);
    const documentId = await stories.writeArticle(video);
    const program = await bundle('visitors.ts', folder);
    const args = [program, site.url, await apiToken(site, root), root, documentId];

    const measured = async (meanwhile: () => Promise<void>): Promise<number[][]> => {
      const visitors = startChild(args);
      await meanwhile();
      await visitors.stop();
      return taken.parse(JSON.parse(await visitors.result));
    };
    const sendAll = async (): Promise<void> => {
      await tiktok.reset({ grants: true });
      await client.query('DELETE FROM tiktok_slots');
      const at = new Date(Date.now() + 86_400_000).toISOString();
      const ids: number[] = [];
      for (let index = 0; index < posts; index += 1) {
        const account = accounts[index % accountCount] ?? 0;
        const body = stories.postOf(account, [video], { when: { type: 'at', at } });
        ids.push((await stories.createPost(body)).id);
      }
      results.push(
        await measured(async () => {
          await client.query(
            'UPDATE tiktok_posts SET next_step_at = $2, scheduled_at = $2 WHERE id = ANY($1)',
            [ids, Date.now()],
          );
          const end = Date.now() + ROUND_LIMIT_MS;
          for (;;) {
            const found = await client.query(
              "SELECT count(*) FROM tiktok_posts WHERE id = ANY($1) AND state = 'published'",
              [ids],
            );
            const [{ count }] = counted.parse(found.rows);
            if (count === posts || Date.now() > end) break;
            await letPass(100, 'a look costs the database, which is measured');
          }
        }),
      );
    };
    const results: number[][][] = [];
    // The first requests of a process that has just begun are no measure.
    await measured(() => letPass(2_000, 'time itself is measured'));
    const quiet = await measured(() => letPass(quietMs, 'time itself is measured'));
    for (let round = 0; round < rounds; round += 1) await sendAll();
    const rows = NAMES.map((name, index) => {
      const before = quiet[index] ?? [];
      const during = results.flatMap((round) => round[index] ?? []);
      const [slow, slower] = [percentile(before, 95), percentile(during, 95)];
      say(`  ${name}: ${figure(slow)} ms, ${figure(slower)} ms while posts go out`);
      return [
        name,
        `${figure(median(before))} ms`,
        `${figure(slow)} ms`,
        `${figure(median(during))} ms`,
        `${figure(slower)} ms`,
        figure(slower / slow),
      ];
    });
    return {
      id: 'beside',
      title: 'The site while posts go out',
      head: ['', 'median', 'p95', 'median, posts go out', 'p95, posts go out', 'ratio of p95'],
      rows,
      how: `${posts} posts of ${accountCount} accounts due at once, ${rounds} times; a request of each kind every 50 ms.`,
    };
  } finally {
    await database?.close();
    await site?.kill();
    await tiktok.close();
    await home.remove();
    await rm(folder, { recursive: true, force: true });
  }
};
