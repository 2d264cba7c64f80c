// A Strapi of its own per database. Prints a JSON list of what it measured, in milliseconds.
// insights-site.ts DATABASE ACCOUNTS POSTS ROUNDS
import { z } from 'zod';

import { type DatabaseKind } from '../support/app-env';
import { startTestStrapi, type TestStrapi } from '../support/strapi';
import { accountRows, measuredRows, OF_AN_ENTRY } from './insights-rows';
import { median } from './section';

const WARM_UP = 3;
const BATCH = 200;
const DAY = 86_400_000;
const LIST = 100;
const [database = 'sqlite', accounts = '0', posts = '0', rounds = '0'] = process.argv.slice(2);

const TAGS = 20;
const joined = z.object({
  tableName: z.string(),
  attributes: z.object({
    tags: z.object({
      joinTable: z.object({
        name: z.string(),
        joinColumn: z.object({ name: z.string() }),
        inverseJoinColumn: z.object({ name: z.string() }),
      }),
    }),
  }),
});
const ids = z.array(z.object({ id: z.coerce.number() }));

/** Entries in two languages, with two tags each, put into their tables: what is measured is reading them. */
const writeEntries = async ({ strapi }: TestStrapi, count: number): Promise<string[]> => {
  const knex = strapi.db.connection;
  const documents = Array.from({ length: count }, (_, index) => `document-${index}`);
  const now = new Date().toISOString();
  await strapi.db.query('api::tag.tag').createMany({
    data: Array.from({ length: TAGS }, (_, index) => ({
      documentId: `tag-${index}`,
      name: `Tag ${index}`,
      createdAt: now,
      publishedAt: now,
    })),
  });
  for (let from = 0; from < count; from += BATCH) {
    await strapi.db.query('api::article.article').createMany({
      data: documents.slice(from, from + BATCH).flatMap((documentId) =>
        ['en', 'de'].map((locale) => ({
          documentId,
          title: documentId,
          locale,
          createdAt: now,
          updatedAt: now,
        })),
      ),
    });
  }
  const { tableName, attributes } = joined.parse(strapi.db.metadata.get('api::article.article'));
  const { name, joinColumn, inverseJoinColumn } = attributes.tags.joinTable;
  const articles = ids.parse(await knex(tableName).select('id'));
  const tags = ids.parse(await knex(strapi.db.metadata.get('api::tag.tag').tableName).select('id'));
  const links = articles.flatMap(({ id }, index) =>
    [index, index + 1].map((tag) => ({
      [joinColumn.name]: id,
      [inverseJoinColumn.name]: tags[tag % tags.length]?.id,
    })),
  );
  await knex.batchInsert(name, links, BATCH);
  return documents;
};

const fill = async (site: TestStrapi): Promise<number> => {
  const knex = site.strapi.db.connection;
  const documents = await writeEntries(site, Math.ceil(Number(posts) / OF_AN_ENTRY));
  const rows = measuredRows(Number(posts), Number(accounts), documents, Date.now());
  await knex.batchInsert('tiktok_accounts', accountRows(Number(accounts)), BATCH);
  await knex.batchInsert('tiktok_posts', rows.posts, BATCH);
  await knex.batchInsert('tiktok_videos', rows.videos, BATCH);
  await knex.batchInsert('tiktok_samples', rows.samples, BATCH);
  // What each database does by itself sooner or later: count the rows for its planner.
  for (const table of ['tiktok_posts', 'tiktok_videos', 'tiktok_samples']) {
    if (database === 'postgres') await knex.raw(`VACUUM ANALYZE ${table}`);
    if (database === 'mariadb') await knex.raw(`ANALYZE TABLE ${table}`);
  }
  return rows.samples.length;
};

interface Call {
  method: 'GET' | 'POST';
  path: string;
  body?: unknown;
}

const overview = (days: number, more = ''): Call => {
  const period = new URLSearchParams({
    from: new Date(Date.now() - days * DAY).toISOString(),
    to: new Date().toISOString(),
  }).toString();
  return { method: 'GET', path: `/tiktok/insights?${period}${more}` };
};

/** As the admin asks. */
const CALLS: Record<string, Call> = {
  'panel of an entry with 3 posts': {
    method: 'GET',
    path: '/tiktok/insights/entries/api::article.article/document-30',
  },
  'page of a post': { method: 'GET', path: '/tiktok/insights/posts/500' },
  'column of 100 entries': {
    method: 'POST',
    path: '/tiktok/insights/entry-views',
    body: {
      uid: 'api::article.article',
      documentIds: Array.from({ length: LIST }, (_, index) => `document-${index}`),
    },
  },
  'views of 100 posts': {
    method: 'POST',
    path: '/tiktok/insights/post-views',
    body: { ids: Array.from({ length: LIST }, (_, index) => index + 1) },
  },
  '100 posts sorted by views': {
    method: 'GET',
    path: `/tiktok/posts?sort=views&pageSize=${LIST}`,
  },
  'Insights, 28 days by account': overview(28),
  'Insights, 365 days by author': overview(365, '&by=author'),
  'Insights, 365 days by a relation': overview(
    365,
    '&by=field&uid=api::article.article&field=tags',
  ),
  'week of the homepage': { method: 'GET', path: '/tiktok/insights/week' },
  'best times of an account': { method: 'GET', path: '/tiktok/insights/accounts/7/best-times' },
};

const main = async (): Promise<void> => {
  const site = await startTestStrapi({ database: database as DatabaseKind });
  try {
    const token = await site.as('superAdmin');
    const samples = await fill(site);
    const calls: { name: string; ms: number }[] = [];
    for (const [name, { method, path, body }] of Object.entries(CALLS)) {
      const taken: number[] = [];
      for (let round = -WARM_UP; round < Number(rounds); round += 1) {
        const start = performance.now();
        const { status, text } = await site.request(method, path, { token, body });
        if (status !== 200) throw new Error(`${path}: ${text}`);
        if (round >= 0) taken.push(performance.now() - start);
      }
      calls.push({ name, ms: median(taken) });
    }
    console.log(JSON.stringify({ samples, calls }));
  } finally {
    await site.stop();
  }
  process.exit(0);
};

void main();
