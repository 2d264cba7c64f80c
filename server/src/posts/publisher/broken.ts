import { databaseNowMs } from '../../database/clock';
import { isSourceError, SourceChanged } from '../../media';
import { TikTokError, TikTokSourceError } from '../../tiktok';
import { pollDelay, retryDelay } from '../backoff';
import { type Lease, LeaseLost } from '../lease';
import { reason, REASONS } from '../reasons';
import { type AttemptRow } from '../rows';
import { noteCap } from './caps';
import { type PublisherContext } from './context';
import { carryOut } from './outcome';
import { judge, type Verdict } from './verdict';

/** The upload broke. Before the commit it goes on or is judged; after it, only the status counts. */
export const afterBrokenUpload = async (
  context: PublisherContext,
  lease: Lease,
  attempt: AttemptRow,
  error: unknown,
): Promise<void> => {
  const { strapi, random } = context;
  if (error instanceof LeaseLost || lease.signal.aborted) throw new LeaseLost(lease.post.id);
  const now = await databaseNowMs(strapi);
  const wait = now + retryDelay(lease.post.tries, random());
  if (lease.post.state === 'committing') {
    await lease.save(
      { tries: lease.post.tries + 1 },
      undefined,
      brokenNote('The last part was cut off; TikTok is asked whether it arrived.', error),
    );
    await lease.release(wait);
    return;
  }
  const verdict = judge(error, now, lease.post.tries, random());
  if (verdict?.kind === 'wait') {
    // The same upload goes on where it stopped; nothing is begun anew.
    await lease.save(
      { tries: lease.post.tries + 1 },
      undefined,
      brokenNote('The upload was interrupted and goes on from where it stopped.', error),
    );
    await lease.release(Math.max(verdict.at, wait));
    return;
  }
  await giveUpBeforeCommit(context, lease, attempt, error);
};

const brokenNote = (message: string, error: unknown) => ({
  code: error instanceof TikTokError ? error.code : 'interrupted',
  message: error instanceof TikTokError ? `${message} (${error.message})` : message,
  actor: 'publisher',
  logId: error instanceof TikTokError ? error.logId : undefined,
});

/** Ends an attempt before its commit, where nothing can be live, and judges the post by the error. */
export const giveUpBeforeCommit = async (
  context: PublisherContext,
  lease: Lease,
  attempt: AttemptRow,
  error: unknown,
): Promise<void> => {
  const { strapi, random } = context;
  if (error instanceof LeaseLost || lease.signal.aborted) throw new LeaseLost(lease.post.id);
  const now = await databaseNowMs(strapi);
  const verdict = judgeSource(error, now) ?? judge(error, now, lease.post.tries, random());
  if (!verdict) throw error;
  if (lease.post.state === 'committing') {
    await lease.release(now + pollDelay(attempt.status_polls));
    return;
  }
  await lease.move({
    event: 'rewind',
    by: 'publisher',
    note: {
      code: 'attempt_ended',
      message: 'This attempt ended before anything could go live.',
      actor: 'publisher',
      logId: verdict.logId,
    },
  });
  await noteCap(context, lease, verdict, error);
  await carryOut(context, lease, verdict, attempt);
};

export const judgeSource = (error: unknown, now: number): Verdict | null => {
  const cause = error instanceof TikTokSourceError ? error.original : error;
  if (!isSourceError(cause)) return null;
  const why = reason(cause.code, cause.message, cause.remedy);
  if (cause instanceof SourceChanged || !cause.retryable) {
    return { kind: 'hold', until: null, reason: why };
  }
  return { kind: 'wait', at: now + 60_000, reason: why };
};

/** An upload that must begin anew: once by itself, then it fails with what was measured. */
export const restart = async (
  context: PublisherContext,
  lease: Lease,
  attempt: AttemptRow,
  why: string,
): Promise<void> => {
  const { strapi, attempts } = context;
  const now = await databaseNowMs(strapi);
  const earlier = (await attempts.ofPost(lease.post.id)).filter(
    ({ fail_reason: failReason }) => failReason === 'upload_restarted',
  ).length;
  const slow = attempt.publish_id !== null;
  await lease.move({
    event: 'rewind',
    by: 'publisher',
    note: { code: 'upload_restarted', message: `${why} Nothing went live.`, actor: 'publisher' },
    attempt: {
      id: attempt.id,
      patch: {
        outcome: 'abandoned',
        fail_reason: slow ? 'upload_restarted' : 'init_lost',
        settled_at: now,
        upload_url: null,
      },
    },
  });
  if (slow && earlier >= 1) {
    const rate = `${Math.round((attempt.sent_bytes ?? 0) / 1000 / 3600)} kB a second`;
    await carryOut(context, lease, { kind: 'fail', reason: REASONS.restartedTooOften(rate) });
    return;
  }
  // The old due time stays, so that a long downtime still counts as lateness.
  await lease.release(lease.post.next_step_at ?? now);
};
