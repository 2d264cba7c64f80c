import { databaseNowMs } from '../../database/clock';
import { isSourceError, type MediaSource, SourceChanged } from '../../media';
import {
  chunkRange,
  planChunks,
  resyncPoint,
  type SequentialUpload,
  TikTokError,
  TikTokSourceError,
  type UploadEnd,
  VIDEO_CONTENT_TYPES,
  type VideoContentType,
} from '../../tiktok';
import { pollDelay, retryDelay } from '../backoff';
import { type Lease, LeaseLost } from '../lease';
import { reason, REASONS } from '../reasons';
import { type AttemptRow } from '../rows';
import {
  openAttempt,
  UPLOAD_HOUR_MS,
  UPLOAD_MARGIN_MS,
  uploadUrlPlace,
  withLogId,
} from './attempts';
import { type PublisherContext } from './context';
import { ask } from './follow';
import { callInit, INIT_TIMEOUT_MS } from './init';
import { carryOut } from './outcome';
import { type Ready } from './prepare';
import { evidenceOf, settle } from './settle';
import { judge, type Verdict } from './verdict';

/** Slack between the end of a call's own deadline and the end of the lease. */
const LEASE_MARGIN_MS = 10_000;
/** The slowest upload that the last chunk's deadline allows for, bytes per millisecond. */
const SLOWEST = 128;
const PROGRESS_EVERY_MS = 1_000;

/** Begins a new attempt by FILE_UPLOAD: intent, init, and the upload up to and over the commit. */
export const startFile = async (
  context: PublisherContext,
  lease: Lease,
  { source, slotId }: Ready & { source: MediaSource },
  onAttempt: () => void = () => undefined,
): Promise<void> => {
  const { strapi, budget, posts, vault } = context;
  let attempt = await openAttempt(context, lease.post, source.bytes);
  onAttempt();
  await budget.assign(slotId, attempt.id);
  await lease.move({
    event: 'start',
    by: 'publisher',
    note: { code: 'sending', message: 'The upload to TikTok begins.', actor: 'publisher' },
    patch: { reason: null },
  });
  await lease.secure(INIT_TIMEOUT_MS + LEASE_MARGIN_MS);

  let uploadUrl: string;
  try {
    const init = await callInit(context, lease.post, attempt);
    const now = await databaseNowMs(strapi);
    const { publishId } = init;
    if (init.uploadUrl === undefined) throw new Error('TikTok gave no upload_url');
    uploadUrl = init.uploadUrl;
    const facts = {
      publish_id: publishId,
      init_answered_at: now,
      ...withLogId(attempt, init.logId),
    };
    try {
      await lease.save(
        {},
        {
          id: attempt.id,
          patch: {
            ...facts,
            upload_url: vault.seal(uploadUrl, uploadUrlPlace(attempt.id)),
            upload_expires_at: now + UPLOAD_HOUR_MS,
          },
        },
      );
    } catch (error) {
      // Whoever has the post now may need to know that this publish_id was ours.
      if (error instanceof LeaseLost) await posts.recordFact(attempt.id, facts);
      throw error;
    }
    attempt = {
      ...attempt,
      ...facts,
      upload_expires_at: now + UPLOAD_HOUR_MS,
      log_ids: attempt.log_ids,
    };
  } catch (error) {
    await giveUpBeforeCommit(context, lease, attempt, error);
    return;
  }
  await upload(context, lease, attempt, uploadUrl, source, 0);
};

/** Goes on with an attempt that another holder, or an earlier step, left in `sending` or `committing`. */
export const resumeFile = async (
  context: PublisherContext,
  lease: Lease,
  attempt: AttemptRow,
): Promise<void> => {
  const { strapi, vault, media } = context;
  const now = await databaseNowMs(strapi);
  const committed = lease.post.state === 'committing';
  const { publish_id: publishId, upload_url: sealed, upload_expires_at: expiresAt } = attempt;

  if (publishId === null || sealed === null) {
    // Without an upload_url nobody can have sent a byte, so nothing can go live (T02, T03).
    await restart(
      context,
      lease,
      attempt,
      'The answer to the first call was lost before it was stored.',
    );
    return;
  }
  const asked = await ask(context, attempt, publishId);
  if (asked.kind === 'answer') {
    const evidence = evidenceOf(asked.status);
    if (evidence && evidence.kind !== 'processing') {
      await lease.release(now + pollDelay(0));
      await settle(context, attempt, evidence, 'TikTok', asked.status.logId);
      return;
    }
    const has = asked.status.uploadedBytes ?? 0;
    if (committed && has >= (attempt.total_bytes ?? Infinity)) {
      await accept(context, lease, attempt, asked.status.logId);
      return;
    }
    if (expiresAt !== null && now > expiresAt + (committed ? UPLOAD_MARGIN_MS : 0)) {
      await restart(context, lease, attempt, 'The hour TikTok allows for an upload was over.');
      return;
    }
  } else if (committed || (expiresAt !== null && now > expiresAt)) {
    await lease.release(asked.retryAt);
    return;
  }

  const opened = vault.open(sealed, uploadUrlPlace(attempt.id));
  const [fingerprint] = lease.post.media;
  if (!opened.ok || !fingerprint) {
    if (committed) await lease.release(now + pollDelay(attempt.status_polls));
    else await restart(context, lease, attempt, 'The stored upload address can no longer be read.');
    return;
  }
  let source: MediaSource;
  try {
    source = await media.openSource(fingerprint, lease.signal);
  } catch (error) {
    await giveUpBeforeCommit(context, lease, attempt, error);
    return;
  }
  try {
    const plan = planChunks(source.bytes);
    const point =
      asked.kind === 'answer' ? resyncPoint(asked.status.uploadedBytes ?? 0, plan) : undefined;
    const from = Math.min(point?.nextIndex ?? 0, plan.count - 1);
    await upload(context, lease, attempt, opened.value, source, from);
  } finally {
    await source.close();
  }
};

const upload = async (
  context: PublisherContext,
  lease: Lease,
  attempt: AttemptRow,
  uploadUrl: string,
  source: MediaSource,
  fromChunk: number,
): Promise<void> => {
  const { settings, strapi, posts } = context;
  const plan = planChunks(source.bytes);
  const lastBytes = chunkRange(plan, plan.count - 1).length;
  const putMs = Math.min(
    UPLOAD_HOUR_MS,
    (30_000 + lastBytes / SLOWEST) * 2 ** Math.min(lease.post.tries, 6),
  );
  let reported = 0;

  const beforeLastChunk: SequentialUpload['beforeLastChunk'] = async () => {
    const leaseMs = putMs + LEASE_MARGIN_MS;
    if (lease.post.state === 'committing') {
      await lease.secure(leaseMs);
      return;
    }
    const now = await databaseNowMs(strapi);
    await lease.move({
      event: 'commit',
      by: 'publisher',
      note: {
        code: 'committing',
        message: 'All but the last part is at TikTok. From here on it can no longer be stopped.',
        actor: 'publisher',
      },
      attempt: { id: attempt.id, patch: { committed_at: now } },
      leaseMs,
    });
  };
  const onProgress: SequentialUpload['onProgress'] = ({ uploadedBytes }) => {
    const at = performance.now();
    if (at - reported < PROGRESS_EVERY_MS) return;
    reported = at;
    // Progress is for people; losing a line of it changes nothing.
    posts.recordFact(attempt.id, { sent_bytes: uploadedBytes }).catch(() => undefined);
  };

  let end: UploadEnd;
  try {
    end = await settings.client().upload.sequentially({
      plan,
      uploadUrl,
      contentType: videoType(source),
      openRange: (first, last) => source.openRange(first, last),
      fromChunk,
      beforeLastChunk,
      onProgress,
      signal: lease.signal,
      chunkDeadlineMs: putMs,
      ...(attempt.upload_expires_at === null ? {} : { deadlineAt: attempt.upload_expires_at }),
    });
  } catch (error) {
    await afterBrokenUpload(context, lease, attempt, error);
    return;
  }

  switch (end.kind) {
    case 'complete':
      await accept(context, lease, attempt, end.logId);
      return;
    case 'unconfirmed':
      await lease.release((await databaseNowMs(strapi)) + pollDelay(0));
      return;
    case 'expired':
    case 'gone':
      if (lease.post.state === 'committing') {
        // Proves nothing: the last chunk may have arrived. Only the status can tell.
        await lease.release((await databaseNowMs(strapi)) + pollDelay(2));
      } else {
        await restart(context, lease, attempt, 'TikTok no longer takes this upload.');
      }
  }
};

/** The kind of the fingerprint was checked; a video's content type is one that TikTok takes. */
const videoType = ({ contentType }: MediaSource): VideoContentType => {
  const type = VIDEO_CONTENT_TYPES.find((known) => known === contentType);
  if (!type) throw new Error(`${contentType} is not a video`);
  return type;
};

const accept = async (
  { strapi }: PublisherContext,
  lease: Lease,
  attempt: AttemptRow,
  logId: string | undefined,
): Promise<void> => {
  const now = await databaseNowMs(strapi);
  await lease.finish({
    event: 'accepted',
    by: 'publisher',
    note: {
      code: 'accepted',
      message: 'TikTok has the whole file and processes it. This may take a few minutes.',
      actor: 'publisher',
      logId,
    },
    patch: { next_step_at: now + pollDelay(0), tries: 0, reason: null },
    attempt: {
      id: attempt.id,
      patch: {
        accepted_at: now,
        sent_bytes: attempt.total_bytes,
        upload_url: null,
        status_polls: 0,
        ...withLogId(attempt, logId),
      },
    },
  });
};

/** The upload broke. Before the commit it goes on or is judged; after it, only the status counts. */
const afterBrokenUpload = async (
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
    await lease.release(Math.min(verdict.at, wait));
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
const giveUpBeforeCommit = async (
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

const judgeSource = (error: unknown, now: number): Verdict | null => {
  const cause = error instanceof TikTokSourceError ? error.original : error;
  if (!isSourceError(cause)) return null;
  const why = reason(cause.code, cause.message, cause.remedy);
  if (cause instanceof SourceChanged || !cause.retryable) {
    return { kind: 'hold', until: null, reason: why };
  }
  return { kind: 'wait', at: now + 60_000, reason: why };
};

/** An upload that must begin anew: once by itself, then it fails with what was measured. */
const restart = async (
  context: PublisherContext,
  lease: Lease,
  attempt: AttemptRow,
  why: string,
): Promise<void> => {
  const { strapi, posts } = context;
  const now = await databaseNowMs(strapi);
  const earlier = (await posts.attempts(lease.post.id)).filter(
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

/** Lets every other post of the account, or of the app, wait for the same cap (T63, T64). */
export const noteCap = async (
  { pauses, accounts, settings }: PublisherContext,
  lease: Lease,
  verdict: Verdict,
  error: unknown,
): Promise<void> => {
  if (!(error instanceof TikTokError)) return;
  const account = await accounts.find(lease.post.account_id);
  if (!account) return;
  if (error.code.startsWith('unaudited_')) await settings.markUnaudited(account.mode);
  if (verdict.kind !== 'hold' || verdict.until === null) return;
  if (error.name !== 'TikTokCapReached') return;
  const subject =
    error.code === 'reached_active_user_cap'
      ? (`app:${account.clientKey}` as const)
      : (`account:${account.id}` as const);
  await pauses.set(subject, verdict.until, verdict.reason);
};
