import { type Core } from '@strapi/strapi';

import { ACTIONS } from '../../../../contracts/permissions';
import { type ComposedPost, postOptions } from '../../../../contracts/posts';
import { type Caller } from '../../http/handle';
import { forbidden, Problem } from '../../http/problem';
import { type Composed, type Composing } from './composing';
import { sentAgainBy } from '../life/consent';
import { type Engine } from '../queue/engine';
import { composedNote } from './new-post';
import { type OnScreen } from './on-screen';
import { chosenTime, isAtOnce, requirePublishRight } from './planned-time';
import { type PostMoves } from '../life/post-moves';
import { type PostStore } from '../life/post-store';
import { requireMaySend } from '../life/rights';
import { reason } from '../life/reasons';
import { type PostPatch, type PostRow } from '../life/rows';
import { type Event } from '../life/state-machine';

interface EditsOptions {
  strapi: Core.Strapi;
  posts: PostStore;
  moves: PostMoves;
  composing: Composing;
  onScreen: OnScreen;
  engine: () => Engine;
}

const EVENT_TO: Record<Composed['state'], Event> = {
  draft: 'reopen',
  awaiting_approval: 'submit',
  scheduled: 'schedule',
};

const patchOf = (composed: Composed, approves: boolean): PostPatch => ({
  account_id: composed.account.id,
  kind: composed.kind,
  share_type: composed.shareType,
  transfer: composed.transfer,
  uid: composed.source?.uid ?? null,
  document_id: composed.source?.documentId ?? null,
  locale: composed.source?.locale ?? null,
  source_status: composed.source?.status ?? null,
  title: composed.title,
  content: JSON.stringify(composed.content),
  options: JSON.stringify(composed.options),
  media: JSON.stringify(composed.media),
  consent:
    composed.consent &&
    JSON.stringify(approves ? { ...composed.consent, approved: true } : composed.consent),
  scheduled_at: composed.scheduledAt,
  waits_for_entry: composed.waitsForEntry ? 1 : 0,
  reason: null,
  tries: 0,
});

/** When the publisher takes up what was composed; null: not by itself. */
const firstStep = ({ state, scheduledAt, waitsForEntry }: Composed): number | 'now' | null => {
  if (state !== 'scheduled' || waitsForEntry) return null;
  return scheduledAt ?? 'now';
};

/** What tells of another time, in a post's history. */
const movedNote = (caller: Caller, { scheduled_at: before }: PostRow) => ({
  code: 'rescheduled',
  message: `${caller.name} chose another time${before === null ? '' : `, instead of ${new Date(before).toISOString()}`}.`,
  actor: caller.name,
});

/** Changing posts that TikTok has not got: anew, to another time, back to the author, once more. */
export const createEdits = ({
  strapi,
  posts,
  moves,
  composing,
  onScreen,
  engine,
}: EditsOptions) => {
  /** Another wish for the time of a post that nobody has agreed to yet. */
  const wish = (caller: Caller, post: PostRow, at: number): Promise<PostRow> =>
    moves.byPerson({
      post,
      event: post.state === 'draft' ? 'reopen' : 'submit',
      nextStepAt: null,
      patch: { scheduled_at: at, waits_for_entry: 0 },
      note: movedNote(caller, post),
    });

  return {
    /** Composes the post anew. What was agreed before is void; the new consent is the caller's. */
    async update(
      caller: Caller,
      id: number,
      { version, ...body }: ComposedPost & { version: number },
    ): Promise<PostRow> {
      const post = await onScreen(caller, id, version);
      const approves =
        post.state === 'awaiting_approval' && !['draft', 'approval'].includes(body.when.type);
      if (!approves && !caller.ability.can(ACTIONS.composePosts)) {
        throw forbidden(
          'You may approve posts or give them back, but not change them in another way.',
          'Ask an administrator for the right to compose posts.',
        );
      }
      const composed = await composing.check(caller, body, approves);
      const note = composedNote(caller, composed);
      const moved = await moves.byPerson({
        post,
        event: EVENT_TO[composed.state],
        nextStepAt: firstStep(composed),
        patch: patchOf(composed, approves),
        note: approves
          ? { ...note, code: 'approved', message: `${caller.name} approved the post.` }
          : note,
      });
      engine().nudge();
      return moved;
    },

    /** Another time for what was agreed to; the consent stays, since nothing of its content changes. */
    async reschedule(caller: Caller, id: number, version: number, iso: string): Promise<PostRow> {
      const post = await onScreen(caller, id, version);
      const at = chosenTime(iso);
      const unagreed = ['draft', 'awaiting_approval'].includes(post.state);
      if (unagreed) return wish(caller, post, at);
      if (isAtOnce(at)) requirePublishRight(caller);
      const account = await composing.accountFor(caller, post.account_id, post.share_type);
      await requireMaySend(strapi, caller, post, account);
      const moved = await moves.byPerson({
        post,
        event: 'schedule',
        nextStepAt: at,
        patch: {
          scheduled_at: at,
          waits_for_entry: 0,
          reason: null,
          tries: 0,
          // Whoever brings a held post back on its way answers for it.
          ...(post.state === 'held' && post.consent
            ? { consent: sentAgainBy(post.consent, caller) }
            : {}),
        },
        note: movedNote(caller, post),
      });
      engine().nudge();
      return moved;
    },

    /** Back to the author, with what should be changed. */
    async giveBack(caller: Caller, id: number, version: number, comment: string): Promise<PostRow> {
      const post = await onScreen(caller, id, version);
      if (post.state !== 'awaiting_approval') {
        throw new Problem({
          status: 409,
          code: 'not_in_this_state',
          message: 'The post does not wait for approval any more.',
          remedy: 'Reload the post to see where it is now.',
        });
      }
      return moves.byPerson({
        post,
        event: 'reopen',
        nextStepAt: null,
        patch: {
          reason: JSON.stringify(
            reason('returned', `${caller.name}: ${comment}`, 'Change it and send it again.'),
          ),
        },
        note: {
          code: 'returned',
          message: `${caller.name} gave the post back: ${comment}`,
          actor: caller.name,
        },
      });
    },

    /** The same content as a new draft. What TikTok wants chosen for each post is empty again. */
    async duplicate(caller: Caller, id: number, idempotencyKey: string): Promise<PostRow> {
      const post = await onScreen(caller, id, null);
      const { discloseContent, yourBrand, brandedContent, aiGenerated, autoAddMusic } =
        post.options;
      const composed = await composing.check(caller, {
        accountId: post.account_id,
        shareType: post.share_type,
        transfer: post.transfer,
        kind: post.kind,
        source: null,
        assetIds: post.media.map(({ assetId }) => assetId),
        content: post.content,
        options: postOptions.parse({
          discloseContent,
          yourBrand,
          brandedContent,
          aiGenerated,
          autoAddMusic,
        }),
        when: { type: 'draft' },
        consent: null,
      });
      const { account, ...parts } = composed;
      const { post: copy } = await posts.insert(
        {
          idempotencyKey,
          accountId: account.id,
          ...parts,
          title: post.title ?? parts.title,
          author: { id: caller.id, name: caller.name },
        },
        {
          code: 'duplicated',
          message: `${caller.name} made this draft from post ${post.id}.`,
          actor: caller.name,
        },
      );
      return copy;
    },
  };
};

export type Edits = ReturnType<typeof createEdits>;
