import { databaseNowMs } from '../../database/clock';
import { pollDelay } from '../limits/backoff';
import { type Taken } from '../limits/budget';
import { type Lease, LeaseLost } from '../queue/lease';
import { type AttemptRow } from '../life/rows';
import { beginAttempt } from './attempts';
import { giveUpBeforeCommit } from './broken';
import { duringOutage } from './during-outage';
import { isTikTokDown } from '../limits/tiktok-down';
import { withLogId } from '../life/attempt-store';
import { type PublisherContext } from '../context';
import { callInit, type Init, INIT_TIMEOUT_MS, LEASE_MARGIN_MS, mediaUrls } from './init';
import { loseSight } from '../evidence/lose-sight';
import { carryOut } from './outcome';
import { type Ready } from './prepare';
import { noteCap } from './caps';
import { judge, type Verdict } from './verdict';

/**
 * Begins a new attempt by PULL_FROM_URL (photos always): the init is the commit, so `committing` is
 * stored first and a lost answer is never repeated.
 */
export const startPull = async (
  context: PublisherContext,
  lease: Lease,
  { taken }: Ready,
  before: AttemptRow | null,
): Promise<void> => {
  const attempt = await beginAttempt(context, lease, {
    before,
    taken,
    totalBytes: null,
    message: 'TikTok is asked to fetch the media.',
  });
  let urls: string[];
  try {
    urls = mediaUrls(context, lease.post, attempt);
  } catch (error) {
    await giveUpBeforeCommit(context, lease, attempt, error);
    return;
  }
  const initIsOver = lease.protect();
  try {
    await commitByInit(context, lease, attempt, taken, urls);
  } finally {
    initIsOver();
  }
};

/** How far the call came: `in_doubt` from its sending on, until TikTok's answer says that nothing came of it. */
type Call = 'not_sent' | 'in_doubt' | 'refused';

/** Stores the commit, calls the init, and stores what came of it. */
const commitByInit = async (
  context: PublisherContext,
  lease: Lease,
  attempt: AttemptRow,
  taken: Taken,
  urls: readonly string[],
): Promise<void> => {
  const { strapi } = context;
  await lease.move({
    event: 'commit',
    by: 'publisher',
    note: {
      code: 'committing',
      message: 'From here on it can no longer be stopped.',
      actor: 'publisher',
    },
    attempt: { id: attempt.id, patch: { committed_at: await databaseNowMs(strapi) } },
    leaseMs: INIT_TIMEOUT_MS + LEASE_MARGIN_MS,
  });
  let call: Call = 'not_sent';
  let init: Init;
  try {
    init = await callInit(
      context,
      lease,
      taken,
      urls,
      () => (call = 'in_doubt'),
      () => (call = 'refused'),
    );
  } catch (error) {
    await afterFailedInit(context, lease, attempt, error, call);
    return;
  }
  await storeAnswer(context, lease, attempt, init);
};

/** TikTok has answered: whatever happens now, the publish_id must not be lost. */
const storeAnswer = async (
  { strapi, attempts, moves, outages, replayKept }: PublisherContext,
  lease: Lease,
  attempt: AttemptRow,
  init: Init,
): Promise<void> => {
  const now = await databaseNowMs(strapi);
  const facts = {
    publish_id: init.publishId,
    init_answered_at: now,
    accepted_at: now,
    ...withLogId(attempt, init.logId),
  };
  try {
    await lease.finish({
      event: 'accepted',
      by: 'publisher',
      note: {
        code: 'accepted',
        message: 'TikTok fetches the media and processes them. This may take a few minutes.',
        actor: 'publisher',
        logId: init.logId,
      },
      patch: { next_step_at: now + pollDelay(0), tries: 0 },
      attempt: { id: attempt.id, patch: facts },
    });
  } catch (error) {
    // The lease is lost, or the database failed: the fact is true all the same, and whoever has the
    // post now can ask TikTok with it.
    await attempts.recordFact(attempt.id, facts);
    await moves.lookAgain(lease.post.id);
    throw error;
  } finally {
    await replayKept({ publishId: init.publishId });
    await outages.noteSuccess(lease.post);
  }
};

/** The init failed. It is repeated only where it was not sent, or TikTok refused it in words. */
const afterFailedInit = async (
  context: PublisherContext,
  lease: Lease,
  attempt: AttemptRow,
  error: unknown,
  call: Call,
): Promise<void> => {
  const { strapi, random } = context;
  if (error instanceof LeaseLost || lease.signal.aborted) throw new LeaseLost(lease.post.id);
  if (call === 'in_doubt') {
    // Counted first: the posts behind it must not be lost out of sight as well.
    if (isTikTokDown(error)) await context.outages.noteFailure(lease.post);
    await loseSight(context, lease, attempt, error);
    return;
  }
  const judged = judge(error, await databaseNowMs(strapi), lease.post.tries, random());
  const verdict = judged && (await duringOutage(context, lease, judged, error));
  await lease.move({
    event: 'rewind',
    by: 'publisher',
    note: {
      code: 'attempt_ended',
      message:
        call === 'refused'
          ? 'TikTok refused the call; nothing went live.'
          : 'The attempt ended before TikTok was called.',
      actor: 'publisher',
      logId: verdict?.logId,
    },
    attempt: { id: attempt.id, patch: { committed_at: null } },
  });
  if (!verdict) throw error;
  await noteCap(context, lease, verdict, error);
  await carryOut(context, lease, withHost(context, verdict), attempt);
};

/** Names the host to verify, and the way that needs no verified host (T62). */
const withHost = ({ settings }: PublisherContext, verdict: Verdict): Verdict => {
  if (verdict.reason.code !== 'url_ownership_unverified') return verdict;
  const host = new URL(settings.mediaUrl() ?? 'https://unknown.invalid').hostname;
  const remedy = `An administrator verifies ${host} under "URL properties" of the TikTok app. A video can be uploaded as a file instead: make the post again with FILE_UPLOAD.`;
  return { ...verdict, reason: { ...verdict.reason, remedy } };
};

/** Goes on with a pull whose holder was lost between the commit and the stored answer. */
export const resumePull = async (
  context: PublisherContext,
  lease: Lease,
  attempt: AttemptRow,
): Promise<void> => {
  const { strapi } = context;
  if (lease.post.state === 'sending') {
    // The commit was never stored, so the init was never called.
    await lease.move({
      event: 'rewind',
      by: 'publisher',
      note: {
        code: 'attempt_ended',
        message: 'The attempt was interrupted before TikTok was asked.',
        actor: 'publisher',
      },
      attempt: {
        id: attempt.id,
        patch: { outcome: 'abandoned', settled_at: await databaseNowMs(strapi) },
      },
    });
    await context.budget.giveBackOf(attempt.id);
    await lease.release(lease.post.next_step_at ?? (await databaseNowMs(strapi)));
    return;
  }
  if (attempt.publish_id === null) {
    await loseSight(context, lease, attempt, null);
    return;
  }
  await lease.finish({
    event: 'accepted',
    by: 'publisher',
    note: {
      code: 'accepted',
      message: 'TikTok has taken the post and processes it.',
      actor: 'publisher',
    },
    patch: { next_step_at: (await databaseNowMs(strapi)) + pollDelay(0), tries: 0 },
  });
};
