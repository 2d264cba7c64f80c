import { z } from 'zod';

import { type Posts } from '../../../server/src/posts';
import { type TestStrapi } from '../../support';

interface Statement {
  sql: string;
  bindings: readonly (string | number | null)[];
}

/** The statement with which the publisher looks for due posts, as it really is. */
const dueStatement = async ({ strapi }: TestStrapi): Promise<Statement> => {
  const knex = strapi.db.connection;
  const seen: Statement[] = [];
  const note = (statement: Statement): void => void seen.push(statement);
  knex.on('query', note);
  const posts: Posts = strapi.plugin('tiktok').service('posts');
  await posts.engine.tick();
  knex.removeListener('query', note);
  const found = seen.find(
    ({ sql }) => /order by .next_step_at./.test(sql) && sql.includes('tiktok_gates'),
  );
  if (!found) throw new Error('Nobody looked for due posts.');
  return found;
};

/** As many posts scheduled for later as make an index worth its while. */
const scheduleMany = async ({ strapi }: TestStrapi, count: number): Promise<void> => {
  const tomorrow = Date.now() + 86_400_000;
  const common = {
    account_id: 1,
    kind: 'video',
    share_type: 'direct_post',
    transfer: 'file_upload',
    state: 'scheduled',
    content: '{}',
    options: '{}',
    media: '[]',
    fence: 0,
    tries: 0,
    version: 1,
    created_at: tomorrow,
    updated_at: tomorrow,
  };
  const rows = Array.from({ length: count }, (_, index) => ({
    ...common,
    idempotency_key: `plan-${index}`,
    next_step_at: tomorrow + index,
  }));
  await strapi.db.connection.batchInsert('tiktok_posts', rows, 200);
};

const rows = z.array(z.record(z.string(), z.unknown()));

/** How the database means to look for due posts among thousands, in its own words. */
export const planOfDue = async (
  site: TestStrapi,
  database: 'sqlite' | 'postgres' | 'mariadb',
): Promise<string> => {
  const knex = site.strapi.db.connection;
  await scheduleMany(site, 3_000);
  if (database === 'postgres') await knex.raw('ANALYZE tiktok_posts');
  if (database === 'mariadb') await knex.raw('ANALYZE TABLE tiktok_posts');
  const { sql, bindings } = await dueStatement(site);
  const explain = { sqlite: 'EXPLAIN QUERY PLAN', postgres: 'EXPLAIN', mariadb: 'EXPLAIN' };
  // The driver of PostgreSQL was given numbered places; raw statements take question marks.
  const statement = `${explain[database]} ${sql.replace(/\$\d+/g, '?')}`;
  const raw: unknown = await knex.raw(statement, [...bindings]);
  if (database === 'postgres') {
    const { rows: lines } = z.object({ rows }).parse(raw);
    return lines.map((line) => String(line['QUERY PLAN'])).join('\n');
  }
  const lines =
    database === 'mariadb' ? z.tuple([rows]).rest(z.unknown()).parse(raw)[0] : rows.parse(raw);
  return lines.map((line) => JSON.stringify(line)).join('\n');
};
