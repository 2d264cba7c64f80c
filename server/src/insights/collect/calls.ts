import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { table } from '../../database/tables';
import { outageDelay } from '../../posts/limits/backoff';

/**
 * TikTok gives each app 600 calls a minute of user/info, video/list and video/query each
 * [tiktok-api-v2-rate-limit]. All that insights ask for together stays within a fifth of one of them:
 * at most 20 at once, then one every 600 ms, which is 120 in any minute.
 */
export const CALLS_A_MINUTE = 120;
const AT_ONCE = 20;
const EVERY_MS = 60_000 / (CALLS_A_MINUTE - AT_ONCE);
/** Twice as far as `free_at` runs ahead of the clock that wrote it: clocks differ a little. */
const FURTHEST_AHEAD_MS = 2 * AT_ONCE * EVERY_MS;
/** The longest that `outageDelay` says. */
const LONGEST_PAUSE_MS = 15 * 60_000;

const row = z.object({
  free_at: z.coerce.number(),
  blocked_until: z.coerce.number().nullable(),
  refusals: z.coerce.number(),
});

/** Whether a call may be made now; if not, when to ask again (epoch ms). */
export type CallLeave = { ok: true } | { ok: false; retryAt: number; blocked: boolean };

/** The budget of calls of each TikTok app, over all processes: taken in the database before the call. */
export const createCalls = ({
  strapi,
  now,
}: {
  strapi: Core.Strapi;
  now: () => Promise<number>;
}) => {
  const rows = (clientKey: string) =>
    table(strapi, 'tiktok_insight_calls').where({ client_key: clientKey });

  const read = async (clientKey: string): Promise<z.output<typeof row>> => {
    for (;;) {
      const found: unknown = await rows(clientKey).first();
      if (found !== undefined) return row.parse(found);
      await table(strapi, 'tiktok_insight_calls')
        .insert({ client_key: clientKey, free_at: 0, refusals: 0 })
        .onConflict('client_key')
        .ignore();
    }
  };

  return {
    async take(clientKey: string): Promise<CallLeave> {
      for (;;) {
        const { free_at: freeAt, blocked_until: blockedUntil } = await read(clientKey);
        const at = await now();
        // A time that nobody could have written lately is of a clock that was put back since.
        if (blockedUntil !== null && blockedUntil > at && blockedUntil <= at + LONGEST_PAUSE_MS) {
          return { ok: false, retryAt: blockedUntil, blocked: true };
        }
        // `free_at` runs ahead of the clock by what was taken: so far, and no further.
        const isPutBack = freeAt > at + FURTHEST_AHEAD_MS;
        const ahead = Math.max(isPutBack ? at : freeAt, at) + EVERY_MS;
        const retryAt = ahead - AT_ONCE * EVERY_MS;
        if (retryAt > at) return { ok: false, retryAt, blocked: false };
        const taken: number = await rows(clientKey)
          .where({ free_at: freeAt })
          .update({ free_at: ahead });
        if (taken === 1) return { ok: true };
      }
    },

    /** TikTok said that it was too much: nothing is asked for a minute, twice as long each time. */
    async refused(clientKey: string): Promise<number> {
      const { refusals } = await read(clientKey);
      const until = (await now()) + outageDelay(refusals);
      await rows(clientKey).update({ blocked_until: until, refusals: refusals + 1 });
      return until;
    },

    /** TikTok answered: an earlier refusal is forgotten. */
    async answered(clientKey: string): Promise<void> {
      await rows(clientKey).where('refusals', '>', 0).update({ refusals: 0, blocked_until: null });
    },
  };
};

export type Calls = ReturnType<typeof createCalls>;
