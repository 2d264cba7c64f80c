import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type RequestOf, type ResponseOf } from '../../../../contracts/endpoint';
import { type checkRepeats } from '../../../../contracts/composer';
import { table } from '../../database/tables';
import { postRow, type PostRow } from '../life/rows';
import { LEFT_UNSENT } from '../life/state-machine';

type Request = RequestOf<typeof checkRepeats>['body'];
type Repeat = ResponseOf<typeof checkRepeats>['repeats'][number];

/** So many of an account's latest posts are compared; TikTok's own check looks at recent ones too. */
const COMPARED = 200;
const SHOWN = 5;

const wordsOf = ({ caption, title, description }: PostRow['content']): string =>
  [caption, title, description].join('\n').replace(/\s+/g, ' ').trim().toLowerCase();

const timeOf = (post: PostRow): number => post.published_at ?? post.scheduled_at ?? post.created_at;

export type LatestPosts = (accountId: number) => Promise<PostRow[]>;

/** What was begun at TikTok may be there, though TikTok said that it failed. */
const wasGiven = (strapi: Core.Strapi) => (attempts: ReturnType<typeof table>) => {
  const schema = strapi.db.getSchemaName();
  const from = attempts.select('id').from('tiktok_attempts');
  void (schema ? from.withSchema(schema) : from)
    .whereRaw('tiktok_attempts.post_id = tiktok_posts.id')
    .whereNotNull('committed_at');
};

/** Reads an account's latest posts, once however often they are asked for. */
export const latestPosts = (strapi: Core.Strapi): LatestPosts => {
  const known = new Map<number, Promise<PostRow[]>>();
  const read = async (accountId: number): Promise<PostRow[]> => {
    const rows: unknown = await table(strapi, 'tiktok_posts')
      .where({ account_id: accountId })
      .where((counts) => {
        void counts.whereNotIn('state', [...LEFT_UNSENT]).orWhere((failed) => {
          void failed.where({ state: 'failed' }).whereExists(wasGiven(strapi));
        });
      })
      .orderBy('id', 'desc')
      // One of them may be the post that is edited.
      .limit(COMPARED + 1)
      .select();
    return z.array(postRow).parse(rows);
  };
  return (accountId) => {
    const rows = known.get(accountId) ?? read(accountId);
    known.set(accountId, rows);
    return rows;
  };
};

/**
 * Posts of the same account with the same words or one of the same files, newest first: TikTok takes
 * them for spam, and people mostly did not mean it (T07). Drafts and what was cancelled do not count,
 * nor what failed without TikTok having got it.
 * That there is one is told to whoever may post with the account; which one, only to who may see it.
 */
export const findRepeats = async (
  strapi: Core.Strapi,
  maySee: (post: PostRow) => Promise<boolean>,
  { accountId, assetIds, content, exceptPostId }: Request,
  latestOf: LatestPosts = latestPosts(strapi),
): Promise<Repeat[]> => {
  const words = wordsOf(content);
  const repeats = (await latestOf(accountId))
    .filter(({ id }) => id !== exceptPostId)
    .flatMap((post) => {
      const sameFile = post.media.some(({ assetId }) => assetIds.includes(assetId));
      const sameText = words !== '' && wordsOf(post.content) === words;
      if (!sameFile && !sameText) return [];
      return [{ post, what: sameFile ? ('file' as const) : ('text' as const) }];
    })
    .slice(0, SHOWN);
  return Promise.all(
    repeats.map(async ({ post, what }): Promise<Repeat> => {
      const isSeen = await maySee(post);
      return {
        what,
        postId: isSeen ? post.id : null,
        title: isSeen ? (post.title ?? '') : '',
        state: post.state,
        at: new Date(timeOf(post)).toISOString(),
      };
    }),
  );
};
