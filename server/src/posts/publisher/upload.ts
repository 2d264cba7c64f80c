import { databaseNowMs } from '../../database/clock';
import { type MediaSource } from '../../media';
import {
  chunkRange,
  planChunks,
  type SequentialUpload,
  type UploadEnd,
  VIDEO_CONTENT_TYPES,
  type VideoContentType,
} from '../../tiktok';
import { pollDelay } from '../limits/backoff';
import { type Lease } from '../queue/lease';
import { type AttemptPatch, type AttemptRow } from '../life/rows';
import { UPLOAD_HOUR_MS } from './attempts';
import { afterBrokenUpload, doubtCommit, restart } from './broken';
import { withLogId } from '../life/attempt-store';
import { type PublisherContext } from '../context';
import { LEASE_MARGIN_MS } from './init';

/** The slowest upload that the last chunk's deadline allows for, bytes per millisecond. */
const SLOWEST = 128;
const PROGRESS_EVERY_MS = 1_000;

/** How long the last chunk may take; longer with every try of it. */
const lastChunkMs = (source: MediaSource, tries: number): number => {
  const plan = planChunks(source.bytes);
  const { length } = chunkRange(plan, plan.count - 1);
  return Math.min(UPLOAD_HOUR_MS, Math.ceil(30_000 + length / SLOWEST) * 2 ** Math.min(tries, 6));
};

/**
 * Stores the commit of an upload: only what comes after it can make the post live. The lease outlasts
 * the deadline of the last chunk. @param patch what else is to be stored of the attempt with it
 */
export const commitUpload = async (
  { strapi }: PublisherContext,
  lease: Lease,
  attempt: AttemptRow,
  source: MediaSource,
  patch: AttemptPatch = {},
): Promise<void> => {
  await lease.move({
    event: 'commit',
    by: 'publisher',
    note: {
      code: 'committing',
      message: 'All but the last part is at TikTok. From here on it can no longer be stopped.',
      actor: 'publisher',
    },
    attempt: {
      id: attempt.id,
      patch: { ...patch, committed_at: await databaseNowMs(strapi) },
    },
    leaseMs: lastChunkMs(source, lease.post.tries) + LEASE_MARGIN_MS,
  });
};

interface Upload {
  uploadUrl: string;
  source: MediaSource;
  fromChunk: number;
  /** Nobody can have sent the last part before. */
  isFirstSending: boolean;
}

/** Uploads from a chunk on, over the commit before the last one, up to TikTok's word that it has all. */
export const upload = async (
  context: PublisherContext,
  lease: Lease,
  attempt: AttemptRow,
  { uploadUrl, source, fromChunk, isFirstSending }: Upload,
): Promise<void> => {
  const { settings, attempts } = context;
  const plan = planChunks(source.bytes);
  const putMs = lastChunkMs(source, lease.post.tries);
  // A file that is there within a second needs no progress.
  let reported = performance.now();
  let lastChunkIsOver = (): void => undefined;

  const beforeLastChunk: SequentialUpload['beforeLastChunk'] = async () => {
    const leaseMs = putMs + LEASE_MARGIN_MS;
    lastChunkIsOver();
    lastChunkIsOver = lease.protect();
    if (lease.post.state === 'committing') {
      await lease.secure(leaseMs);
      return;
    }
    await commitUpload(context, lease, attempt, source);
  };
  const onProgress: SequentialUpload['onProgress'] = ({ uploadedBytes }) => {
    const at = performance.now();
    if (at - reported < PROGRESS_EVERY_MS) return;
    reported = at;
    // Progress is for people; losing a line of it changes nothing.
    attempts.recordFact(attempt.id, { sent_bytes: uploadedBytes }).catch(() => undefined);
  };

  const send = (): Promise<UploadEnd> =>
    settings.client().upload.sequentially({
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

  try {
    let end: UploadEnd;
    try {
      end = await send();
    } catch (error) {
      await afterBrokenUpload(context, lease, attempt, error, isFirstSending);
      return;
    }
    await afterUpload(context, lease, attempt, end);
  } finally {
    lastChunkIsOver();
  }
};

const afterUpload = async (
  context: PublisherContext,
  lease: Lease,
  attempt: AttemptRow,
  end: UploadEnd,
): Promise<void> => {
  const { strapi } = context;
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
        // Proves nothing: the last chunk may have arrived. Only the status can tell, and time.
        await doubtCommit(context, lease, null);
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

/** TikTok has every byte. */
export const accept = async (
  { strapi, outages }: PublisherContext,
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
  await outages.noteSuccess(lease.post);
};
