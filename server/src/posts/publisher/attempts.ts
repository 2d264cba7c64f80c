import { databaseNowMs } from '../../database/clock';
import { type Lease } from '../queue/lease';
import { type Taken } from '../limits/budget';
import { type AttemptRow, type PostRow } from '../life/rows';
import { type PublisherContext } from '../context';

/** TikTok's upload_url is good for one hour (TikTok: content-posting-api-media-transfer-guide). */
export const UPLOAD_HOUR_MS = 3_600_000;
/** Added to the hour before a silent upload_url is taken for dead. */
export const UPLOAD_MARGIN_MS = 10 * 60_000;

const kindOf = (post: PostRow): AttemptRow['kind'] => {
  if (post.kind === 'photo') return 'photos';
  return post.share_type === 'inbox' ? 'inbox_video' : 'direct_video';
};

interface Intent {
  before: AttemptRow | null;
  /** What was taken from the budget for it. */
  taken: Taken;
  totalBytes: number | null;
  message: string;
}

/**
 * Stores the intent of an init before anything is sent (T03), in one write with the move to
 * `sending`: a worker that lost the post leaves no attempt behind that another would take for its own.
 * @param before the post's latest attempt so far
 * @throws LeaseLost, after giving back what was taken from the day's budget
 */
export const beginAttempt = async (
  { strapi, budget }: PublisherContext,
  lease: Lease,
  { before, taken, totalBytes, message }: Intent,
): Promise<AttemptRow> => {
  const { post } = lease;
  const attempt = {
    post_id: post.id,
    account_id: post.account_id,
    number: (before?.number ?? 0) + 1,
    kind: kindOf(post),
    outcome: 'open' as const,
    intent_at: await databaseNowMs(strapi),
    total_bytes: totalBytes,
    sent_bytes: 0,
    status_polls: 0,
    denials: 0,
  };
  let id: number | null;
  try {
    id = await lease.move({
      event: 'start',
      by: 'publisher',
      note: { code: 'sending', message, actor: 'publisher' },
      patch: { reason: null },
      also: [
        { insert: 'tiktok_attempts', row: { ...attempt, log_ids: '[]' }, kept: true },
        budget.assignment(taken),
      ],
    });
  } catch (error) {
    await budget.giveBack(taken);
    throw error;
  }
  if (id === null) throw new Error('the attempt was not stored');
  return {
    ...attempt,
    id,
    init_answered_at: null,
    publish_id: null,
    upload_url: null,
    upload_expires_at: null,
    committed_at: null,
    accepted_at: null,
    settled_at: null,
    fail_reason: null,
    log_ids: [],
    candidates: null,
  };
};

/** The attempt a post was in the middle of when it was claimed, or null. */
export const currentAttempt = async (
  { attempts }: PublisherContext,
  lease: Lease,
): Promise<AttemptRow | null> =>
  lease.wasTried ? ((await attempts.ofPost(lease.post.id)).at(-1) ?? null) : null;

/** Where a sealed upload_url belongs: the vault binds the secret to this row and column. */
export const uploadUrlPlace = (attemptId: number) => ({
  table: 'tiktok_attempts',
  id: attemptId,
  field: 'upload_url',
});
