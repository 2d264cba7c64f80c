import { type ErrorRow, type PostStatus, explainFailReason, publicPostUrl } from '../../tiktok';
import { databaseNowMs } from '../../database/clock';
import { type Write } from '../../database/together';
import { inboxPollDelay, linkPollDelay, pollDelay } from '../limits/backoff';
import { reason, REASONS } from '../life/reasons';
import { type AttemptRow, type PostRow } from '../life/rows';
import { type PublisherContext } from '../context';
import { deliveryTroubleOf } from './delivery-trouble';

/** How long a creator's cap lasts at most: TikTok counts over 24 hours. */
const CAP_MS = 24 * 3_600_000;
const PULL_FAILED = /_pull_failed$/;

/** What TikTok says of an attempt, by status or webhook, in one shape. */
export type Evidence =
  | { kind: 'published'; postIds: string[] }
  | { kind: 'in_inbox' }
  | { kind: 'failed'; failReason: string }
  | { kind: 'processing' };

export const evidenceOf = (status: PostStatus): Evidence | null => {
  switch (status.status) {
    case 'PUBLISH_COMPLETE':
      return { kind: 'published', postIds: status.postIds };
    case 'SEND_TO_USER_INBOX':
      return { kind: 'in_inbox' };
    case 'FAILED':
      return { kind: 'failed', failReason: status.failReason ?? 'unknown' };
    case 'PROCESSING_UPLOAD':
    case 'PROCESSING_DOWNLOAD':
      return { kind: 'processing' };
    case 'UNRECOGNISED':
      return null;
  }
};

/** The address of the post on TikTok, where it can be known. */
export const linkOf = (post: PostRow, handle: string | null, postIds: string[]): string | null => {
  const [postId] = postIds;
  return postId === undefined || handle === null
    ? null
    : publicPostUrl({ username: handle, postId, mediaType: post.kind });
};

/**
 * Whether TikTok will ever give this post an id: only public posts get one
 * (TikTok: content-posting-api-reference-get-video-status).
 */
export const mayGetLink = (post: PostRow): boolean =>
  post.share_type === 'inbox' || post.options.privacyLevel === 'PUBLIC_TO_EVERYONE';

/** TikTok's reason in words; of a failed pull, what this site knows better. */
const explain = async (
  { strapi }: PublisherContext,
  attempt: AttemptRow,
  failReason: string,
): Promise<ErrorRow> => {
  const row = explainFailReason(failReason);
  if (!PULL_FAILED.test(failReason)) return row;
  const trouble = await deliveryTroubleOf(strapi, attempt);
  if (trouble === null) return row;
  return {
    ...row,
    cause: `TikTok asked for the media, but this site could not hand them out: ${trouble}`,
    remedy: 'Mend that first, then send the post again.',
  };
};

/** Whether a later attempt has taken the place of this one. */
const isSuperseded = async (
  { attempts }: PublisherContext,
  attempt: AttemptRow,
): Promise<boolean> => (await attempts.ofPost(attempt.post_id)).at(-1)?.id !== attempt.id;

/** How the evidence came, and what is known already. */
interface Told {
  logId?: string | undefined;
  /** The post, where it was read just now. */
  post?: PostRow;
  /** Written with the change, or not at all. */
  also?: readonly Write[];
}

/**
 * Writes what TikTok says into post and attempt, whoever holds the post; idempotent, in any order.
 * Returns whether anything was written of the post, and `also` with it.
 */
export const settle = async (
  context: PublisherContext,
  attempt: AttemptRow,
  evidence: Evidence,
  { logId, post: known, also = [] }: Told = {},
): Promise<boolean> => {
  const { posts, moves, budget, gates, outages, accounts, strapi } = context;
  const post = known ?? (await posts.require(attempt.post_id));
  const now = await databaseNowMs(strapi);
  const handle = (await accounts.find(post.account_id))?.handle ?? null;
  const actor = 'TikTok';
  switch (evidence.kind) {
    case 'published': {
      const postIds = [...new Set([...(post.post_ids ?? []), ...evidence.postIds])];
      const link = linkOf(post, handle, postIds);
      const facts = { post_ids: JSON.stringify(postIds), link: link ?? post.link };
      const moved = await moves.byTikTok(post, 'publish', {
        note: {
          code: 'published',
          message: link
            ? `TikTok has published the post: ${link}`
            : 'TikTok has published the post.',
          actor,
          logId,
        },
        patch: {
          ...facts,
          reason: null,
          published_at: now,
          next_step_at: link || !mayGetLink(post) ? null : now + linkPollDelay(0),
        },
        attempt: {
          id: attempt.id,
          patch: { outcome: 'published', settled_at: now, status_polls: 0, upload_url: null },
        },
        also,
      });
      // Read anew: "published" and "public" may have come at the same moment.
      const present = moved || post.state === 'published' ? post : await posts.require(post.id);
      if (!moved && link && present.state === 'published' && present.link !== link) {
        return moves.recordLink(post.id, facts, also);
      }
      if (present.state === 'cancelled') {
        await moves.note(post.id, {
          code: 'live_though_cancelled',
          message: `TikTok says that an earlier attempt is live nevertheless${link ? `: ${link}` : ''}. It can only be taken down in the TikTok app.`,
          actor,
          logId,
        });
      }
      // A finished draft makes room for the next one.
      if (moved && post.share_type === 'inbox') {
        await budget.giveBackOf(attempt.id);
        await gates.open({ accountId: post.account_id, shareType: 'inbox' });
        await moves.releaseHeld(
          post.account_id,
          ['drafts_cap', 'spam_risk_too_many_pending_share'],
          'A draft was finished in the TikTok app; there is room for this one.',
        );
      }
      return moved;
    }
    case 'in_inbox':
      // Late news of a draft whose failure TikTok has told already.
      if (attempt.outcome === 'failed') return false;
      return moves.byTikTok(post, 'deliver_to_inbox', {
        note: {
          code: 'in_inbox',
          message: 'TikTok has put the draft into the inbox of the app.',
          actor,
          logId,
        },
        patch: {
          reason: JSON.stringify(REASONS.inboxDelivered),
          next_step_at: now + inboxPollDelay(0),
        },
        attempt: {
          id: attempt.id,
          patch: { outcome: 'in_inbox', status_polls: 0, upload_url: null },
        },
        also,
      });
    case 'failed': {
      const row = await explain(context, attempt, evidence.failReason);
      // The end of an earlier attempt says nothing about the one that took its place.
      if (await isSuperseded(context, attempt)) return false;
      const cancelled = evidence.failReason === 'publish_cancelled' && post.state === 'processing';
      const moved = await moves.byTikTok(post, cancelled ? 'cancel' : 'fail', {
        note: { code: row.code, message: row.cause, actor, logId },
        patch: {
          reason: JSON.stringify(reason(row.code, row.cause, row.remedy)),
          next_step_at: null,
        },
        attempt: {
          id: attempt.id,
          patch: {
            outcome: 'failed',
            fail_reason: evidence.failReason,
            settled_at: now,
            upload_url: null,
          },
        },
        also,
      });
      if (moved && row.errorClass === 'TikTokCapReached') {
        // The creator's cap is full: the account's other posts wait for it instead of failing too.
        const until = now + CAP_MS;
        const why = reason(row.code, row.cause, row.remedy, until);
        const subject = { accountId: attempt.account_id, shareType: post.share_type };
        await gates.close({ subject, opensAt: until, reason: why });
      } else if (moved) {
        await budget.giveBackOf(attempt.id);
        if (row.errorClass === 'TikTokUnavailable') await outages.noteFailure(post);
      }
      return moved;
    }
    case 'processing':
      // For an upload that is still committing, "processing" may just mean that bytes are missing.
      if (post.state !== 'outcome_unknown' || (await isSuperseded(context, attempt))) return false;
      return moves.byTikTok(post, 'accepted', {
        note: { code: 'accepted', message: 'TikTok has the post and processes it.', actor, logId },
        patch: { reason: null, next_step_at: now + pollDelay(0) },
        attempt: { id: attempt.id, patch: { outcome: 'open', settled_at: null } },
        also,
      });
  }
};
