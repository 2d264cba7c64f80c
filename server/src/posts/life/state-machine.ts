/**
 * The life of a post: which state may follow which, by what, and by whom. Pure: it imports nothing,
 * knows no clock and no database. Whatever changes a post's state asks `transition` first.
 */

export const STATES = [
  'draft',
  'awaiting_approval',
  'scheduled',
  'due',
  'sending',
  'committing',
  'processing',
  'in_inbox',
  'published',
  'failed',
  'held',
  'outcome_unknown',
  'cancelled',
] as const;

export type State = (typeof STATES)[number];

/** person: someone in the admin. publisher: our own work. tiktok: what TikTok says (status, webhook, list). */
export type By = 'person' | 'publisher' | 'tiktok';

export type Event =
  /** A person asks for approval. */
  | 'submit'
  /** It shall be sent, now or later. Only of what cannot be live: see `send_again`. */
  | 'schedule'
  /** A person looked at TikTok and says that the one whose outcome is unknown is not there. */
  | 'send_again'
  /** Back to a draft; the consent is void. */
  | 'reopen'
  | 'cancel'
  /** Its time has come and a publisher holds it. */
  | 'claim'
  /** It waits for something that is named. */
  | 'hold'
  /** The attempt's intent is stored; the init may be called. Nothing can go live by it alone. */
  | 'start'
  /** The point of no return is stored: the last chunk, or a pull's init, may now be sent. */
  | 'commit'
  /** TikTok has everything and works on it. */
  | 'accepted'
  /** It is proven that nothing of this attempt can go live; a new one may begin. */
  | 'rewind'
  /** It may or may not be live, and asking TikTok about this attempt cannot tell. */
  | 'lose_sight'
  | 'deliver_to_inbox'
  | 'publish'
  | 'fail';

interface Arrow {
  to: State;
  by: readonly By[];
}

const arrow = (to: State, ...by: By[]): Arrow => ({ to, by });

/**
 * What TikTok says of an earlier attempt may come at any time: that one went live after all, although
 * a person or we took it for lost. It ends the post wherever it waits, before it is sent once more.
 */
const LATE_EVIDENCE = {
  deliver_to_inbox: arrow('in_inbox', 'tiktok'),
  publish: arrow('published', 'tiktok'),
} as const;

/**
 * After `committing` a post never returns to a state from which the publisher could begin a new
 * attempt by itself, except by `rewind`, which needs proof (a refusal; or the upload hour is over
 * and TikTok still shows fewer bytes than the file has).
 */
const ARROWS: Record<State, Partial<Record<Event, Arrow>>> = {
  draft: {
    // A draft made of a failed or held post may have an attempt that went live after all.
    ...LATE_EVIDENCE,
    submit: arrow('awaiting_approval', 'person'),
    reopen: arrow('draft', 'person'),
    schedule: arrow('scheduled', 'person'),
    cancel: arrow('cancelled', 'person'),
  },
  awaiting_approval: {
    ...LATE_EVIDENCE,
    submit: arrow('awaiting_approval', 'person'),
    schedule: arrow('scheduled', 'person'),
    reopen: arrow('draft', 'person'),
    cancel: arrow('cancelled', 'person', 'publisher'),
  },
  scheduled: {
    ...LATE_EVIDENCE,
    claim: arrow('due', 'publisher'),
    hold: arrow('held', 'publisher'),
    schedule: arrow('scheduled', 'person', 'publisher'),
    /** By the publisher: the consent for all posts of its rule was taken back. */
    submit: arrow('awaiting_approval', 'person', 'publisher'),
    reopen: arrow('draft', 'person'),
    cancel: arrow('cancelled', 'person', 'publisher'),
  },
  due: {
    ...LATE_EVIDENCE,
    hold: arrow('held', 'publisher'),
    schedule: arrow('scheduled', 'publisher'),
    start: arrow('sending', 'publisher'),
    fail: arrow('failed', 'publisher'),
    cancel: arrow('cancelled', 'person'),
  },
  sending: {
    ...LATE_EVIDENCE,
    rewind: arrow('due', 'publisher', 'tiktok'),
    hold: arrow('held', 'publisher'),
    commit: arrow('committing', 'publisher'),
    fail: arrow('failed', 'publisher', 'tiktok'),
    cancel: arrow('cancelled', 'person'),
  },
  committing: {
    accepted: arrow('processing', 'publisher', 'tiktok'),
    rewind: arrow('due', 'publisher'),
    hold: arrow('held', 'publisher'),
    lose_sight: arrow('outcome_unknown', 'publisher'),
    deliver_to_inbox: arrow('in_inbox', 'tiktok'),
    publish: arrow('published', 'tiktok'),
    fail: arrow('failed', 'publisher', 'tiktok'),
  },
  processing: {
    deliver_to_inbox: arrow('in_inbox', 'tiktok'),
    publish: arrow('published', 'tiktok'),
    fail: arrow('failed', 'tiktok'),
    /** It stopped fetching the media because a person asked it to. */
    cancel: arrow('cancelled', 'tiktok'),
    lose_sight: arrow('outcome_unknown', 'publisher'),
  },
  in_inbox: {
    publish: arrow('published', 'tiktok'),
    fail: arrow('failed', 'tiktok'),
  },
  outcome_unknown: {
    accepted: arrow('processing', 'tiktok'),
    deliver_to_inbox: arrow('in_inbox', 'tiktok'),
    publish: arrow('published', 'tiktok', 'person'),
    fail: arrow('failed', 'person'),
    send_again: arrow('scheduled', 'person'),
  },
  held: {
    ...LATE_EVIDENCE,
    schedule: arrow('scheduled', 'person', 'publisher'),
    submit: arrow('awaiting_approval', 'person', 'publisher'),
    reopen: arrow('draft', 'person'),
    cancel: arrow('cancelled', 'person', 'publisher'),
  },
  failed: {
    ...LATE_EVIDENCE,
    schedule: arrow('scheduled', 'person'),
    submit: arrow('awaiting_approval', 'person'),
    reopen: arrow('draft', 'person'),
    cancel: arrow('cancelled', 'person'),
  },
  published: {},
  /** A person takes the cancelling back (people/restoring.ts). */
  cancelled: {
    schedule: arrow('scheduled', 'person'),
    submit: arrow('awaiting_approval', 'person'),
    reopen: arrow('draft', 'person'),
  },
};

/** The state that follows, or null where this event is not allowed here or not for this actor. */
export const transition = (from: State, event: Event, by: By): State | null => {
  const found = ARROWS[from][event];
  return found?.by.includes(by) ? found.to : null;
};

/** Every arrow, for documentation and for tests that walk the graph. */
export const arrows = (): { from: State; event: Event; to: State; by: readonly By[] }[] =>
  STATES.flatMap((from) =>
    Object.entries(ARROWS[from]).map(([event, { to, by }]) => ({
      from,
      event: event as Event,
      to,
      by,
    })),
  );

/** It waits for its time, or for its turn. */
export const UPCOMING = ['scheduled', 'due'] as const satisfies readonly State[];

/** It waits to be sent by itself, for whatever reason. */
export const WAITING = [...UPCOMING, 'held'] as const satisfies readonly State[];

/** It is to be sent, and nothing that could go live has left yet: it can be held back. */
export const BEFORE_COMMIT = [...UPCOMING, 'sending'] as const satisfies readonly State[];

/** Somebody sends it at this moment, where somebody has it in hand. */
export const BEING_SENT = ['due', 'sending', 'committing'] as const satisfies readonly State[];

/** The point of no return is behind it, and TikTok is still to say how it ends. */
export const COMMITTED = ['committing', 'processing'] as const satisfies readonly State[];

/** What was sent may be fetched by TikTok yet, where TikTok pulls. */
export const MAY_BE_FETCHED = [...COMMITTED, 'outcome_unknown'] as const satisfies readonly State[];

/** What is left of it is to look at TikTok now and then. */
export const ONLY_LOOKED_AFTER = [
  'in_inbox',
  'published',
  'outcome_unknown',
] as const satisfies readonly State[];

/** An end of the way, however good, of which a site's own code is told. */
export const OUTCOMES = [
  'published',
  'in_inbox',
  'failed',
  'outcome_unknown',
] as const satisfies readonly State[];

/** Over, unless a person begins it once more. */
export const ENDED = ['published', 'cancelled', 'failed'] as const satisfies readonly State[];

/** Published, or wanted by nobody: neither hand-over nor preview is of use any more. */
export const CLOSED = ['published', 'cancelled'] as const satisfies readonly State[];

/** TikTok did not get it, or nobody wanted it: no other post repeats it. */
export const LEFT_UNSENT = ['draft', 'cancelled', 'failed'] as const satisfies readonly State[];

/** What TikTok has not got, and nobody is sending: it may be composed anew. */
export const REWRITABLE = [
  'draft',
  'awaiting_approval',
  'scheduled',
  'held',
  'failed',
] as const satisfies readonly State[];

/** Agreed to or nearly, and not begun: it still matters that its entry is not what it was. */
export const FOLLOWS_ENTRY = ['scheduled', 'awaiting_approval'] as const satisfies readonly State[];

/** It goes on by a person, or by what a person mends. */
export const ASKS_PERSON = ['awaiting_approval', 'held'] as const satisfies readonly State[];

/** It needs a person's hand, or eye. */
export const NEEDS_PERSON = [
  ...ASKS_PERSON,
  'failed',
  'outcome_unknown',
] as const satisfies readonly State[];

/** On a consent, and not begun: the consent can still be taken back. */
export const STANDS_READY = ['scheduled', 'held'] as const satisfies readonly State[];

/** Nothing came of it, or nothing does without a person. */
export const CAME_TO_NOTHING = ['failed', 'held', 'cancelled'] as const satisfies readonly State[];

/** An attempt has begun, and goes on whatever keeps other posts from beginning one. */
export const BEGUN = ['sending', 'committing'] as const satisfies readonly State[];

/** States from which the publisher sends. */
export const SENT = ['scheduled', 'due', 'held', ...BEGUN] as const satisfies readonly State[];

/** States in which the publisher has nothing to send: it asks TikTok what became of the post. */
export const ASKED_ABOUT = [
  'processing',
  'in_inbox',
  'published',
  'outcome_unknown',
] as const satisfies readonly State[];

/** States in which the publisher may have work, given a time for the next step. */
export const WORKED_ON = [...SENT, ...ASKED_ABOUT] as const satisfies readonly State[];

/** States from which the publisher may yet begin an attempt without a person. */
export const MAY_BEGIN = [
  'scheduled',
  'due',
  'sending',
  'committing',
  'held',
] as const satisfies readonly State[];

/** Planned, or on its way to be: its time is taken. */
export const PLANNED = [
  'draft',
  'awaiting_approval',
  'scheduled',
  'due',
  'sending',
  'held',
] as const satisfies readonly State[];

/** Nothing more happens by itself. */
export const isFinal = (state: State): boolean =>
  Object.values(ARROWS[state]).every(({ by }) => by.every((one) => one === 'person'));
