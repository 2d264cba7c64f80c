import { databaseNowMs } from '../../database/clock';
import { type Lease } from '../queue/lease';
import { OUTAGE, REASONS } from '../life/reasons';
import { isTikTokDown } from '../limits/tiktok-down';
import { type PublisherContext } from '../context';
import { holdForPerson } from '../evidence/hold-for-person';
import { type Verdict } from './verdict';

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
 * outage lasted so long that only a person may send the post now.
 */
export const staysHeld = async (
  { strapi, config }: PublisherContext,
  lease: Lease,
): Promise<boolean> => {
  const { post } = lease;
  if (post.reason?.code !== OUTAGE) return false;
  const now = await databaseNowMs(strapi);
  if (now - (post.scheduled_at ?? post.created_at) > config.latenessHours * 3_600_000) {
    await holdForPerson(lease, REASONS.outageTooLong(config.latenessHours));
    return true;
  }
  return false;
};
