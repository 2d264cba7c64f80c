import { databaseNowMs } from '../../database/clock';
import { type MediaSource } from '../../media';
import { planChunks, resyncPoint } from '../../tiktok';
import { pollDelay } from '../backoff';
import { type Lease, LeaseLost } from '../lease';
import { type AttemptRow } from '../rows';
import {
  openAttempt,
  UPLOAD_HOUR_MS,
  UPLOAD_MARGIN_MS,
  uploadUrlPlace,
  withLogId,
} from './attempts';
import { giveUpBeforeCommit, restart } from './broken';
import { type PublisherContext } from './context';
import { ask } from './follow';
import { callInit } from './init';
import { type Ready } from './prepare';
import { evidenceOf, settle } from './settle';
import { accept, upload } from './upload';

/** Begins a new attempt by FILE_UPLOAD: intent, init, and the upload up to and over the commit. */
export const startFile = async (
  context: PublisherContext,
  lease: Lease,
  { source, slotId }: Ready & { source: MediaSource },
): Promise<void> => {
  const { strapi, budget, attempts, vault, replayKept } = context;
  let attempt = await openAttempt(context, lease.post, source.bytes);
  await budget.assign(slotId, attempt.id);
  await lease.move({
    event: 'start',
    by: 'publisher',
    note: { code: 'sending', message: 'The upload to TikTok begins.', actor: 'publisher' },
    patch: { reason: null },
  });

  let uploadUrl: string;
  try {
    const init = await callInit(context, lease, attempt);
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
