import { type Core } from '@strapi/strapi';

import { databaseNowMs } from '../../database/clock';
import { ACTIONS } from '../../../../contracts/permissions';
import { type ApprovalRule } from '../../../../contracts/settings';
import { type Account } from '../../accounts';
import { type Caller } from '../../http/handle';
import { forbidden, notFound, Problem, versionConflict } from '../../http/problem';
import { type Settings } from '../../settings';
import { type AskBeforeAgain } from '../evidence/before-again';
import { type Guard, GuardTaken } from '../life/guards';
import { type PersonMove, type PostMoves } from '../life/post-moves';
import { type PostStore } from '../life/post-store';
import { requireMaySend } from '../life/rights';
import { type PostRow } from '../life/rows';
import { type Event } from '../life/state-machine';
import { type AccountFor } from './account-for';
import { isAtOnce } from './planned-time';
import { type IsKnown, justSent, repeatGuards } from './same-moment';
import { verb, verbFor, type VerbName } from './verbs';
import { type Visibility } from './visibility';

/** When a post shall go: epoch ms, null for at once, or when its entry is published. */
export type Moment = number | null | 'entry';

interface GateOptions {
  strapi: Core.Strapi;
  posts: PostStore;
  /** Nobody else has it: what a person does to a post goes through here. */
  moves: Pick<PostMoves, 'byPerson'>;
  settings: Settings;
  visibility: Visibility;
  accountFor: AccountFor;
  /**
   * Asks TikTok anew about a post that it was given before.
   * @throws Problem `live_after_all`, `cannot_be_known`
   */
  askBeforeAgain: AskBeforeAgain;
  /** Takes them for a post that is there. @throws GuardTaken */
  guarded: (postId: number, guards: readonly Guard[]) => Promise<void>;
}

/** Let through: whoever has it may do what the verb names, to a post that was as they saw it. */
export interface Pass {
  readonly verb: VerbName;
  readonly caller: Caller;
  /** @throws Problem `forbidden` where only someone else may have it go at this time */
  readonly requireMoment: (at: Moment) => void;
}

export interface PostPass extends Pass {
  readonly post: PostRow;
  /**
   * Does it, if the post is still as it was. What makes a post go that did not stand to go takes first
   * what it must have for itself: `guards`, or by default its files on its account at this moment.
   * Taken and then not moved, they hold nothing for longer than seconds.
   * @throws Problem `version_conflict`, and `just_sent` by default
   * @throws GuardTaken where `guards` are given
   */
  readonly move: (
    change: Omit<PersonMove, 'post' | 'event'> & { guards?: readonly Guard[] },
  ) => Promise<PostRow>;
}

export interface Wanted {
  /** The version that was on the screen; null: whichever it is now. */
  version: number | null;
  /** When it would go, where the call says so and agrees to nothing new. */
  at?: Moment;
  /** The person was told what cannot be known of an earlier attempt, and goes on. */
  knowing?: boolean | undefined;
  /** Of which other posts with the same files they were told. */
  isKnown?: IsKnown | undefined;
  /** Ends when nobody waits for the answer any more. */
  signal?: AbortSignal | undefined;
}

const TAKES_A_PERSON =
  'This takes a person: an API token or the site’s own code may prepare posts, but never send one or answer for it.';

const requirePublishRight = (caller: Caller): void => {
  if (caller.ability.can(ACTIONS.publishPosts)) return;
  throw forbidden(
    'You may compose and schedule, but not publish at once.',
    'Choose a time, send it for approval, or ask someone who may publish.',
  );
};

/** Whether it is this caller's at all, whatever the post. */
const isTheirs = ({ isPerson, ability }: Caller, name: VerbName): boolean => {
  const { by, sends, rights } = verb(name);
  if ((by === 'person' || sends !== null) && !isPerson) return false;
  return rights.length === 0 || rights.some((right) => ability.can(right));
};

const refusalOf = (caller: Caller, name: VerbName): Problem => {
  const { by, sends } = verb(name);
  if ((by === 'person' || sends !== null) && !caller.isPerson) {
    return forbidden(TAKES_A_PERSON, 'Do it in the Strapi admin.');
  }
  if (name === 'approve') {
    return forbidden(
      'This post waits for the approval of someone who may approve posts.',
      'Send your changes for approval.',
    );
  }
  return forbidden(
    'You have no right to do this with a post.',
    'Ask an administrator for that right, or someone who has it to do it.',
  );
};

/** @throws Problem `forbidden` where none of these is this caller's */
export const requireTheirs = (caller: Caller, names: readonly VerbName[]): void => {
  if (names.some((name) => isTheirs(caller, name))) return;
  const [first] = names;
  if (first) throw refusalOf(caller, first);
};

/** What the site's rule on approval, and the nearness of the moment, ask of who sends. */
const momentRefusal =
  (caller: Caller, name: VerbName, rule: ApprovalRule) =>
  (at: Moment): void => {
    // Approving is a right of its own, and answers for the time as well.
    if (verb(name).sends === null || name === 'approve') return;
    if (rule === 'required' && !caller.ability.can(ACTIONS.publishPosts)) {
      throw forbidden(
        'On this site posts are approved before they are scheduled.',
        'Send the post for approval.',
      );
    }
    if (at !== 'entry' && isAtOnce(at)) requirePublishRight(caller);
  };

/** Whether this caller would be let through with the post as it stands, as far as can be said at once. */
export const isOffered = (
  caller: Caller,
  post: PostRow,
  names: readonly VerbName[],
  rule: ApprovalRule,
): boolean => {
  const name = verbFor(names, post);
  if (!name || !isTheirs(caller, name)) return false;
  const { sends } = verb(name);
  if (sends === 'standing_consent' && post.consent === null) return false;
  return (
    sends !== 'standing_consent' || rule !== 'required' || caller.ability.can(ACTIONS.publishPosts)
  );
};

/**
 * The one gate below all routes: whatever somebody does with a post is let through here or not at
 * all. It asks, in this order: may they see it; is it theirs to do, and does it take a person; is it
 * the version they saw; is the post in a state for it; and where it makes the post go: the site's
 * rule on approval, the right to have it go at that time, the consent that covers it, and the rights
 * on account, entry and files; of TikTok anew, what became of it when it was sent before; and last,
 * as it is moved, whether another post sends the same files there at this moment.
 */
export const createGate = ({
  strapi,
  posts,
  moves,
  settings,
  visibility,
  accountFor,
  askBeforeAgain,
  guarded,
}: GateOptions) => {
  const ruleNow = async (): Promise<ApprovalRule> => (await settings.current()).approval;

  const requireStandingConsent = async (
    caller: Caller,
    post: PostRow,
    account: Account,
  ): Promise<void> => {
    await requireMaySend(strapi, caller, post, account);
    if (post.consent) return;
    throw new Problem({
      status: 409,
      code: 'no_consent',
      message: 'Nobody has agreed to this post in its present form.',
      remedy: 'Open it and confirm it first.',
    });
  };

  /** @throws Problem `just_sent` */
  const takeItsMoment = async (caller: Caller, post: PostRow, isKnown: IsKnown): Promise<void> => {
    try {
      await guarded(post.id, repeatGuards(post, await databaseNowMs(strapi), isKnown));
    } catch (error) {
      if (!(error instanceof GuardTaken)) throw error;
      throw justSent(caller, error, await visibility.maySee(caller, error.holder));
    }
  };

  return {
    /** For a post that is not there yet. @throws Problem `forbidden` */
    async forNew(caller: Caller, name: VerbName): Promise<Pass> {
      requireTheirs(caller, [name]);
      return { verb: name, caller, requireMoment: momentRefusal(caller, name, await ruleNow()) };
    },

    /**
     * @param names the verbs that the call can mean; the post's state says which it is
     * @throws Problem `not_found`, `forbidden`, `version_conflict`, `not_in_this_state`, `no_consent`,
     * `live_after_all`, `cannot_be_known`, and what keeps the account from being posted with
     */
    async pass(
      caller: Caller,
      id: number,
      names: readonly VerbName[],
      { version, at, knowing = false, isKnown = () => false, signal }: Wanted,
    ): Promise<PostPass> {
      const post = await posts.require(id);
      if (!(await visibility.maySee(caller, post))) throw notFound(`Post ${id}`);
      requireTheirs(caller, names);
      if (version !== null && post.version !== version) throw versionConflict('The post');
      const name = verbFor(names, post);
      if (!name) {
        throw new Problem({
          status: 409,
          code: 'not_in_this_state',
          message: `This cannot be done while the post is "${post.state.replaceAll('_', ' ')}".`,
          remedy: 'Reload the post to see where it is now.',
        });
      }
      if (!isTheirs(caller, name)) throw refusalOf(caller, name);
      const { on, sends } = verb(name);
      const requireMoment = momentRefusal(caller, name, await ruleNow());
      if (at !== undefined) requireMoment(at);
      if (sends !== null) {
        const account = await accountFor(caller, post.account_id, post.share_type);
        if (sends === 'standing_consent') await requireStandingConsent(caller, post, account);
        await askBeforeAgain(post, account, { knowing, lately: name === 'move', signal });
      }
      const event: Event | null = on === 'new' ? null : (on[post.state] ?? null);
      return {
        verb: name,
        caller,
        post,
        requireMoment,
        move: async ({ guards, ...change }) => {
          if (!event) throw new Error(`${name} changes no state`);
          // What is scheduled stands to go already: whoever was to be told of it has been.
          const goesAnew = sends !== null && post.state !== 'scheduled';
          if (guards) await guarded(post.id, guards);
          else if (goesAnew) await takeItsMoment(caller, post, isKnown);
          return moves.byPerson({ ...change, post, event });
        },
      };
    },
  };
};

export type Gate = ReturnType<typeof createGate>;
