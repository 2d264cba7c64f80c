import { type EntrySource } from '../../../../contracts/posts';
import { sentAgainBy } from '../life/consent';
import { type Engine } from '../queue/engine';
import { nextTimeOf, type PostMoves } from '../life/post-moves';
import { type PostStore } from '../life/post-store';
import { REASONS } from '../life/reasons';
import { type PostRow } from '../life/rows';

/** A document, whichever of its versions. */
export type EntryKey = Pick<EntrySource, 'uid' | 'documentId' | 'locale'>;

interface EntryPostsOptions {
  posts: PostStore;
  moves: PostMoves;
  engine: () => Engine;
}

/** What happens to posts when something happens to the entry they were made from. */
export const createEntryPosts = ({ posts, moves, engine }: EntryPostsOptions) => {
  const planned = ({ uid, documentId, locale }: EntryKey): Promise<PostRow[]> =>
    posts.all({ uid, documentId, locale, state: ['scheduled'] });

  return {
    /** The entry went live in Strapi: what waits for that goes out. Returns how many posts. */
    async entryPublished(entry: EntryKey): Promise<number> {
      const waiting = (await planned(entry)).filter(({ waits_for_entry: waits }) => waits);
      const due = await moves.changeAll(waiting, () => ({
        event: 'schedule',
        by: 'publisher',
        patch: { waits_for_entry: 0, scheduled_at: Date.now(), source_status: 'published' },
        nextStepAt: 'now',
        note: {
          code: 'entry_published',
          message: 'The entry was published in Strapi; the post follows.',
          actor: 'publisher',
        },
      }));
      if (due > 0) engine().nudge();
      return due;
    },

    /**
     * The entry was unpublished or deleted in Strapi: what was planned from it is held, and a person
     * decides; what is being sent already goes on. Returns how many posts.
     */
    async entryGone(entry: EntryKey, event: 'unpublished' | 'deleted'): Promise<number> {
      const why = REASONS.entryGone(event);
      // What waits for the next publication goes on waiting when the present one is taken back.
      const concerned = (await planned(entry)).filter(
        ({ waits_for_entry: waits }) => event === 'deleted' || !waits,
      );
      return moves.changeAll(concerned, () => ({
        event: 'hold',
        by: 'publisher',
        patch: { reason: JSON.stringify(why) },
        nextStepAt: null,
        note: { code: why.code, message: why.message, actor: 'publisher' },
      }));
    },

    /** A rule takes back what it planned from an entry that is gone. False where it is too late. */
    cancelPlanned: (postId: number, ruleName: string): Promise<boolean> =>
      moves.byPublisher(postId, 'cancel', ({ state }) =>
        // What a person began to work on is theirs.
        state === 'draft'
          ? null
          : {
              note: {
                code: 'cancelled_by_rule',
                message: `The entry is no longer published, so the rule "${ruleName}" cancelled the post.`,
                actor: 'publisher',
              },
              patch: { reason: null },
              nextStepAt: null,
            },
      ),

    /** The consent for all posts of its rule was taken back: this one waits for approval again. */
    consentTakenBack: (postId: number): Promise<boolean> =>
      moves.byPublisher(postId, 'submit', ({ consent }) =>
        consent?.waiver && !consent.sentBy
          ? {
              note: {
                code: 'waiver_ended',
                message:
                  'The consent for all posts of its rule was taken back, so the post waits for approval.',
                actor: 'publisher',
              },
              patch: { consent: null, reason: null },
              nextStepAt: null,
            }
          : null,
      ),

    /** A rule keeps what it planned although its entry is gone. */
    keepPlanned: (postId: number): Promise<boolean> =>
      moves.byPublisher(postId, 'schedule', (post) =>
        post.state === 'held' && post.reason?.code.startsWith('entry_') && post.consent
          ? {
              note: {
                code: 'kept_by_rule',
                message: 'The entry is no longer published; its rule keeps the post.',
                actor: 'publisher',
              },
              patch: {
                reason: null,
                consent: sentAgainBy(
                  post.consent,
                  post.consent.sentBy ?? { id: post.consent.byId, name: post.consent.byName },
                ),
              },
              nextStepAt: nextTimeOf(post),
            }
          : null,
      ),
  };
};
