import { type Core } from '@strapi/strapi';

import { type PostReason } from '../../../../contracts/posts';
import { ofNoErased } from '../../accounts';
import { nowMsSql } from '../../database/clock';
import { inTransaction, table } from '../../database/tables';
import { type Write, writeTogether } from '../../database/together';
import { versionConflict } from '../../http/problem';
import { stateChanged } from './changes';
import { nextStepStored } from './next-steps';
import { type PostStore } from './post-store';
import { type AttemptPatch, type PostPatch, type PostRow } from './rows';
import {
  BEFORE_COMMIT,
  type By,
  COMMITTED,
  type Event,
  ONLY_LOOKED_AFTER,
  transition,
} from './state-machine';
import { appendToTimeline, timelineLine, type TimelineNote } from './timeline';

interface Change {
  post: PostRow;
  event: Event;
  by: By;
  note: TimelineNote;
  patch?: PostPatch;
  /** Epoch ms of the next step; `'now'` by the database's clock; null: none. Absent: as it was. */
  nextStepAt?: number | 'now' | null;
  attempt?: { id: number; patch: AttemptPatch } | undefined;
  /** Further writes that must happen with the change or not at all. */
  also?: readonly Write[] | undefined;
  /** A person's change counts up the version and is refused if another one came first. */
  version?: boolean;
}

export interface PersonMove extends Pick<Change, 'post' | 'event' | 'patch' | 'note'> {
  nextStepAt: number | 'now' | null;
}

const attemptWrites = (
  post: PostRow,
  to: PostRow['state'],
  at: ReturnType<typeof nowMsSql>,
  attempt: Change['attempt'],
): Write[] => {
  if (attempt) {
    return [{ update: 'tiktok_attempts', where: { id: attempt.id }, set: attempt.patch }];
  }
  if (post.state !== 'sending' || (to !== 'cancelled' && to !== 'held')) return [];
  // Nobody goes on with this upload: its address is a secret that has served its time.
  return [
    {
      update: 'tiktok_attempts',
      where: { post_id: post.id, outcome: 'open' },
      set: { outcome: 'abandoned', settled_at: at, upload_url: null },
    },
  ];
};

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
  const notErased = () => ofNoErased(strapi, 'tiktok_posts.account_id');

  /** One UPDATE on exactly the row that was read, with its line in the timeline. */
  const change = async (wanted: Change): Promise<boolean> => {
    const { post, event, by, note, patch = {}, nextStepAt, attempt, version = false } = wanted;
    const { also = [] } = wanted;
    const to = transition(post.state, event, by);
    if (!to) return false;
    const at = nowMsSql(strapi.db.connection);
    const guard = version ? { version: post.version } : { fence: post.fence };
    const row = {
      update: 'tiktok_posts',
      where: { id: post.id, state: post.state, ...guard },
      and: by === 'tiktok' ? [notErased()] : [],
      set: {
        ...patch,
        ...(nextStepAt === undefined
          ? {}
          : { next_step_at: nextStepAt === 'now' ? at : nextStepAt }),
        state: to,
        fence: strapi.db.connection.raw('fence + 1'),
        lease_owner: null,
        lease_until: null,
        ...(version ? { version: post.version + 1 } : {}),
        updated_at: at,
      },
    } as const;
    const written = await writeTogether(strapi, row, [
      ...attemptWrites(post, to, at, attempt),
      timelineLine(strapi, post.id, { from: post.state, to }, note),
      ...also,
    ]);
    const changed = written !== null;
    if (changed) {
      const next = patch.next_step_at ?? nextStepAt;
      if (next !== undefined) nextStepStored(strapi, post.id, next);
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
     * take the event (any more), and of an account that was erased, of which nothing more is kept.
     * @param known the post as it was read just now
     */
    async byTikTok(
      known: PostRow,
      event: Event,
      told: Pick<Change, 'note' | 'patch' | 'attempt' | 'also'>,
    ): Promise<boolean> {
      for (let post = known; ;) {
        if (!transition(post.state, event, 'tiktok')) return false;
        if (await change({ post, event, by: 'tiktok', ...told })) return true;
        const { state, fence } = post;
        post = await posts.require(known.id);
        // Nobody was quicker: it is the account that is gone.
        if (post.state === state && post.fence === fence) return false;
      }
    },

    /**
     * Stores the address of a published post, learnt later; true whoever holds the post. Returns
     * whether it was published, and `also` written.
     */
    async recordLink(
      postId: number,
      facts: { post_ids: string; link: string | null },
      also: readonly Write[] = [],
    ): Promise<boolean> {
      const fence = strapi.db.connection.raw('fence + 1');
      const line = timelineLine(
        strapi,
        postId,
        { from: null, to: null },
        { code: 'link', message: `The post is public: ${facts.link ?? ''}`, actor: 'TikTok' },
      );
      const written = await writeTogether(
        strapi,
        {
          update: 'tiktok_posts',
          where: { id: postId, state: 'published' },
          and: [notErased()],
          set: { ...facts, next_step_at: null, fence },
        },
        facts.link ? [line, ...also] : also,
      );
      return written !== null;
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
      nextStepStored(strapi, postId, 'now');
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
      nextStepStored(strapi, postId, 'now');
    },

    /** Adds to the history without a change of state; nothing where the account was erased. */
    async note(postId: number, note: TimelineNote): Promise<void> {
      await inTransaction(strapi, async (trx) => {
        const [sql, bindings] = notErased();
        const found: unknown = await table(strapi, 'tiktok_posts', trx)
          .where({ id: postId })
          .whereRaw(sql, [...bindings])
          .forUpdate()
          .first('id');
        if (found === undefined) return;
        await appendToTimeline(strapi, trx, postId, { from: null, to: null }, note);
      });
    },

    /** Holds every post of an account that waits to be sent; returns how many. */
    async holdForAccount(accountId: number, reason: PostReason): Promise<number> {
      const waiting = await posts.all({ accountIds: [accountId], state: [...BEFORE_COMMIT] });
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
        .whereIn('state', [...ONLY_LOOKED_AFTER])
        .update({ next_step_at: null, fence });
      const waiting = await posts.all({ state: [...BEFORE_COMMIT] });
      const underWay = await posts.all({ state: [...COMMITTED] });
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
