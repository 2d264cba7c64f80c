import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type Accounts } from '../../accounts';
import { databaseNowMs } from '../../database/clock';
import { table } from '../../database/tables';
import { Problem } from '../../http/problem';
import { TikTokError, TikTokScopeError } from '../../tiktok';
import { type PublisherContext } from '../context';
import { REASONS } from '../life/reasons';
import { MAY_BEGIN } from '../life/state-machine';
import { retryDelay } from '../limits/backoff';
import { type Lease } from '../queue/lease';
import { findSameWords } from './candidates';
import { mayBeListed } from './look-for-live';

/** A shorter pause of all processes is a restart. */
const GAP_MS = 10 * 60_000;
const BEAT_MS = 60_000;

const markRow = z.object({ id: z.coerce.number(), last_tick_at: z.coerce.number().nullable() });

/**
 * Notes every minute, in the database, that the publisher works. A process that starts and finds that
 * none did for long cannot tell a pause from a restored backup, in which posts that were sent stand
 * as they stood before (T97): scheduled, held until a cap opens or an outage ends, in the middle of an
 * upload. Whatever may go out by itself from there is looked for on TikTok before it is.
 */
export const createHeartbeat = ({ strapi }: { strapi: Core.Strapi }) => {
  let isFirst = true;
  let beatAt = 0;

  /** One UPDATE, however many they are. A mark that is there already is of an earlier gap and stays. */
  const lookBefore = async (since: number): Promise<void> => {
    const marked: number = await table(strapi, 'tiktok_posts')
      .whereIn('state', [...MAY_BEGIN])
      .whereNull('look_since')
      .update({ look_since: since });
    if (marked > 0) {
      strapi.log.info(
        `TikTok: the publisher did not work since ${new Date(since).toISOString()}; ${marked} posts are looked for on TikTok before they are sent.`,
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
    if (isFirst && last !== null && now - last > GAP_MS) await lookBefore(last);
    await table(strapi, 'tiktok_installation').where({ id }).update({ last_tick_at: now });
    isFirst = false;
    beatAt = performance.now();
  };
};

/** The address of a public post with this one's words, made since the gap began; null: none is shown. */
const findSince = async (
  context: PublisherContext,
  { post, signal }: Lease,
  account: Awaited<ReturnType<Accounts['find']>>,
  since: number,
): Promise<string | null> => {
  if (!account || !mayBeListed(post, account)) return null;
  try {
    return await findSameWords(context, post, account, since, signal);
  } catch (error) {
    // What keeps the account from being used is said by the step that comes next.
    if (error instanceof Problem || error instanceof TikTokScopeError) return null;
    throw error;
  }
};

/**
 * Looks for a post that is due, before its attempt begins, where the database may be a restored
 * backup. True when it does not go on now: TikTok shows one with its words, and a person decides; or
 * TikTok could not be asked yet. Nothing found proves nothing; it then goes out, as after any pause.
 */
export const mayBeThereAlready = async (
  context: PublisherContext,
  lease: Lease,
): Promise<boolean> => {
  const { strapi, accounts, random } = context;
  const { post } = lease;
  if (post.look_since === null) return false;
  const account = await accounts.find(post.account_id);
  const { afterGap, maybeRestored } = REASONS;
  let link: string | null;
  try {
    link = await findSince(context, lease, account, post.look_since);
  } catch (error) {
    if (!(error instanceof TikTokError)) throw error;
    const waitMs = Math.max(retryDelay(post.tries, random()), error.retryAfterMs ?? 0);
    await lease.finish({
      event: 'schedule',
      by: 'publisher',
      note: { code: afterGap.code, message: afterGap.message, actor: 'publisher' },
      patch: {
        reason: JSON.stringify(afterGap),
        tries: post.tries + 1,
        next_step_at: (await databaseNowMs(strapi)) + waitMs,
      },
    });
    return true;
  }
  if (link === null) {
    const { code, message } = afterGap;
    await lease.save({ look_since: null }, undefined, { code, message, actor: 'publisher' });
    return false;
  }
  const why = maybeRestored(link);
  await lease.finish({
    event: 'hold',
    by: 'publisher',
    note: { code: why.code, message: why.message, actor: 'publisher' },
    patch: { reason: JSON.stringify(why), look_since: null, next_step_at: null, tries: 0 },
  });
  return true;
};
