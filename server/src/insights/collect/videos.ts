import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { holdsOffErasure } from '../../accounts';
import { inTransaction, table, type Transaction } from '../../database/tables';
import { type VideoObject } from '../../tiktok';
import { ageFor, askAgainAt, DAY, isLate, nextAgeAt, type Plan } from '../ages';
import { digits, videoColumns, videoRow, type VideoRow } from '../rows';

/** What is ours, or was said to belong to an entry, is followed as a post. */
export const planOf = ({ post_id, uid }: Pick<VideoRow, 'post_id' | 'uid'>): Plan =>
  post_id !== null || uid !== null ? 'post' : 'other';

const kindOf = ({ shareUrl }: VideoObject): 'video' | 'photo' =>
  shareUrl?.includes('/photo/') === true ? 'photo' : 'video';

const countersOf = (video: VideoObject) => ({
  views: digits(video.viewCount),
  likes: digits(video.likeCount),
  comments: digits(video.commentCount),
  shares: digits(video.shareCount),
});

const describe = (video: VideoObject, at: number) => ({
  caption: video.title ?? video.videoDescription ?? null,
  share_url: video.shareUrl?.split('?')[0] ?? null,
  cover_url: video.coverImageUrl ?? null,
  cover_at: video.coverImageUrl === undefined ? null : at,
  duration: video.durationSeconds === undefined ? null : Math.round(video.durationSeconds),
});

const due = z.array(z.object({ account_id: z.coerce.number(), next_at: z.coerce.number() }));

/** The videos that are known, and what TikTok told of them. */
export const createVideos = ({ strapi }: { strapi: Core.Strapi }) => {
  const rows = (trx?: Transaction) => table(strapi, 'tiktok_videos', trx);
  const parse = (found: unknown): VideoRow[] => z.array(videoRow).parse(found);

  return {
    async find(id: number): Promise<VideoRow | null> {
      const row: unknown = await rows().where({ id }).first(videoColumns(strapi));
      return row === undefined ? null : videoRow.parse(row);
    },

    /** The accounts of which videos are due, with the longest wait first. */
    async dueAccounts(accountIds: readonly number[], now: number): Promise<z.output<typeof due>> {
      return due.parse(
        await rows()
          .whereIn('account_id', [...accountIds])
          .where('next_at', '<=', now)
          .groupBy('account_id')
          .select('account_id')
          .min({ next_at: 'next_at' }),
      );
    },

    /** At most `limit` videos of an account that are due, those that wait longest first. */
    async due(accountId: number, now: number, limit: number): Promise<VideoRow[]> {
      return parse(
        await rows()
          .where({ account_id: accountId })
          .where('next_at', '<=', now)
          .orderBy('next_at')
          .limit(limit)
          .select(videoColumns(strapi)),
      );
    },

    /** Another video of the account that TikTok showed lately: its being there tells that the answer is whole. */
    async neighbour(accountId: number, except: readonly number[]): Promise<VideoRow | null> {
      const row: unknown = await rows()
        .where({ account_id: accountId })
        .whereNotIn('id', [...except])
        .whereNull('missing_since')
        .whereNotNull('measured_at')
        .orderBy('created_at', 'desc')
        .first(videoColumns(strapi));
      return row === undefined ? null : videoRow.parse(row);
    },

    /**
     * Stores what TikTok answered for videos that were asked for: a sample of each that is due, once
     * for its age, and when each is due again. One that was left out while another one was shown is
     * missing, and hidden when that is so a day later still.
     * @param asked of one account, with those that are due
     */
    async answered(
      asked: readonly VideoRow[],
      told: readonly VideoObject[],
      now: number,
    ): Promise<void> {
      const byId = new Map(told.map((video) => [video.id, video]));
      const anyShown = asked.some(({ video_id: videoId }) => byId.has(videoId));
      const [first] = asked;
      if (!first) return;
      await inTransaction(strapi, async (trx) => {
        if (!(await holdsOffErasure(strapi, first.account_id, trx))) return;
        const samples: Record<string, unknown>[] = [];
        for (const row of asked) {
          const video = byId.get(row.video_id);
          const plan = planOf(row);
          const isDue = row.next_at !== null && row.next_at <= now;
          if (!video) {
            if (!isDue) continue;
            const since = anyShown ? (row.missing_since ?? now) : row.missing_since;
            const isHidden = anyShown && since !== null && now - since >= DAY;
            await rows(trx)
              .where({ id: row.id })
              .update({
                missing_since: since,
                ...(isHidden ? { hidden_since: since } : {}),
                next_at:
                  isHidden || row.hidden_since !== null
                    ? nextAgeAt(plan, row.created_at, now)
                    : askAgainAt(plan, row.created_at, now),
              });
            continue;
          }
          const createdAt = video.createTimeMs ?? row.created_at;
          const age = isDue ? ageFor(plan, createdAt, now) : null;
          await rows(trx)
            .where({ id: row.id })
            .update({
              created_at: createdAt,
              measured_at: now,
              ...countersOf(video),
              ...describe(video, now),
              ...(row.post_id === null ? { kind: kindOf(video) } : {}),
              missing_since: null,
              hidden_since: null,
              ...(isDue ? { next_at: nextAgeAt(plan, createdAt, now) } : {}),
            });
          if (age === null) continue;
          samples.push({
            video_row: row.id,
            account_id: row.account_id,
            slot: age,
            at: now,
            age_ms: now - createdAt,
            late: isLate(age, now - createdAt) ? 1 : 0,
            ...countersOf(video),
          });
        }
        if (samples.length > 0) {
          await table(strapi, 'tiktok_samples', trx)
            .insert(samples)
            .onConflict(['video_row', 'slot'])
            .ignore();
        }
      });
    },

    /**
     * Stores what TikTok's list showed.
     * @param follow whether videos that were not sent from here are measured from now on
     */
    async listed(
      accountId: number,
      told: readonly VideoObject[],
      now: number,
      follow: boolean,
    ): Promise<void> {
      await inTransaction(strapi, async (trx) => {
        if (!(await holdsOffErasure(strapi, accountId, trx))) return;
        const known = new Map(
          parse(
            await rows(trx)
              .where({ account_id: accountId })
              .whereIn(
                'video_id',
                told.map(({ id }) => id),
              )
              .select(videoColumns(strapi)),
          ).map((row) => [row.video_id, row]),
        );
        for (const video of told) {
          const row = known.get(video.id);
          const createdAt = video.createTimeMs ?? row?.created_at ?? now;
          const seen = { measured_at: now, ...countersOf(video), ...describe(video, now) };
          if (row) {
            await rows(trx)
              .where({ id: row.id })
              .update({
                ...seen,
                created_at: createdAt,
                missing_since: null,
                hidden_since: null,
                ...(follow && row.next_at === null && planOf(row) === 'other'
                  ? { next_at: nextAgeAt('other', createdAt, now) }
                  : {}),
              });
            continue;
          }
          await rows(trx)
            .insert({
              account_id: accountId,
              video_id: video.id,
              kind: kindOf(video),
              created_at: createdAt,
              next_at: follow ? nextAgeAt('other', createdAt, now) : null,
              ...seen,
            })
            .onConflict(['account_id', 'video_id'])
            .ignore();
        }
      });
    },

    /** Another video belongs to a post or an entry now, and is followed like one; false: it did already. */
    async adopt(
      row: VideoRow,
      as: {
        postId: number | null;
        uid: string | null;
        documentId: string | null;
        locale: string | null;
      },
      now: number,
    ): Promise<boolean> {
      const taken = await rows()
        .where({ id: row.id })
        .whereNull('post_id')
        .whereNull('uid')
        .update({
          post_id: as.postId,
          uid: as.uid,
          document_id: as.documentId,
          locale: as.locale,
          next_at: nextAgeAt('post', row.created_at, now),
        });
      return taken === 1;
    },

    /** Takes back `adopt`, by the post that it was for. */
    async release({ id, next_at }: VideoRow, postId: number): Promise<void> {
      const nothing = { post_id: null, uid: null, document_id: null, locale: null };
      await rows()
        .where({ id, post_id: postId })
        .update({ ...nothing, next_at });
    },

    /** Switches the measuring of videos that were not sent from here, with the switch itself. */
    async followOthers(
      accountId: number,
      follow: boolean,
      now: number,
      trx: Transaction,
    ): Promise<void> {
      const others = () =>
        rows(trx).where({ account_id: accountId }).whereNull('post_id').whereNull('uid');
      if (!follow) {
        await others().update({ next_at: null });
        return;
      }
      for (const row of parse(await others().select(videoColumns(strapi)))) {
        await rows(trx)
          .where({ id: row.id })
          .update({ next_at: nextAgeAt('other', row.created_at, now) });
      }
    },
  };
};

export type Videos = ReturnType<typeof createVideos>;
