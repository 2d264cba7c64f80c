import { databaseNowMs } from '../../database/clock';
import { TikTokError } from '../../tiktok';
import { type Lease } from '../lease';
import { REASONS } from '../reasons';
import { type AttemptRow } from '../rows';
import { type PublisherContext } from './context';

/** It may or may not be live, and only TikTok's own events or a person can tell (T02). */
export const loseSight = async (
  { strapi, replayKept }: PublisherContext,
  lease: Lease,
  attempt: AttemptRow,
  error: unknown,
): Promise<void> => {
  const cause = error instanceof TikTokError ? ` (${error.message})` : '';
  await lease.finish({
    event: 'lose_sight',
    by: 'publisher',
    note: {
      code: 'outcome_unknown',
      message: `${REASONS.outcomeUnknown.message}${cause}`,
      actor: 'publisher',
      logId: error instanceof TikTokError ? error.logId : undefined,
    },
    patch: { reason: JSON.stringify(REASONS.outcomeUnknown), next_step_at: null },
    attempt: {
      id: attempt.id,
      patch: { outcome: 'unknown', settled_at: await databaseNowMs(strapi) },
    },
  });
  // TikTok's event may have come while we still waited for its answer.
  await replayKept({ accountId: attempt.account_id });
};
