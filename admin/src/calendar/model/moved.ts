import { type PostView } from '../../../../contracts/posts';
import { type Told } from '../../posts/use-told';

/** The last move, which can be undone. */
export interface Moved {
  /** As the server gave it: with the version that the next change must name. */
  post: PostView;
  /** Where it stood before, ISO 8601; null: without a time. */
  from: string | null;
  at: string;
  /** What the person was told and went on with: they need not be told again to take it back. */
  told: Told;
}

/**
 * Whether a move can be taken back: a draft to having no time, everything else to a time that has not
 * passed. `now` in epoch milliseconds.
 */
export const mayUndo = (
  { post, from }: { post: Pick<PostView, 'state'>; from: string | null },
  now: number,
): boolean => (from === null ? post.state === 'draft' : Date.parse(from) > now);
