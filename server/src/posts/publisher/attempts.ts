import { databaseNowMs } from '../../database/clock';
import { table } from '../../database/tables';
import { type Lease } from '../lease';
import { attemptRow, type AttemptRow, type PostRow } from '../rows';
import { type PublisherContext } from './context';

/** TikTok's upload_url is good for one hour (contract sheet, 5.1). */
export const UPLOAD_HOUR_MS = 3_600_000;
/** Added to the hour before a silent upload_url is taken for dead. */
export const UPLOAD_MARGIN_MS = 10 * 60_000;

const kindOf = (post: PostRow): AttemptRow['kind'] => {
  if (post.kind === 'photo') return 'photos';
  return post.share_type === 'inbox' ? 'inbox_video' : 'direct_video';
};

/** Stores the intent of an init, before anything is sent (T03). */
export const openAttempt = async (
  { strapi, attempts }: PublisherContext,
  post: PostRow,
  totalBytes: number | null,
): Promise<AttemptRow> => {
  const number = (await attempts.ofPost(post.id)).length + 1;
  const now = await databaseNowMs(strapi);
  await table(strapi, 'tiktok_attempts').insert({
    post_id: post.id,
    account_id: post.account_id,
    number,
    kind: kindOf(post),
    outcome: 'open',
    intent_at: now,
    total_bytes: totalBytes,
    sent_bytes: 0,
    status_polls: 0,
    log_ids: '[]',
  });
  const row: unknown = await table(strapi, 'tiktok_attempts')
    .where({ post_id: post.id, number })
    .first();
  return attemptRow.parse(row);
};

/** The attempt a post is in the middle of, or null. */
export const currentAttempt = async (
  { attempts }: PublisherContext,
  lease: Lease,
): Promise<AttemptRow | null> => (await attempts.ofPost(lease.post.id)).at(-1) ?? null;

/** TikTok's log ids of an attempt with one more. */
export const withLogId = (attempt: AttemptRow, logId: string | undefined): { log_ids?: string } =>
  logId ? { log_ids: JSON.stringify([...(attempt.log_ids ?? []), logId].slice(-20)) } : {};

/** Where a sealed upload_url belongs: the vault binds the secret to this row and column. */
export const uploadUrlPlace = (attemptId: number) => ({
  table: 'tiktok_attempts',
  id: attemptId,
  field: 'upload_url',
});
