import { type ErasedUser } from '../../accounts';
import { type PostsEraser } from './erase-posts';
import { type PostMoves } from './post-moves';
import { type PostStore } from './post-store';
import { reason } from './reasons';
import { UPCOMING } from './state-machine';

/** A post that waits because its account was disconnected goes on when it is connected again. */
const WAITS_FOR_ACCOUNT = ['account_needs_reconnect', 'account_not_connected'];

interface AccountPostsOptions {
  posts: PostStore;
  moves: PostMoves;
  erasePosts: PostsEraser;
  /** The account works again: nothing that was closed for it is closed any more. */
  onReleased: () => Promise<void>;
  /** Whatever else is remembered of an account that is erased. */
  onErased: (accountId: number) => Promise<void>;
}

/** What befalls all posts of an account, because something befalls the account. */
export const createAccountPosts = (options: AccountPostsOptions) => {
  const { posts, moves, erasePosts, onReleased, onErased } = options;
  return {
    countHeld: (accountId: number): Promise<number> =>
      posts.count({ accountIds: [accountId], state: ['held'] }),

    countScheduled: (accountId: number): Promise<number> =>
      posts.count({ accountIds: [accountId], state: [...UPCOMING] }),

    /** Holds what waits for an account that cannot be posted to; it goes on by itself afterwards. */
    hold: (accountId: number, why: string): Promise<number> =>
      moves.holdForAccount(
        accountId,
        reason(
          'account_not_connected',
          why,
          'Connect the account again under Settings > TikTok > Accounts; the post then goes on by itself.',
        ),
      ),

    /** The account works again: what only waited for it goes on. Returns how many. */
    async release(accountId: number): Promise<number> {
      const released = await moves.releaseHeld(
        accountId,
        WAITS_FOR_ACCOUNT,
        'The account is connected again; the post goes on.',
      );
      await onReleased();
      return released;
    },

    /** Erases what is personal in an account's posts; the rows and their states stay. */
    async erase(
      user: ErasedUser,
      erased: (counts: Record<string, number>) => Promise<void>,
    ): Promise<void> {
      await moves.holdForAccount(
        user.accountId,
        reason(
          'account_erased',
          'The TikTok account was erased.',
          'Cancel the post, or make it anew for another account.',
        ),
      );
      await erasePosts(user, erased);
      await onErased(user.accountId);
    },
  };
};
