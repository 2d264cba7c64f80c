import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type PostReason } from '../../../contracts/posts';
import { nowMsSql } from '../database/clock';
import { inTransaction, table, type Transaction } from '../database/tables';
import { notFound, Problem, versionConflict } from '../http/problem';
import {
  attemptRow,
  type AttemptPatch,
  type AttemptRow,
  type PostPatch,
  postRow,
  type PostRow,
} from './rows';
import { type By, type Event, transition } from './state-machine';
import { appendToTimeline, type TimelineNote } from './timeline';

export interface NewPost {
  idempotencyKey: string;
  accountId: number;
  kind: PostRow['kind'];
  shareType: PostRow['share_type'];
  transfer: PostRow['transfer'];
  state: 'draft' | 'awaiting_approval' | 'scheduled';
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
  author: { id: number; name: string };
}

export interface PostFilter {
  state?: PostRow['state'][] | undefined;
  accountIds?: number[] | undefined;
  uid?: string | undefined;
  documentId?: string | undefined;
  locale?: string | null | undefined;
}

interface PersonMove {
  post: PostRow;
  event: Event;
  patch?: PostPatch;
  note: TimelineNote;
  /** Epoch ms of the next step; `'now'` by the database's clock; null: none. */
  nextStepAt: number | 'now' | null;
}

const countRow = z.object({ count: z.coerce.number() });

/** Reading and writing posts outside a lease: by people, and by what TikTok tells. */
export const createPostStore = ({ strapi }: { strapi: Core.Strapi }) => {
  const now = () => nowMsSql(strapi.db.connection);

  const find = async (id: number, trx?: Transaction): Promise<PostRow | null> => {
    const row: unknown = await table(strapi, 'tiktok_posts', trx).where({ id }).first();
    return row === undefined ? null : postRow.parse(row);
  };

  const findByKey = async (idempotencyKey: string): Promise<PostRow | null> => {
    const row: unknown = await table(strapi, 'tiktok_posts')
      .where({ idempotency_key: idempotencyKey })
      .first();
    return row === undefined ? null : postRow.parse(row);
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
    if (filter.uid !== undefined) void query.where('uid', filter.uid);
    if (filter.documentId !== undefined) void query.where('document_id', filter.documentId);
    if (filter.locale === null) void query.whereNull('locale');
    else if (filter.locale !== undefined) void query.where('locale', filter.locale);
    return query;
  };

  return {
    find,
    require,

    /** Stores a new post; the same idempotency key again returns the first one, `created` false. */
    async insert(input: NewPost, note: TimelineNote): Promise<{ post: PostRow; created: boolean }> {
      const inserted = await inTransaction(strapi, async (trx) => {
        const at = trx.raw(now());
        // A scheduled post with no time is due at once, by the database's clock.
        const due = input.scheduledAt ?? at;
        await table(strapi, 'tiktok_posts', trx)
          .insert({
            idempotency_key: input.idempotencyKey,
            account_id: input.accountId,
            kind: input.kind,
            share_type: input.shareType,
            transfer: input.transfer,
            state: input.state,
            uid: input.source?.uid ?? null,
            document_id: input.source?.documentId ?? null,
            locale: input.source?.locale ?? null,
            source_status: input.source?.status ?? null,
            title: input.title,
            content: JSON.stringify(input.content),
            options: JSON.stringify(input.options),
            media: JSON.stringify(input.media),
            consent: input.consent && JSON.stringify(input.consent),
            scheduled_at: input.state === 'scheduled' ? due : input.scheduledAt,
            next_step_at: input.state === 'scheduled' ? due : null,
            fence: 0,
            tries: 0,
            version: 1,
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
        await appendToTimeline(strapi, trx, post.id, { from: null, to: input.state }, note);
        return { post, created: true };
      });
      return inserted;
    },

    findByKey,

    /** One page of posts, newest first, and how many there are. */
    async page(filter: PostFilter, page: number, pageSize: number) {
      const [rows, counts] = await Promise.all([
        filtered(filter)
          .orderBy('created_at', 'desc')
          .orderBy('id', 'desc')
          .limit(pageSize)
          .offset((page - 1) * pageSize)
          .select(),
        filtered(filter).count({ count: '*' }),
      ]);
      const [total] = z.array(countRow).parse(counts);
      return { posts: z.array(postRow).parse(rows), total: total?.count ?? 0 };
    },

    async all(filter: PostFilter): Promise<PostRow[]> {
      return z.array(postRow).parse(await filtered(filter).orderBy('id').select());
    },

    async count(filter: PostFilter): Promise<number> {
      const [total] = z.array(countRow).parse(await filtered(filter).count({ count: '*' }));
      return total?.count ?? 0;
    },

    /**
     * A person's change, on the version that was on the screen. Takes the post away from whoever
     * works on it: their next write fails, so nothing more is sent for it.
     */
    async moveByPerson({
      post,
      event,
      patch = {},
      note,
      nextStepAt,
    }: PersonMove): Promise<PostRow> {
      const to = transition(post.state, event, 'person');
      if (!to) {
        throw new Problem({
          status: 409,
          code: 'not_in_this_state',
          message: `This cannot be done while the post is "${post.state.replaceAll('_', ' ')}".`,
          remedy: 'Reload the post to see where it is now.',
        });
      }
      const moved = await inTransaction(strapi, async (trx) => {
        const at = trx.raw(now());
        const count: number = await table(strapi, 'tiktok_posts', trx)
          .where({ id: post.id, version: post.version, state: post.state })
          .update({
            ...patch,
            state: to,
            next_step_at: nextStepAt === 'now' ? at : nextStepAt,
            fence: trx.raw('fence + 1'),
            lease_owner: null,
            lease_until: null,
            version: post.version + 1,
            updated_at: at,
          });
        if (count !== 1) return null;
        await appendToTimeline(strapi, trx, post.id, { from: post.state, to }, note);
        return find(post.id, trx);
      });
      if (!moved) throw versionConflict('The post');
      return moved;
    },

    /**
     * What TikTok told about a post, however it came. Idempotent: returns false where the state
     * does not take the event (any more). Whoever holds the lease meanwhile loses it.
     */
    async moveByTikTok(
      postId: number,
      event: Event,
      note: TimelineNote,
      patch: PostPatch & { next_step_at?: number | null } = {},
      attempt?: { id: number; patch: AttemptPatch },
    ): Promise<boolean> {
      for (;;) {
        const post = await require(postId);
        const by: By = 'tiktok';
        const to = transition(post.state, event, by);
        if (!to) return false;
        const moved = await inTransaction(strapi, async (trx) => {
          const at = trx.raw(now());
          const count: number = await table(strapi, 'tiktok_posts', trx)
            .where({ id: postId, fence: post.fence, state: post.state })
            .update({
              ...patch,
              state: to,
              fence: post.fence + 1,
              lease_owner: null,
              lease_until: null,
              updated_at: at,
            });
          if (count !== 1) return false;
          if (attempt) {
            await table(strapi, 'tiktok_attempts', trx)
              .where({ id: attempt.id })
              .update(attempt.patch);
          }
          await appendToTimeline(strapi, trx, postId, { from: post.state, to }, note);
          return true;
        });
        if (moved) return true;
      }
    },

    /** Stores the address of a published post, learnt later; true whoever holds the post. */
    async recordLink(
      postId: number,
      facts: { post_ids: string; link: string | null },
    ): Promise<void> {
      await inTransaction(strapi, async (trx) => {
        const count: number = await table(strapi, 'tiktok_posts', trx)
          .where({ id: postId, state: 'published' })
          .update({ ...facts, next_step_at: null, fence: trx.raw('fence + 1') });
        if (count !== 1 || !facts.link) return;
        await appendToTimeline(
          strapi,
          trx,
          postId,
          { from: null, to: null },
          { code: 'link', message: `The post is public: ${facts.link}`, actor: 'TikTok' },
        );
      });
    },

    /** Adds to the history without a change of state. */
    async note(postId: number, note: TimelineNote): Promise<void> {
      await inTransaction(strapi, (trx) =>
        appendToTimeline(strapi, trx, postId, { from: null, to: null }, note),
      );
    },

    /** Holds every post of an account that waits to be sent; returns how many. */
    async holdForAccount(accountId: number, reason: PostReason, actor: string): Promise<number> {
      const waiting = await this.all({ accountIds: [accountId], state: ['scheduled', 'due'] });
      let held = 0;
      for (const post of waiting) {
        const moved = await inTransaction(strapi, async (trx) => {
          const count: number = await table(strapi, 'tiktok_posts', trx)
            .where({ id: post.id, fence: post.fence, state: post.state })
            .update({
              state: 'held',
              reason: JSON.stringify(reason),
              next_step_at: null,
              fence: post.fence + 1,
              lease_owner: null,
              lease_until: null,
              updated_at: trx.raw(now()),
            });
          if (count !== 1) return false;
          await appendToTimeline(
            strapi,
            trx,
            post.id,
            { from: post.state, to: 'held' },
            { code: reason.code, message: reason.message, actor },
          );
          return true;
        });
        if (moved) held += 1;
      }
      return held;
    },

    /** Schedules again what an account's return sets free: at its own time, or now if that is past. */
    async releaseHeld(accountId: number, codes: readonly string[]): Promise<number> {
      const held = await this.all({ accountIds: [accountId], state: ['held'] });
      let released = 0;
      for (const post of held) {
        if (!post.reason || !codes.includes(post.reason.code)) continue;
        const moved = await inTransaction(strapi, async (trx) => {
          const at = trx.raw(now());
          const count: number = await table(strapi, 'tiktok_posts', trx)
            .where({ id: post.id, fence: post.fence, state: 'held' })
            .update({
              state: 'scheduled',
              reason: null,
              next_step_at: post.scheduled_at ?? at,
              tries: 0,
              fence: post.fence + 1,
              updated_at: at,
            });
          if (count !== 1) return false;
          await appendToTimeline(
            strapi,
            trx,
            post.id,
            { from: 'held', to: 'scheduled' },
            {
              code: 'goes_on',
              message: 'The account is connected again; the post goes on.',
              actor: 'publisher',
            },
          );
          return true;
        });
        if (moved) released += 1;
      }
      return released;
    },

    /** Posts whose next step is due and that nobody works on. */
    async countDue(): Promise<number> {
      const [total] = z
        .array(countRow)
        .parse(
          await table(strapi, 'tiktok_posts')
            .whereRaw(`next_step_at <= ${now()}`)
            .whereRaw(`(lease_until IS NULL OR lease_until < ${now()})`)
            .count({ count: '*' }),
        );
      return total?.count ?? 0;
    },

    /** Removes what tells of a person from an account's posts. Returns rows by table. */
    async eraseForAccount(
      accountId: number,
      user: { clientKey: string; openId: string } | null,
    ): Promise<Record<string, number>> {
      return inTransaction(strapi, async (trx) => {
        const ids: unknown[] = await table(strapi, 'tiktok_posts', trx)
          .where({ account_id: accountId })
          .pluck('id');
        const timeline: number = await table(strapi, 'tiktok_timeline', trx)
          .whereIn('post_id', ids as number[])
          .where('actor', '<>', 'publisher')
          .update({ message: 'Erased.', actor: 'erased', log_id: null });
        const attempts: number = await table(strapi, 'tiktok_attempts', trx)
          .where({ account_id: accountId })
          .update({ publish_id: null, upload_url: null, log_ids: '[]' });
        const erasedPosts: number = await table(strapi, 'tiktok_posts', trx)
          .where({ account_id: accountId })
          .update({ link: null, post_ids: null });
        const events: number = user
          ? await table(strapi, 'tiktok_events', trx)
              .where({ client_key: user.clientKey, open_id: user.openId })
              .delete()
          : 0;
        return { posts: erasedPosts, attempts, timeline, events };
      });
    },

    /** Removes the history of posts that ended before `days` days ago. */
    async pruneTimeline(days: number): Promise<void> {
      const ended = table(strapi, 'tiktok_posts')
        .whereIn('state', ['published', 'cancelled', 'failed'])
        .whereNull('next_step_at')
        .whereRaw(`updated_at < ${now()} - ?`, [days * 24 * 3_600_000])
        .select('id');
      await table(strapi, 'tiktok_timeline').whereIn('post_id', ended).delete();
    },

    /* --- attempts ----------------------------------------------------------------------- */

    async attempts(postId: number): Promise<AttemptRow[]> {
      const rows: unknown = await table(strapi, 'tiktok_attempts')
        .where({ post_id: postId })
        .orderBy('number')
        .select();
      return z.array(attemptRow).parse(rows);
    },

    async attempt(id: number): Promise<AttemptRow | null> {
      const row: unknown = await table(strapi, 'tiktok_attempts').where({ id }).first();
      return row === undefined ? null : attemptRow.parse(row);
    },

    async attemptByPublishId(publishId: string): Promise<AttemptRow | null> {
      const row: unknown = await table(strapi, 'tiktok_attempts')
        .where({ publish_id: publishId })
        .first();
      return row === undefined ? null : attemptRow.parse(row);
    },

    /** Writes an attempt without a lease: only for facts that are true whoever holds the post. */
    async recordFact(attemptId: number, patch: AttemptPatch): Promise<void> {
      await table(strapi, 'tiktok_attempts').where({ id: attemptId }).update(patch);
    },
  };
};

export type PostStore = ReturnType<typeof createPostStore>;
