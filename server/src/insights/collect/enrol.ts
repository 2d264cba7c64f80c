import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { mediaKind } from '../../../../contracts/media';
import { holdsOffErasure } from '../../accounts';
import { inTransaction, table } from '../../database/tables';
import { nextAgeAt } from '../ages';

/** At a time; what is left over has its turn a minute later. */
const LOT = 500;

const published = z.object({
  id: z.coerce.number(),
  account_id: z.coerce.number(),
  kind: mediaKind,
  uid: z.string().nullable(),
  document_id: z.string().nullable(),
  locale: z.string().nullable(),
  published_at: z.coerce.number(),
  post_ids: z
    .string()
    .nullable()
    .transform((text) => z.array(z.string()).parse(JSON.parse(text ?? '[]'))),
  link: z.string().nullable(),
});

/** TikTok's ids of a post: told by TikTok, or in the address that a person gave. Never guessed. */
const videoIdsOf = ({ post_ids: ids, link }: z.output<typeof published>): string[] => {
  if (ids.length > 0) return ids;
  const inLink = /\/(?:video|photo)\/(\d{1,25})/.exec(link ?? '')?.[1];
  return inLink === undefined ? [] : [inLink];
};

/**
 * Posts that are on TikTok, and whose id there is known, are followed from now on.
 * @param since epoch ms: only those published after it; ids that come later are found by a call without
 * @returns how many
 */
export const enrolPosts = async (
  strapi: Core.Strapi,
  accountIds: readonly number[],
  since: number | null,
): Promise<number> => {
  const query = table(strapi, 'tiktok_posts')
    .where({ state: 'published' })
    .whereIn('account_id', [...accountIds])
    .where((named) => {
      void named
        .where((told) => void told.whereNotNull('post_ids').whereNot('post_ids', '[]'))
        .orWhereNotNull('link');
    })
    .whereNotExists((known: ReturnType<typeof table>) => {
      const schema = strapi.db.getSchemaName();
      const from = known.select('id').from('tiktok_videos');
      void (schema ? from.withSchema(schema) : from).whereRaw(
        'tiktok_videos.post_id = tiktok_posts.id',
      );
    });
  if (since === null) void query.whereNotNull('published_at');
  else void query.where('published_at', '>=', since);
  const posts = z
    .array(published)
    .parse(
      await query
        .orderBy('id')
        .limit(LOT)
        .select(
          'id',
          'account_id',
          'kind',
          'uid',
          'document_id',
          'locale',
          'published_at',
          'post_ids',
          'link',
        ),
    );
  const enrol = (post: z.output<typeof published>): Promise<number> =>
    inTransaction(strapi, async (trx) => {
      if (!(await holdsOffErasure(strapi, post.account_id, trx))) return 0;
      const videos = () => table(strapi, 'tiktok_videos', trx);
      const ids = videoIdsOf(post);
      for (const videoId of ids) {
        const entry = { uid: post.uid, document_id: post.document_id, locale: post.locale };
        const mine = { post_id: post.id, ...entry, kind: post.kind };
        // Due at its first age, and at once where that has come already.
        const next_at = nextAgeAt('post', post.published_at, post.published_at);
        await videos()
          .insert({
            account_id: post.account_id,
            video_id: videoId,
            created_at: post.published_at,
            next_at,
            ...mine,
          })
          .onConflict(['account_id', 'video_id'])
          .ignore();
        // It may have been seen in TikTok's list before its post was known to be it.
        await videos()
          .where({ account_id: post.account_id, video_id: videoId })
          .whereNull('post_id')
          .update({ ...mine, next_at });
      }
      return ids.length;
    });
  let enrolled = 0;
  for (const post of posts) enrolled += await enrol(post);
  return enrolled;
};
