import { type AttentionKind } from '../../../contracts/attention';
import { type StateChanged } from '../posts';

/** Why somebody is told: what a post needs, or that an account lost its sign-in. */
export type Need = Exclude<AttentionKind, 'entry_changed' | 'returned'> | 'account';

export const EVENTS = {
  published: 'tiktok.post.published',
  failed: 'tiktok.post.failed',
  needsAttention: 'tiktok.post.needs-attention',
  disconnected: 'tiktok.account.disconnected',
} as const;
export type EventName = (typeof EVENTS)[keyof typeof EVENTS];

/** What a change of state needs of a person; null where it goes on by itself or is done. */
export const needOf = ({
  to,
  code,
  goesOn,
}: Pick<StateChanged, 'to' | 'code' | 'goesOn'>): Exclude<Need, 'account'> | null => {
  switch (to) {
    case 'failed':
    case 'outcome_unknown':
    case 'awaiting_approval':
      return to;
    case 'held':
      // Held until a time, such as the end of a daily limit, it goes on by itself.
      if (goesOn) return null;
      return code === 'missed' ? 'missed' : 'held';
    default:
      return null;
  }
};

/** The events of a change of state, each at most once. */
export const eventsOf = (change: StateChanged): EventName[] => {
  // The publisher may schedule what is scheduled; only a new state is news.
  if (change.from === change.to) return [];
  const events: EventName[] = [];
  if (change.to === 'published') events.push(EVENTS.published);
  if (change.to === 'failed') events.push(EVENTS.failed);
  if (needOf(change) !== null) events.push(EVENTS.needsAttention);
  return events;
};
