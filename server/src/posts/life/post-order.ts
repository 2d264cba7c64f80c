import { z } from 'zod';

import { type table } from '../../database/tables';

type Query = ReturnType<typeof table>;

export interface PostOrder {
  by: 'created' | 'time' | 'state' | 'account' | 'views';
  direction: 'asc' | 'desc';
}

/** When a post was sent, else shall be sent, else was made. */
const TIME = 'COALESCE(published_at, scheduled_at, created_at)';

/** What an index has in this order; posts made in the same millisecond stand by their id. */
const COLUMNS = {
  created: ['created_at'],
  time: [TIME],
  state: ['state', 'created_at'],
  account: ['account_id', 'created_at'],
} as const satisfies Record<Exclude<PostOrder['by'], 'views'>, readonly string[]>;

/** More than any counter of 64 bits: what was never measured stands last, whichever way. */
const LAST = { asc: '9223372036854775807', desc: '-1' } as const;

/**
 * Puts posts in order, always the same one.
 * @param viewsOf a query of the views of the post in the query around it, for the order by them
 */
export const inOrder = (
  query: Query,
  { by, direction }: PostOrder,
  viewsOf: () => Query,
): Query => {
  const way = direction === 'asc' ? 'ASC' : 'DESC';
  if (by === 'views') {
    return query.orderByRaw(`COALESCE(?, ${LAST[direction]}) ${way}, id DESC`, [viewsOf()]);
  }
  return query.orderByRaw([...COLUMNS[by], 'id'].map((column) => `${column} ${way}`).join(', '));
};

interface Stretch {
  /** Epoch ms. */
  from?: number | undefined;
  /** Epoch ms, not included. */
  to?: number | undefined;
}

/**
 * What `TIME` is for each post, in three parts that one index (`tiktok_posts_times`) has in order: no
 * database finds or orders an expression by an index on its columns.
 */
const PARTS = [
  {
    of: (query: Query): Query => query.whereNotNull('published_at'),
    columns: ['published_at', 'scheduled_at', 'created_at'],
  },
  {
    of: (query: Query): Query => query.whereNull('published_at').whereNotNull('scheduled_at'),
    columns: ['scheduled_at', 'created_at'],
  },
  {
    of: (query: Query): Query => query.whereNull('published_at').whereNull('scheduled_at'),
    columns: ['created_at'],
  },
] as const;

const within = (query: Query, column: string, { from, to }: Stretch): Query => {
  if (from !== undefined) void query.where(column, '>=', from);
  if (to !== undefined) void query.where(column, '<', to);
  return query;
};

/** Only posts whose time (sent, else planned, else made) is in the stretch. */
export const inTime = (query: Query, stretch: Stretch): Query => {
  if (stretch.from === undefined && stretch.to === undefined) return query;
  return query.where((any) => {
    for (const { of, columns } of PARTS) {
      void any.orWhere((part) => void within(of(part), columns[0], stretch));
    }
  });
};

const timedRow = z.object({ id: z.coerce.number(), at: z.coerce.number() });

/**
 * The ids of a page in the order of `TIME`: as many of each part as the page could need, put together.
 * @param posts a new query each time, on all posts of the filter, whatever their time
 */
export const idsByTime = async (
  posts: () => Query,
  stretch: Stretch,
  direction: PostOrder['direction'],
  { offset, limit }: { offset: number; limit: number },
): Promise<number[]> => {
  const way = direction === 'asc' ? 'ASC' : 'DESC';
  const parts: unknown[] = await Promise.all(
    PARTS.map(({ of, columns }) =>
      within(of(posts()), columns[0], stretch)
        .orderByRaw([...columns, 'id'].map((column) => `${column} ${way}`).join(', '))
        .limit(offset + limit)
        .select('id', `${columns[0]} as at`),
    ),
  );
  const read = parts.map((rows) => z.array(timedRow).parse(rows));
  // Sorting keeps the order of what stands at the same time, so one way is the other one backwards.
  const all = direction === 'asc' ? read.flat() : read.reverse().flat();
  return all
    .sort((a, b) => (direction === 'asc' ? a.at - b.at : b.at - a.at))
    .slice(offset, offset + limit)
    .map(({ id }) => id);
};
