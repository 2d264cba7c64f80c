import { z } from 'zod';

import { databaseNowMs, nowMsSql } from '../../../server/src/database/clock';
import { models } from '../../../server/src/subjects';
import { startStrapiProcess, startTestStrapi, type StrapiProcess, until } from '../../support';
import { isIn, type PublisherSite, startPublisher } from '../posts/support';
import { planOfDue } from './due-plan';
import { LEASE_SECONDS, rowsOf } from './mariadb-support';

const indexRow = z.object({
  table_name: z.string(),
  index_name: z.string(),
  columns: z.string(),
  non_unique: z.coerce.number(),
});

/** Two Strapis on one MariaDB: one in this process, one of its own that can be frozen. */
describe('on MariaDB', () => {
  let publisher: PublisherSite;
  let other: StrapiProcess;

  beforeAll(async () => {
    const site = await startTestStrapi({
      database: 'mariadb',
      emulator: { allowPrivatePulls: true },
      env: { TIKTOK_LEASE_SECONDS: LEASE_SECONDS },
    });
    publisher = await startPublisher({ site });
    other = await startStrapiProcess({
      home: site.home,
      env: { TIKTOK_LEASE_SECONDS: LEASE_SECONDS },
    });
  });
  afterAll(async () => {
    await other?.kill();
    await publisher?.stop();
  });

  const raw = (sql: string): Promise<unknown> => publisher.site.strapi.db.connection.raw(sql);

  it('Strapi boots and makes every table and every index of the plugin', async () => {
    const found = rowsOf(
      await raw(`SELECT table_name AS table_name, index_name AS index_name,
          GROUP_CONCAT(column_name ORDER BY seq_in_index) AS \`columns\`, MIN(non_unique) AS non_unique
        FROM information_schema.statistics
        WHERE table_schema = DATABASE() AND table_name LIKE 'tiktok%' AND index_name <> 'PRIMARY'
        GROUP BY table_name, index_name`),
      indexRow,
    ).map(
      (row) =>
        `${row.table_name}.${row.index_name}(${row.columns})${row.non_unique ? '' : ' unique'}`,
    );
    const wanted = models.flatMap(({ tableName, indexes = [] }) =>
      indexes.map(
        ({ name, columns, type }) =>
          `${tableName}.${name}(${columns.join(',')})${type === 'unique' ? ' unique' : ''}`,
      ),
    );
    expect(wanted.length).toBeGreaterThan(15);
    expect(found.sort()).toEqual(wanted.sort());
  });

  it('tells the time in milliseconds of the epoch, whatever zone the server is in', async () => {
    const { strapi } = publisher.site;
    const [{ zone }] = z
      .tuple([z.object({ zone: z.string() })])
      .parse(
        rowsOf(await raw('SELECT @@session.time_zone AS zone'), z.object({ zone: z.string() })),
      );
    expect(zone).toBe('+05:45');
    const fractions = new Set<number>();
    await until('it counts in milliseconds', async () => {
      const now = await databaseNowMs(strapi);
      expect(Math.abs(now - Date.now())).toBeLessThan(60_000);
      return fractions.add(now % 1_000).size >= 3;
    });
    const knex = strapi.db.connection;
    const both: unknown = await knex.first(
      knex.raw('(?) - (?) AS difference', [nowMsSql(knex, 90_000.4), nowMsSql(knex)]),
    );
    expect(z.object({ difference: z.coerce.number() }).parse(both).difference).toBe(90_001);
  });

  it('publishes a video with its link, and keeps every letter of the caption', async () => {
    const { newAccount, send, stories, live, tiktok } = publisher;
    const { id, handle } = await newAccount();
    const caption = 'Grüße aus dem Hafen 🌊⛵ 港の夕暮れ #demo';
    // Until TikTok's answer to the last byte is stored: its event may be quicker.
    tiktok.holdProcessing();
    const post = await send(id, { content: { caption } });
    await stories.waitFor(post.id, isIn('processing'));
    tiktok.holdProcessing(false);
    const shown = await stories.waitFor(post.id, ({ link }) => link !== null);
    expect(shown.timeline.map(({ to }) => to).filter(Boolean)).toEqual([
      'scheduled',
      'due',
      'sending',
      'committing',
      'processing',
      'published',
    ]);
    expect(shown.content.caption).toBe(caption);
    expect(live(handle).map(({ settings }) => settings.title)).toEqual([caption]);
  });

  it('makes one post of the same form sent many times at once', async () => {
    const { newAccount, stories, video, db } = publisher;
    const { id } = await newAccount();
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const body = stories.postOf(id, [video.id], { when: { type: 'at', at } });
    const made = await Promise.all(Array.from({ length: 6 }, () => stories.createPost(body)));
    expect(new Set(made.map((post) => post.id)).size).toBe(1);
    const lines: unknown[] = await db('tiktok_timeline').where({ post_id: made[0]!.id });
    expect(lines).toHaveLength(1);
  });

  it('12 direct posts due at once in two processes: each goes out once, none with a 429 (T65)', async () => {
    const { newAccount, send, db, posts, stories, inits, live, tiktok } = publisher;
    const { id, handle } = await newAccount();
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const ids: number[] = [];
    for (let count = 0; count < 12; count += 1) {
      ids.push((await send(id, { when: { type: 'at', at } })).id);
    }
    await db('tiktok_posts').whereIn('id', ids).update({ next_step_at: Date.now() });
    posts().engine.nudge();
    const seen = async () => Promise.all(ids.map((one) => stories.waitFor(one, () => true)));
    await until('six of them are published', async () => {
      const published = (await seen()).filter(({ state }) => state === 'published');
      return published.length >= 6;
    });
    const waiting = (await seen()).filter(({ state }) => state !== 'published');
    expect(waiting.map(({ reason }) => reason?.code)).toEqual(Array(6).fill('waits_its_turn'));
    expect(inits(handle)).toHaveLength(6);

    // A minute later on both clocks.
    tiktok.advance(62_500);
    await db('tiktok_slots').where({ account_id: id }).decrement('used_at', 62_500);
    await db('tiktok_gates').where({ account_id: id }).decrement('opens_at', 62_500);
    posts().engine.nudge();
    for (const one of ids) await stories.waitFor(one, isIn('published'));
    expect(live(handle)).toHaveLength(12);
    expect(inits(handle)).toHaveLength(12);
    expect(tiktok.calls().filter(({ status }) => status === 429)).toHaveLength(0);
  });

  it('finds what is due among thousands by the index on its time', async () => {
    expect(await planOfDue(publisher.site, 'mariadb')).toMatch(
      /"type":"range".*"key":"tiktok_posts_next_step_at"/,
    );
  });
});
