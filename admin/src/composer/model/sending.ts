import { type CallOf } from '../../../../contracts/endpoint';
import {
  type createPost,
  type PostTime,
  type PostView,
  type updatePost,
} from '../../../../contracts/posts';
import { type Outcome } from '../../api';
import { type TikTokProblem } from '../../api/problem';
import { composedPostOf, type Press } from './composed-post';
import { type MakingState } from './making';

/** One post on its way to the server. */
export type Request =
  | { type: 'create'; body: CallOf<typeof createPost>['body'] }
  | { type: 'update'; id: number; body: CallOf<typeof updatePost>['body'] };

/** What became of a post in the making at the last press that sent it. */
export type SendOutcome =
  | { kind: 'done'; post: PostView }
  /** Refused: nothing was made; it can be changed and sent again. */
  | { kind: 'refused'; problem: TikTokProblem }
  /** No answer came: it may have been made. Only the very same can be sent again. */
  | { kind: 'unknown'; problem: TikTokProblem; request: Request };

/** What a person was told by a refusal and goes on with. */
interface Told {
  knownRepeats: readonly number[];
  knowing: boolean;
}

/** Everything about sending, by the keys of the posts in the making. */
export interface Sending {
  outcomes: ReadonlyMap<string, SendOutcome>;
  told: ReadonlyMap<string, Told>;
  /** Newer versions of posts, once the person has seen that there is one. */
  versions: ReadonlyMap<string, number>;
  /** While a press is running: how many of those it sends were answered. */
  progress: { sent: number; total: number } | null;
}

export const NOTHING_SENT: Sending = {
  outcomes: new Map(),
  told: new Map(),
  versions: new Map(),
  progress: null,
};

export type SendingChange =
  | { type: 'begin'; total: number }
  | { type: 'answered'; key: string; outcome: SendOutcome | null }
  | { type: 'end' }
  /** The person has read the refusal and wants it sent all the same; the next press does. */
  | { type: 'goOnKnowing'; key: string; problem: TikTokProblem }
  /** Goes on from a newer version of the post, which the person has been told of. */
  | { type: 'goOnFrom'; key: string; version: number };

const without = <T>(map: ReadonlyMap<string, T>, key: string): ReadonlyMap<string, T> =>
  new Map([...map].filter(([one]) => one !== key));
const withOne = <T>(map: ReadonlyMap<string, T>, key: string, value: T): ReadonlyMap<string, T> =>
  new Map([...map, [key, value]]);

export const changeSending = (sending: Sending, change: SendingChange): Sending => {
  const { outcomes, told, versions, progress } = sending;
  switch (change.type) {
    case 'begin':
      return { ...sending, progress: { sent: 0, total: change.total } };
    case 'answered':
      return {
        ...sending,
        outcomes: change.outcome ? withOne(outcomes, change.key, change.outcome) : outcomes,
        progress: progress && { ...progress, sent: progress.sent + 1 },
      };
    case 'end':
      return { ...sending, progress: null };
    case 'goOnKnowing': {
      const { key, problem } = change;
      const before = told.get(key)?.knownRepeats ?? [];
      const knownRepeats = problem.postId === undefined ? before : [...before, problem.postId];
      return {
        ...sending,
        told: withOne(told, key, { knownRepeats, knowing: true }),
        outcomes: without(outcomes, key),
      };
    }
    case 'goOnFrom':
      return {
        ...sending,
        versions: withOne(versions, change.key, change.version),
        outcomes: without(outcomes, change.key),
      };
  }
};

/** A refusal that only asks whether the person knows. */
export const mayGoOnKnowing = (
  problem: TikTokProblem,
): problem is TikTokProblem & { code: 'just_sent' | 'cannot_be_known' } =>
  problem.code === 'just_sent' || problem.code === 'cannot_be_known';

/** Those that the next press sends: what is done is never sent again. */
export const openStates = <S extends Pick<MakingState, 'making'>>(
  states: readonly S[],
  { outcomes }: Pick<Sending, 'outcomes'>,
): S[] => states.filter(({ making }) => outcomes.get(making.key)?.kind !== 'done');

/** As many as the call takes. */
const MOST_KNOWN = 100;

interface Pressed {
  press: Press;
  time: PostTime | undefined;
  /** Earlier posts that the form shows for it: whoever presses has been told. */
  shown: readonly number[];
}

/** What a press sends for one post in the making; null where nothing can be sent. */
export const requestOf = (
  state: MakingState,
  { outcomes, told, versions }: Sending,
  { press, time, shown }: Pressed,
): Request | null => {
  const { key, post, idempotencyKey } = state.making;
  const before = outcomes.get(key);
  if (before?.kind === 'unknown') return before.request;
  const composed = time ? composedPostOf(state, press, time) : null;
  if (!composed) return null;
  // What was made beside it by the same press is known to whoever pressed.
  const beside = [...outcomes.values()].flatMap((one) => (one.kind === 'done' ? one.post.id : []));
  const { knownRepeats = [], knowing = false } = told.get(key) ?? {};
  const body = {
    ...composed,
    knownRepeats: [...new Set([...shown, ...knownRepeats, ...beside])].slice(-MOST_KNOWN),
    ...(knowing ? { knowing } : {}),
  };
  if (post) {
    return {
      type: 'update',
      id: post.id,
      body: { ...body, version: versions.get(key) ?? post.version },
    };
  }
  // A draft is no answer to a press that sends, should that press have got lost.
  const ownKey = press === 'draft' ? `${idempotencyKey}-draft` : idempotencyKey;
  return { type: 'create', body: { ...body, idempotencyKey: ownKey } };
};

/** Answered before anything of the post is looked at, so they say nothing of an earlier press. */
const AT_THE_DOOR = [401, 403, 429];

/** An answer of ours says that nothing was made; anything else says nothing. */
const isRefusal = ({ status }: TikTokProblem, before: SendOutcome | undefined): boolean =>
  status >= 400 && status < 500 && !(before?.kind === 'unknown' && AT_THE_DOOR.includes(status));

/** What an answer makes of a post in the making whose last press came out as `before`. */
export const outcomeOf = (
  request: Request,
  answer: Outcome<{ post: PostView }>,
  before: SendOutcome | undefined,
): SendOutcome => {
  if (answer.ok) return { kind: 'done', post: answer.data.post };
  const { problem } = answer;
  return isRefusal(problem, before)
    ? { kind: 'refused', problem }
    : { kind: 'unknown', problem, request };
};
