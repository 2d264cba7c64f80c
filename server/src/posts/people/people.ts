import { type Core } from '@strapi/strapi';

import { type RequestOf } from '../../../../contracts/endpoint';
import { type resolvePost } from '../../../../contracts/posts';
import { type Caller } from '../../http/handle';
import { forbidden, Problem, versionConflict } from '../../http/problem';
import { type CancelPull, isRunningPull } from './cancel-pull';
import { type Composing } from './composing';
import { sentAgainBy } from '../life/consent';
import { type Edits } from './edits';
import { type Engine } from '../queue/engine';
import { type NewPosts } from './new-post';
import { type OnScreen } from './on-screen';
import { type PostMoves } from '../life/post-moves';
import { requireMaySend } from '../life/rights';
import { reason } from '../life/reasons';
import { type PostPatch, type PostRow } from '../life/rows';

type Verdict = RequestOf<typeof resolvePost>['body'];

interface PeopleOptions {
  strapi: Core.Strapi;
  moves: PostMoves;
  onScreen: OnScreen;
  composing: Composing;
  newPosts: NewPosts;
  edits: Edits;
  cancelPull: CancelPull;
  engine: () => Engine;
}

/** What people do with posts. Rights are checked on each post, on the version they saw. */
export const createPeople = ({
  strapi,
  moves,
  onScreen,
  composing,
  newPosts,
  edits,
  cancelPull,
  engine,
}: PeopleOptions) => ({
  accountFor: composing.accountFor,
  create: newPosts.create,
  ...edits,

  async cancel(caller: Caller, id: number, version: number): Promise<PostRow> {
    const post = await onScreen(caller, id, version);
    if (isRunningPull(post)) return cancelPull(caller, post);
    return moves.byPerson({
      post,
      event: 'cancel',
      nextStepAt: null,
      patch: { reason: null },
      note: {
        code: 'cancelled',
        message: `${caller.name} cancelled the post.`,
        actor: caller.name,
      },
    });
  },

  /** Brings a waiting post forward to now. The consent must still cover it. */
  async publishNow(caller: Caller, id: number, version: number): Promise<PostRow> {
    const post = await onScreen(caller, id, version);
    // Only what nobody has begun to send: anything later may be live, whatever the page shows.
    if (post.state !== 'scheduled' && post.state !== 'held') throw versionConflict('The post');
    return this.sendAgain(
      caller,
      post,
      'publish_now',
      `${caller.name} asked for it to be sent now.`,
    );
  },

  async retry(caller: Caller, id: number, version: number): Promise<PostRow> {
    const post = await onScreen(caller, id, version);
    if (post.state !== 'failed') throw versionConflict('The post');
    return this.sendAgain(caller, post, 'retried', `${caller.name} asked for another try.`);
  },

  async sendAgain(
    caller: Caller,
    post: PostRow,
    code: string,
    message: string,
    patch: PostPatch = {},
  ): Promise<PostRow> {
    if (!caller.isPerson) {
      throw forbidden(
        'Sending a post takes a person; an API token cannot do it.',
        'Do it in the Strapi admin.',
      );
    }
    const account = await composing.accountFor(caller, post.account_id, post.share_type);
    await requireMaySend(strapi, caller, post, account);
    if (!post.consent) {
      throw new Problem({
        status: 409,
        code: 'no_consent',
        message: 'Nobody has agreed to this post in its present form.',
        remedy: 'Open it and confirm it first.',
      });
    }
    const moved = await moves.byPerson({
      post,
      event: 'schedule',
      nextStepAt: 'now',
      patch: {
        reason: null,
        tries: 0,
        waits_for_entry: 0,
        consent: sentAgainBy(post.consent, caller),
        ...patch,
      },
      note: { code, message, actor: caller.name },
    });
    engine().nudge();
    return moved;
  },

  /** A person's word on a post whose outcome is unknown. */
  async resolve(caller: Caller, id: number, verdict: Verdict): Promise<PostRow> {
    const post = await onScreen(caller, id, verdict.version);
    if (!caller.isPerson) {
      throw forbidden('Only a person can say whether it is live.', 'Do it in the Strapi admin.');
    }
    if (verdict.verdict === 'not_live_send_again') {
      if (post.state !== 'outcome_unknown') throw versionConflict('The post');
      return this.sendAgain(
        caller,
        post,
        'resolved_send_again',
        `${caller.name} looked at TikTok, says it is not there, and asked to send it again.`,
      );
    }
    const live = verdict.verdict === 'live';
    return moves.byPerson({
      post,
      event: live ? 'publish' : 'fail',
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
