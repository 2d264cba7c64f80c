import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { inTransaction, table, type TableName } from '../../database/tables';
import { Problem, versionConflict } from '../../http/problem';
import { type PostRow } from './rows';

/** What is only about the post, and is of no use without it. */
const ABOUT_IT = [
  'tiktok_timeline',
  'tiktok_guards',
  'tiktok_links',
] as const satisfies TableName[];

const sentBefore = (): Problem =>
  new Problem({
    status: 409,
    code: 'sent_before',
    message: 'This post was given to TikTok once, so its history is kept.',
    remedy: 'Cancel it instead.',
  });

/**
 * Deletes a post that is as it was read, with its history and links.
 * @throws Problem `sent_before` where an attempt was ever begun, `version_conflict`
 */
export const createRemovePost =
  (strapi: Core.Strapi) =>
  ({ id, state, version }: PostRow): Promise<void> =>
    inTransaction(strapi, async (trx) => {
      const attempts = z
        .array(z.unknown())
        .parse(await table(strapi, 'tiktok_attempts', trx).where({ post_id: id }).limit(1));
      if (attempts.length > 0) throw sentBefore();
      // An attempt begins with a change of this row, so that none can begin behind this.
      const gone: number = await table(strapi, 'tiktok_posts', trx)
        .where({ id, state, version })
        .delete();
      if (gone === 0) throw versionConflict('The post');
      for (const name of ABOUT_IT) await table(strapi, name, trx).where({ post_id: id }).delete();
    });
