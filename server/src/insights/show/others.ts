import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type RequestOf } from '../../../../contracts/endpoint';
import { type linkVideo, type ListedVideo } from '../../../../contracts/insights';
import { type Account, accountsOf } from '../../accounts';
import { type Avatar, fetchAvatar } from '../../accounts/avatar-fetch';
import { pluginConfig } from '../../config';
import { contentOf } from '../../content';
import { table } from '../../database/tables';
import { type Caller } from '../../http/handle';
import { forbidden, notFound, Problem } from '../../http/problem';
import { postsOf } from '../../posts';
import { publicPath, vaultOf } from '../../settings';
import { DEFAULT_API_URL } from '../../tiktok';
import { HOUR } from '../ages';
import { type Collector } from '../collect/collector';
import { videoColumns, videoRow, type VideoRow } from '../rows';
import { inDigits } from './describe';
import { type Visible } from './visible';

const PURPOSE = 'video-cover';
const idRows = z.array(z.object({ id: z.coerce.number() }));
const TTL_SECONDS = 3600;
/** TikTok's covers live six hours [tiktok-api-v2-video-object]. */
const COVER_MS = 5.5 * HOUR;

export const notAsked = (retryAt: number): Problem =>
  new Problem({
    status: 503,
    code: 'tiktok_not_asked',
    message: 'TikTok could not be asked for this account now.',
    remedy: 'What was measured before is still shown. Try again later.',
    retryAt: new Date(retryAt),
  });

/** The account's videos as TikTok lists them, with their covers, and what they belong to. */
export const createOthers = ({
  strapi,
  collector,
  visible,
}: {
  strapi: Core.Strapi;
  collector: Collector;
  visible: Visible;
}) => {
  const vault = vaultOf(strapi);
  const accounts = accountsOf(strapi);

  const coverUrl = ({ id, cover_url: url }: VideoRow, adminUserId: number): string | null => {
    if (url === null || !vault.ready) return null;
    const token = vault.signLink(PURPOSE, { v: id, u: adminUserId }, TTL_SECONDS);
    return `${publicPath(strapi, `/insights/covers/${id}`)}?token=${token}`;
  };

  const rowsOf = async (account: Account, ids: readonly string[]): Promise<VideoRow[]> => {
    const rows = z.array(videoRow).parse(
      await table(strapi, 'tiktok_videos')
        .where({ account_id: account.id })
        .whereIn('video_id', [...ids])
        .select(videoColumns(strapi)),
    );
    return rows.sort((a, b) => b.created_at - a.created_at);
  };

  /** Those of which the caller may know what they belong to. */
  const seenOf = async (
    caller: Caller,
    account: Account,
    rows: readonly VideoRow[],
  ): Promise<Set<number>> => {
    const query = table(strapi, 'tiktok_videos').whereIn(
      'tiktok_videos.id',
      rows.map(({ id }) => id),
    );
    (await visible.narrow(caller, [account.id]))(query);
    return new Set(idRows.parse(await query.select('tiktok_videos.id')).map(({ id }) => id));
  };

  /** TikTok's address of a cover, asked for anew when the known one is dead. */
  const addressOf = async (row: VideoRow): Promise<string | null> => {
    const age = (await collector.now()) - (row.cover_at ?? 0);
    if (row.cover_url !== null && age < COVER_MS) return row.cover_url;
    const account = await accounts.find(row.account_id);
    if (!account || account.erased) return null;
    const outcome = await collector.ask.videos(account, [row.video_id]);
    if (!outcome.asked) return null;
    await collector.videos.answered([row], outcome.answer.videos, await collector.now());
    return (await collector.videos.find(row.id))?.cover_url ?? null;
  };

  const taken = (): Problem =>
    new Problem({
      status: 409,
      code: 'video_taken',
      message: 'This video belongs to a post or an entry already.',
      remedy: 'Reload the list of videos.',
    });

  const linkToPost = async (
    caller: Caller,
    row: VideoRow,
    { id, version }: { id: number; version: number },
  ): Promise<void> => {
    const post = await postsOf(strapi).reading.requireVisible(caller, id);
    if (post.account_id !== row.account_id || post.kind !== row.kind) {
      throw new Problem({
        status: 409,
        code: 'video_of_another',
        message: 'This video cannot be that post: it is of another account, or of another kind.',
        remedy: 'Choose a post of this account.',
      });
    }
    const link = row.share_url ?? undefined;
    const entry = { uid: post.uid, documentId: post.document_id, locale: post.locale };
    // Taken first: of two people who say it of two posts, only one may settle theirs.
    if (!(await collector.videos.adopt(row, { postId: id, ...entry }, await collector.now()))) {
      throw taken();
    }
    try {
      // The gate asks whether the person may say so, and whether the post waits for such a word.
      await postsOf(strapi).people.resolve(caller, id, {
        version,
        verdict: 'live',
        ...(link === undefined ? {} : { link }),
      });
    } catch (error) {
      await collector.videos.release(row, id);
      throw error;
    }
  };

  return {
    /** @throws Problem `scope_missing`, `tiktok_not_asked` */
    async list(
      caller: Caller,
      account: Account,
      cursor: number | undefined,
    ): Promise<{ videos: ListedVideo[]; cursor: string | null }> {
      if (!account.grantedScopes.includes('video.list')) {
        throw new Problem({
          status: 409,
          code: 'scope_missing',
          message: 'This account has not granted "video.list", which shows its public videos.',
          remedy: 'Switch on insights in the settings, connect the account again, and grant it.',
        });
      }
      await collector.followed.follow([account.id]);
      const outcome = await collector.ask.list(account, cursor);
      if (!outcome.asked) {
        if (outcome.error instanceof Problem) throw outcome.error;
        throw notAsked(outcome.retryAt);
      }
      const { videos, hasMore, cursor: next } = outcome.answer;
      const row = await collector.followed.find(account.id);
      const follow = row?.follows_others ?? false;
      await collector.videos.listed(account.id, videos, await collector.now(), follow);
      const rows = await rowsOf(
        account,
        videos.map(({ id }) => id),
      );
      const seen = await seenOf(caller, account, rows);
      return {
        videos: rows.map((video) => ({
          id: video.id,
          videoId: video.video_id,
          isLinked: video.post_id !== null || video.uid !== null,
          postId: seen.has(video.id) ? video.post_id : null,
          uid: seen.has(video.id) ? video.uid : null,
          documentId: seen.has(video.id) ? video.document_id : null,
          kind: video.kind,
          caption: video.caption ?? '',
          link: video.share_url,
          coverUrl: coverUrl(video, caller.id),
          createdAt: new Date(video.created_at).toISOString(),
          counters: inDigits(video),
        })),
        cursor: hasMore && next !== undefined ? String(next) : null,
      };
    },

    /** The picture behind a signed link. @throws Problem `not_found` for a bad or expired link */
    async cover(id: number, token: string): Promise<Avatar> {
      const row =
        vault.verifyLink(PURPOSE, token)?.v === id ? await collector.videos.find(id) : null;
      const address = row && (await addressOf(row));
      const { origin } = new URL(pluginConfig(strapi).apiUrl);
      const picture = address
        ? await fetchAvatar(address, origin === DEFAULT_API_URL ? null : origin)
        : null;
      if (!picture) throw notFound('This picture');
      return picture;
    },

    /**
     * Says what a video belongs to.
     * @throws Problem `not_found`, `forbidden`, `video_taken`, `video_of_another`, and those of the gate
     */
    async link(caller: Caller, id: number, to: RequestOf<typeof linkVideo>['body']): Promise<void> {
      const row = await collector.videos.find(id);
      const account = row && (await accounts.find(row.account_id));
      if (!row || !account || account.erased || !accounts.mayPostWith(caller, account)) {
        throw notFound('This video');
      }
      if (row.post_id !== null || row.uid !== null) throw taken();
      if ('post' in to) return linkToPost(caller, row, to.post);
      const { uid, documentId, locale } = to.entry;
      const source = { uid, documentId, locale, status: 'draft' as const };
      const { may, why } = await contentOf(strapi).mayPost(caller, source);
      if (!may) throw forbidden(why ?? 'You may not post this entry.', 'Choose another entry.');
      const as = { postId: null, uid, documentId, locale };
      if (!(await collector.videos.adopt(row, as, await collector.now()))) throw taken();
    },
  };
};
