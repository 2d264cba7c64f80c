import { z } from 'zod';

import { type Caller } from '../../../server/src/http/handle';
import { type PostFilter, type Posts } from '../../../server/src/posts';
import { type TestStrapi } from '../../support';

const HOUR_MS = 3_600_000;
/** So many that pages in the order of time are put together from its index. */
const POSTS = 12_000;
const PAGE = 100;
const ACCOUNTS = 200;

interface Statement {
  sql: string;
  bindings: readonly (string | number | null)[];
}

/** Someone with every right. */
const caller: Caller = {
  id: 1,
  name: 'Root',
  roleIds: [],
  isPerson: true,
  ability: { can: () => true, rulesFor: () => [] },
};

/** Posts of two years: most went out, some wait, some are drafts. */
const rowsOf = (now: number) =>
  Array.from({ length: POSTS }, (_, index) => {
    const madeAt = now - (index + 1) * 2 * HOUR_MS;
    const state = ['draft', 'scheduled'][index % 20] ?? 'published';
    return {
      idempotency_key: `queue-${index}`,
      account_id: 1 + (Math.floor(index / 7) % ACCOUNTS),
      kind: index % 20 === 3 ? 'photo' : 'video',
      share_type: index % 20 === 5 ? 'inbox' : 'direct_post',
      transfer: 'file_upload',
      state,
      content: '{}',
      options: '{}',
      media: '[]',
      scheduled_at: state === 'scheduled' ? now + (index + 24) * HOUR_MS : null,
      published_at: state === 'published' ? madeAt + HOUR_MS : null,
      fence: 0,
      tries: 0,
      version: 1,
      created_by_id: 1 + (Math.floor(index / 3) % ACCOUNTS),
      created_at: madeAt,
      updated_at: madeAt,
    };
  });

const rows = z.array(z.record(z.string(), z.unknown()));

/** The list of posts among thousands, and how the database means to read it, in its own words. */
export const createQueue = async ({ strapi }: TestStrapi, database: 'sqlite' | 'postgres') => {
  const knex = strapi.db.connection;
  const now = Date.now();
  const accounts = Array.from({ length: ACCOUNTS }, (_, index) => ({
    id: index + 1,
    account_key: `queue-${index}`,
    client_key: 'queue',
    open_id: `queue-${index}`,
    mode: 'live',
    state: 'disconnected',
    token_version: 0,
  }));
  await knex.batchInsert('tiktok_accounts', accounts, 100);
  await knex.batchInsert('tiktok_posts', rowsOf(now), 200);
  if (database === 'postgres') await knex.raw('VACUUM ANALYZE tiktok_posts');

  /** The statement that finds the ids of the page, as it really is. */
  const statementOf = async (filter: PostFilter): Promise<Statement> => {
    const seen: Statement[] = [];
    const note = (statement: Statement): void => void seen.push(statement);
    const posts: Posts = strapi.plugin('tiktok').service('posts');
    knex.on('query', note);
    await posts.reading.list(caller, filter, 1, 25);
    knex.removeListener('query', note);
    const found = seen.find(({ sql }) =>
      /^select .id.(, .*)? from .*tiktok_posts.*order by/.test(sql),
    );
    if (!found) throw new Error('Nobody asked for a page.');
    return found;
  };

  return {
    now,

    /** Ids of a page in the order of time: as the list has them, and as sorting all of them says. */
    pageByTime: async (page: number, direction: 'asc' | 'desc') => {
      const posts: Posts = strapi.plugin('tiktok').service('posts');
      const found = await posts.reading.list(
        caller,
        { order: { by: 'time', direction } },
        page,
        PAGE,
      );
      const sorted: unknown = await knex('tiktok_posts')
        .orderByRaw(`COALESCE(published_at, scheduled_at, created_at) ${direction}`)
        .offset((page - 1) * PAGE)
        .limit(PAGE)
        .pluck('id');
      return { list: found.posts.map(({ id }) => id), sorted: z.array(z.number()).parse(sorted) };
    },

    planOf: async (filter: PostFilter): Promise<string> => {
      const { sql, bindings } = await statementOf(filter);
      const explain = database === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN';
      // The driver of PostgreSQL was given numbered places; raw statements take question marks.
      const raw: unknown = await knex.raw(`${explain} ${sql.replace(/\$\d+/g, '?')}`, [
        ...bindings,
      ]);
      return database === 'sqlite'
        ? rows
            .parse(raw)
            .map((line) => String(line.detail))
            .join('\n')
        : z
            .object({ rows })
            .parse(raw)
            .rows.map((line) => String(line['QUERY PLAN']))
            .join('\n');
    },
  };
};

const order = (by: NonNullable<PostFilter['order']>['by']) => ({
  order: { by, direction: 'desc' } as const,
});

/** What people ask for again and again, and the index that has it in order. */
export const ORDINARY: readonly [string, PostFilter, string][] = [
  ['everything', order('created'), 'tiktok_posts_created_at'],
  ['a state', { state: ['draft'], ...order('created') }, 'tiktok_posts_state_made'],
  ['an account', { accountIds: [7], ...order('created') }, 'tiktok_posts_account_made'],
  ['an author', { authorId: 3, ...order('created') }, 'tiktok_posts_author_made'],
  ['a kind', { kind: 'photo', ...order('created') }, 'tiktok_posts_kind_made'],
  ['a Share Type', { shareType: 'inbox', ...order('created') }, 'tiktok_posts_share_type_made'],
  ['everything by time', order('time'), 'tiktok_posts_times'],
  ['everything by state', order('state'), 'tiktok_posts_state_made'],
  ['everything by account', order('account'), 'tiktok_posts_account_made'],
];

/** Pages from the front, the middle and the end, both ways. */
export const PAGES = [
  ['first', 1, 'desc'],
  ['second', 2, 'asc'],
  ['middle', 60, 'desc'],
  ['last', 120, 'desc'],
  ['last but one', 119, 'asc'],
] as const;
