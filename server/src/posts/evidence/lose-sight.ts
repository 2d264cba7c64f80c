import { databaseNowMs } from '../../database/clock';
import { TikTokError } from '../../tiktok';
import { listDelay } from '../limits/backoff';
import { type Lease } from '../queue/lease';
import { REASONS } from '../life/reasons';
import { type AttemptRow } from '../life/rows';
import { type PublisherContext } from '../context';
import { mayBeListed, unknownReason } from './look-for-live';

/** It may or may not be live, and only TikTok's own events or a person can tell (T02). */
export const loseSight = async (
  { strapi, accounts, replayKept }: PublisherContext,
  lease: Lease,
  attempt: AttemptRow,
  error: unknown,
): Promise<void> => {
  const account = await accounts.find(lease.post.account_id);
  const now = await databaseNowMs(strapi);
  const why = unknownReason(lease.post, account);
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
    patch: {
      reason: JSON.stringify(why),
      // What TikTok may tell yet is asked for, by the list or by the publish_id.
      next_step_at:
        attempt.publish_id !== null || mayBeListed(lease.post, account) ? now + listDelay(0) : null,
    },
    attempt: {
      id: attempt.id,
      patch: { outcome: 'unknown', settled_at: now },
    },
  });
  // TikTok's event may have come while we still waited for its answer.
  await replayKept({ accountId: attempt.account_id });
};
