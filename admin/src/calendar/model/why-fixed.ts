import { type PostState, type PostSummary } from '../../../../contracts/posts';
import { mayMove } from './events';

/** Why a post stays where it is; the texts are `calendar.fixed.<reason>`. */
export type FixedReason =
  'right' | 'held' | 'failed' | 'underWay' | 'onTikTok' | 'unknown' | 'cancelled';

const BY_STATE: Record<PostState, FixedReason> = {
  // These could be moved by someone else.
  draft: 'right',
  awaiting_approval: 'right',
  scheduled: 'right',
  due: 'underWay',
  sending: 'underWay',
  committing: 'underWay',
  processing: 'underWay',
  in_inbox: 'onTikTok',
  published: 'onTikTok',
  failed: 'failed',
  held: 'held',
  outcome_unknown: 'unknown',
  cancelled: 'cancelled',
};

/** Null: it may be moved. What the server says decides; the state only says why. */
export const whyFixed = (post: Pick<PostSummary, 'state' | 'actions'>): FixedReason | null =>
  mayMove(post) ? null : BY_STATE[post.state];
