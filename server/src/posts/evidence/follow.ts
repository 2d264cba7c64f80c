import { Problem } from '../../http/problem';
import { databaseNowMs } from '../../database/clock';
import { type PostStatus, TikTokError } from '../../tiktok';
import { inboxPollDelay, linkPollDelay, pollDelay, retryDelay } from '../limits/backoff';
import { isTikTokDown } from '../limits/tiktok-down';
import { type Lease } from '../queue/lease';
import { type AttemptRow } from '../life/rows';
import { reasonOfProblem, REASONS } from '../life/reasons';
import { withLogId } from '../life/attempt-store';
import { type PublisherContext } from '../context';
import { lookForLive } from './look-for-live';
import { loseSight } from './lose-sight';
import { evidenceOf, settle } from './settle';

const DAY = 24 * 3_600_000;
/** A draft that nobody finished for so long is no longer asked about; a webhook still settles it. */
const INBOX_PATIENCE_MS = 30 * DAY;
/** TikTok gives most public posts an id within minutes; after this it is taken to give none. */
const LINK_PATIENCE_MS = 3 * DAY;

/** So many polls without a result, about half a minute, and people are told why it takes its time. */
const SLOW_POLLS = 6;
/** So often in a row TikTok may deny knowing a post before we believe that asking cannot tell. */
export const DISOWNED = 5;

export const isDisowned = (error: TikTokError | Problem): boolean =>
  error instanceof TikTokError &&
  ['invalid_publish_id', 'token_not_authorized_for_specified_publish_id'].includes(error.code);

export type Asked =
  | { kind: 'answer'; status: PostStatus & { logId?: string } }
  | { kind: 'not_now'; retryAt: number }
  /** TikTok answered that it does not know this publish_id, or that it is not ours. */
  | { kind: 'no_answer'; retryAt: number; error: TikTokError | Problem };

/** Asks TikTok how far an attempt is, within the budget of status calls. */
export const ask = async (
  { budget, accounts, settings, outages, strapi, random }: PublisherContext,
  attempt: AttemptRow,
  publishId: string,
  signal: AbortSignal,
): Promise<Asked> => {
  const taken = await budget.take(attempt.account_id, ['status']);
  if (!taken.ok) return { kind: 'not_now', retryAt: taken.retryAt };
  try {
    const status = await accounts.withAccessToken(attempt.account_id, (token) =>
      settings.client().posts.status(token, publishId, { signal }),
    );
    return { kind: 'answer', status };
  } catch (error) {
    if (!(error instanceof TikTokError) && !(error instanceof Problem)) throw error;
    // A call that hangs tells as much of an outage as one that is answered with a fault.
    if (isTikTokDown(error)) {
      await outages.noteFailure({ id: attempt.post_id, account_id: attempt.account_id });
    }
    const now = await databaseNowMs(strapi);
    const wait =
      error instanceof TikTokError
        ? Math.max(error.retryAfterMs ?? 0, retryDelay(attempt.status_polls, random()))
        : 5 * 60_000;
    return { kind: 'no_answer', retryAt: now + wait, error };
  }
};

const nextPoll = (state: Lease['post']['state'], polls: number): number => {
  if (state === 'in_inbox') return inboxPollDelay(polls);
  if (state === 'published') return linkPollDelay(polls);
  return pollDelay(polls);
};

const patienceIsOver = (lease: Lease, attempt: AttemptRow, now: number): boolean => {
  if (lease.post.state === 'in_inbox') return now - attempt.intent_at > INBOX_PATIENCE_MS;
  if (lease.post.state === 'published') {
    return now - (lease.post.published_at ?? now) > LINK_PATIENCE_MS;
  }
  return false;
};

/**
 * One poll of a post that TikTok has: processing, in the inbox, or published and still without a
 * link. Never begins anything anew, whatever happens to the token (T01); never gives up on a post
 * that TikTok still processes (T06).
 */
export const follow = async (
  context: PublisherContext,
  lease: Lease,
  attempt: AttemptRow,
): Promise<void> => {
  const { strapi } = context;
  const { state } = lease.post;
  // Nothing is to be learnt by a publish_id that it does not have.
  if (state === 'outcome_unknown' && attempt.publish_id === null) {
    await lookForLive(context, lease, attempt);
    return;
  }
  if (attempt.publish_id === null) {
    // Only an erased account leaves a post without one; nothing can be asked any more.
    if (lease.post.state === 'processing') await loseSight(context, lease, attempt, null);
    else await lease.release(null);
    return;
  }
  const asked = await ask(context, attempt, attempt.publish_id, lease.signal);
  if (asked.kind === 'no_answer') {
    const isDenied = isDisowned(asked.error);
    const counted = {
      status_polls: attempt.status_polls + 1,
      denials: isDenied ? attempt.denials + 1 : attempt.denials,
    };
    // What keeps it from being asked is said; what it waits for is still TikTok.
    const why =
      asked.error instanceof Problem
        ? { reason: JSON.stringify(reasonOfProblem(asked.error)) }
        : {};
    await lease.save(why, { id: attempt.id, patch: counted });
    const isDisbelieved = isDenied && counted.denials >= DISOWNED;
    if (state === 'processing' && isDisbelieved) {
      await loseSight(context, lease, { ...attempt, ...counted }, asked.error);
      return;
    }
    // A draft that TikTok no longer knows may have been finished by hand (T13); and of an unknown
    // outcome the list may tell while the status does not.
    if ((state === 'in_inbox' && isDisbelieved) || state === 'outcome_unknown') {
      await lookForLive(context, lease, { ...attempt, ...counted });
      return;
    }
  }
  if (asked.kind !== 'answer') {
    await lease.release(asked.retryAt);
    return;
  }
  const { status } = asked;
  const now = await databaseNowMs(strapi);
  const polls = attempt.status_polls + 1;
  const evidence = evidenceOf(status);
  const waits = state === 'processing' && evidence?.kind === 'processing';
  const next = patienceIsOver(lease, attempt, now) ? null : now + nextPoll(state, polls);
  await lease.release(
    next,
    waits && polls >= SLOW_POLLS ? { reason: JSON.stringify(REASONS.stillProcessing) } : {},
    {
      id: attempt.id,
      patch: {
        status_polls: polls,
        denials: 0,
        ...withLogId(attempt, status.logId),
        ...(status.uploadedBytes === undefined && status.downloadedBytes === undefined
          ? {}
          : { sent_bytes: status.uploadedBytes ?? status.downloadedBytes ?? null }),
      },
    },
  );
  if (evidence) await settle(context, attempt, evidence, { logId: status.logId });
};
