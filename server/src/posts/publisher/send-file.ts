import { databaseNowMs } from '../../database/clock';
import { type MediaSource } from '../../media';
import {
  clientError,
  planChunks,
  type PostStatus,
  resyncPoint,
  type TikTokError,
} from '../../tiktok';
import { Problem } from '../../http/problem';
import { pollDelay } from '../limits/backoff';
import { type Lease, LeaseLost } from '../queue/lease';
import { reasonOfProblem } from '../life/reasons';
import { type AttemptRow } from '../life/rows';
import { beginAttempt, UPLOAD_HOUR_MS, UPLOAD_MARGIN_MS, uploadUrlPlace } from './attempts';
import { giveUpBeforeCommit, restart } from './broken';
import { withLogId } from '../life/attempt-store';
import { type PublisherContext } from '../context';
import { ask, type Asked, isDisowned, DISOWNED } from '../evidence/follow';
import { callInit } from './init';
import { loseSight } from '../evidence/lose-sight';
import { type Ready } from './prepare';
import { evidenceOf, settle } from '../evidence/settle';
import { accept, commitUpload, upload } from './upload';

/** Begins a new attempt by FILE_UPLOAD: intent, init, and the upload up to and over the commit. */
export const startFile = async (
  context: PublisherContext,
  lease: Lease,
  { source, taken }: Ready & { source: MediaSource },
  before: AttemptRow | null,
): Promise<void> => {
  const { strapi, attempts, vault, settings, replayKept } = context;
  let attempt = await beginAttempt(context, lease, {
    before,
    taken,
    totalBytes: source.bytes,
    message: 'The upload to TikTok begins.',
  });

  let uploadUrl: string;
  const initIsOver = lease.protect();
  try {
    const init = await callInit(context, lease, taken);
    const now = await databaseNowMs(strapi);
    const { publishId } = init;
    const facts = {
      publish_id: publishId,
      init_answered_at: now,
      ...withLogId(attempt, init.logId),
    };
    const patch = {
      ...facts,
      ...(init.uploadUrl === undefined
        ? {}
        : {
            upload_url: vault.seal(init.uploadUrl, uploadUrlPlace(attempt.id)),
            upload_expires_at: now + UPLOAD_HOUR_MS,
          }),
    };
    const mayCommit =
      planChunks(source.bytes).count === 1 &&
      init.uploadUrl !== undefined &&
      settings.client().upload.isOwn(init.uploadUrl);
    try {
      if (mayCommit && !lease.isWindingDown) {
        // The first chunk is the last one, so the answer and the commit are one write.
        await commitUpload(context, lease, attempt, source, patch);
      } else {
        await lease.save({}, { id: attempt.id, patch });
      }
    } catch (error) {
      // Whoever has the post now may need to know that this publish_id was ours.
      if (error instanceof LeaseLost) await attempts.recordFact(attempt.id, facts);
      throw error;
    }
    await replayKept({ publishId });
    attempt = {
      ...attempt,
      ...facts,
      upload_expires_at: now + UPLOAD_HOUR_MS,
      log_ids: attempt.log_ids,
    };
    if (init.uploadUrl === undefined) throw await withoutAddress(context, lease, init.logId);
    uploadUrl = init.uploadUrl;
  } catch (error) {
    await giveUpBeforeCommit(context, lease, attempt, error);
    return;
  } finally {
    initIsOver();
  }
  await upload(context, lease, attempt, { uploadUrl, source, fromChunk: 0, isFirstSending: true });
};

/** TikTok works on an upload for hours at most; after this its status is taken to say nothing any more. */
const WORD_PATIENCE_MS = 24 * 3_600_000;

/** So many inits without an upload_url, and it is not tried again: each counts in TikTok's budget. */
const WITHOUT_ADDRESS = 3;

/** Without an address nothing can be sent, so nothing can go live. */
const withoutAddress = async (
  { attempts }: PublisherContext,
  lease: Lease,
  logId: string | undefined,
): Promise<TikTokError> => {
  const code = 'upload_url_missing';
  const before = (await attempts.ofPost(lease.post.id)).filter(
    ({ fail_reason: failReason }) => failReason === code,
  );
  const isLast = before.length + 1 >= WITHOUT_ADDRESS;
  return clientError(isLast ? 'no_upload_url' : code, {
    endpoint: 'init',
    outcome: 'not_sent',
    logId,
  });
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

  if (committed && publishId === null) {
    await loseSight(context, lease, attempt, null);
    return;
  }
  if (committed && sealed === null) {
    await waitForWord(context, lease, attempt, null);
    return;
  }
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
  const asked = await ask(context, attempt, publishId, lease.signal);
  if (asked.kind === 'answer') {
    const evidence = evidenceOf(asked.status);
    if (evidence && evidence.kind !== 'processing') {
      await lease.release(now + pollDelay(0));
      await settle(context, attempt, evidence, { logId: asked.status.logId });
      return;
    }
    const progress = progressOf(attempt, asked.status);
    if (committed && progress === 'all') {
      await accept(context, lease, attempt, asked.status.logId);
      return;
    }
    if (expiresAt !== null && now > expiresAt + (committed ? UPLOAD_MARGIN_MS : 0)) {
      // After the commit only TikTok's word that bytes are missing proves that nothing went live.
      if (!committed || progress === 'some') {
        await restart(context, lease, attempt, 'The hour TikTok allows for an upload was over.');
      } else if (now > expiresAt + WORD_PATIENCE_MS) {
        // TikTok never says how much it has: the list, an event or a person may still tell.
        await loseSight(context, lease, attempt, null);
      } else {
        await waitForWord(context, lease, attempt, null);
      }
      return;
    }
  } else if (committed || (expiresAt !== null && now > expiresAt)) {
    await waitForWord(context, lease, attempt, asked);
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
    const has = asked.kind === 'answer' ? asked.status.uploadedBytes : undefined;
    const point = has === undefined ? undefined : resyncPoint(has, plan);
    // A wrong guess is put right by TikTok's 416.
    const from = Math.min(point?.nextIndex ?? (committed ? plan.count : 0), plan.count - 1);
    await upload(context, lease, attempt, {
      uploadUrl: opened.value,
      source,
      fromChunk: from,
      // Of an upload that is committed somebody may have sent the last part already.
      isFirstSending: !committed,
    });
  } finally {
    await source.close();
  }
};

/** What TikTok says it has of the file; null where it does not say, which proves nothing. */
const progressOf = (
  { total_bytes: total }: AttemptRow,
  { status, uploadedBytes }: PostStatus,
): 'all' | 'some' | null => {
  if (status !== 'PROCESSING_UPLOAD' || uploadedBytes === undefined || total === null) return null;
  const plan = planChunks(total);
  return resyncPoint(uploadedBytes, plan)?.nextIndex === plan.count ? 'all' : 'some';
};

/** Polls on: from `committing` nothing is begun anew without proof, however long it takes. */
const waitForWord = async (
  context: PublisherContext,
  lease: Lease,
  attempt: AttemptRow,
  asked: Exclude<Asked, { kind: 'answer' }> | null,
): Promise<void> => {
  const polls = attempt.status_polls + 1;
  const error = asked?.kind === 'no_answer' ? asked.error : null;
  const why = error instanceof Problem ? { reason: JSON.stringify(reasonOfProblem(error)) } : {};
  const isDenied = error !== null && isDisowned(error);
  const denials = isDenied ? attempt.denials + 1 : attempt.denials;
  await lease.save(why, { id: attempt.id, patch: { status_polls: polls, denials } });
  if (lease.post.state === 'committing' && isDenied && denials >= DISOWNED) {
    await loseSight(context, lease, attempt, error);
    return;
  }
  const now = await databaseNowMs(context.strapi);
  await lease.release(Math.max(asked?.retryAt ?? 0, now + pollDelay(polls)));
};
