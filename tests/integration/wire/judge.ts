import { type Emulator } from '../../support';
import { type PostSummary } from '../../../contracts/posts';

/** What is at TikTok of one user, by the emulator's own books. */
export interface Books {
  live: number;
  /** Drafts that reached the inbox. */
  drafts: number;
}

export interface Verdict {
  /** More at TikTok than one consent allows. */
  double: boolean;
  /** Neither at an end nor waiting for something that is said. */
  lost: boolean;
  /** Shown as something it is not; in words, or null. */
  untrue: string | null;
  /** It needs a person: held, or its outcome is unknown. */
  asksPerson: boolean;
  state: PostSummary['state'];
  reason: string | null;
}

export const booksOf = (tiktok: Emulator, handle: string): Books => ({
  live: tiktok.posts().filter((post) => post.handle === handle).length,
  drafts: tiktok.drafts().filter((draft) => draft.handle === handle).length,
});

/** What a page shows that TikTok's books, read after it, do not bear out; null when all is well. */
export const untruthOf = (post: PostSummary, books: Books): string | null => {
  if (post.state === 'published' && books.live === 0) return 'published, and nothing is live';
  if (post.state === 'in_inbox' && books.drafts === 0) return 'in the inbox, and no draft is there';
  return null;
};

const ENDS: readonly PostSummary['state'][] = ['published', 'in_inbox', 'failed', 'cancelled'];

/** The end of a post when nothing moves any more, by what the admin shows and the books alone. */
export const judge = (post: PostSummary, books: Books, seenUntrue: string | null): Verdict => {
  const { state, reason } = post;
  const there = books.live + books.drafts > 0;
  const says = reason !== null && reason.message !== '' && reason.remedy !== null;
  // A finished draft is one draft and one live post.
  const double = books.live > 1 || books.drafts > 1;
  const stands =
    ENDS.includes(state) || ((state === 'held' || state === 'outcome_unknown') && says);
  const denied =
    there && ['failed', 'cancelled', 'held', 'draft'].includes(state)
      ? `${state}, and it is on TikTok`
      : null;
  const mute = state === 'failed' && !says ? 'failed, without a reason and a remedy' : null;
  return {
    double,
    lost: !stands,
    untrue: seenUntrue ?? untruthOf(post, books) ?? denied ?? mute,
    asksPerson: state === 'held' || state === 'outcome_unknown',
    state,
    reason: reason?.code ?? null,
  };
};
