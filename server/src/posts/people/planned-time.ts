import { ACTIONS } from '../../../../contracts/permissions';
import { type ComposedPost } from '../../../../contracts/posts';
import { type ApprovalRule } from '../../../../contracts/settings';
import { type Caller } from '../../http/handle';
import { forbidden, Problem } from '../../http/problem';

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

/** @throws Problem `forbidden` where only someone who may publish at once may do this */
export const requirePublishRight = (caller: Caller): void => {
  if (caller.ability.can(ACTIONS.publishPosts)) return;
  throw forbidden(
    'You may compose and schedule, but not publish at once.',
    'Choose a time, send it for approval, or ask someone who may publish.',
  );
};

const checkRight = (
  caller: Caller,
  at: number | null | 'entry',
  rule: ApprovalRule,
  approves: boolean,
): void => {
  if (!caller.isPerson) {
    throw forbidden(
      'An API token can create drafts and send them for approval: agreeing to a post takes a person.',
      'Create it as a draft or for approval, and let a person confirm it in the Strapi admin.',
    );
  }
  if (approves) {
    if (caller.ability.can(ACTIONS.approvePosts)) return;
    throw forbidden(
      'This post waits for the approval of someone who may approve posts.',
      'Send your changes for approval.',
    );
  }
  if (rule === 'required' && !caller.ability.can(ACTIONS.publishPosts)) {
    throw forbidden(
      'On this site posts are approved before they are scheduled.',
      'Send the post for approval.',
    );
  }
  if (at !== 'entry' && isAtOnce(at)) requirePublishRight(caller);
};

/** The choice with the account's next posting time filled in. */
export type ChosenTime = Exclude<ComposedPost['when'], { type: 'next_slot' }>;

/**
 * Turns the choice of a time into the post's next state, if this person may choose it.
 * @throws Problem `forbidden`, `time_in_the_past`, `no_entry_to_wait_for`
 */
export const planTime = (
  caller: Caller,
  { when, source }: { when: ChosenTime; source: ComposedPost['source'] },
  rule: ApprovalRule,
  approves: boolean,
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
    checkRight(caller, 'entry', rule, approves);
    return planned('scheduled', null);
  }
  const at = when.type === 'at' ? chosenTime(when.at) : null;
  checkRight(caller, at, rule, approves);
  return planned('scheduled', at);
};
