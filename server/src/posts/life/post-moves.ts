import { type Core } from '@strapi/strapi';

import { type PostReason } from '../../../../contracts/posts';
import { nowMsSql } from '../../database/clock';
import { inTransaction, table, type Transaction } from '../../database/tables';
import { versionConflict } from '../../http/problem';
import { stateChanged } from './changes';
import { type PostStore } from './post-store';
import { type AttemptPatch, type PostPatch, type PostRow } from './rows';
import { type By, type Event, transition } from './state-machine';
import { appendToTimeline, type TimelineNote } from './timeline';

interface Change {
  post: PostRow;
  event: Event;
  by: By;
  note: TimelineNote;
  patch?: PostPatch;
  /** Epoch ms of the next step; `'now'` by the database's clock; null: none. Absent: as it was. */
  nextStepAt?: number | 'now' | null;
  attempt?: { id: number; patch: AttemptPatch } | undefined;
  /** A person's change counts up the version and is refused if another one came first. */
  version?: boolean;
}

export interface PersonMove extends Pick<Change, 'post' | 'event' | 'patch' | 'note'> {
  nextStepAt: number | 'now' | null;
}

/** When a post goes on that something has kept from it. */
export const nextTimeOf = (post: PostRow): number | 'now' | null => {
  if (post.waits_for_entry) return null;
  return post.scheduled_at && post.scheduled_at > Date.now() ? post.scheduled_at : 'now';
};

/**
 * Changes of a post outside a lease: by people, by what TikTok tells, by what befalls an account.
 * Each takes the post away from whoever works on it: their next write fails, so that nothing more
 * is sent for it.
 */
export const createPostMoves = ({ strapi, posts }: { strapi: Core.Strapi; posts: PostStore }) => {
  /** One UPDATE on exactly the row that was read, with its line in the timeline. */
  const change = async (wanted: Change): Promise<boolean> => {
    const { post, event, by, note, patch = {}, nextStepAt, attempt, version = false } = wanted;
    const to = transition(post.state, event, by);
    if (!to) return false;
    const changed = await inTransaction(strapi, async (trx: Transaction) => {
      const at = trx.raw(nowMsSql(strapi.db.connection));
      const guard = version ? { version: post.version } : { fence: post.fence };
      const count: number = await table(strapi, 'tiktok_posts', trx)
        .where({ id: post.id, state: post.state, ...guard })
        .update({
          ...patch,
          ...(nextStepAt === undefined
            ? {}
            : { next_step_at: nextStepAt === 'now' ? at : nextStepAt }),
          state: to,
          fence: trx.raw('fence + 1'),
          lease_owner: null,
          lease_until: null,
          ...(version ? { version: post.version + 1 } : {}),
          updated_at: at,
        });
      if (count !== 1) return false;
      if (attempt) {
        await table(strapi, 'tiktok_attempts', trx).where({ id: attempt.id }).update(attempt.patch);
      } else if (post.state === 'sending' && (to === 'cancelled' || to === 'held')) {
        // Nobody goes on with this upload: its address is a secret that has served its time.
        await table(strapi, 'tiktok_attempts', trx)
          .where({ post_id: post.id, outcome: 'open' })
          .update({ outcome: 'abandoned', settled_at: at, upload_url: null });
      }
      await appendToTimeline(strapi, trx, post.id, { from: post.state, to }, note);
      return true;
    });
    if (changed) {
      const goesOn = (nextStepAt === undefined ? post.next_step_at : nextStepAt) !== null;
      const { code, message } = note;
      stateChanged(strapi, { postId: post.id, from: post.state, to, code, message, goesOn });
    }
    return changed;
  };

  const changeAll = async (
    found: readonly PostRow[],
    wanted: (post: PostRow) => Omit<Change, 'post'>,
  ): Promise<number> => {
    let changed = 0;
    for (const post of found) if (await change({ post, ...wanted(post) })) changed += 1;
    return changed;
  };

  return {
    /** The same event for many posts; returns how many took it. */
    changeAll,

    /**
     * A person's change, on the version that was on the screen. For the gate alone (people/gate.ts),
     * which says whose change it is and whether the post is in a state for it.
     * @throws Problem `version_conflict`
     */
    async byPerson(move: PersonMove): Promise<PostRow> {
      const { post } = move;
      if (!(await change({ ...move, by: 'person', version: true })))
        throw versionConflict('The post');
      return posts.require(post.id);
    },

    /**
     * What a rule or the publisher itself decides about a post that nobody holds. False where the
     * state does not take the event (any more).
     */
    async byPublisher(
      postId: number,
      event: Event,
      wanted: (post: PostRow) => Pick<Change, 'note' | 'patch' | 'nextStepAt'> | null,
    ): Promise<boolean> {
      for (;;) {
        const post = await posts.require(postId);
        const move = transition(post.state, event, 'publisher') ? wanted(post) : null;
        if (!move) return false;
        if (await change({ post, event, by: 'publisher', ...move })) return true;
      }
    },

    /**
     * What TikTok told about a post, however it came. Idempotent: false where the state does not
     * take the event (any more).
     */
    async byTikTok(
      postId: number,
      event: Event,
      note: TimelineNote,
      patch: PostPatch = {},
      attempt?: Change['attempt'],
    ): Promise<boolean> {
      for (;;) {
        const post = await posts.require(postId);
        if (!transition(post.state, event, 'tiktok')) return false;
        if (await change({ post, event, by: 'tiktok', note, patch, attempt })) return true;
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

    /** Has TikTok asked now how far a post is that it works on. */
    async lookSoon(postId: number): Promise<void> {
      await table(strapi, 'tiktok_posts')
        .where({ id: postId, state: 'processing' })
        .update({
          // Whoever polls at this moment must not put the next look off again.
          fence: strapi.db.connection.raw('fence + 1'),
          lease_until: null,
          next_step_at: strapi.db.connection.raw(nowMsSql(strapi.db.connection)),
        });
    },

    /** Has TikTok asked once more about a post whose outcome is unknown. */
    async lookAgain(postId: number): Promise<void> {
      await table(strapi, 'tiktok_posts')
        .where({ id: postId, state: 'outcome_unknown' })
        .update({
          fence: strapi.db.connection.raw('fence + 1'),
          lease_until: null,
          next_step_at: strapi.db.connection.raw(nowMsSql(strapi.db.connection)),
        });
    },

    /** Adds to the history without a change of state. */
    async note(postId: number, note: TimelineNote): Promise<void> {
      await inTransaction(strapi, (trx) =>
        appendToTimeline(strapi, trx, postId, { from: null, to: null }, note),
      );
    },

    /** Holds every post of an account that waits to be sent; returns how many. */
    async holdForAccount(accountId: number, reason: PostReason): Promise<number> {
      const waiting = await posts.all({
        accountIds: [accountId],
        state: ['scheduled', 'due', 'sending'],
      });
      return changeAll(waiting, () => ({
        event: 'hold',
        by: 'publisher',
        patch: { reason: JSON.stringify(reason) },
        nextStepAt: null,
        note: { code: reason.code, message: reason.message, actor: 'publisher' },
      }));
    },

    /**
     * Ends everything that would go on by itself, on a copy of a site: what waits is held, what is
     * under way is lost sight of. Returns how many posts that were.
     */
    async giveUpAll(why: PostReason, by: string): Promise<number> {
      const stored = JSON.stringify(why);
      const note = { code: why.code, message: why.message, actor: by };
      // No arrow leads from held to held; its reason and its time are what must change.
      const fence = strapi.db.connection.raw('fence + 1');
      const held: number = await table(strapi, 'tiktok_posts')
        .where({ state: 'held' })
        .update({ reason: stored, next_step_at: null, fence });
      await table(strapi, 'tiktok_posts')
        .whereIn('state', ['in_inbox', 'published', 'outcome_unknown'])
        .update({ next_step_at: null, fence });
      const waiting = await posts.all({ state: ['scheduled', 'due', 'sending'] });
      const underWay = await posts.all({ state: ['committing', 'processing'] });
      const common = {
        by: 'publisher' as const,
        patch: { reason: stored },
        nextStepAt: null,
        note,
      };
      return (
        held +
        (await changeAll(waiting, () => ({ ...common, event: 'hold' }))) +
        (await changeAll(underWay, () => ({ ...common, event: 'lose_sight' })))
      );
    },

    /** Schedules again what an account's return, or room for a draft, sets free: at its own time. */
    async releaseHeld(
      accountId: number,
      codes: readonly string[],
      message: string,
    ): Promise<number> {
      const held = await posts.all({ accountIds: [accountId], state: ['held'] });
      const waiting = held.filter(({ reason }) => reason !== null && codes.includes(reason.code));
      return changeAll(waiting, (post) => ({
        event: 'schedule',
        by: 'publisher',
        patch: { reason: null, tries: 0 },
        nextStepAt: nextTimeOf(post),
        note: {
          code: 'goes_on',
          message,
          actor: 'publisher',
        },
      }));
    },
  };
};

export type PostMoves = ReturnType<typeof createPostMoves>;
