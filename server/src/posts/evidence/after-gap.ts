import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type Accounts } from '../../accounts';
import { type PluginConfig } from '../../config';
import { databaseNowMs } from '../../database/clock';
import { table } from '../../database/tables';
import { mayBeListed } from './look-for-live';
import { type PostMoves } from '../life/post-moves';
import { type PostStore } from '../life/post-store';
import { REASONS } from '../life/reasons';

/** A shorter pause of all processes is a restart. */
const GAP_MS = 10 * 60_000;
const BEAT_MS = 60_000;

const markRow = z.object({ id: z.coerce.number(), last_tick_at: z.coerce.number().nullable() });

interface HeartbeatOptions {
  strapi: Core.Strapi;
  posts: PostStore;
  moves: PostMoves;
  accounts: Accounts;
  config: PluginConfig['publisher'];
}

/**
 * Notes every minute, in the database, that the publisher works. A process that starts and finds that
 * none did for long cannot tell a pause from a restored backup, in which posts that were sent stand
 * as scheduled again (T97): what fell due meanwhile is looked for on TikTok before it is sent, where
 * TikTok's list can show it.
 */
export const createHeartbeat = ({ strapi, posts, moves, accounts, config }: HeartbeatOptions) => {
  let isFirst = true;
  let beatAt = 0;

  const holdToLook = async (since: number, now: number): Promise<void> => {
    const latest = Math.max(since, now - config.latenessHours * 3_600_000);
    const known = new Map((await accounts.all()).map((account) => [account.id, account]));
    const due = (await posts.all({ state: ['scheduled'] })).filter(
      (post) =>
        post.next_step_at !== null &&
        post.next_step_at >= latest &&
        post.next_step_at <= now &&
        mayBeListed(post, known.get(post.account_id) ?? null),
    );
    const held = await moves.holdToLook(due, REASONS.afterGap);
    if (held > 0) {
      strapi.log.info(
        `TikTok: the publisher did not work since ${new Date(since).toISOString()}; ${held} posts are looked for on TikTok before they are sent.`,
      );
    }
  };

  return async (): Promise<void> => {
    if (!isFirst && performance.now() - beatAt < BEAT_MS) return;
    const row: unknown = await table(strapi, 'tiktok_installation').orderBy('id').first();
    if (row === undefined) return;
    const { id, last_tick_at: last } = markRow.parse(row);
    const now = await databaseNowMs(strapi);
    // Before the mark is set anew: a process that dies in between leaves it to the next one.
    if (isFirst && last !== null && now - last > GAP_MS) await holdToLook(last, now);
    await table(strapi, 'tiktok_installation').where({ id }).update({ last_tick_at: now });
    isFirst = false;
    beatAt = performance.now();
  };
};
