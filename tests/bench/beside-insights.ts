import { createHome, freePort } from '../support/app-env';
import { measuredPost } from '../support/measured';
import { VIDEO } from '../support/media';
import { createStories } from '../support/stories';
import { startStrapiProcess, type StrapiProcess } from '../support/strapi-process';
import { type Emulator, startTikTok } from '../support/tiktok';
import { letPass } from '../support/until';
import { type BenchDatabase, COUNTING, openBenchDatabase } from './burst-database';
import { cellsOf, type Figures, FIGURES_HEAD, prepareAccounts, runRound } from './burst-round';
import { type BenchOptions, figure, median, say, seconds, type Section } from './section';

const SIZE = {
  full: { accounts: 100, postsEach: 5, videosEach: 50, rounds: 3 },
  quick: { accounts: 10, postsEach: 2, videosEach: 5, rounds: 1 },
};
const MINUTE = 60_000;
/** What waits for longer than five minutes waits for no publishing any more: the worst there is. */
const OVERDUE_MS = 10 * MINUTE;
/** Before the minute, with which a round of insights begins, and two seconds before the posts are due. */
const BEFORE_MS = 2_500;

interface Measured extends Figures {
  asked: number;
}

/** Videos that are live, and have waited for long to be measured. */
const makeDue = async (
  tiktok: Emulator,
  { client }: BenchDatabase,
  accounts: readonly number[],
  each: number,
): Promise<void> => {
  await client.query('DELETE FROM tiktok_samples');
  await client.query('DELETE FROM tiktok_videos');
  const now = Date.now();
  for (const [index, accountId] of accounts.entries()) {
    for (let n = 0; n < each; n += 1) {
      const createdAt = now - 3_600_000 - n * 1_000;
      const { postId } = tiktok.act('postInApp', {
        handle: `creator_${index}`,
        title: `Story ${n}`,
        kind: 'video',
        createdAt,
      }) as { postId: string };
      const { video } = measuredPost({
        id: index * each + n + 1,
        accountId,
        videoId: postId,
        entry: { uid: 'api::article.article', documentId: 'none', locale: 'en' },
        createdAt,
        measuredAt: createdAt,
        nextAt: now - OVERDUE_MS,
        views: 0,
        author: { id: 1, name: 'Bench' },
        rule: null,
      });
      const names = Object.keys(video);
      const places = names.map((_, place) => `$${place + 1}`).join(', ');
      await client.query(
        `INSERT INTO tiktok_videos (${names.join(', ')}) VALUES (${places})`,
        Object.values(video),
      );
    }
  }
};

/** Very many posts due in one second while insights are collected, and while they are not. */
export const benchBesideInsights = async ({ quick }: BenchOptions): Promise<Section> => {
  const { accounts: accountCount, postsEach, videosEach, rounds } = quick ? SIZE.quick : SIZE.full;
  const home = await createHome('postgres', COUNTING);
  const port = await freePort();
  const { emulator: tiktok, env } = await startTikTok(port, { keepMedia: false });
  let site: StrapiProcess | undefined;
  let database: BenchDatabase | undefined;
  try {
    const running = await startStrapiProcess({ home, port, env: { ...env, LOG_LEVEL: 'warn' } });
    site = running;
    const counting = await openBenchDatabase(home);
    database = counting;
    const stories = createStories(
      running,
      () => tiktok,
      () => running.as('superAdmin'),
    );
    await stories.useDirectPost();
    await stories.changeSettings({ insights: true });
    const accounts = await prepareAccounts(stories, tiktok, accountCount);
    const { id: video } = await running.uploadAsset(VIDEO);

    const measure = async (on: boolean): Promise<Measured> => {
      await stories.changeSettings({ insights: on });
      const figures = await runRound({
        ...{ tiktok, database: counting, running: [running], accounts, video, postsEach, stories },
        ready: async () => {
          if (on) await makeDue(tiktok, counting, accounts, videosEach);
          const toMinute = MINUTE - (Date.now() % MINUTE) - BEFORE_MS;
          const waitMs = toMinute < 0 ? toMinute + MINUTE : toMinute;
          await letPass(waitMs, 'a round of insights begins with the minute');
        },
      });
      const asked = tiktok.calls().filter(({ endpoint }) => endpoint === 'video.query').length;
      return { ...figures, asked };
    };
    const results: Record<'off' | 'on', Measured[]> = { off: [], on: [] };
    await measure(false);
    for (let round = 0; round < rounds; round += 1) {
      results.off.push(await measure(false));
      results.on.push(await measure(true));
    }
    const rowOf = (name: string, all: readonly Measured[]): string[] => {
      const middle = median(all.map(({ medianMs }) => medianMs));
      const one = all.find(({ medianMs }) => medianMs === middle);
      if (!one) throw new Error('Nothing was measured.');
      say(`  ${name}: ${seconds(one.medianMs)}, ${figure(one.perSecond)} a second`);
      return [name, String(one.asked), ...cellsOf(one)];
    };
    return {
      id: 'beside-insights',
      title: 'Publishing while insights are collected',
      head: ['site', 'calls for insights', ...FIGURES_HEAD],
      rows: [rowOf('insights off', results.off), rowOf('insights on', results.on)],
      how: `${accountCount * postsEach} posts of ${accountCount} accounts due in one second, while ${(accountCount * videosEach).toLocaleString('en')} videos wait to be measured; of ${rounds} rounds each, in turn, the one with the median.`,
    };
  } finally {
    await database?.close();
    await site?.kill();
    await tiktok.close();
    await home.remove();
  }
};
