import { CONSENT_VERSION, declarationFor } from '../../../contracts/consent';
import { type Endpoint } from '../../../contracts/endpoint';
import { linkVideo } from '../../../contracts/insights';
import { type ActionId, ACTIONS } from '../../../contracts/permissions';
import {
  bulkPosts,
  cancelPost,
  deletePost,
  duplicatePost,
  keepPost,
  postOptions,
  postState,
  type PostState,
  publishPostNow,
  reschedulePost,
  resolvePost,
  restorePost,
  retryPost,
  returnPost,
  updatePost,
} from '../../../contracts/posts';

const { composePosts, publishPosts, approvePosts, resolvePosts, viewPosts } = ACTIONS;
export const EVERYONE = { privacyLevel: 'PUBLIC_TO_EVERYONE' as const };
export const CONSENT = {
  text: declarationFor('direct_post', postOptions.parse(EVERYONE)),
  version: CONSENT_VERSION,
};
export const TOMORROW = new Date(Date.now() + 86_400_000).toISOString();
export const inHalfASecond = (): string => new Date(Date.now() + 500).toISOString();

/* --- who calls ---------------------------------------------------------------------------- */

interface Caller {
  rights: readonly ActionId[];
  isPerson: boolean;
}
export const EVERY = Object.values(ACTIONS);
export const CALLERS = {
  'a person with every right': { rights: EVERY, isPerson: true },
  'a person who may only compose': { rights: [viewPosts, composePosts], isPerson: true },
  'a person who may only publish': { rights: [viewPosts, publishPosts], isPerson: true },
  'a person who may only approve': { rights: [viewPosts, approvePosts], isPerson: true },
  'a person who may only resolve': { rights: [viewPosts, resolvePosts], isPerson: true },
  'a person who may compose and resolve': {
    rights: [viewPosts, composePosts, resolvePosts],
    isPerson: true,
  },
  'a person who may only look': { rights: [viewPosts], isPerson: true },
  'an admin API token with every right of its owner': { rights: EVERY, isPerson: false },
} as const satisfies Record<string, Caller>;
export type CallerName = keyof typeof CALLERS;

/* --- what they do ------------------------------------------------------------------------- */

/** What a call does in one state: where the post is afterwards, and whose call it is. */
export interface Door {
  to: PostState | 'gone';
  /** Rights that it takes, each or one of several. */
  takes: readonly (ActionId | readonly ActionId[])[];
  person: boolean;
}
const door = (to: Door['to'], person: boolean, ...takes: Door['takes'][number][]): Door => ({
  to,
  takes,
  person,
});
const inEach = (states: readonly PostState[], one: Door): Doors =>
  Object.fromEntries(states.map((state) => [state, one]));
const itself = (...takes: Door['takes'][number][]): Doors =>
  Object.fromEntries(postState.options.map((state) => [state, door(state, false, ...takes)]));

type Doors = Partial<Record<PostState, Door>>;
export interface Verb {
  of: Endpoint;
  body: (post: Shown) => Record<string, unknown>;
  /** In all other states nobody may. */
  doors: Doors;
}

const REWRITABLE = ['draft', 'awaiting_approval', 'scheduled', 'held', 'failed'] as const;
const AGREED_ANEW = ['draft', 'scheduled', 'held', 'failed'] as const;
const CANCELLABLE = [...REWRITABLE, 'due', 'sending'] as const;

/** A post as it is on the screen. */
export interface Shown {
  id: number;
  version: number;
}

/** What the calls are about: made before the first of them. */
export const THINGS = { accountId: 0, fileId: 0 };

export const composed = (when: object, agrees: boolean) => () => ({
  accountId: THINGS.accountId,
  shareType: 'direct_post',
  kind: 'video',
  source: null,
  assetIds: [THINGS.fileId],
  content: { caption: 'Other words' },
  options: EVERYONE,
  when,
  consent: agrees ? CONSENT : null,
});
const press = (of: Endpoint, more: () => Record<string, unknown>, doors: Doors): Verb => ({
  of,
  body: ({ version }) => ({ version, ...more() }),
  doors,
});
const update = (when: object | (() => object), agrees: boolean, doors: Doors): Verb =>
  press(updatePost, () => composed(typeof when === 'function' ? when() : when, agrees)(), doors);
const inBulk = (action: string, more: () => Record<string, unknown>, doors: Doors): Verb => ({
  of: bulkPosts,
  body: (post) => ({ action, posts: [post], ...more() }),
  doors,
});

const RESCHEDULED: Doors = {
  draft: door('draft', false, [composePosts, publishPosts]),
  awaiting_approval: door('awaiting_approval', false, [composePosts, publishPosts]),
  scheduled: door('scheduled', true, [composePosts, publishPosts]),
  held: door('scheduled', true, publishPosts),
};
/** As near as "now" it takes the right to publish. */
const RESCHEDULED_TO_NOW: Doors = {
  ...RESCHEDULED,
  scheduled: door('scheduled', true, publishPosts),
};
export const CANCELLED = inEach(
  CANCELLABLE,
  door('cancelled', false, [composePosts, resolvePosts]),
);
const RESTORED: Doors = { cancelled: door('scheduled', true, [composePosts, publishPosts]) };
const RETRIED: Doors = { failed: door('scheduled', true, publishPosts) };

export const VERBS: Record<string, Verb> = {
  'PUT /posts/:id as a draft': update(
    { type: 'draft' },
    false,
    inEach(REWRITABLE, door('draft', false, composePosts)),
  ),
  'PUT /posts/:id for approval': update(
    { type: 'approval', at: null },
    false,
    inEach(REWRITABLE, door('awaiting_approval', false, composePosts)),
  ),
  'PUT /posts/:id for tomorrow': update({ type: 'at', at: TOMORROW }, true, {
    ...inEach(AGREED_ANEW, door('scheduled', true, composePosts)),
    awaiting_approval: door('scheduled', true, approvePosts),
  }),
  'PUT /posts/:id for now': update({ type: 'now' }, true, {
    ...inEach(AGREED_ANEW, door('scheduled', true, composePosts, publishPosts)),
    awaiting_approval: door('scheduled', true, approvePosts),
  }),
  'PUT /posts/:id for half a second from now': update(
    () => ({ type: 'at', at: inHalfASecond() }),
    true,
    {
      ...inEach(AGREED_ANEW, door('scheduled', true, composePosts, publishPosts)),
      awaiting_approval: door('scheduled', true, approvePosts),
    },
  ),
  'POST reschedule to tomorrow': press(reschedulePost, () => ({ at: TOMORROW }), RESCHEDULED),
  'POST reschedule to half a second from now': press(
    reschedulePost,
    () => ({ at: inHalfASecond() }),
    RESCHEDULED_TO_NOW,
  ),
  'POST publish-now': press(
    publishPostNow,
    () => ({}),
    inEach(['scheduled', 'held'], door('scheduled', true, publishPosts)),
  ),
  'POST retry': press(retryPost, () => ({}), RETRIED),
  'POST resolve: send again': press(resolvePost, () => ({ verdict: 'not_live_send_again' }), {
    outcome_unknown: door('scheduled', true, resolvePosts, publishPosts),
  }),
  'POST resolve: it is live': press(resolvePost, () => ({ verdict: 'live' }), {
    outcome_unknown: door('published', true, resolvePosts),
  }),
  'POST resolve: give up': press(resolvePost, () => ({ verdict: 'not_live_give_up' }), {
    outcome_unknown: door('failed', true, resolvePosts),
  }),
  'POST cancel': press(cancelPost, () => ({}), CANCELLED),
  'POST restore': press(restorePost, () => ({}), RESTORED),
  'POST bulk restore': inBulk('restore', () => ({}), RESTORED),
  'DELETE /posts/:id': press(deletePost, () => ({}), {
    draft: door('gone', false, composePosts),
  }),
  'POST return': press(returnPost, () => ({ comment: 'Shorter, please.' }), {
    awaiting_approval: door('draft', false, approvePosts),
  }),
  'POST keep': press(keepPost, () => ({}), {
    scheduled: door('scheduled', true, [composePosts, publishPosts]),
    awaiting_approval: door('awaiting_approval', true, [composePosts, publishPosts]),
  }),
  'POST duplicate': press(
    duplicatePost,
    () => ({ idempotencyKey: `copy-${Math.random()}` }),
    itself(composePosts),
  ),
  'POST insights/videos/:id/link: it is this video': {
    of: linkVideo,
    body: (post) => ({ post }),
    doors: { outcome_unknown: door('published', true, resolvePosts) },
  },
  'POST bulk cancel': inBulk('cancel', () => ({}), CANCELLED),
  'POST bulk retry': inBulk('retry', () => ({}), RETRIED),
  'POST bulk reschedule to tomorrow': inBulk('reschedule', () => ({ at: TOMORROW }), RESCHEDULED),
  'POST bulk reschedule to half a second from now': inBulk(
    'reschedule',
    () => ({ at: inHalfASecond() }),
    RESCHEDULED_TO_NOW,
  ),
};
export type VerbName = string;

/* --- what must come of it ------------------------------------------------------------------ */

export const has = ({ rights }: Caller, takes: Door['takes']): boolean =>
  takes.every((right) => [right].flat().some((one) => (rights as readonly string[]).includes(one)));

/** 200; 403 for who may not; 409 where the post is not in a state for it. */
export const expected = (verb: Verb, state: PostState, caller: Caller): 200 | 403 | 409 => {
  const may = ({ person, takes }: Door) => (caller.isPerson || !person) && has(caller, takes);
  const here = verb.doors[state];
  if (here) return may(here) ? 200 : 403;
  // Who may never do it learns nothing about the post's state.
  return Object.values(verb.doors).some((one) => {
    // The near time is asked about only where the state is one for it.
    const takes = one.takes.length > 1 ? one.takes.slice(0, 1) : one.takes;
    return may({ ...one, takes });
  })
    ? 409
    : 403;
};
