import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { postContent, postReason } from '../../../../contracts/posts';
import { type ErasedUser } from '../../accounts';
import { inTransaction, table, type Transaction } from '../../database/tables';
import { eraseReason, wordsEraser } from './erase-words';

/** Posts of one transaction: short enough that nobody waits for it, long enough that it is not felt. */
const LOT = 200;
/** Ids in one statement, far below what any database takes. */
const IDS = 400;

/** What is left of the words of a post: nothing. */
const NO_WORDS = JSON.stringify(postContent.parse({}));

const postWords = z.object({
  id: z.coerce.number(),
  reason: z
    .string()
    .transform((text) => postReason.parse(JSON.parse(text)))
    .nullable(),
});
const line = z.object({ id: z.coerce.number(), message: z.string() });
const published = z.array(z.object({ publish_id: z.string() }));

type Counts = Record<'posts' | 'attempts' | 'timeline' | 'events', number>;

/** Rows that get the same new text, so that each text is one statement. */
const byText = (rows: readonly { id: number; text: string }[]): [string, number[]][] => {
  const groups = new Map<string, number[]>();
  for (const { id, text } of rows) groups.set(text, [...(groups.get(text) ?? []), id]);
  return [...groups];
};

const pieces = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / IDS) }, (_, at) =>
    all.slice(at * IDS, (at + 1) * IDS),
  );

/**
 * Removes what tells of a person from an account's posts, lot by lot: captions and titles, addresses,
 * TikTok's ids, the names in reasons and in the history, and what TikTok told about them. Posts,
 * states and times stay. It may be cut off after any lot and begun again: what is erased already
 * counts nothing.
 */
export const createPostsEraser = ({ strapi }: { strapi: Core.Strapi }) => {
  const words = async (
    trx: Transaction,
    posts: readonly z.output<typeof postWords>[],
    erase: (text: string) => string,
  ): Promise<number> => {
    const ids = posts.map(({ id }) => id);
    const found: { many: string | number }[] = await table(strapi, 'tiktok_posts', trx)
      .whereIn('id', ids)
      .where((holds) => {
        void holds
          .whereNotNull('title')
          .orWhereNotNull('link')
          .orWhereNotNull('post_ids')
          .orWhereNot('content', NO_WORDS);
      })
      .count({ many: '*' });
    await table(strapi, 'tiktok_posts', trx)
      .whereIn('id', ids)
      .update({
        title: null,
        content: NO_WORDS,
        link: null,
        post_ids: null,
        // Whoever works on one now must write nothing of it back.
        fence: trx.raw('fence + 1'),
      });
    const reasons = posts.flatMap(({ id, reason }) => {
      const text = reason && JSON.stringify(eraseReason(reason, erase));
      return text === null || text === JSON.stringify(reason) ? [] : [{ id, text }];
    });
    for (const [reason, some] of byText(reasons)) {
      await table(strapi, 'tiktok_posts', trx).whereIn('id', some).update({ reason });
    }
    return Number(found[0]?.many ?? 0);
  };

  /** Attempts, and the events that speak of them under whatever open_id the user had. */
  const evidence = async (
    trx: Transaction,
    ids: number[],
  ): Promise<Pick<Counts, 'attempts' | 'events'>> => {
    const known = published
      .parse(
        await table(strapi, 'tiktok_attempts', trx)
          .whereIn('post_id', ids)
          .whereNotNull('publish_id')
          .select('publish_id'),
      )
      .map(({ publish_id }) => publish_id);
    const attempts: number = await table(strapi, 'tiktok_attempts', trx)
      .whereIn('post_id', ids)
      .where((holds) => {
        void holds
          .whereNotNull('publish_id')
          .orWhereNotNull('upload_url')
          .orWhereNotNull('candidates')
          .orWhereNot('log_ids', '[]');
      })
      .update({ publish_id: null, upload_url: null, log_ids: '[]', candidates: null });
    let events = 0;
    for (const some of pieces(known)) {
      events += await table(strapi, 'tiktok_events', trx).whereIn('publish_id', some).delete();
    }
    return { attempts, events };
  };

  const history = async (
    trx: Transaction,
    ids: number[],
    erase: (text: string) => string,
  ): Promise<number> => {
    const lines = () => table(strapi, 'tiktok_timeline', trx).whereIn('post_id', ids);
    // People and TikTok write names and captions in words of their own.
    let erased: number = await lines()
      .whereNot('actor', 'publisher')
      .whereNot('message', 'Erased.')
      .update({ message: 'Erased.', actor: 'erased' });
    await lines().whereNotNull('log_id').update({ log_id: null });
    const ours = z
      .array(line)
      .parse(await lines().where({ actor: 'publisher' }).select('id', 'message'));
    const changed = ours.flatMap(({ id, message }) => {
      const text = erase(message);
      return text === message ? [] : [{ id, text }];
    });
    for (const [message, all] of byText(changed)) {
      for (const some of pieces(all)) {
        erased += await table(strapi, 'tiktok_timeline', trx)
          .whereIn('id', some)
          .update({ message });
      }
    }
    return erased;
  };

  /** One transaction. The order is that of every other one: posts before attempts before the history. */
  const lot = (accountId: number, after: number, erase: (text: string) => string) =>
    inTransaction(strapi, async (trx) => {
      const posts = z
        .array(postWords)
        .parse(
          await table(strapi, 'tiktok_posts', trx)
            .where({ account_id: accountId })
            .where('id', '>', after)
            .orderBy('id')
            .limit(LOT)
            .select('id', 'reason'),
        );
      const last = posts.at(-1)?.id;
      if (last === undefined) return null;
      const ids = posts.map(({ id }) => id);
      const counts: Counts = {
        posts: await words(trx, posts, erase),
        ...(await evidence(trx, ids)),
        timeline: await history(trx, ids, erase),
      };
      return { last, counts };
    });

  /** @param erased hears after each lot how many rows of which kind it was */
  return async (
    user: ErasedUser,
    erased: (counts: Record<string, number>) => Promise<void>,
  ): Promise<void> => {
    const { accountId, clientKey, openId } = user;
    const erase = wordsEraser(user);
    for (let after = 0; ;) {
      const done = await lot(accountId, after, erase);
      if (!done) break;
      await erased(done.counts);
      after = done.last;
    }
    const events: number = await table(strapi, 'tiktok_events')
      .where({ client_key: clientKey, open_id: openId })
      .delete();
    await table(strapi, 'tiktok_gates').where({ account_id: accountId }).delete();
    await erased({ events });
  };
};

export type PostsEraser = ReturnType<typeof createPostsEraser>;
