import { setTimeout as delay } from 'node:timers/promises';
import { type Readable } from 'node:stream';

import { type ChunkPlan, chunkRange, resyncPoint } from './chunk-plan';
import { clientError, TikTokError, TikTokSourceError } from './errors';
import { type PutChunkResult } from './upload-answer';
import { type PutChunkInput, type VideoContentType } from './upload-put-chunk';
import { UPLOAD_ENDPOINT } from './upload-url';

export interface RetryPolicy {
  /** Tries without progress, the first included. */
  maxAttempts: number;
  baseMs: number;
  maxMs: number;
  /** Rejects when the signal aborts. */
  sleep: (ms: number, signal?: AbortSignal) => Promise<unknown>;
}

export interface SequentialUpload {
  plan: ChunkPlan;
  uploadUrl: string;
  contentType: VideoContentType;
  /** Opens exactly the bytes `first` to `last` (inclusive) anew. What it throws passes through as it is. */
  openRange: (first: number, last: number) => Promise<Readable | AsyncIterable<Uint8Array>>;
  /** Chunk to begin with; more than 0 when an upload goes on. */
  fromChunk?: number;
  /**
   * The commit hook. Awaited before EVERY sending of the last chunk, the only one of a one-chunk file
   * included; `attempt` counts from 1, above 1 the post may be live already. If it rejects, the last
   * chunk is not sent.
   */
  beforeLastChunk: (info: { attempt: number }) => Promise<void>;
  onProgress?: (progress: { uploadedBytes: number; totalBytes: number }) => void;
  signal?: AbortSignal;
  retry?: Partial<RetryPolicy>;
  /** Unix milliseconds by which the upload must be over; held against a monotonic clock from the start. */
  deadlineAt?: number;
  /** Milliseconds one PUT may take. */
  chunkDeadlineMs?: number;
  /** Bytes TikTok has by `status/fetch`, asked when a 416 does not say. */
  askUploadedBytes?: () => Promise<number | undefined>;
}

/**
 * complete: TikTok has every byte (201, or a 416 that proves it). unconfirmed: every chunk was
 * accepted but no 201 came; ask the status. expired, gone: this upload_url is dead; `nextChunk` was
 * to be sent, and neither proves that nothing was posted once the last chunk has been tried.
 */
export type UploadEnd = { logId?: string } & (
  | { kind: 'complete' }
  | { kind: 'unconfirmed' }
  | { kind: 'expired' | 'gone'; nextChunk: number; lastChunkTried: boolean }
);

export const DEFAULT_RETRY: RetryPolicy = {
  maxAttempts: 6,
  baseMs: 500,
  maxMs: 15_000,
  sleep: (ms, signal) => delay(ms, undefined, { signal, ref: true }),
};

/** Milliseconds before try `attempt + 1`: doubled each time, at least what TikTok asks for. */
export const backOff = (attempt: number, policy: RetryPolicy, retryAfterMs = 0): number =>
  Math.max(Math.min(policy.baseMs * 2 ** (attempt - 1), policy.maxMs), retryAfterMs);

/** Whether the same chunk may be sent again: always safe, useful unless the cause stays (T26). */
const mayResend = (error: unknown): error is TikTokError => {
  if (!(error instanceof TikTokError)) return false;
  if (error instanceof TikTokSourceError) {
    const { original } = error;
    const final =
      typeof original === 'object' &&
      original !== null &&
      Reflect.get(original, 'retryable') === false;
    return error.code === 'source_failed' && !final;
  }
  return (
    ['TikTokUnavailable', 'TikTokUnknownOutcome', 'TikTokNotSent', 'TikTokRateLimited'].includes(
      error.name,
    ) && error.code !== 'certificate_refused'
  );
};

/**
 * Uploads a file chunk after chunk, in order, holding no chunk in memory. A broken chunk is sent
 * again alone (T04, T26), a 416 re-synchronises. The last chunk, which publishes, never starts before
 * `beforeLastChunk` has resolved.
 *
 * @throws TikTokError once tries or time are used up; its `outcome` is `unknown` as soon as any
 * sending of the last chunk may have arrived. Errors of `openRange` and `beforeLastChunk` as they are.
 */
export const uploadSequentially = async (
  put: (input: PutChunkInput) => Promise<PutChunkResult>,
  upload: SequentialUpload,
): Promise<UploadEnd> => {
  const { plan, signal } = upload;
  const policy = { ...DEFAULT_RETRY, ...upload.retry };
  const startedAt = performance.now();
  const allowedMs = upload.deadlineAt === undefined ? Infinity : upload.deadlineAt - Date.now();
  const leftMs = () => allowedMs - (performance.now() - startedAt);

  let index = upload.fromChunk ?? 0;
  // Throws for a chunk outside the plan: "nothing left to send" is no proof that all has arrived.
  chunkRange(plan, index);
  let furthest = index;
  let attempts = 0;
  let lastChunkSends = 0;
  let lastMayHaveArrived = false;

  const failWith = (code: string, logId?: string): TikTokError =>
    clientError(code, {
      endpoint: UPLOAD_ENDPOINT,
      outcome: lastMayHaveArrived ? 'unknown' : 'not_sent',
      logId,
    });
  const checkStop = () => {
    if (signal?.aborted) throw failWith('aborted');
    if (leftMs() <= 0) throw failWith('upload_deadline');
  };
  /** Waits before the next try, or gives up with `error`. */
  const again = async (error: TikTokError): Promise<void> => {
    if (lastMayHaveArrived) error.outcome = 'unknown';
    const waitMs = backOff(attempts, policy, error.retryAfterMs);
    if (attempts >= policy.maxAttempts || waitMs >= leftMs()) throw error;
    await policy.sleep(waitMs, signal).catch((reason: unknown) => {
      throw signal?.aborted ? failWith('aborted') : reason;
    });
  };
  const sendChunk = async (): Promise<PutChunkResult> => {
    const { first, last, isLast } = chunkRange(plan, index);
    if (isLast) {
      await upload.beforeLastChunk({ attempt: lastChunkSends + 1 });
      checkStop();
    }
    const body = await upload.openRange(first, last);
    if (isLast) lastChunkSends += 1;
    // Read after opening, which may have taken its time.
    const deadlineMs = Math.min(leftMs(), upload.chunkDeadlineMs ?? Infinity);
    try {
      return await put({
        uploadUrl: upload.uploadUrl,
        body,
        first,
        last,
        total: plan.size,
        contentType: upload.contentType,
        signal,
        ...(Number.isFinite(deadlineMs) ? { deadlineMs } : {}),
        onProgress: (sent) =>
          upload.onProgress?.({ uploadedBytes: first + sent, totalBytes: plan.size }),
      });
    } catch (error) {
      if (isLast && error instanceof TikTokError && error.outcome === 'unknown') {
        lastMayHaveArrived = true;
      }
      throw error;
    }
  };
  /** Chunk to go on with, by what TikTok says it has. */
  const resync = async (result: { reported?: number; total?: number; logId?: string }) => {
    const bytes = result.reported ?? (await upload.askUploadedBytes?.());
    const point =
      bytes === undefined || (result.total !== undefined && result.total !== plan.size)
        ? undefined
        : resyncPoint(bytes, plan);
    if (!point) throw failWith('upload_out_of_step', result.logId);
    return point.nextIndex;
  };

  while (index < plan.count) {
    checkStop();
    if (index > furthest) {
      furthest = index;
      attempts = 0;
    }
    attempts += 1;
    const isLast = index === plan.count - 1;
    let result: PutChunkResult;
    try {
      result = await sendChunk();
    } catch (error) {
      if (error instanceof TikTokError && lastMayHaveArrived) error.outcome = 'unknown';
      if (!mayResend(error)) throw error;
      await again(error);
      continue;
    }
    const log = result.logId ? { logId: result.logId } : {};
    switch (result.kind) {
      case 'complete':
        return { kind: 'complete', ...log };
      case 'expired':
      case 'gone':
        return {
          kind: result.kind,
          nextChunk: index,
          lastChunkTried: lastChunkSends > 0,
          ...log,
        };
      case 'accepted': {
        if (!isLast) {
          index += 1;
          break;
        }
        lastMayHaveArrived = true;
        const point =
          result.reported === undefined ? undefined : resyncPoint(result.reported, plan);
        if (!point) return { kind: 'unconfirmed', ...log };
        if (point.nextIndex === plan.count) return { kind: 'complete', ...log };
        await again(failWith('upload_out_of_step', result.logId));
        index = point.nextIndex;
        break;
      }
      case 'out_of_step': {
        const next = await resync(result);
        // Going forward is progress; the same place or back again is a try.
        if (next <= index) await again(failWith('upload_out_of_step', result.logId));
        index = next;
        break;
      }
    }
  }
  return { kind: 'complete' };
};
