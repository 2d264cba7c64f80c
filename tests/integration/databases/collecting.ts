import { z } from 'zod';

import { entryInsights, insightsOverview } from '../../../contracts/insights';
import { until, VIDEO } from '../../support';
import { DAY, HOUR, type InsightsSite, startInsightsSite } from '../insights/support';

const UID = 'api::article.article';
/** Long enough for a busy machine to ask meanwhile, and short enough to be waited for. */
const LEASE_MS = 5_000;

/** What is measured, on this database: by two at once, and where one was cut off in the middle. */
export const describeCollecting = (database: 'sqlite' | 'postgres' | 'mariadb'): void => {
  describe(`what is measured, on ${database}`, () => {
    let world: InsightsSite;
    let accountId = 0;

    beforeAll(async () => {
      world = await startInsightsSite({ database });
      accountId = (await world.stories.connect()).id;
      await world.collect();
    });
    afterAll(() => world?.site.stop());
    afterEach(async () => {
      for (const table of [
        'tiktok_samples',
        'tiktok_videos',
        'tiktok_posts',
        'tiktok_insight_calls',
      ]) {
        await world.site.strapi.db.connection(table).delete();
      }
    });

    /** Another one at work on the same tables, by the same clock. */
    const another = () =>
      world.site.strapi
        .plugin('tiktok')
        .service('insights')
        .collectorBy({
          now: () => Promise.resolve(world.now()),
          leaseMs: LEASE_MS,
        }) as (typeof world)['collector'];
    const live = async (count: number, more: Record<string, unknown> = {}): Promise<number> => {
      const created = Math.floor(world.now() / 1000) * 1000;
      for (let n = 0; n < count; n += 1) {
        const at = created - n * 1000;
        await world.ourPost(accountId, world.postInApp(`${n}`, { at }), {
          published_at: at,
          ...more,
        });
      }
      return created;
    };

    it('is stored once for each age, though two take it at the same time', async () => {
      const from = await live(30);
      const two = another();
      for (const hours of [1, 3, 8]) {
        world.pass(from + hours * HOUR + 60_000 - world.now());
        await Promise.all([world.collector.round(), two.round(), world.collector.round()]);
        await world.collect();
      }
      const samples = await world.samples();
      const taken = samples.map(({ video_id: id, slot }) => `${id} ${slot}`);
      expect(new Set(taken).size).toBe(taken.length);
      expect(taken).toHaveLength(90);
    });

    it('goes on where another one was cut off, once its lease is over', async () => {
      const from = await live(25);
      world.pass(from + HOUR + 60_000 - world.now());
      const lost = await another().followed.lease(accountId);
      expect(lost).not.toBeNull();
      expect((await world.collector.round()).calls).toBe(0);
      await until('the lease is over', async () => (await world.collect()) > 0);
      expect(await world.samples()).toHaveLength(25);
      expect(await lost?.renew()).toBe(false);
    });

    it('is exact to 64 bits, stored and shown', async () => {
      const asset = await world.site.uploadAsset(VIDEO);
      const documentId = await world.stories.writeArticle(asset.id, 'Harbour');
      const created = Math.floor(world.now() / 1000) * 1000;
      const videoId = world.postInApp('large', { at: created });
      const about = { uid: UID, document_id: documentId, locale: 'en', source_status: 'draft' };
      await world.ourPost(accountId, videoId, { published_at: created, ...about });
      world.site
        .emulator()
        .act('setCounters', { postId: videoId, counters: { view_count: '9223372036854775807' } });
      world.pass(HOUR + 60_000);
      await world.collect();
      expect((await world.samples()).map(({ views }) => views)).toEqual(['9223372036854775807']);
      const entry = await world.stories.call(
        'GET',
        `/tiktok/insights/entries/${UID}/${documentId}`,
        entryInsights.response,
      );
      expect(entry.total.views).toBe('9223372036854775807');
      const query = new URLSearchParams({
        from: new Date(created - DAY).toISOString(),
        to: new Date(world.now() + 1000).toISOString(),
        by: 'locale',
      });
      const overview = await world.stories.call(
        'GET',
        `/tiktok/insights?${query}`,
        insightsOverview.response,
      );
      expect(overview.totals.gained.views).toBe('9223372036854775807');
      expect(overview.rows).toMatchObject([{ label: 'en', posts: 1 }]);
    });

    it('orders the list of posts, those that were never measured last either way', async () => {
      const from = await live(3);
      world.pass(from + HOUR + 60_000 - world.now());
      await world.collect();
      const never = await world.ourPost(accountId, '1', {
        post_ids: null,
        published_at: null,
        state: 'draft',
      });
      const list = z.object({ posts: z.array(z.object({ id: z.number() })) });
      const ids = async (order: string) =>
        (
          await world.stories.call('GET', `/tiktok/posts?sort=views&order=${order}`, list)
        ).posts.map(({ id }) => id);
      const [up, down] = [await ids('asc'), await ids('desc')];
      expect(up.at(-1)).toBe(never);
      expect(down.at(-1)).toBe(never);
      expect(up.slice(0, -1)).toEqual(down.slice(0, -1).reverse());
    });

    it('is no more than the fifth of TikTok’s calls, whoever asks', async () => {
      const two = another();
      const granted: number[] = [];
      for (let tries = 0; tries < 2_000 && granted.length < 300; tries += 1) {
        const leaves = await Promise.all([
          world.collector.calls.take('an-app'),
          two.calls.take('an-app'),
        ]);
        const taken = leaves.filter(({ ok }) => ok).length;
        granted.push(...Array<number>(taken).fill(world.now()));
        if (taken === 0) world.pass(250);
      }
      const most = Math.max(
        ...granted.map((at) => granted.filter((one) => one >= at && one < at + 60_000).length),
      );
      expect(most).toBeLessThanOrEqual(120);
      expect(most).toBeGreaterThan(100);
    });
  });
};
