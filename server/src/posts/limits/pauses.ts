import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type ShareType } from '../../../../contracts/settings';
import { postReason, type PostReason } from '../../../../contracts/posts';
import { databaseNowMs } from '../../database/clock';
import { table } from '../../database/tables';

/** Whom TikTok's cap concerns: one account's posts, its drafts, or every account of one app. */
export type PauseSubject = `account:${number}` | `drafts:${number}` | `app:${string}`;

/** The pause of an account that concerns posts of this Share Type; drafts have a cap of their own. */
export const pauseOf = (accountId: number, shareType: ShareType): PauseSubject =>
  shareType === 'inbox' ? `drafts:${accountId}` : `account:${accountId}`;

const pauseRow = z.object({
  until: z.coerce.number(),
  reason: z.string().transform((text) => postReason.parse(JSON.parse(text))),
});

/** Times until which TikTok takes nothing from an account or an app, over all processes. */
export const createPauses = ({ strapi }: { strapi: Core.Strapi }) => ({
  /** Pauses until `until` (epoch ms); a longer pause that is there already stays. */
  async set(subject: PauseSubject, until: number, reason: PostReason): Promise<void> {
    await table(strapi, 'tiktok_pauses')
      .insert({ subject, until: 0, reason: '{}' })
      .onConflict('subject')
      .ignore();
    await table(strapi, 'tiktok_pauses')
      .where({ subject })
      .where('until', '<', until)
      .update({ until, reason: JSON.stringify(reason) });
  },

  /** The pause in force that lasts longest, or null. */
  async active(subjects: PauseSubject[]): Promise<{ until: number; reason: PostReason } | null> {
    const now = await databaseNowMs(strapi);
    const row: unknown = await table(strapi, 'tiktok_pauses')
      .whereIn('subject', subjects)
      .where('until', '>', now)
      .orderBy('until', 'desc')
      .first();
    return row === undefined ? null : pauseRow.parse(row);
  },

  /** Ends a pause, because TikTok has just taken something. */
  async end(subject: PauseSubject): Promise<void> {
    await table(strapi, 'tiktok_pauses').where({ subject }).delete();
  },
});

export type Pauses = ReturnType<typeof createPauses>;
