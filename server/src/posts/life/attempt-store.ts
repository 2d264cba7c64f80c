import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { ofNoErased } from '../../accounts';
import { table } from '../../database/tables';
import {
  type AttemptPatch,
  attemptRow,
  type AttemptRow,
  postRow,
  type PostRow,
  postRowOrBroken,
} from './rows';

const toldRow = z.looseObject({ told_at: z.unknown() });

/** What a post's columns are called beside those of an attempt. */
const OF_POST = 'of_post_';
const POST_COLUMNS = Object.keys(postRow.shape);
const postIn = (row: z.output<typeof toldRow>): PostRow =>
  postRowOrBroken(Object.fromEntries(POST_COLUMNS.map((name) => [name, row[OF_POST + name]])));

/** TikTok's log ids of an attempt with one more. */
export const withLogId = (attempt: AttemptRow, logId: string | undefined): { log_ids?: string } =>
  logId ? { log_ids: JSON.stringify([...(attempt.log_ids ?? []), logId].slice(-20)) } : {};

/** The attempts: one row an init. */
export const createAttemptStore = ({ strapi }: { strapi: Core.Strapi }) => {
  return {
    /** A post's attempts, oldest first. */
    async ofPost(postId: number): Promise<AttemptRow[]> {
      const rows: unknown = await table(strapi, 'tiktok_attempts')
        .where({ post_id: postId })
        .orderBy('number')
        .select();
      return z.array(attemptRow).parse(rows);
    },

    /** The newest attempt of each of these posts, by post. One query for a page of posts. */
    async latestOf(postIds: readonly number[]): Promise<Map<number, AttemptRow>> {
      const rows: unknown = await table(strapi, 'tiktok_attempts')
        .whereIn('post_id', [...postIds])
        .orderBy('number')
        .select();
      return new Map(
        z
          .array(attemptRow)
          .parse(rows)
          .map((attempt) => [attempt.post_id, attempt]),
      );
    },

    async find(id: number): Promise<AttemptRow | null> {
      const row: unknown = await table(strapi, 'tiktok_attempts').where({ id }).first();
      return row === undefined ? null : attemptRow.parse(row);
    },

    async byPublishId(publishId: string): Promise<AttemptRow | null> {
      const row: unknown = await table(strapi, 'tiktok_attempts')
        .where({ publish_id: publishId })
        .first();
      return row === undefined ? null : attemptRow.parse(row);
    },

    /**
     * The attempt of a publish_id with its post, and whether this very event (by its digest) was dealt
     * with before. One query: most of what TikTok tells is about attempts that are known.
     */
    async toldOf(
      publishId: string,
      digest: string,
    ): Promise<{ attempt: AttemptRow; post: PostRow; isRepeated: boolean } | null> {
      const handled = table(strapi, 'tiktok_events').where({ digest }).select('handled_at');
      const row: unknown = await table(strapi, 'tiktok_attempts')
        .join('tiktok_posts', 'tiktok_posts.id', 'tiktok_attempts.post_id')
        .where({ publish_id: publishId })
        .first(
          'tiktok_attempts.*',
          ...POST_COLUMNS.map((name) => `tiktok_posts.${name} as ${OF_POST}${name}`),
          handled.as('told_at'),
        );
      if (row === undefined) return null;
      const told = toldRow.parse(row);
      return {
        attempt: attemptRow.parse(row),
        post: postIn(told),
        isRepeated: told.told_at !== null,
      };
    },

    /** Accounts of which an attempt's publish_id was never learnt. */
    async accountsOutOfSight(): Promise<number[]> {
      const rows: unknown = await table(strapi, 'tiktok_attempts')
        .where({ outcome: 'unknown' })
        .whereNull('publish_id')
        .distinct('account_id');
      return z
        .array(z.object({ account_id: z.coerce.number() }))
        .parse(rows)
        .map(({ account_id: accountId }) => accountId);
    },

    /**
     * Writes an attempt without a lease: only for facts that are true whoever holds the post, and
     * nothing of an account that was erased meanwhile.
     */
    async recordFact(attemptId: number, patch: AttemptPatch): Promise<void> {
      const [sql, bindings] = ofNoErased(strapi, 'tiktok_attempts.account_id');
      await table(strapi, 'tiktok_attempts')
        .where({ id: attemptId })
        .whereRaw(sql, [...bindings])
        .update(patch);
    },
  };
};

export type AttemptStore = ReturnType<typeof createAttemptStore>;
