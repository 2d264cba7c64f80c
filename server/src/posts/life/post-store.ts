import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type PostReason } from '../../../../contracts/posts';
import { nowMsSql } from '../../database/clock';
import { inTransaction, table, type Transaction } from '../../database/tables';
import { notFound } from '../../http/problem';
import { stateChanged } from './changes';
import { type Guard, takeGuards } from './guards';
import { nextStepStored } from './next-steps';
import { idsByTime, inOrder, inTime, type PostOrder } from './post-order';
import { reasonLike } from './reasons';
import { postRow, type PostRow, postRowOrBroken } from './rows';
import { appendToTimeline, type TimelineNote } from './timeline';

export interface NewPost {
  idempotencyKey: string;
  accountId: number;
  kind: PostRow['kind'];
  shareType: PostRow['share_type'];
  transfer: PostRow['transfer'];
  state: 'draft' | 'awaiting_approval' | 'scheduled';
  /** Why it is not even scheduled, but held from the beginning; `state` is then what it would be. */
  heldFor?: PostReason | null;
  source: {
    uid: string;
    documentId: string;
    locale: string | null;
    status: 'draft' | 'published';
  } | null;
  title: string;
  content: PostRow['content'];
  options: PostRow['options'];
  media: PostRow['media'];
  consent: PostRow['consent'];
  /** Epoch ms; null for now. */
  scheduledAt: number | null;
  /** It is sent when its entry is published, not at a time. */
  waitsForEntry: boolean;
  /** What the entry was when it was composed; null without one. */
  entrySeen: PostRow['entry_seen'];
  author: { id: number; name: string };
  ruleName?: string | undefined;
}

type Query = ReturnType<typeof table>;

export interface PostFilter {
  state?: PostRow['state'][] | undefined;
  accountIds?: number[] | undefined;
  exceptAccountIds?: number[] | undefined;
  uid?: string | undefined;
  documentId?: string | undefined;
  locale?: string | null | undefined;
  /** Only posts without an entry, or of entries that this says, in a condition of its own. */
  ofEntries?: ((either: Query) => void) | undefined;
  kind?: PostRow['kind'] | undefined;
  shareType?: PostRow['share_type'] | undefined;
  authorId?: number | undefined;
  /** Epoch ms; the post's time (sent, else planned, else made) is in [from, to). */
  from?: number | undefined;
  to?: number | undefined;
  /** `reason` bears this code, or any but this one. */
  reasonCode?: { is: string } | { not: string } | undefined;
  /** True: only posts that the publisher does not come back to by itself; false: only the others. */
  atRest?: boolean | undefined;
  /** True: only posts with a time of their own, planned or sent; false: only those without. */
  dated?: boolean | undefined;
  /** Text in the title or the content, in any case. */
  search?: string | undefined;
  /** True: only posts whose entry changed since they were composed. */
  entryChanged?: true | undefined;
  order?: PostOrder | undefined;
}

/** `%` and `_` of what a person typed are letters, not wildcards. */
const likeOf = (text: string): string => `%${text.toLowerCase().replace(/[!%_]/g, '!$&')}%`;

/** Up to here, sorting what a filter finds is less work than looking for it in the order of time. */
const FEW = 10_000;

/** Where in how many posts. */
interface Part {
  offset: number;
  limit: number;
  total: number;
}

const countRow = z.object({ count: z.coerce.number() });
const idRows = z.array(z.object({ id: z.coerce.number() }));

const idsIn = async (query: ReturnType<typeof table>): Promise<number[]> =>
  idRows.parse(await query.select('id')).map(({ id }) => id);

/** The posts as they stand, and new ones. Changes are in post-moves.ts and, under a lease, in lease.ts. */
export const createPostStore = ({ strapi }: { strapi: Core.Strapi }) => {
  const now = () => nowMsSql(strapi.db.connection);

  const find = async (id: number, trx?: Transaction): Promise<PostRow | null> => {
    const row: unknown = await table(strapi, 'tiktok_posts', trx).where({ id }).first();
    return row === undefined ? null : postRowOrBroken(row);
  };

  const findByKey = async (idempotencyKey: string): Promise<PostRow | null> => {
    const row: unknown = await table(strapi, 'tiktok_posts')
      .where({ idempotency_key: idempotencyKey })
      .first();
    return row === undefined ? null : postRowOrBroken(row);
  };

  const require = async (id: number): Promise<PostRow> => {
    const post = await find(id);
    if (!post) throw notFound(`Post ${id}`);
    return post;
  };

  const filtered = (filter: PostFilter) => {
    const query = table(strapi, 'tiktok_posts');
    if (filter.state) void query.whereIn('state', filter.state);
    if (filter.accountIds) void query.whereIn('account_id', filter.accountIds);
    if (filter.exceptAccountIds) void query.whereNotIn('account_id', filter.exceptAccountIds);
    if (filter.uid !== undefined) void query.where('uid', filter.uid);
    if (filter.documentId !== undefined) void query.where('document_id', filter.documentId);
    if (filter.locale === null) void query.whereNull('locale');
    else if (filter.locale !== undefined) void query.where('locale', filter.locale);
    if (filter.kind !== undefined) void query.where('kind', filter.kind);
    if (filter.shareType !== undefined) void query.where('share_type', filter.shareType);
    if (filter.authorId !== undefined) void query.where('created_by_id', filter.authorId);
    if (filter.atRest === true) void query.whereNull('next_step_at');
    if (filter.atRest === false) void query.whereNotNull('next_step_at');
    if (filter.reasonCode) {
      // The code is the first key of the JSON that is stored (reasons.ts).
      const { is, not } = { is: null, not: null, ...filter.reasonCode };
      if (is !== null) void query.where('reason', 'like', reasonLike(is));
      if (not !== null) {
        void query.where((either) => {
          void either.whereNull('reason').orWhereNot('reason', 'like', reasonLike(not));
        });
      }
    }
    void inTime(query, filter);
    if (filter.dated === false) void query.whereNull('published_at').whereNull('scheduled_at');
    if (filter.dated === true) {
      void query.where((either) => {
        void either.whereNotNull('published_at').orWhereNotNull('scheduled_at');
      });
    }
    if (filter.search) {
      const like = likeOf(filter.search);
      void query.whereRaw("(LOWER(title) LIKE ? ESCAPE '!' OR LOWER(content) LIKE ? ESCAPE '!')", [
        like,
        // The content column holds JSON, where quotes and line breaks are escaped.
        likeOf(JSON.stringify(filter.search).slice(1, -1)),
      ]);
    }
    if (filter.entryChanged) void query.whereNotNull('entry_changed');
    const { ofEntries } = filter;
    if (ofEntries) {
      void query.where((either: Query) => {
        ofEntries(either.whereNull('uid'));
      });
    }
    return query;
  };

  const count = async (filter: PostFilter): Promise<number> => {
    const [total] = z.array(countRow).parse(await filtered(filter).count({ count: '*' }));
    return total?.count ?? 0;
  };

  /** Nearly every post is one video; the sum of several could be more than 64 bits hold. */
  const viewsOf = (): Query =>
    table(strapi, 'tiktok_videos').whereRaw('tiktok_videos.post_id = tiktok_posts.id').max('views');

  const idsOf = async (filter: PostFilter, order: PostOrder, { offset, limit, total }: Part) => {
    const { from, to, ...rest } = filter;
    if (order.by === 'time' && total > FEW) {
      return idsByTime(() => filtered(rest), { from, to }, order.direction, { offset, limit });
    }
    return idsIn(inOrder(filtered(filter), order, viewsOf).offset(offset).limit(limit));
  };

  /**
   * The ids of a page, and how many posts there are. Only ids: an index alone has them, so that the
   * posts of other pages are not read; and a late page is looked for from the end.
   */
  const findPage = async (filter: PostFilter, offset: number, limit: number) => {
    const { by, direction } = filter.order ?? ({ by: 'created', direction: 'desc' } as const);
    if (filter.search) {
      // No index has the words: they are read once, for the page and the count together.
      const all = await idsIn(inOrder(filtered(filter), { by, direction }, viewsOf));
      return { ids: all.slice(offset, offset + limit), total: all.length };
    }
    const total = await count(filter);
    const left = Math.min(limit, total - offset);
    if (left <= 0) return { ids: [], total };
    // What has no views stands last both ways, so that one way is not the other one backwards.
    if (offset <= total / 2 || by === 'views') {
      return { ids: await idsOf(filter, { by, direction }, { offset, limit: left, total }), total };
    }
    const backwards = { by, direction: direction === 'asc' ? 'desc' : 'asc' } as const;
    const part = { offset: total - offset - left, limit: left, total };
    return { ids: (await idsOf(filter, backwards, part)).reverse(), total };
  };

  return {
    find,
    require,

    /**
     * Stores a new post; the same idempotency key again returns the first one, `created` false.
     * @throws GuardTaken where another post has what this one must have for itself
     */
    async insert(
      input: NewPost,
      note: TimelineNote,
      guards: readonly Guard[] = [],
    ): Promise<{ post: PostRow; created: boolean }> {
      const state = input.heldFor ? 'held' : input.state;
      const inserted = await inTransaction(strapi, async (trx) => {
        const at = trx.raw(now());
        // A scheduled post with no time is due at once, by the database's clock.
        const due = input.scheduledAt ?? at;
        const waits = input.waitsForEntry;
        const goes = state === 'scheduled' && !waits;
        await table(strapi, 'tiktok_posts', trx)
          .insert({
            idempotency_key: input.idempotencyKey,
            account_id: input.accountId,
            kind: input.kind,
            share_type: input.shareType,
            transfer: input.transfer,
            state,
            reason: input.heldFor ? JSON.stringify(input.heldFor) : null,
            uid: input.source?.uid ?? null,
            document_id: input.source?.documentId ?? null,
            locale: input.source?.locale ?? null,
            source_status: input.source?.status ?? null,
            title: input.title,
            content: JSON.stringify(input.content),
            options: JSON.stringify(input.options),
            media: JSON.stringify(input.media),
            consent: input.consent && JSON.stringify(input.consent),
            scheduled_at: goes ? due : input.scheduledAt,
            next_step_at: goes ? due : null,
            waits_for_entry: waits ? 1 : 0,
            entry_seen: input.entrySeen && JSON.stringify(input.entrySeen),
            fence: 0,
            tries: 0,
            version: 1,
            rule_name: input.ruleName ?? null,
            created_by_id: input.author.id,
            created_by_name: input.author.name,
            created_at: at,
            updated_at: at,
          })
          .onConflict('idempotency_key')
          .ignore();
        const row: unknown = await table(strapi, 'tiktok_posts', trx)
          .where({ idempotency_key: input.idempotencyKey })
          .first();
        const post = postRow.parse(row);
        const known: unknown = await table(strapi, 'tiktok_timeline', trx)
          .where({ post_id: post.id })
          .first();
        if (known !== undefined) return { post, created: false };
        await takeGuards(strapi, trx, post.id, guards);
        await appendToTimeline(strapi, trx, post.id, { from: null, to: state }, note);
        return { post, created: true };
      });
      if (inserted.created) {
        nextStepStored(strapi, inserted.post.id, inserted.post.next_step_at);
        stateChanged(strapi, {
          postId: inserted.post.id,
          from: null,
          to: state,
          code: note.code,
          message: note.message,
          goesOn: inserted.post.next_step_at !== null,
        });
      }
      return inserted;
    },

    findByKey,

    /** One page of posts, newest first unless ordered otherwise, and how many there are. */
    async page(filter: PostFilter, page: number, pageSize: number) {
      const { ids, total } = await findPage(filter, (page - 1) * pageSize, pageSize);
      if (ids.length === 0) return { posts: [], total };
      const rows: unknown = await table(strapi, 'tiktok_posts').whereIn('id', ids).select();
      const posts = new Map(
        z
          .array(z.unknown())
          .parse(rows)
          .map(postRowOrBroken)
          .map((post) => [post.id, post]),
      );
      return { posts: ids.flatMap((id) => posts.get(id) ?? []), total };
    },

    async all(filter: PostFilter): Promise<PostRow[]> {
      return z
        .array(z.unknown())
        .parse(await filtered(filter).orderBy('id').select())
        .map(postRowOrBroken);
    },

    count,

    /** Posts whose next step is due and that nobody works on. */
    async countDue(): Promise<number> {
      const [total] = z
        .array(countRow)
        .parse(
          await table(strapi, 'tiktok_posts')
            .whereRaw(`next_step_at <= (SELECT ${now()})`)
            .whereRaw(`(lease_until IS NULL OR lease_until < ${now()})`)
            .count({ count: '*' }),
        );
      return total?.count ?? 0;
    },
  };
};

export type PostStore = ReturnType<typeof createPostStore>;
