import { Problem } from '../../http/problem';
import { TikTokError } from '../../tiktok';
import { databaseNowMs } from '../../database/clock';
import { type Lease } from '../queue/lease';
import { OUTAGE, REASONS } from '../life/reasons';
import { type PublisherContext } from '../context';
import { holdForPerson } from '../evidence/hold-for-person';
import { type Verdict } from './verdict';

const FAILURES = new Set(['TikTokUnavailable', 'TikTokUnknownOutcome', 'TikTokNotSent']);

/** Whether it was TikTok that failed: not this post, not its account, and not something of ours. */
export const isTikTokDown = (error: unknown): boolean => {
  // A token could not be renewed for the same reason (accounts/problems.ts).
  if (error instanceof Problem) {
    const { status, code } = error.details;
    return status === 503 && code.startsWith('tiktok_') && code !== 'tiktok_rate_limit_exceeded';
  }
  return (
    error instanceof TikTokError && FAILURES.has(error.name) && error.code !== 'certificate_refused'
  );
};

/**
 * Counts a failure of TikTok. In an outage a post that would be tried again by itself is held with
 * all the others instead.
 */
export const duringOutage = async (
  { outages }: PublisherContext,
  lease: Lease,
  verdict: Verdict,
  error: unknown,
): Promise<Verdict> => {
  if (!isTikTokDown(error)) return verdict;
  const outage = await outages.noteFailure(lease.post);
  if (!outage || verdict.kind !== 'wait') return verdict;
  return {
    kind: 'hold',
    until: outage.retryAt,
    reason: REASONS.tiktokOutage(outage.retryAt),
    logId: verdict.logId,
    counted: verdict.counted,
  };
};

/**
 * Looks at a post that is held for an outage, before it is taken up. True when it stays held: the
 * outage lasts, or it lasted so long that only a person may send the post now.
 */
export const staysHeld = async (
  { strapi, outages, accounts, config }: PublisherContext,
  lease: Lease,
): Promise<boolean> => {
  const { post } = lease;
  if (post.reason?.code !== OUTAGE) return false;
  const now = await databaseNowMs(strapi);
  if (now - (post.scheduled_at ?? post.created_at) > config.latenessHours * 3_600_000) {
    await holdForPerson(lease, REASONS.outageTooLong(config.latenessHours));
    return true;
  }
  const account = await accounts.find(post.account_id);
  const outage = account && (await outages.of(account.clientKey));
  if (!outage || outage.retryAt <= now) return false;
  await lease.save({ reason: JSON.stringify(REASONS.tiktokOutage(outage.retryAt)) });
  await lease.release(outage.retryAt);
  return true;
};
