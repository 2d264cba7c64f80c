import { databaseNowMs } from '../../database/clock';
import { Problem } from '../../http/problem';
import { TikTokError, TikTokScopeError } from '../../tiktok';
import { retryDelay } from '../limits/backoff';
import { type Lease } from '../queue/lease';
import { AFTER_GAP, REASONS } from '../life/reasons';
import { findSameWords } from './candidates';
import { type PublisherContext } from '../context';
import { holdForPerson } from './hold-for-person';

/**
 * Looks for a post that fell due while the publisher did not work, before it is taken up (T97). True
 * when it stays held: TikTok shows one with its words, or could not be asked yet. Nothing found proves
 * nothing; it then goes out late, as after any other pause.
 */
export const mayBeThereAlready = async (
  context: PublisherContext,
  lease: Lease,
): Promise<boolean> => {
  const { strapi, accounts, random } = context;
  const { post } = lease;
  if (post.reason?.code !== AFTER_GAP) return false;
  const account = await accounts.find(post.account_id);
  if (!account) return false;
  let link: string | null;
  try {
    const since = post.scheduled_at ?? post.created_at;
    link = await findSameWords(context, post, account, since, lease.signal);
  } catch (error) {
    // What keeps the account from being used is said by the step that comes next.
    if (error instanceof Problem || error instanceof TikTokScopeError) return false;
    if (!(error instanceof TikTokError)) throw error;
    const waitMs = Math.max(retryDelay(post.tries, random()), error.retryAfterMs ?? 0);
    await lease.save({ tries: post.tries + 1 });
    await lease.release((await databaseNowMs(strapi)) + waitMs);
    return true;
  }
  if (link === null) return false;
  await holdForPerson(lease, REASONS.maybeRestored(link));
  return true;
};
