import { Database } from '@strapi/database';

import { migrate } from '../../../server/src/database/migrate';
import { migrations } from '../../../server/src/database/migrations';
import { type Migration } from '../../../server/src/database/schema-changes';
import { line } from '../../../server/src/database/columns';
import { type AppHome, createHome, type DatabaseKind } from '../../support/app-env';
import { letPass } from '../../support/until';

/** Several processes of one site boot at the same time, on a database that all of them share. */
export const testAtOnce = (kind: Exclude<DatabaseKind, 'sqlite'>): void => {
  let home: AppHome;
  const open: Database[] = [];

  /** What one process has of the database: connections of its own. */
  const newProcess = () => {
    const address = new URL(home.databaseUrl ?? '');
    const db = new Database({
      connection: {
        client: kind === 'postgres' ? 'postgres' : 'mysql',
        connection: {
          host: address.hostname,
          port: Number(address.port),
          user: address.username,
          password: address.password,
          database: address.pathname.slice(1),
        },
        pool: { min: 0, max: 2 },
      },
      settings: { migrations: { dir: `${home.directory}/migrations` } },
      logger: { info() {}, warn() {}, error() {}, debug() {} },
    });
    open.push(db);
    const warnings: string[] = [];
    const log = { debug: () => undefined, warn: (words: string) => warnings.push(words) };
    return { db, log, warnings };
  };

  /** Slow enough that all the others come while it runs; a second run of it would be seen. */
  const slow: Migration = {
    name: '0900-slow',
    async up({ createTable, rows }) {
      await createTable('tiktok_test_runs', { name: line });
      await letPass(500, 'that the others have come and wait is nothing that they say');
      await rows('tiktok_test_runs').insert({ name: 'ran' });
    },
  };

  beforeAll(async () => {
    home = await createHome(kind);
  });
  afterAll(async () => {
    await Promise.all(open.map((db) => db.destroy()));
    await home?.remove();
  });

  it('run each migration once, and none goes on before it is through', async () => {
    const runs = await Promise.all(
      [1, 2, 3, 4].map(async () => {
        const one = newProcess();
        await migrate(one, [...migrations, slow]);
        return one.db.connection('tiktok_test_runs').pluck('name');
      }),
    );
    expect(runs).toEqual(Array.from({ length: 4 }, () => ['ran']));
    const { db } = newProcess();
    expect(await db.connection('tiktok_migrations').orderBy('name').pluck('name')).toEqual(
      [...migrations, slow].map(({ name }) => name),
    );
  });

  it('are not kept waiting by one that died while it ran them', async () => {
    const dying = newProcess();
    let reached: () => void = () => undefined;
    let goOn: () => void = () => undefined;
    const half = new Promise<void>((resolve) => (reached = resolve));
    const end = new Promise<void>((resolve) => (goOn = resolve));
    const hangs: Migration = {
      name: '0901-hangs',
      async up() {
        reached();
        await end;
      },
    };
    const died = expect(migrate(dying, [...migrations, slow, hangs])).rejects.toThrow();
    await half;
    // What a killed process leaves to the database: its connections end.
    const killer = newProcess();
    await killer.db.connection.raw(
      kind === 'postgres'
        ? "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
        : "EXECUTE IMMEDIATE CONCAT('KILL ', IS_USED_LOCK(CONCAT('tiktok_', SHA1(DATABASE()))))",
    );
    const next = newProcess();
    await migrate(next, [...migrations, slow, { ...hangs, up: async () => undefined }]);
    expect(await next.db.connection('tiktok_migrations').pluck('name')).toContain('0901-hangs');
    goOn();
    await died;
  });

  it('go on with a database that a newer version has used, and say so', async () => {
    const older = newProcess();
    await migrate(older, migrations);
    expect(older.warnings.join()).toContain('newer version of the plugin (0900-slow, 0901-hangs)');
  });

  it('say which migration failed, change nothing, and run it when it can', async () => {
    const one = newProcess();
    const known = [...migrations, slow, { name: '0901-hangs', up: async () => undefined } as const];
    const fails: Migration = {
      name: '0902-fails',
      up: () => Promise.reject(new Error('no right to alter')),
    };
    await expect(migrate(one, [...known, fails])).rejects.toThrow(
      '(0902-fails): no right to alter',
    );
    await migrate(one, [...known, { ...fails, up: async () => undefined }]);
    expect(await one.db.connection('tiktok_migrations').pluck('name')).toContain('0902-fails');
  });
};
