import { databaseNowMs } from '../../database/clock';
import { TikTokError } from '../../tiktok';
import { pollDelay, retryDelay } from '../limits/backoff';
import { type Lease, LeaseLost } from '../queue/lease';
import { reason, REASONS } from '../life/reasons';
import { type AttemptRow } from '../life/rows';
import { UPLOAD_HOUR_MS, UPLOAD_MARGIN_MS } from './attempts';
import { noteCap } from './caps';
import { type PublisherContext } from '../context';
import { duringOutage } from './during-outage';
import { isTikTokDown } from '../limits/tiktok-down';
import { carryOut } from './outcome';
import { judge, judgeSource } from './verdict';

/** TikTok's no to a part that it was sent for the first time: nothing of the post is there. */
const provesNothingTaken = (error: unknown): error is TikTokError =>
  error instanceof TikTokError &&
  (error.code === 'upload_url_refused' ||
    (error.code === 'upload_refused' && error.outcome === 'refused'));

const failAfterRefusal = async (
  { strapi }: PublisherContext,
  lease: Lease,
  attempt: AttemptRow,
  { code, message, userAction, logId }: TikTokError,
): Promise<void> => {
  const settledAt = await databaseNowMs(strapi);
  await lease.finish({
    event: 'fail',
    by: 'publisher',
    note: { code, message, actor: 'publisher', logId },
    patch: {
      reason: JSON.stringify(reason(code, message, userAction)),
      next_step_at: null,
      tries: 0,
    },
    attempt: {
      id: attempt.id,
      patch: {
        outcome: 'failed',
        fail_reason: code,
        settled_at: settledAt,
        upload_url: null,
        committed_at: null,
      },
    },
  });
};

/**
 * The last part was sent and something went wrong that proves nothing: TikTok is asked from time to
 * time whether it arrived, and the post says so.
 */
export const doubtCommit = async (
  { strapi, random }: PublisherContext,
  lease: Lease,
  error: unknown,
): Promise<void> => {
  const message = 'The last part was cut off; TikTok is asked whether it arrived.';
  const note = brokenNote(message, error);
  await lease.release(
    (await databaseNowMs(strapi)) + retryDelay(lease.post.tries, random()),
    { tries: lease.post.tries + 1, reason: JSON.stringify(REASONS.lastPartInDoubt(note.message)) },
    undefined,
    note,
  );
};

/**
 * The upload broke. Before the commit it goes on or is judged; after it, only the status counts.
 * @param isFirstSending nothing of the last part was sent before this
 */
export const afterBrokenUpload = async (
  context: PublisherContext,
  lease: Lease,
  attempt: AttemptRow,
  error: unknown,
  isFirstSending: boolean,
): Promise<void> => {
  const { strapi, random } = context;
  if (error instanceof LeaseLost || lease.signal.aborted) throw new LeaseLost(lease.post.id);
  const now = await databaseNowMs(strapi);
  const wait = now + retryDelay(lease.post.tries, random());
  const outage = isTikTokDown(error) ? await context.outages.noteFailure(lease.post) : null;
  if (lease.post.state === 'committing') {
    if (isFirstSending && provesNothingTaken(error)) {
      await failAfterRefusal(context, lease, attempt, error);
      return;
    }
    await doubtCommit(context, lease, error);
    return;
  }
  const verdict = judge(error, now, lease.post.tries, random());
  if (verdict?.kind === 'wait') {
    // The same upload goes on where it stopped; nothing is begun anew.
    const why = outage ? { reason: JSON.stringify(REASONS.tiktokOutage(outage.retryAt)) } : {};
    await lease.release(
      Math.max(verdict.at, wait, outage?.retryAt ?? 0),
      { ...why, tries: lease.post.tries + 1 },
      undefined,
      brokenNote('The upload was interrupted and goes on from where it stopped.', error),
    );
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
  const { tries } = lease.post;
  const judged = judgeSource(error, now, tries, random()) ?? judge(error, now, tries, random());
  if (!judged) throw error;
  if (lease.post.state === 'committing') {
    await lease.release(now + pollDelay(attempt.status_polls));
    return;
  }
  const verdict = await duringOutage(context, lease, judged, error);
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

/** What ends an upload: the hour TikTok gives it, or TikTok itself before that. */
const isOverTime = (attempt: AttemptRow, now: number): boolean =>
  now - (attempt.init_answered_at ?? attempt.intent_at) >= UPLOAD_HOUR_MS - UPLOAD_MARGIN_MS;

/** Bytes a second since the init, as measured. */
const rateOf = (attempt: AttemptRow, now: number): string => {
  const ms = Math.max(1_000, now - (attempt.init_answered_at ?? attempt.intent_at));
  return `${Math.round((attempt.sent_bytes ?? 0) / ms)} kB a second`;
};

/** An upload that must begin anew: once by itself, then it fails with what was measured. */
export const restart = async (
  context: PublisherContext,
  lease: Lease,
  stale: AttemptRow,
  why: string,
): Promise<void> => {
  const { strapi, attempts } = context;
  const now = await databaseNowMs(strapi);
  const all = await attempts.ofPost(lease.post.id);
  // Read again: the progress was written meanwhile.
  const attempt = all.find(({ id }) => id === stale.id) ?? stale;
  const earlier = all.filter(
    ({ fail_reason: failReason }) => failReason === 'upload_restarted',
  ).length;
  const hadAddress = attempt.publish_id !== null;
  await lease.move({
    event: 'rewind',
    by: 'publisher',
    note: { code: 'upload_restarted', message: `${why} Nothing went live.`, actor: 'publisher' },
    attempt: {
      id: attempt.id,
      patch: {
        outcome: 'abandoned',
        fail_reason: hadAddress ? 'upload_restarted' : 'init_lost',
        settled_at: now,
        upload_url: null,
        committed_at: null,
      },
    },
  });
  if (hadAddress && earlier >= 1) {
    const failed = isOverTime(attempt, now)
      ? REASONS.restartedTooOften(rateOf(attempt, now))
      : REASONS.addressGone;
    await carryOut(context, lease, { kind: 'fail', reason: failed });
    return;
  }
  // The old due time stays, so that a long downtime still counts as lateness.
  await lease.release(lease.post.next_step_at ?? now);
};
