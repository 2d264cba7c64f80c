// A Strapi of its own per database. Prints a JSON list of what it measured, in milliseconds.
// idle-tick-site.ts DATABASE ROWS TICKS
import { type Posts } from '../../server/src/posts';
import { type DatabaseKind } from '../support/app-env';
import { startTestStrapi, type TestStrapi } from '../support/strapi';
import { median, percentile } from './section';

const FEW = 100;
const BATCH = 250;
const [database = 'sqlite', many = '0', ticks = '0'] = process.argv.slice(2);

/** Posts of 200 accounts, one a minute from tomorrow on, as long as a real one. */
const scheduledRows = (from: number, to: number) => {
  const now = Date.now();
  return Array.from({ length: to - from }, (_, offset) => {
    const index = from + offset;
    const at = now + 86_400_000 + index * 60_000;
    return {
      idempotency_key: `bench-${index}`,
      account_id: 1 + (index % 200),
      kind: 'video',
      share_type: 'direct_post',
      transfer: 'file_upload',
      state: 'scheduled',
      title: `Story ${index}`,
      content: JSON.stringify({ caption: 'A caption of the usual length. '.repeat(8) }),
      options: JSON.stringify({ privacyLevel: 'PUBLIC_TO_EVERYONE', allowComment: true }),
      media: JSON.stringify([{ name: 'harbour.mp4', hash: 'h'.repeat(40), bytes: 12_345_678 }]),
      consent: JSON.stringify({
        text: 'By posting, you agree. '.repeat(5),
        digest: 'd'.repeat(43),
      }),
      scheduled_at: at,
      next_step_at: at,
      fence: 0,
      tries: 0,
      version: 1,
      created_by_id: 1,
      created_by_name: 'Person',
      created_at: now,
      updated_at: now,
    };
  });
};

const fill = async ({ strapi }: TestStrapi, from: number, to: number): Promise<void> => {
  const knex = strapi.db.connection;
  await knex.batchInsert('tiktok_posts', scheduledRows(from, to), BATCH);
  // What each database does by itself sooner or later: count the rows for its planner.
  if (database === 'postgres') await knex.raw('VACUUM ANALYZE tiktok_posts');
  if (database === 'mariadb') await knex.raw('ANALYZE TABLE tiktok_posts');
};

const measure = async (site: TestStrapi, rows: number) => {
  const posts: Posts = site.strapi.plugin('tiktok').service('posts');
  const knex = site.strapi.db.connection;
  const times: number[] = [];
  const due: number[] = [];
  const begun = new Map<unknown, number>();
  const isDue = (sql: string): boolean => /order by .next_step_at./.test(sql);
  const onQuery = (query: { __knexQueryUid: string; sql: string }): void => {
    if (isDue(query.sql)) begun.set(query.__knexQueryUid, performance.now());
  };
  const onAnswer = (_answer: unknown, query: { __knexQueryUid: string }): void => {
    const start = begun.get(query.__knexQueryUid);
    if (start !== undefined) due.push(performance.now() - start);
    begun.delete(query.__knexQueryUid);
  };
  for (let index = 0; index < Number(ticks); index += 1) await posts.engine.tick();
  knex.on('query', onQuery).on('query-response', onAnswer);
  for (let index = 0; index < Number(ticks); index += 1) {
    const start = performance.now();
    const taken = await posts.engine.tick();
    times.push(performance.now() - start);
    if (taken !== 0) throw new Error('Something was due.');
  }
  knex.removeListener('query', onQuery).removeListener('query-response', onAnswer);
  return { rows, median: median(times), p99: percentile(times, 99), query: median(due) };
};

const main = async (): Promise<void> => {
  const site = await startTestStrapi({ database: database as DatabaseKind });
  try {
    await fill(site, 0, FEW);
    const few = await measure(site, FEW);
    await fill(site, FEW, Number(many));
    const all = await measure(site, Number(many));
    console.log(JSON.stringify([few, all]));
  } finally {
    await site.stop();
  }
  process.exit(0);
};

void main();
