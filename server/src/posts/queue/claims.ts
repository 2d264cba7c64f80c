import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { postState } from '../../../../contracts/posts';
import { shareType } from '../../../../contracts/settings';
import { databaseNowMs, nowMsSql } from '../../database/clock';
import { isLocked } from '../../database/limits';
import { inTransaction, table } from '../../database/tables';
import { writeTogether } from '../../database/together';
import { REASONS } from '../life/reasons';
import { timelineLine } from '../life/timeline';
import { Lease } from './lease';
import { type PostRow, postRow } from '../life/rows';
import { ASKED_ABOUT, BEGUN, SENT, WORKED_ON } from '../life/state-machine';

const duePost = z.object({
  id: z.coerce.number(),
  fence: z.coerce.number(),
  account_id: z.coerce.number(),
  state: postState,
});
/** A post whose step is due, and that may be claimed. */
export type DuePost = z.output<typeof duePost>;

/** A post that something is to be done about at a time, as the jobs of another engine need it. */
const dueJob = duePost.extend({
  next_step_at: z.coerce.number(),
  /** Which one of its account's: those with lower numbers go first. */
  turn: z.coerce.number(),
});
export type DueJob = z.output<typeof dueJob>;

/** A post that nobody may take now: its time has not come, or somebody has it. */
export type NotYet = { dueAt: number } | { takenUntil: number };

const waiting = z.object({
  next_step_at: z.coerce.number(),
  lease_until: z.coerce.number().nullable(),
});

/** Posts of an account that fall due within this time stand in line behind each other. */
const LINE_MS = 3_600_000;

const backlogRow = z.object({
  due: z.coerce.number(),
  late: z.coerce.number(),
  lag: z.coerce.number().nullable(),
});
export interface Backlog {
  due: number;
  /** Due for a minute or more. */
  late: number;
  /** Milliseconds since the oldest of them fell due; 0: there is none. */
  lagMs: number;
}
const LATE_MS = 60_000;

const nextRow = z.object({ at: z.coerce.number().nullable() });

/**
 * Posts to be sent, and posts that TikTok is asked about. Each has places of its own: slow uploads
 * must not keep outcomes from being learnt, and calls that hang must not keep posts from being sent.
 */
export const LANES = {
  send: SENT,
  ask: ASKED_ABOUT,
} as const satisfies Record<string, readonly PostRow['state'][]>;
export type Lane = keyof typeof LANES;

export const LANE_NAMES = Object.keys(LANES) as Lane[];

/** The lane that a post in this state belongs to; null: it is at rest. */
export const laneOf = (state: PostRow['state']): Lane | null =>
  LANE_NAMES.find((lane) => (LANES[lane] as readonly string[]).includes(state)) ?? null;

/** So many due rows are ranked at most; what waits behind a gate is not among them. */
const WINDOW = 5_000;

const claimedRow = z.looseObject({
  id: z.coerce.number(),
  was_tried: z.union([z.boolean(), z.coerce.number().transform((count) => count > 0)]),
});
type Claimed = z.output<typeof claimedRow>;

interface ClaimOptions {
  strapi: Core.Strapi;
  /** Names this process in the row, for people who look at the table. */
  owner: string;
  leaseMs: number;
}

/** Finding and claiming posts that are due. Right over any number of processes. */
export const createClaims = ({ strapi, owner, leaseMs }: ClaimOptions) => {
  const knex = strapi.db.connection;
  const now = nowMsSql(knex);
  const free = `(lease_until IS NULL OR lease_until < ${now})`;

  const isPostgres = knex.client.dialect === 'postgresql';
  const claimed = (fence: unknown) => ({
    state: knex.raw(`CASE WHEN state = 'scheduled' THEN 'due' ELSE state END`),
    fence,
    lease_owner: owner,
    lease_until: nowMsSql(knex, leaseMs),
    updated_at: now,
  });
  const stillDue = (query: ReturnType<typeof table>) =>
    query
      .whereIn('state', [...WORKED_ON])
      .whereRaw(`next_step_at <= ${now}`)
      .whereRaw(free);

  /** Whether a post has attempts: read with its row, for most that are sent have none. */
  const wasTried = () =>
    knex.raw('EXISTS ? AS was_tried', [
      table(strapi, 'tiktok_attempts').select('id').whereRaw('post_id = tiktok_posts.id'),
    ]);

  /** One statement for all; a row that another transaction has locked is left to the next look. */
  const claimAtOnce = async (wanted: readonly DuePost[]): Promise<Map<number, Claimed>> => {
    const pairs = wanted.map(({ id, fence }) => [id, fence]);
    const open = stillDue(table(strapi, 'tiktok_posts').whereIn(['id', 'fence'], pairs))
      .select('id')
      .forUpdate()
      .skipLocked();
    const rows: unknown = await table(strapi, 'tiktok_posts')
      .whereIn('id', open)
      .whereIn(['id', 'fence'], pairs)
      .update(claimed(knex.raw('fence + 1')))
      .returning(['*', wasTried()]);
    return new Map(
      z
        .array(claimedRow)
        .parse(rows)
        .map((row) => [row.id, row]),
    );
  };

  const claimOne = ({ id, fence }: DuePost): Promise<Claimed | null> =>
    inTransaction(strapi, async (trx) => {
      const open = stillDue(table(strapi, 'tiktok_posts', trx).where({ id, fence }));
      const count: number = await open.update(claimed(fence + 1));
      if (count === 0) return null;
      const row = table(strapi, 'tiktok_posts', trx).where({ id });
      return claimedRow.parse(await row.first('tiktok_posts.*', wasTried()));
    });

  const claimInOrder = async (wanted: readonly DuePost[]): Promise<Map<number, Claimed>> => {
    const taken = new Map<number, Claimed>();
    for (const one of wanted) {
      try {
        const row = await claimOne(one);
        if (row) taken.set(one.id, row);
      } catch (error) {
        // A row that somebody keeps locked must not keep the others from being taken.
        if (isLocked(error)) continue;
        if (taken.size === 0) throw error;
        break;
      }
    }
    return taken;
  };

  const allDue = (lane: Lane) =>
    table(strapi, 'tiktok_posts')
      // As a subquery the time is asked once, so that PostgreSQL can look it up in the index; its
      // clock may move between two rows, and compared with each it would be asked for every row.
      .whereRaw(`next_step_at <= (SELECT ${now})`)
      .whereRaw(free)
      // Not as a bare column: SQLite would go through the list's index on the state, and with it
      // through every scheduled post, instead of the few that are due.
      .whereRaw(`COALESCE(state, '') IN (${LANES[lane].map(() => '?').join(', ')})`, [
        ...LANES[lane],
      ]);

  const due = (lane: Lane) =>
    allDue(lane)
      .select('id', 'fence', 'account_id', 'state', 'next_step_at')
      .orderBy('next_step_at')
      .orderBy('id')
      .limit(WINDOW);

  /** Leaves out what waits behind a gate that is closed (limits/gates.ts). */
  const throughGates = (query: ReturnType<typeof due>) => {
    const closed = () => table(strapi, 'tiktok_gates').whereRaw(`opens_at > (SELECT ${now})`);
    const accounts = (shareType: string | null) =>
      closed().where({ share_type: shareType }).whereNotNull('account_id').select('account_id');
    const apps = closed().whereNotNull('client_key').select('client_key');
    const ofApps = table(strapi, 'tiktok_accounts').whereIn('client_key', apps).select('id');
    return query.where((either) => {
      // What has begun goes on: a gate is about what is sent anew.
      void either.whereIn('state', [...BEGUN]).orWhere((mayGo) => {
        void mayGo
          .whereNotExists(closed().where({ subject: 'site' }).select('id'))
          .whereNotIn('account_id', ofApps)
          .whereNotIn('account_id', accounts(null));
        for (const type of shareType.options) {
          void mayGo.where((other) => {
            void other.whereNot({ share_type: type }).orWhereNotIn('account_id', accounts(type));
          });
        }
      });
    });
  };

  /** A row that cannot be read is nothing to work on; it waits for a person, who is told. */
  const putAside = async ({ id, fence }: DuePost): Promise<void> => {
    const why = REASONS.unreadable;
    await writeTogether(
      strapi,
      {
        update: 'tiktok_posts',
        where: { id, fence: fence + 1 },
        set: {
          state: 'held',
          reason: JSON.stringify(why),
          next_step_at: null,
          fence: fence + 2,
          lease_owner: null,
          lease_until: null,
          updated_at: now,
        },
      },
      [
        timelineLine(
          strapi,
          id,
          { from: null, to: 'held' },
          { code: why.code, message: why.message, actor: 'publisher' },
        ),
      ],
    );
  };

  const inTurn = (lane: Lane, limit: number, perAccount: number): Promise<unknown> => {
    const found = lane === 'send' ? throughGates(due(lane)) : due(lane);
    const rank = knex.raw(
      'ROW_NUMBER() OVER (PARTITION BY account_id ORDER BY next_step_at, id) AS turn',
    );
    const ranked = knex.select('found.*', rank).from(found.as('found'));
    return knex
      .select('id', 'fence', 'account_id', 'state', 'next_step_at', 'turn')
      .from(ranked.as('ranked'))
      .where('turn', '<=', perAccount)
      .orderBy('turn')
      .orderBy('next_step_at')
      .orderBy('id')
      .limit(limit);
  };

  return {
    /**
     * Posts of a lane whose next step is due, at most `limit`: each account's first before any
     * account's second, and nothing that waits behind a closed gate.
     */
    async due(lane: Lane, limit: number, perAccount: number): Promise<DuePost[]> {
      return z.array(duePost).parse(await inTurn(lane, limit, perAccount));
    },

    /** The same, each with when it fell due and its turn. */
    async dueInTurn(lane: Lane, limit: number, perAccount: number): Promise<DueJob[]> {
      return z.array(dueJob).parse(await inTurn(lane, limit, perAccount));
    },

    /** What these posts wait for next, of those that wait for anything. */
    async nextOf(ids: readonly number[]): Promise<DueJob[]> {
      const line = table(strapi, 'tiktok_posts')
        .from('tiktok_posts as other')
        .count('*')
        .whereIn('other.state', [...WORKED_ON])
        .whereRaw('other.account_id = tiktok_posts.account_id')
        .whereRaw(
          'other.next_step_at BETWEEN tiktok_posts.next_step_at - ? AND tiktok_posts.next_step_at',
          [LINE_MS],
        )
        .as('turn');
      const rows: unknown = await table(strapi, 'tiktok_posts')
        .select('id', 'fence', 'account_id', 'state', 'next_step_at', line)
        .whereIn('id', [...ids])
        .whereIn('state', [...WORKED_ON])
        .whereNotNull('next_step_at');
      return z.array(dueJob).parse(rows);
    },

    /** What falls due by itself between two times (epoch ms), at most `limit`. */
    async dueBetween(from: number, to: number, limit: number): Promise<DueJob[]> {
      const line = `COUNT(*) OVER (PARTITION BY account_id ORDER BY next_step_at
        RANGE BETWEEN ${LINE_MS} PRECEDING AND CURRENT ROW) AS turn`;
      const near = table(strapi, 'tiktok_posts')
        .select('id', 'fence', 'account_id', 'state', 'next_step_at', knex.raw(line))
        .whereIn('state', [...WORKED_ON])
        .whereBetween('next_step_at', [from - LINE_MS, to]);
      const rows: unknown = await knex
        .select('*')
        .from(near.as('near'))
        .where('next_step_at', '>=', from)
        .orderBy('next_step_at')
        .orderBy('id')
        .limit(limit);
      return z.array(dueJob).parse(rows);
    },

    /**
     * This post, if it is due, may go and is in nobody's hands; else until when not (epoch ms), or null:
     * whatever opens its gate, or changes it, says so.
     */
    async mayGo(id: number): Promise<DuePost | NotYet | null> {
      for (const lane of LANE_NAMES) {
        const found = lane === 'send' ? throughGates(allDue(lane)) : allDue(lane);
        const row: unknown = await found.where({ id }).first('id', 'fence', 'account_id', 'state');
        if (row !== undefined) return duePost.parse(row);
      }
      const row: unknown = await table(strapi, 'tiktok_posts')
        .where({ id })
        .whereIn('state', [...WORKED_ON])
        .whereNotNull('next_step_at')
        .first('next_step_at', 'lease_until');
      if (row === undefined) return null;
      const { next_step_at: dueAt, lease_until: takenUntil } = waiting.parse(row);
      const now = await databaseNowMs(strapi);
      if (takenUntil !== null && takenUntil > now) return { takenUntil };
      return dueAt > now ? { dueAt } : null;
    },

    /** What of a lane is due, may go and is in nobody's hands: how many, how many since, how old. */
    async backlog(lane: Lane): Promise<Backlog> {
      const found = lane === 'send' ? throughGates(allDue(lane)) : allDue(lane);
      const row: unknown = await found.first(
        knex.raw('COUNT(*) AS due'),
        knex.raw('COUNT(CASE WHEN next_step_at <= ? - ? THEN 1 END) AS late', [now, LATE_MS]),
        knex.raw('? - MIN(next_step_at) AS lag', [now]),
      );
      const { due: count, late, lag } = backlogRow.parse(row);
      return { due: count, late, lagMs: Math.max(0, lag ?? 0) };
    },

    /** When the next step after `from` is due (epoch ms), or null. */
    async next(from: number): Promise<number | null> {
      const row: unknown = await table(strapi, 'tiktok_posts')
        .where('next_step_at', '>', from)
        .min({ at: 'next_step_at' })
        .first();
      return nextRow.parse(row).at;
    },

    /**
     * Takes the posts that are still free and still due: fence, state, lease and due time are read
     * again inside the UPDATE. Missing are those that somebody else was quicker with, that a person
     * changed, or whose row cannot be read: that one is put aside.
     */
    async claim(wanted: readonly DuePost[]): Promise<Lease[]> {
      const start = performance.now();
      const taken = await (isPostgres ? claimAtOnce(wanted) : claimInOrder(wanted));
      const leases: Lease[] = [];
      for (const found of wanted) {
        const row = taken.get(found.id);
        if (!row) continue;
        const post = postRow.safeParse(row);
        if (post.success) {
          const as = { from: found.state, wasTried: row.was_tried };
          leases.push(new Lease(strapi, post.data, leaseMs, start + leaseMs, as));
        } else {
          strapi.log.error(`TikTok: post ${found.id} cannot be read and was put aside.`);
          await putAside(found);
        }
      }
      return leases;
    },
  };
};

export type Claims = ReturnType<typeof createClaims>;

/** Round robin over accounts, those with less work in hand first; within an account by due time. */
export const fairly = (
  wanted: readonly DuePost[],
  limit: number,
  busy: ReadonlyMap<number, number>,
  perAccount = Number.POSITIVE_INFINITY,
): DuePost[] => {
  const taken = new Map<number, number>(busy);
  return wanted
    .map((entry, order) => {
      const rank = taken.get(entry.account_id) ?? 0;
      taken.set(entry.account_id, rank + 1);
      return { entry, rank, order };
    })
    .filter(({ rank }) => rank < perAccount)
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
    .slice(0, limit)
    .map(({ entry }) => entry);
};
