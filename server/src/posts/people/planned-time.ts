import { type ComposedPost } from '../../../../contracts/posts';
import { Problem } from '../../http/problem';
import { type Pass } from './gate';

/** What the choice of a time makes of a post. */
export interface PlannedTime {
  state: 'draft' | 'awaiting_approval' | 'scheduled';
  /** Epoch ms; null: at once, or no time. For `awaiting_approval` the wish of its author. */
  scheduledAt: number | null;
  waitsForEntry: boolean;
}

/** A time so near is "now": it takes the right to publish. */
const AT_ONCE_MS = 60_000;
/** A time that passed while the form was being filled in is still meant as "now". */
const STALE_MS = 10 * 60_000;

/** A time that a person chose, epoch ms. @throws Problem `time_in_the_past` */
export const chosenTime = (iso: string): number => {
  const at = Date.parse(iso);
  if (at >= Date.now() - STALE_MS) return at;
  throw new Problem({
    status: 422,
    code: 'time_in_the_past',
    message: 'The chosen time is in the past.',
    remedy: 'Choose a time to come, or publish it now.',
    fields: { when: 'The chosen time is in the past.' },
  });
};

/** Whether sending at this time (epoch ms; null: now) takes the right to publish at once. */
export const isAtOnce = (at: number | null): boolean =>
  at === null || at <= Date.now() + AT_ONCE_MS;

/** The choice with the account's next posting time filled in. */
export type ChosenTime = Exclude<ComposedPost['when'], { type: 'next_slot' }>;

/**
 * Turns the choice of a time into the post's next state, if who was let through may choose it.
 * @throws Problem `forbidden`, `time_in_the_past`, `no_entry_to_wait_for`
 */
export const planTime = (
  { requireMoment }: Pick<Pass, 'requireMoment'>,
  { when, source }: { when: ChosenTime; source: ComposedPost['source'] },
): PlannedTime => {
  const planned = (state: PlannedTime['state'], scheduledAt: number | null): PlannedTime => ({
    state,
    scheduledAt,
    waitsForEntry: when.type === 'entry_published',
  });
  if (when.type === 'draft') {
    // Only a wish: it may pass while the draft waits.
    return planned('draft', when.at ? Date.parse(when.at) : null);
  }
  if (when.type === 'approval') {
    return planned('awaiting_approval', when.at === null ? null : chosenTime(when.at));
  }
  if (when.type === 'entry_published') {
    if (source?.status !== 'draft') {
      throw new Problem({
        status: 422,
        code: 'no_entry_to_wait_for',
        message: 'Only a post made from the draft of an entry can wait until the entry goes live.',
        remedy: 'Open the form on the draft of the entry, or choose a time.',
      });
    }
    requireMoment('entry');
    return planned('scheduled', null);
  }
  const at = when.type === 'at' ? chosenTime(when.at) : null;
  requireMoment(at);
  return planned('scheduled', at);
};
