import { createHome, freePort } from '../support/app-env';
import { VIDEO } from '../support/media';
import { createStories } from '../support/stories';
import { startStrapiProcess, type StrapiProcess } from '../support/strapi-process';
import { startTikTok } from '../support/tiktok';
import { type BenchDatabase, COUNTING, openBenchDatabase } from './burst-database';
import { runLeast } from './burst-least';
import { cellsOf, FIGURES_HEAD, prepareAccounts, runRound } from './burst-round';
import { type BenchOptions, figure, say, seconds, type Section } from './section';

const SIZE = {
  full: { accounts: 200, postsEach: 5, processes: [1, 2, 4], places: [4, 8, 32] },
  quick: { accounts: 40, postsEach: 5, processes: [1], places: [] },
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

/**
 * Very many posts due in one second, over many accounts: with one, two and four Strapi processes, and
 * with one that works on fewer and on more posts at a time than by default.
 */
export const benchBurst = async ({ quick }: BenchOptions): Promise<Section> => {
  const size = quick ? SIZE.quick : SIZE.full;
  const { accounts: accountCount, postsEach } = size;
  const rows: string[][] = [await leastRow(accountCount, postsEach)];
  const home = await createHome('postgres', COUNTING);
  const running: StrapiProcess[] = [];
  const port = await freePort();
  const { emulator: tiktok, env } = await startTikTok(port, { keepMedia: false });
  let database: BenchDatabase | undefined;
  try {
    const options = { home, port, env: { ...env, LOG_LEVEL: 'warn' } };
    const first = await startStrapiProcess(options);
    running.push(first);
    database = await openBenchDatabase(home);
    const counting = database;
    const stories = createStories(
      first,
      () => tiktok,
      () => first.as('superAdmin'),
    );
    const accounts = await prepareAccounts(stories, tiktok, accountCount);
    const { id: video } = await first.uploadAsset(VIDEO);
    const round = async (name: string): Promise<void> => {
      const [serving] = running;
      if (!serving) throw new Error('Nothing runs.');
      const figures = await runRound({
        ...{ tiktok, database: counting, running, accounts, video, postsEach },
        stories: createStories(
          serving,
          () => tiktok,
          () => serving.as('superAdmin'),
        ),
      });
      say(
        `  ${name}: ${figures.doubles} doubles, ${figures.lost} lost, ${seconds(figures.medianMs)}`,
      );
      rows.push([`Strapi, ${name}`, ...cellsOf(figures)]);
    };
    for (const count of size.processes) {
      while (running.length < count) {
        running.push(await startStrapiProcess({ home, env: options.env }));
      }
      await round(count === 1 ? '1 process' : `${count} processes`);
    }
    for (const places of size.places) {
      for (const site of running.splice(0)) await site.kill();
      const TIKTOK_CONCURRENCY = String(places);
      running.push(
        await startStrapiProcess({ ...options, env: { ...options.env, TIKTOK_CONCURRENCY } }),
      );
      await round(`1 process, ${places} at a time`);
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
    head: ['program', ...FIGURES_HEAD],
    rows,
    how: `${accountCount} accounts, ${postsEach} posts each, ${figure(total)} in all.`,
  };
};
