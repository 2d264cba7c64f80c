import { type RequestOf } from '../../../../contracts/endpoint';
import { type resolvePost } from '../../../../contracts/posts';
import { type Caller } from '../../http/handle';
import { sentAgainBy } from '../life/consent';
import { reason } from '../life/reasons';
import { type PostPatch, type PostRow } from '../life/rows';
import { type Engine } from '../queue/engine';
import { type CancelPull } from './cancel-pull';
import { type Edits } from './edits';
import { type Gate, type Wanted } from './gate';
import { type NewPosts } from './new-post';
import { type Restoring } from './restoring';
import { among } from './same-moment';
import { CANCELS, type VerbName } from './verbs';

type Verdict = RequestOf<typeof resolvePost>['body'];

interface PeopleOptions {
  gate: Gate;
  newPosts: NewPosts;
  edits: Edits;
  restoring: Restoring;
  /** Deletes it with all that is about it. @throws Problem `sent_before`, `version_conflict` */
  removePost: (post: PostRow) => Promise<void>;
  cancelPull: CancelPull;
  engine: () => Engine;
}

/** The version on the screen, and what the person was told and goes on with (gate.ts). */
export type Seen = Pick<Wanted, 'knowing' | 'isKnown' | 'signal'> & { version: number };

const OF_VERDICT = {
  live: 'say_live',
  not_live_give_up: 'say_not_live',
  not_live_send_again: 'send_again',
} as const satisfies Record<Verdict['verdict'], VerbName>;

/** What people do with posts. Each verb is let through by the gate, on the version they saw. */
export const createPeople = ({
  gate,
  newPosts,
  edits,
  restoring,
  removePost,
  cancelPull,
  engine,
}: PeopleOptions) => ({
  create: newPosts.create,
  ...edits,
  ...restoring,

  async cancel(caller: Caller, id: number, version: number): Promise<PostRow> {
    const { verb, post, move } = await gate.pass(caller, id, CANCELS, { version });
    if (verb === 'stop_pull') return cancelPull(caller, post);
    return move({
      nextStepAt: null,
      patch: { reason: null, cancelled_from: post.state },
      note: {
        code: 'cancelled',
        message: `${caller.name} cancelled the post.`,
        actor: caller.name,
      },
    });
  },

  /** Deletes a draft of which TikTok never got anything. */
  async remove(caller: Caller, id: number, version: number): Promise<void> {
    const { post } = await gate.pass(caller, id, ['remove'], { version });
    await removePost(post);
  },

  /** Brings a waiting post forward to now. The consent must still cover it. */
  publishNow(caller: Caller, id: number, seen: Seen): Promise<PostRow> {
    const note = { code: 'publish_now', message: `${caller.name} asked for it to be sent now.` };
    return this.send(caller, { id, ...seen }, 'publish_now', note);
  },

  retry(caller: Caller, id: number, seen: Seen): Promise<PostRow> {
    const note = { code: 'retried', message: `${caller.name} asked for another try.` };
    return this.send(caller, { id, ...seen }, 'retry', note);
  },

  /** Sends a post now with the consent that it has; the caller answers for it from then on. */
  async send(
    caller: Caller,
    { id, ...seen }: Seen & { id: number },
    verb: VerbName,
    note: { code: string; message: string },
    patch: PostPatch = {},
  ): Promise<PostRow> {
    const { post, move } = await gate.pass(caller, id, [verb], { ...seen, at: null });
    const moved = await move({
      nextStepAt: 'now',
      patch: {
        reason: null,
        tries: 0,
        waits_for_entry: 0,
        // What a person wants sent now is late only from now on.
        scheduled_at: Date.now(),
        ...(post.consent ? { consent: sentAgainBy(post.consent, caller) } : {}),
        ...patch,
      },
      note: { ...note, actor: caller.name },
    });
    engine().nudge();
    return moved;
  },

  /** A person's word on a post whose outcome is unknown. */
  async resolve(caller: Caller, id: number, verdict: Verdict): Promise<PostRow> {
    const { version, knownRepeats } = verdict;
    const verb = OF_VERDICT[verdict.verdict];
    if (verb === 'send_again') {
      // Who says that it is not there was told what cannot be known.
      const seen = { id, version, knowing: true, isKnown: among(knownRepeats) };
      return this.send(caller, seen, verb, {
        code: 'resolved_send_again',
        message: `${caller.name} looked at TikTok, says it is not there, and asked to send it again.`,
      });
    }
    const { move } = await gate.pass(caller, id, [verb], { version });
    const live = verb === 'say_live';
    return move({
      nextStepAt: null,
      patch: live
        ? { reason: null, link: verdict.link ?? null, published_at: Date.now() }
        : {
            reason: JSON.stringify(
              reason('resolved_not_live', `${caller.name} says that it is not live on TikTok.`),
            ),
          },
      note: {
        code: live ? 'resolved_live' : 'resolved_not_live',
        message: live
          ? `${caller.name} looked at TikTok and says it is live.`
          : `${caller.name} looked at TikTok and says it is not live.`,
        actor: caller.name,
      },
    });
  },
});

export type People = ReturnType<typeof createPeople>;
