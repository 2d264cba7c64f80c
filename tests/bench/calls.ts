import { type Call } from '../../emulator';
import { createHome, freePort } from '../support/app-env';
import { VIDEO } from '../support/media';
import { createStories, type Stories } from '../support/stories';
import { startStrapiProcess } from '../support/strapi-process';
import { startTikTok } from '../support/tiktok';
import { type BenchOptions, figure, say, type Section } from './section';

const SIZE = {
  full: { accounts: 10, postsEach: 3, processingMs: 30_000, publicIdMs: 10_000 },
  quick: { accounts: 2, postsEach: 2, processingMs: 3_000, publicIdMs: 1_000 },
};
const WAIT_S = 150;

/** The endpoints that a post needs; what is left belongs to the account, such as a token refresh. */
const COLUMNS: { name: string; endpoints: readonly Call['endpoint'][] }[] = [
  { name: 'creator info', endpoints: ['creator_info'] },
  { name: 'init', endpoints: ['video.init'] },
  { name: 'chunks', endpoints: ['upload'] },
  { name: 'status', endpoints: ['status'] },
];

/** How often TikTok is called for one direct video post, up to its public address. */
export const benchCalls = async ({ quick }: BenchOptions): Promise<Section> => {
  const { accounts, postsEach, processingMs, publicIdMs } = quick ? SIZE.quick : SIZE.full;
  const port = await freePort();
  const home = await createHome();
  const { emulator: tiktok, env } = await startTikTok(port, {
    keepMedia: false,
    delays: { processingMs, publicIdMs },
  });
  const site = await startStrapiProcess({ home, port, env }).catch(async (error: unknown) => {
    await tiktok.close();
    await home.remove();
    throw error;
  });
  const rows: string[][] = [];
  try {
    const stories: Stories = createStories(
      site,
      () => tiktok,
      () => site.as('superAdmin'),
    );
    await stories.useDirectPost();
    const { id: video } = await site.uploadAsset(VIDEO);
    const run = async (name: string, prefix: string): Promise<void> => {
      const ids: number[] = [];
      for (let index = 0; index < accounts; index += 1) {
        const handle = `${prefix}_${index}`;
        tiktok.act('addAccount', { handle, nickname: `Creator ${index}` });
        ids.push((await stories.connect(handle)).id);
      }
      const before = tiktok.calls().length;
      const posts: number[] = [];
      for (let round = 0; round < postsEach; round += 1) {
        for (const id of ids) {
          posts.push((await stories.createPost(stories.postOf(id, [video]))).id);
        }
      }
      for (const post of posts) await stories.waitFor(post, ({ link }) => link !== null, WAIT_S);
      const calls = tiktok.calls().slice(before);
      const perPost = (endpoints: readonly Call['endpoint'][]): number =>
        calls.filter(({ endpoint }) => endpoints.includes(endpoint)).length / posts.length;
      const all = COLUMNS.map(({ endpoints }) => perPost(endpoints));
      const sum = all.reduce((total, count) => total + count, 0);
      rows.push([name, ...all.map(figure), figure(sum)]);
      say(`  ${name}: ${figure(sum)} calls a post`);
    };
    await run('with webhooks', 'told');
    tiktok.setWebhookUrl(null);
    await run('without webhooks', 'asking');
  } finally {
    await site.kill();
    await tiktok.close();
    await home.remove();
  }
  return {
    id: 'calls',
    title: 'Calls to TikTok for one finished post',
    head: ['', ...COLUMNS.map(({ name }) => name), 'together'],
    rows,
    how: `Means over ${accounts * postsEach} posts. The emulator processes each for ${figure(processingMs / 1000)} s and gives it its public id ${figure(publicIdMs / 1000)} s later.`,
  };
};
