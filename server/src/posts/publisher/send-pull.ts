import { databaseNowMs } from '../../database/clock';
import { Problem } from '../../http/problem';
import { TikTokError } from '../../tiktok';
import { pollDelay } from '../backoff';
import { type Lease, LeaseLost } from '../lease';
import { type AttemptRow } from '../rows';
import { openAttempt, withLogId } from './attempts';
import { type PublisherContext } from './context';
import { callInit, INIT_TIMEOUT_MS, LEASE_MARGIN_MS } from './init';
import { loseSight } from './lose-sight';
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
  { slotId }: Ready,
): Promise<void> => {
  const { strapi, budget, attempts, moves, random, replayKept } = context;
  const attempt = await openAttempt(context, lease.post, null);
  await budget.assign(slotId, attempt.id);
  await lease.move({
    event: 'start',
    by: 'publisher',
    note: { code: 'sending', message: 'TikTok is asked to fetch the media.', actor: 'publisher' },
    patch: { reason: null },
  });
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
  try {
    const init = await callInit(context, lease, attempt);
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
      if (error instanceof LeaseLost) {
        await attempts.recordFact(attempt.id, facts);
        // Whoever took over could only lose sight of it; with the publish_id TikTok can be asked.
        await moves.lookAgain(lease.post.id);
      }
      throw error;
    } finally {
      await replayKept({ publishId: init.publishId });
    }
  } catch (error) {
    if (error instanceof LeaseLost || lease.signal.aborted) throw new LeaseLost(lease.post.id);
    const nothingHappened =
      error instanceof Problem || (error instanceof TikTokError && error.outcome !== 'unknown');
    if (!nothingHappened) {
      await loseSight(context, lease, attempt, error);
      return;
    }
    const verdict = judge(error, await databaseNowMs(strapi), lease.post.tries, random());
    if (!verdict) throw error;
    await lease.move({
      event: 'rewind',
      by: 'publisher',
      note: {
        code: 'attempt_ended',
        message: 'TikTok refused the call; nothing went live.',
        actor: 'publisher',
        logId: verdict.logId,
      },
    });
    await noteCap(context, lease, verdict, error);
    await carryOut(context, lease, withHost(context, verdict), attempt);
  }
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
