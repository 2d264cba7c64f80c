import { isOneOf } from '../../../../contracts/posts';
import { type PostRow } from './rows';
import { BEFORE_COMMIT } from './state-machine';

/** A person cancelled it. What a rule or TikTok ended stays ended. */
export const wasCancelledByPerson = ({ cancelled_from: before }: PostRow): boolean =>
  before !== null;

export const wasRequest = ({ cancelled_from: before }: PostRow): boolean =>
  before === 'awaiting_approval';

/** It was on its way to be sent, somebody agreed to it, and its time is to come. */
export const goesOutAsAgreed = (post: PostRow): boolean =>
  post.cancelled_from !== null &&
  isOneOf(post.cancelled_from, BEFORE_COMMIT) &&
  post.consent !== null &&
  (post.waits_for_entry || (post.scheduled_at ?? 0) > Date.now());

/** Why it comes back as a draft although nothing forbids more; null where it was one. */
export const whyOnlyDraft = ({ cancelled_from: before }: PostRow): string | null => {
  switch (before) {
    case 'draft':
      return null;
    case 'held':
      return 'It was on hold before it was cancelled.';
    case 'failed':
      return 'It had failed before it was cancelled.';
    default:
      return 'Its time passed while it was cancelled.';
  }
};
