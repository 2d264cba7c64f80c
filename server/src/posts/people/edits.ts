import { type ComposedPost, type EntrySource, postOptions } from '../../../../contracts/posts';
import { type Caller } from '../../http/handle';
import { type Composed, type Composing } from './composing';
import { sentAgainBy } from '../life/consent';
import { type Engine } from '../queue/engine';
import { type Gate } from './gate';
import { composedNote, requireSame } from './new-post';
import { chosenTime } from './planned-time';
import { type Seen } from './people';
import { type PostStore } from '../life/post-store';
import { reason } from '../life/reasons';
import { type PostPatch, type PostRow } from '../life/rows';
import { type Storing } from './storing';
import { RESCHEDULES, type VerbName } from './verbs';
import { sourceOf } from './view';

interface EditsOptions {
  posts: PostStore;
  gate: Gate;
  composing: Composing;
  storing: Storing;
  /** What an entry is now, in short. */
  entryNow: (source: EntrySource) => Promise<PostRow['entry_seen']>;
  engine: () => Engine;
}

/** What composing a post anew can mean, by the choice of its time. */
const updates = ({ when: { type } }: ComposedPost): readonly VerbName[] => {
  if (type === 'draft') return ['redraft'];
  return type === 'approval' ? ['submit'] : ['approve', 'agree'];
};

/** When the publisher takes up what was composed; null: not by itself. */
const firstStep = ({ state, scheduledAt, waitsForEntry }: Composed): number | 'now' | null => {
  if (state !== 'scheduled' || waitsForEntry) return null;
  return scheduledAt ?? 'now';
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
  entry_seen: composed.entrySeen && JSON.stringify(composed.entrySeen),
  entry_changed: null,
  content: JSON.stringify(composed.content),
  options: JSON.stringify(composed.options),
  media: JSON.stringify(composed.media),
  consent:
    composed.consent &&
    JSON.stringify(approves ? { ...composed.consent, approved: true } : composed.consent),
  // What goes at once is promised for now.
  scheduled_at: firstStep(composed) === 'now' ? Date.now() : composed.scheduledAt,
  waits_for_entry: composed.waitsForEntry ? 1 : 0,
  reason: null,
  tries: 0,
});

/** What tells of another time, in a post's history. */
const movedNote = (caller: Caller, { scheduled_at: before }: PostRow) => ({
  code: 'rescheduled',
  message: `${caller.name} chose another time${before === null ? '' : `, instead of ${new Date(before).toISOString()}`}.`,
  actor: caller.name,
});

/** Changing posts that TikTok has not got: anew, to another time, back to the author, once more. */
export const createEdits = ({
  posts,
  gate,
  composing,
  storing,
  entryNow,
  engine,
}: EditsOptions) => {
  return {
    /** Composes the post anew. What was agreed before is void; the new consent is the caller's. */
    async update(
      caller: Caller,
      id: number,
      { version, knowing, ...body }: ComposedPost & Seen,
    ): Promise<PostRow> {
      const pass = await gate.pass(caller, id, updates(body), { version, knowing });
      const approves = pass.verb === 'approve';
      const moved = await storing(pass, body, false, async (composed, guards) => {
        const note = composedNote(caller, composed);
        return pass.move({
          guards,
          nextStepAt: firstStep(composed),
          patch: patchOf(composed, approves),
          note: approves
            ? { ...note, code: 'approved', message: `${caller.name} approved the post.` }
            : note,
        });
      });
      engine().nudge();
      return moved;
    },

    /** Another time for what was agreed to; the consent stays, since nothing of its content changes. */
    async reschedule(caller: Caller, id: number, seen: Seen, iso: string): Promise<PostRow> {
      const at = chosenTime(iso);
      const wanted = { version: seen.version, knowing: seen.knowing, isKnown: seen.isKnown, at };
      const { verb, post, move } = await gate.pass(caller, id, RESCHEDULES, wanted);
      const note = movedNote(caller, post);
      if (verb === 'wish') {
        return move({ nextStepAt: null, patch: { scheduled_at: at, waits_for_entry: 0 }, note });
      }
      const moved = await move({
        nextStepAt: at,
        patch: {
          scheduled_at: at,
          waits_for_entry: 0,
          reason: null,
          tries: 0,
          // Whoever brings a held post back on its way answers for it.
          ...(verb === 'bring_back' && post.consent
            ? { consent: sentAgainBy(post.consent, caller) }
            : {}),
        },
        note,
      });
      engine().nudge();
      return moved;
    },

    /** As it is, although its entry changed since: from now on only further changes count. */
    async keep(caller: Caller, id: number, version: number): Promise<PostRow> {
      const { post, move } = await gate.pass(caller, id, ['keep'], { version });
      const source = sourceOf(post);
      const seen = source && (await entryNow(source));
      return move({
        nextStepAt: post.next_step_at,
        patch: {
          entry_changed: null,
          ...(seen ? { entry_seen: JSON.stringify(seen) } : {}),
        },
        note: {
          code: 'kept',
          message: `${caller.name} keeps the post as it is, although the entry changed.`,
          actor: caller.name,
        },
      });
    },

    /** Back to the author, with what should be changed. */
    async giveBack(caller: Caller, id: number, version: number, comment: string): Promise<PostRow> {
      const { move } = await gate.pass(caller, id, ['give_back'], { version });
      return move({
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
      const { post } = await gate.pass(caller, id, ['duplicate'], { version: null });
      const pass = await gate.forNew(caller, 'new_draft');
      const { discloseContent, yourBrand, brandedContent, aiGenerated, autoAddMusic } =
        post.options;
      const body: ComposedPost = {
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
      };
      const composed = await composing.check(pass, body);
      const { account, ...parts } = composed;
      const { post: copy, created } = await posts.insert(
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
      if (!created) requireSame(caller, copy, body);
      return copy;
    },
  };
};

export type Edits = ReturnType<typeof createEdits>;
