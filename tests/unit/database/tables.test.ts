import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { Database } from '@strapi/database';
import { z } from 'zod';

import { migrations } from '../../../server/src/database/migrations';
import { createSchemaChanges } from '../../../server/src/database/schema-changes';
import { models } from '../../../server/src/subjects';

type Knex = Database['connection'];

const namedRows = z.array(z.object({ name: z.string() }));
const columnRows = z.array(
  z.object({
    name: z.string(),
    type: z.string(),
    notnull: z.number(),
    dflt_value: z.string().nullable(),
    pk: z.number(),
  }),
);
const indexRows = z.array(z.object({ name: z.string(), unique: z.number() }));

/** Every table of ours with its columns and indices, free of the order in which they were made. */
const shapeOf = async (knex: Knex): Promise<Record<string, unknown>> => {
  const tables = namedRows.parse(
    await knex('sqlite_master').where('type', 'table').where('name', 'like', 'tiktok%'),
  );
  const shape: Record<string, unknown> = {};
  for (const { name } of tables) {
    const columns = columnRows.parse(await knex.raw(`PRAGMA table_info(${name})`));
    const indices = indexRows.parse(await knex.raw(`PRAGMA index_list(${name})`));
    shape[name] = {
      columns: Object.fromEntries(
        columns.map(({ name: column, ...what }) => [column, JSON.stringify(what)]),
      ),
      indices: Object.fromEntries(
        await Promise.all(
          indices.map(async ({ name: index, unique }) => {
            const of = namedRows.parse(await knex.raw(`PRAGMA index_info(${index})`));
            return [index, { unique, columns: of.map((one) => one.name) }] as const;
          }),
        ),
      ),
    };
  }
  return shape;
};

describe('the migrations', () => {
  let directory: string;
  const open: Database[] = [];

  const newDatabase = (name: string): Database => {
    const database = new Database({
      connection: {
        client: 'sqlite',
        connection: { filename: path.join(directory, name) },
        useNullAsDefault: true,
      },
      settings: { migrations: { dir: path.join(directory, 'migrations') } },
      logger: { info() {}, warn() {}, error() {}, debug() {} },
    });
    open.push(database);
    return database;
  };

  beforeAll(async () => {
    directory = await mkdtemp(path.join(os.tmpdir(), 'tables-'));
  });
  afterAll(async () => {
    for (const database of open) await database.destroy();
    await rm(directory, { recursive: true, force: true });
  });

  it('make exactly the tables that the models describe', async () => {
    const described = newDatabase('models.sqlite');
    const own = models.map(({ attributes, ...model }) => ({
      ...model,
      attributes: Object.fromEntries(
        Object.entries(attributes).map(([name, attribute]) => [name, { ...attribute }]),
      ),
    }));
    const ofStrapi: Parameters<Database['init']>[0]['models'] = JSON.parse(JSON.stringify(own));
    await described.init({ models: ofStrapi });
    await described.schema.create();

    const migrated = newDatabase('migrations.sqlite');
    await migrated.connection.transaction(async (trx) => {
      for (const { up } of migrations) await up(createSchemaChanges(trx, undefined));
    });

    expect(await shapeOf(migrated.connection)).toEqual(await shapeOf(described.connection));
  });

  it('can be run again after they were cut in the middle, as MySQL leaves them', async () => {
    const cut = newDatabase('cut.sqlite');
    await cut.connection.transaction(async (trx) => {
      const changes = createSchemaChanges(trx, undefined);
      for (const { up } of migrations) await up(changes);
      const whole = await shapeOf(trx);
      await trx.schema.alterTable('tiktok_posts', (posts) => {
        posts.dropIndex(['created_at'], 'tiktok_posts_created_at');
        posts.dropColumn('rule_name');
      });
      await trx.schema.dropTable('tiktok_links');
      expect(await shapeOf(trx)).not.toEqual(whole);
      for (const { up } of migrations) await up(changes);
      expect(await shapeOf(trx)).toEqual(whole);
    });
  });

  it('are numbered from 0001 without gaps', () => {
    expect(migrations.map(({ name }) => name.slice(0, 5))).toEqual(
      migrations.map((_, index) => `${String(index + 1).padStart(4, '0')}-`),
    );
  });
});
