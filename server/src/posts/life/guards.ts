import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { nowMsSql } from '../../database/clock';
import { table, type Transaction } from '../../database/tables';
import { postRow, type PostRow } from './rows';

const MINUTE_MS = 60_000;
/** Taken so lately, the post it is for may not have been changed yet (people/edits.ts). */
const FRESH_MS = 5_000;
const guardRow = z.object({ post_id: z.coerce.number(), fresh: z.coerce.boolean() });

/**
 * Something that one post has at a time, kept by a unique index: two that are stored at the same
 * moment, in whatever processes, cannot both have it.
 */
export interface Guard {
  key: string;
  /** Whether a post that took it before has it still; `fresh`: it took it seconds ago. */
  holds: (post: PostRow, fresh: boolean) => boolean;
}

/** Thrown within the transaction that stores the second post, which undoes it. */
export class GuardTaken extends Error {
  constructor(
    readonly guard: Guard,
    readonly holder: PostRow,
  ) {
    super(`post ${holder.id} has ${guard.key}`);
    this.name = 'GuardTaken';
  }
}

/** @throws GuardTaken */
const take = async (
  strapi: Core.Strapi,
  trx: Transaction,
  postId: number,
  guard: Guard,
): Promise<void> => {
  const guards = () => table(strapi, 'tiktok_guards', trx).where({ key: guard.key });
  const now = nowMsSql(strapi.db.connection);
  await table(strapi, 'tiktok_guards', trx)
    .insert({ key: guard.key, post_id: postId, made_at: trx.raw(now) })
    .onConflict('key')
    .ignore();
  // A locking read: MySQL's plain one shows what was there when the transaction began.
  const { post_id: holderId, fresh } = guardRow.parse(
    await guards()
      .forUpdate()
      .first('post_id', trx.raw(`(made_at > ${now} - ${FRESH_MS}) AS fresh`)),
  );
  if (holderId === postId) return;
  const row: unknown = await table(strapi, 'tiktok_posts', trx)
    .where({ id: holderId })
    .forUpdate()
    .first();
  const holder = row === undefined ? null : postRow.parse(row);
  if (holder && guard.holds(holder, fresh)) throw new GuardTaken(guard, holder);
  await guards().update({ post_id: postId, made_at: trx.raw(now) });
};

/**
 * Takes all of them for a post, or none.
 * @throws GuardTaken
 */
export const takeGuards = async (
  strapi: Core.Strapi,
  trx: Transaction,
  postId: number,
  guards: readonly Guard[],
): Promise<void> => {
  // In one order for everybody, so that no two wait for each other.
  for (const guard of [...guards].sort((a, b) => (a.key < b.key ? -1 : 1))) {
    await take(strapi, trx, postId, guard);
  }
};

/** Forgets those that nobody can meet any more. Posting times lie at most 90 days ahead. */
export const pruneGuards = async (strapi: Core.Strapi): Promise<void> => {
  const now = nowMsSql(strapi.db.connection);
  await table(strapi, 'tiktok_guards')
    .whereRaw(`made_at < ${now} - ?`, [100 * 24 * 60 * MINUTE_MS])
    .delete();
};
