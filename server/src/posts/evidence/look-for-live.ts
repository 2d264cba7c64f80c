import { type PostReason } from '../../../../contracts/posts';
import { type Account } from '../../accounts';
import { databaseNowMs } from '../../database/clock';
import { Problem } from '../../http/problem';
import { TikTokError } from '../../tiktok';
import { listDelay } from '../limits/backoff';
import { type Lease } from '../queue/lease';
import { REASONS } from '../life/reasons';
import { type AttemptRow, type PostRow } from '../life/rows';
import { findCandidates } from './candidates';
import { type PublisherContext } from '../context';
import { mayGetLink, settle } from './settle';

const DAY = 24 * 3_600_000;

/** How long evidence can still come: moderation takes hours, a creator may finish a draft weeks later. */
const patienceMs = (post: PostRow): number => (post.share_type === 'inbox' ? 30 * DAY : 7 * DAY);

/** After a day it is asked rarely. */
const RARELY_MS = 6 * 3_600_000;

/** When TikTok is asked again about an attempt that it cannot be asked about for sure; null: never. */
const nextLookAt = (
  post: PostRow,
  account: Pick<Account, 'grantedScopes'> | null,
  attempt: AttemptRow,
  now: number,
): number | null => {
  const age = now - attempt.intent_at;
  if (age > patienceMs(post)) return null;
  if (attempt.publish_id === null && !mayBeListed(post, account)) return null;
  return now + (age > DAY ? RARELY_MS : listDelay(attempt.status_polls));
};

/** Whether TikTok's list of posts can show this one at all. */
export const mayBeListed = (
  post: PostRow,
  account: Pick<Account, 'grantedScopes'> | null,
): boolean => mayGetLink(post) && account?.grantedScopes.includes('video.list') === true;

/** The reason of a post whose outcome is unknown, with what can and cannot be found out about it. */
export const unknownReason = (
  post: PostRow,
  account: Pick<Account, 'grantedScopes'> | null,
): PostReason => {
  const { remedy, ...base } = REASONS.outcomeUnknown;
  const why = !mayGetLink(post)
    ? 'It cannot be found out from here: TikTok lists only posts that everybody may see.'
    : mayBeListed(post, account)
      ? "It is looked for in TikTok's list of the account's public posts; what may be it is shown here."
      : 'It cannot be found out from here: the account has not granted "video.list" (switch on insights in the settings and connect the account again, and it is looked for in the list of its posts).';
  return { ...base, remedy: `${why} ${remedy ?? ''}`.trim() };
};

/**
 * Asks TikTok's list of public posts what became of an attempt that TikTok can no longer be asked
 * about (T02, T13). One candidate settles it; several, or none, are for a person.
 */
export const lookForLive = async (
  context: PublisherContext,
  lease: Lease,
  attempt: AttemptRow,
): Promise<void> => {
  const { strapi, accounts } = context;
  const { post } = lease;
  const account = await accounts.find(post.account_id);
  const now = await databaseNowMs(strapi);
  const nextLook = nextLookAt(post, account, attempt, now);
  if (!account || !mayBeListed(post, account) || nextLook === null) {
    await lease.release(nextLook);
    return;
  }
  const counted = { status_polls: attempt.status_polls + 1 };
  let found: Awaited<ReturnType<typeof findCandidates>>;
  try {
    found = await findCandidates(context, post, attempt, account, lease.signal);
  } catch (error) {
    if (!(error instanceof TikTokError) && !(error instanceof Problem)) throw error;
    const waitMs = error instanceof TikTokError ? (error.retryAfterMs ?? 0) : 0;
    await lease.save({}, { id: attempt.id, patch: counted });
    await lease.release(Math.max(nextLook, now + waitMs));
    return;
  }
  const { sole, candidates } = found;
  await lease.save(
    {},
    { id: attempt.id, patch: { ...counted, candidates: JSON.stringify(candidates) } },
    sole === null
      ? undefined
      : {
          code: 'found_in_list',
          message:
            "TikTok's list of the account's public posts shows exactly one that can be this post.",
          actor: 'TikTok',
        },
  );
  await lease.release(nextLook);
  if (sole !== null) await settle(context, attempt, { kind: 'published', postIds: [sole] });
};
