import { databaseNowMs } from '../../database/clock';
import { table } from '../../database/tables';
import { type Lease } from '../queue/lease';
import { attemptRow, type AttemptRow, type PostRow } from '../life/rows';
import { type PublisherContext } from '../context';

/** TikTok's upload_url is good for one hour (contract sheet, 5.1). */
export const UPLOAD_HOUR_MS = 3_600_000;
/** Added to the hour before a silent upload_url is taken for dead. */
export const UPLOAD_MARGIN_MS = 10 * 60_000;

const kindOf = (post: PostRow): AttemptRow['kind'] => {
  if (post.kind === 'photo') return 'photos';
  return post.share_type === 'inbox' ? 'inbox_video' : 'direct_video';
};

/**
 * Stores the intent of an init before anything is sent (T03), in one transaction with the move to
 * `sending`: a worker that lost the post leaves no attempt behind that another would take for its own.
 * @throws LeaseLost, after giving back what was taken from the day's budget
 */
export const beginAttempt = async (
  { strapi, budget }: PublisherContext,
  lease: Lease,
  { slotId, totalBytes, message }: { slotId: number; totalBytes: number | null; message: string },
): Promise<AttemptRow> => {
  const { post } = lease;
  const now = await databaseNowMs(strapi);
  let attempt: AttemptRow | undefined;
  try {
    await lease.move({
      event: 'start',
      by: 'publisher',
      note: { code: 'sending', message, actor: 'publisher' },
      patch: { reason: null },
      within: async (trx) => {
        const last: unknown = await table(strapi, 'tiktok_attempts', trx)
          .where({ post_id: post.id })
          .orderBy('number', 'desc')
          .first();
        const number = last === undefined ? 1 : attemptRow.parse(last).number + 1;
        await table(strapi, 'tiktok_attempts', trx).insert({
          post_id: post.id,
          account_id: post.account_id,
          number,
          kind: kindOf(post),
          outcome: 'open',
          intent_at: now,
          total_bytes: totalBytes,
          sent_bytes: 0,
          status_polls: 0,
          denials: 0,
          log_ids: '[]',
        });
        const row: unknown = await table(strapi, 'tiktok_attempts', trx)
          .where({ post_id: post.id, number })
          .first();
        attempt = attemptRow.parse(row);
      },
    });
  } catch (error) {
    await budget.giveBack(slotId);
    throw error;
  }
  if (!attempt) throw new Error('the attempt was not stored');
  await budget.assign(slotId, attempt.id);
  return attempt;
};

/** The attempt a post is in the middle of, or null. */
export const currentAttempt = async (
  { attempts }: PublisherContext,
  lease: Lease,
): Promise<AttemptRow | null> => (await attempts.ofPost(lease.post.id)).at(-1) ?? null;

/** Where a sealed upload_url belongs: the vault binds the secret to this row and column. */
export const uploadUrlPlace = (attemptId: number) => ({
  table: 'tiktok_attempts',
  id: attemptId,
  field: 'upload_url',
});
