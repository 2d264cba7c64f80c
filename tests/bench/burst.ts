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
  full: { accounts: 200, postsEach: 5, processes: [1, 2, 4] },
  quick: { accounts: 40, postsEach: 5, processes: [1] },
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
    const accounts = await prepareAccounts(stories, tiktok, accountCount);
    const { id: video } = await first.uploadAsset(VIDEO);
    for (const count of counts) {
      while (running.length < count) running.push(await startStrapiProcess(options));
      const round = { tiktok, database, running, stories, accounts, video, postsEach };
      const figures = await runRound(round);
      const name = count === 1 ? '1 process' : `${count} processes`;
      say(
        `  ${name}: ${figures.doubles} doubles, ${figures.lost} lost, ${seconds(figures.medianMs)}`,
      );
      rows.push([`Strapi, ${name}`, ...cellsOf(figures)]);
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
