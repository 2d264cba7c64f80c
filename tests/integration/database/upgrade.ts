import { z } from 'zod';

import { postView } from '../../../contracts/posts';
import { migrations } from '../../../server/src/database/migrations';
import { models } from '../../../server/src/subjects';
import {
  type AppHome,
  createOldHome,
  startTestStrapi,
  type StartOptions,
  type TestStrapi,
} from '../../support';
import { isIn, startPublisher } from '../posts/support';
import { lostSince, shapeOf, type Stored, storedIn } from './stored';

const LEDGER = 'tiktok_migrations';

const storedSchema = z.object({ tables: z.array(z.object({ name: z.string() })) });
const oneRow = z.object({ id: z.coerce.number() });

/** A site of 0.1.0 becomes one of this version. Each step goes on where the one before ended. */
export const testUpgrade = (database: NonNullable<StartOptions['database']>): void => {
  let home: AppHome;
  let site: TestStrapi | null = null;
  let before: Stored;

  const boot = async (options: StartOptions = {}): Promise<TestStrapi> => {
    site = await startTestStrapi({ home, database, listen: false, ...options });
    return site;
  };
  const end = async (): Promise<void> => {
    await site?.stop({ keepHome: true });
    site = null;
  };
  const knexOf = ({ strapi }: TestStrapi) => strapi.db.connection;

  beforeAll(async () => {
    home = await createOldHome(database);
  });
  afterEach(end);
  afterAll(() => home?.remove());

  it('loses no table and no row in a boot without the plugin before the upgrade', async () => {
    const knex = knexOf(await boot({ env: { TIKTOK_ENABLED: 'false' } }));
    before = await storedIn(knex);
    const [posts, accounts] = [before['tiktok_posts'], before['tiktok_accounts']];
    expect([posts?.length, accounts?.length]).toEqual([9, 3]);
  });

  it('keeps every row of every table in the first boot of this version', async () => {
    const knex = knexOf(await boot());
    // Of one thing the form changed: how a rule knows the files that it posted.
    expect(lostSince(before, await storedIn(knex))).toEqual(['tiktok_rule_meetings 1 media']);
    const run = await knex(LEDGER).orderBy('name').pluck('name');
    expect(run).toEqual(migrations.map(({ name }) => name));
  });

  it('is out of the reach of Strapi’s schema afterwards, and leaves nothing in its core store', async () => {
    const { strapi } = await boot();
    const stored: unknown = (await strapi.db.schema.schemaStorage.read())?.schema;
    const tracked = storedSchema.parse(stored).tables.map(({ name }) => name);
    expect(tracked).toContain('files');
    expect(tracked.filter((name) => name.startsWith('tiktok'))).toEqual([]);
    const known = z.array(z.object({ tableName: z.string() })).parse(strapi.get('models').get());
    expect(known.filter(({ tableName }) => tableName.startsWith('tiktok'))).toEqual([]);
    const persisted = JSON.stringify(
      await strapi.store.get({ type: 'core', key: 'persisted_tables' }),
    );
    expect(persisted ?? '').not.toContain('tiktok');
  });

  it('has the same columns and indices as a new site', async () => {
    const { strapi } = await boot();
    const upgraded = await shapeOf(strapi.db.connection);
    await end();
    const fresh = await startTestStrapi({ database, listen: false });
    try {
      expect(await shapeOf(fresh.strapi.db.connection)).toEqual(upgraded);
      expect(upgraded.length).toBeGreaterThan(models.length);
    } finally {
      await fresh.stop();
    }
  });

  it('keeps everything through a boot without the plugin after the upgrade', async () => {
    const then = await storedIn(knexOf(await boot()));
    await end();
    await boot({ env: { TIKTOK_ENABLED: 'false' } });
    await end();
    expect(lostSince(then, await storedIn(knexOf(await boot())))).toEqual([]);
  });

  it('goes on with its posts and publishes none of them twice', async () => {
    const publisher = await startPublisher({
      site: await boot({ listen: true, emulator: { allowPrivatePulls: true } }),
    });
    const { db, stories, tiktok, posts, hasteTo } = publisher;
    const states = async () =>
      z
        .array(z.object({ id: z.coerce.number(), state: z.string() }))
        .parse(await db('tiktok_posts').orderBy('id').select('id', 'state'));
    const then = await states();
    await posts().engine.tick();
    expect(await states()).toEqual(then);
    expect(tiktok.publishes()).toEqual([]);

    // TikTok's emulator is a new one: it knows the person again, not the tokens.
    tiktok.act('addAccount', { handle: 'creator_1', nickname: 'Creator 1' });
    const account = await stories.connect('creator_1');
    const scheduled = oneRow.parse(
      await db('tiktok_posts')
        .where({ state: 'scheduled', account_id: account.id })
        .orderBy('id')
        .first(),
    );
    await db('tiktok_posts')
      .where(scheduled)
      .update({ scheduled_at: Date.now(), next_step_at: Date.now() });
    const done = await hasteTo(scheduled.id, isIn('published'));
    expect(postView.parse(done).content.caption).toBe('Scheduled before the upgrade');
    expect(tiktok.publishes()).toHaveLength(1);
    const others = (await states()).filter(({ id }) => id !== scheduled.id);
    expect(others).toEqual(then.filter(({ id }) => id !== scheduled.id));
  });
};
