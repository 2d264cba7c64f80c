import { type Accounts } from '../../accounts';
import { type Caller } from '../../http/handle';
import { Problem } from '../../http/problem';
import { type Settings } from '../../settings';
import { TikTokError } from '../../tiktok';
import { type AttemptStore } from '../life/attempt-store';
import { type PostMoves } from '../life/post-moves';
import { type PostStore } from '../life/post-store';
import { type PostRow } from '../life/rows';

interface CancelPullOptions {
  accounts: Accounts;
  settings: Settings;
  attempts: AttemptStore;
  posts: PostStore;
  moves: PostMoves;
}

/**
 * While TikTok fetches the media, and only then, it can be asked to stop
 * (TikTok: content-posting-api-media-transfer-guide).
 */
export const isRunningPull = ({ state, transfer }: PostRow): boolean =>
  state === 'processing' && transfer === 'pull_from_url';

/**
 * Asks TikTok to stop a pull. Its yes is not the end: the post is cancelled when TikTok says by
 * status or webhook that it has stopped, and published if it was quicker.
 */
export const createCancelPull =
  ({ accounts, settings, attempts, posts, moves }: CancelPullOptions) =>
  /** @throws Problem `too_late_to_cancel`, `cannot_cancel_now` */
  async (caller: Caller, post: PostRow): Promise<PostRow> => {
    const attempt = (await attempts.ofPost(post.id)).at(-1);
    const publishId = attempt?.publish_id;
    if (!publishId) throw tooLate('TikTok has not said yet what it calls this post.');
    try {
      const { logId } = await accounts.withAccessToken(post.account_id, (token) =>
        settings.client().posts.cancel(token, publishId),
      );
      await moves.note(post.id, {
        code: 'cancel_asked',
        message: `${caller.name} asked TikTok to stop fetching the media. TikTok agreed.`,
        actor: caller.name,
        logId,
      });
      await moves.lookSoon(post.id);
    } catch (error) {
      if (!(error instanceof TikTokError)) throw error;
      if (error.code === 'publish_not_cancellable') throw tooLate(error.message);
      throw new Problem({
        status: 503,
        code: 'cannot_cancel_now',
        message: `TikTok could not be asked to stop. ${error.message}`,
        remedy: 'Try again in a moment. Until TikTok has answered, the post may still go live.',
      });
    }
    return posts.require(post.id);
  };

export type CancelPull = ReturnType<typeof createCancelPull>;

const tooLate = (why: string): Problem =>
  new Problem({
    status: 409,
    code: 'too_late_to_cancel',
    message: `It can no longer be cancelled. ${why}`,
    remedy: 'Wait for the result. A published post can be deleted in the TikTok app.',
  });
