import { ACTIONS, type ActionId } from '../../../../contracts/permissions';
import { goesOutAsAgreed, wasCancelledByPerson, wasRequest } from '../life/cancelled';
import { type PostRow } from '../life/rows';
import { type Event, REWRITABLE, type State, STATES } from '../life/state-machine';
import { isRunningPull } from './cancel-pull';

/** What somebody may do with a post, or with one that is not there yet. */
export interface Verb {
  /**
   * The states it is for, each with what it tells the state machine there; null: the state stays as
   * it is. `new`: there is no post yet.
   */
  on: Partial<Record<State, Event | null>> | 'new';
  /** Only posts that are like this. */
  only?: (post: PostRow) => boolean;
  /** Any one of these rights; none where the right was asked for when its rule was saved. */
  rights: readonly ActionId[];
  /** A person in the admin; or anyone in a person's name: an admin API token, the site's own code. */
  by: 'person' | 'anyone';
  /**
   * It makes the post go to TikTok, now or later by itself, on the consent that it has or on one that
   * comes with the call. Null: it makes nothing go.
   */
  sends: 'standing_consent' | 'new_consent' | null;
}

const { composePosts, publishPosts, approvePosts, resolvePosts } = ACTIONS;

const on = <E extends Event | null>(event: E, ...states: State[]) =>
  Object.fromEntries(states.map((state) => [state, event])) as Partial<Record<State, E>>;

/**
 * Every verb of every caller, and the only place that says which state it is for and whose it is
 * (gate.ts asks it). A post of which something may be live (`committing` and what follows) is sent
 * again by nothing but `send_again`, a person's word that it is not there.
 */
export const VERBS = {
  /* made new */
  new_draft: { on: 'new', rights: [composePosts], by: 'anyone', sends: null },
  new_request: { on: 'new', rights: [composePosts], by: 'anyone', sends: null },
  new_post: { on: 'new', rights: [composePosts], by: 'person', sends: 'new_consent' },
  /** By a rule, in the name of its owner; without a consent for all its posts it asks for approval. */
  rule_request: { on: 'new', rights: [], by: 'person', sends: null },
  rule_post: { on: 'new', rights: [], by: 'person', sends: 'new_consent' },
  duplicate: { on: on(null, ...STATES), rights: [composePosts], by: 'anyone', sends: null },

  /* composed anew; what was agreed before is void */
  redraft: { on: on('reopen', ...REWRITABLE), rights: [composePosts], by: 'anyone', sends: null },
  submit: { on: on('submit', ...REWRITABLE), rights: [composePosts], by: 'anyone', sends: null },
  agree: {
    on: on('schedule', 'draft', 'scheduled', 'held', 'failed'),
    rights: [composePosts],
    by: 'person',
    sends: 'new_consent',
  },
  approve: {
    on: on('schedule', 'awaiting_approval'),
    rights: [approvePosts],
    by: 'person',
    sends: 'new_consent',
  },
  give_back: {
    on: on('reopen', 'awaiting_approval'),
    rights: [approvePosts],
    by: 'anyone',
    sends: null,
  },

  /** Its entry changed, and it goes out as it was agreed to all the same. */
  keep: {
    on: { scheduled: 'schedule', awaiting_approval: 'submit' },
    only: (post: PostRow) => post.entry_changed !== null,
    rights: [composePosts, publishPosts],
    by: 'person',
    sends: null,
  },

  /* another time */
  /** Of what nobody has agreed to yet it is only a wish. */
  wish: {
    on: { draft: 'reopen', awaiting_approval: 'submit' },
    rights: [composePosts, publishPosts],
    by: 'anyone',
    sends: null,
  },
  move: {
    on: on('schedule', 'scheduled'),
    rights: [composePosts, publishPosts],
    by: 'person',
    sends: 'standing_consent',
  },
  /** Something kept it from going: whoever sends it nevertheless answers for it from then on. */
  bring_back: {
    on: on('schedule', 'held'),
    rights: [publishPosts],
    by: 'person',
    sends: 'standing_consent',
  },
  publish_now: {
    on: on('schedule', 'scheduled', 'held'),
    rights: [publishPosts],
    by: 'person',
    sends: 'standing_consent',
  },
  /** What an outage of TikTok held back, or TikTok failed in one. */
  send_after_outage: {
    on: on('schedule', 'held', 'failed'),
    rights: [publishPosts],
    by: 'person',
    sends: 'standing_consent',
  },
  retry: {
    on: on('schedule', 'failed'),
    rights: [publishPosts],
    by: 'person',
    sends: 'standing_consent',
  },

  /* a person's word on an outcome that is not known */
  say_live: {
    on: on('publish', 'outcome_unknown'),
    rights: [resolvePosts],
    by: 'person',
    sends: null,
  },
  say_not_live: {
    on: on('fail', 'outcome_unknown'),
    rights: [resolvePosts],
    by: 'person',
    sends: null,
  },
  send_again: {
    on: on('send_again', 'outcome_unknown'),
    rights: [resolvePosts],
    by: 'person',
    sends: 'standing_consent',
  },

  /* what a person cancelled, taken back */
  /** It goes out at its time, as it was agreed to. */
  restore: {
    on: on('schedule', 'cancelled'),
    only: goesOutAsAgreed,
    rights: [composePosts, publishPosts],
    by: 'person',
    sends: 'standing_consent',
  },
  restore_request: {
    on: on('submit', 'cancelled'),
    only: wasRequest,
    rights: [composePosts, publishPosts],
    by: 'person',
    sends: null,
  },
  /** Whatever else it was: nobody has agreed to it then. */
  restore_draft: {
    on: on('reopen', 'cancelled'),
    only: wasCancelledByPerson,
    rights: [composePosts, publishPosts],
    by: 'person',
    sends: null,
  },

  /* the end */
  /** What was never given to TikTok goes without a trace. */
  remove: { on: on(null, 'draft'), rights: [composePosts], by: 'anyone', sends: null },
  cancel: {
    on: on('cancel', ...REWRITABLE, 'due', 'sending'),
    rights: [composePosts, resolvePosts],
    by: 'anyone',
    sends: null,
  },
  /** TikTok is asked to stop fetching; its word then ends the post. */
  stop_pull: {
    on: on(null, 'processing'),
    only: isRunningPull,
    rights: [composePosts, resolvePosts],
    by: 'anyone',
    sends: null,
  },
} as const satisfies Record<string, Verb>;

export type VerbName = keyof typeof VERBS;

/** What a call can mean that asks for another time, by where the post is. */
export const RESCHEDULES = ['wish', 'move', 'bring_back'] as const satisfies readonly VerbName[];

/** What a call can mean that takes a cancelling back, by what the post was. */
export const RESTORES = [
  'restore',
  'restore_request',
  'restore_draft',
] as const satisfies readonly VerbName[];

/** What a call can mean that cancels, by where the post is. */
export const CANCELS = ['cancel', 'stop_pull'] as const satisfies readonly VerbName[];

export const verb = (name: VerbName): Verb => VERBS[name];

/** Whether this verb is for the post as it stands. */
export const isFor = (name: VerbName, post: PostRow): boolean => {
  const { on: states, only }: Verb = VERBS[name];
  return states !== 'new' && states[post.state] !== undefined && (only?.(post) ?? true);
};

/** Of the verbs that a call can mean, the one that is for this post. */
export const verbFor = (names: readonly VerbName[], post: PostRow): VerbName | null =>
  names.find((name) => isFor(name, post)) ?? null;
