import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type AccountMissing } from '../../../../contracts/insights';
import { type Account } from '../../accounts';
import { contentOf } from '../../content';
import { table } from '../../database/tables';
import { type Caller } from '../../http/handle';
import { notFound } from '../../http/problem';
import { postsOf } from '../../posts';
import { settingsOf } from '../../settings';
import { type Followed } from '../collect/followed';
import { sumCounters } from '../compare/gained';
import { asText, counter, videoColumns, videoRow, type VideoRow } from '../rows';
import { describeVideos, inDigits } from './describe';
import { marksOf } from './marks';
import { missingOf } from './missing';
import { type Visible } from './visible';

const titles = z.array(z.object({ id: z.coerce.number(), title: z.string().nullable() }));
const views = z.array(
  z.object({ key: z.union([z.string(), z.number()]).transform(String), views: counter }),
);

export const namesOf = (accounts: readonly Account[]): Map<number, string> =>
  new Map(accounts.map(({ id, nickname }) => [id, nickname]));

/** The titles of posts, by id. */
export const titlesOf = async (
  strapi: Core.Strapi,
  videos: readonly Pick<VideoRow, 'post_id'>[],
): Promise<Map<number, string>> => {
  const ids = videos.flatMap(({ post_id: id }) => (id === null ? [] : [id]));
  const rows = titles.parse(
    await table(strapi, 'tiktok_posts').whereIn('id', ids).select('id', 'title'),
  );
  return new Map(rows.map(({ id, title }) => [id, title ?? '']));
};

/** The sum of views by a column, in one query; as text, which the databases sum exactly. */
const sumBy = async (
  strapi: Core.Strapi,
  column: 'post_id' | 'document_id',
  narrow: (query: ReturnType<typeof table>) => void,
): Promise<Record<string, string>> => {
  const knex = strapi.db.connection;
  const query = table(strapi, 'tiktok_videos').whereNotNull('tiktok_videos.views');
  narrow(query);
  const rows = views.parse(
    await query.select(
      knex.ref(`tiktok_videos.${column}`).as('key'),
      ...asText(strapi, ['views'], 'tiktok_videos.'),
    ),
  );
  const sums = new Map<string, bigint>();
  for (const row of rows) sums.set(row.key, (sums.get(row.key) ?? 0n) + (row.views ?? 0n));
  return Object.fromEntries([...sums].map(([key, sum]) => [key, sum.toString()]));
};

/** How posts and entries do, for their own pages and for lists. Asks nothing of TikTok. */
export const createPostInsights = ({
  strapi,
  visible,
  followed,
}: {
  strapi: Core.Strapi;
  visible: Visible;
  followed: Followed;
}) => {
  const isOn = async (): Promise<boolean> => (await settingsOf(strapi).current()).insights;

  const shown = async (videos: readonly VideoRow[], accounts: readonly Account[]) =>
    describeVideos(strapi, videos, {
      accounts: namesOf(accounts),
      titles: await titlesOf(strapi, videos),
    });

  const missing = async (
    accounts: readonly Account[],
    ids: ReadonlySet<number>,
  ): Promise<AccountMissing[]> =>
    missingOf(
      accounts.filter(({ id }) => ids.has(id)),
      await followed.all(),
    );

  return {
    /** @throws Problem `not_found` where the caller may not read the entry */
    async ofEntry(caller: Caller, entry: { uid: string; documentId: string }) {
      const source = { ...entry, locale: null, status: 'draft' as const };
      const [mayRead, accounts, on] = await Promise.all([
        entry.uid in strapi.contentTypes && contentOf(strapi).mayRead(caller, source),
        visible.accounts(caller),
        isOn(),
      ]);
      if (!mayRead) throw notFound('This entry');
      const narrow = await visible.narrow(
        caller,
        accounts.map(({ id }) => id),
      );
      const query = table(strapi, 'tiktok_videos').where({
        'tiktok_videos.uid': entry.uid,
        'tiktok_videos.document_id': entry.documentId,
      });
      narrow(query);
      const videos = z
        .array(videoRow)
        .parse(
          await query
            .orderBy('tiktok_videos.created_at', 'desc')
            .limit(100)
            .select(videoColumns(strapi, 'tiktok_videos.')),
        );
      const [lacking, described] = await Promise.all([
        missing(accounts, new Set(videos.map(({ account_id: id }) => id))),
        shown(videos, accounts),
      ]);
      return { on, missing: lacking, videos: described, total: inDigits(sumCounters(videos)) };
    },

    /** @throws Problem `not_found` where the caller may not see the post */
    async ofPost(caller: Caller, id: number) {
      const post = await postsOf(strapi).reading.requireVisible(caller, id);
      const [accounts, on, rows] = await Promise.all([
        visible.accounts(caller),
        isOn(),
        table(strapi, 'tiktok_videos')
          .where({ post_id: id })
          .orderBy('created_at')
          .select(videoColumns(strapi)),
      ]);
      const [lacking, videos, marks] = await Promise.all([
        missing(accounts, new Set([post.account_id])),
        shown(z.array(videoRow).parse(rows), accounts),
        marksOf(strapi, post, post.published_at ?? post.created_at),
      ]);
      return { on, missing: lacking, videos, marks };
    },

    /** The views of these posts, those left out that the caller may not see; one query on videos. */
    async viewsOfPosts(caller: Caller, ids: readonly number[]): Promise<Record<string, string>> {
      const accounts = await visible.accounts(caller);
      const narrow = await visible.narrow(
        caller,
        accounts.map(({ id }) => id),
      );
      return sumBy(strapi, 'post_id', (query) => {
        narrow(query.whereIn('tiktok_videos.post_id', [...ids]));
      });
    },

    async viewsOfEntries(
      caller: Caller,
      { uid, documentIds }: { uid: string; documentIds: readonly string[] },
    ): Promise<Record<string, string>> {
      const accounts = await visible.accounts(caller);
      const narrow = await visible.narrow(
        caller,
        accounts.map(({ id }) => id),
      );
      return sumBy(strapi, 'document_id', (query) => {
        narrow(
          query
            .where('tiktok_videos.uid', uid)
            .whereIn('tiktok_videos.document_id', [...documentIds]),
        );
      });
    },

    isOn,
    shown,
  };
};

export type PostInsights = ReturnType<typeof createPostInsights>;
