import { type PostReason } from '../../../../contracts/posts';
import { type CreatorInfoView } from '../../../../contracts/composer';
import { type Account, type Accounts } from '../../accounts';
import { Problem } from '../../http/problem';
import { type Settings } from '../../settings';
import { type CreatorInfo, TikTokError } from '../../tiktok';
import { type Budget } from '../limits/budget';
import { creatorLimits } from '../life/creator-limits';
import { reason } from '../life/reasons';

/** An answer to the form stays good for the press of its button; the publisher asks again anyway. */
const FRESH_MS = 15 * 60_000;

export type CreatorAnswer =
  | { ok: true; creator: CreatorInfo }
  /** TikTok says that the account cannot post now (guidelines, point 1b). */
  | { ok: false; cannotPost: PostReason };

interface CreatorsOptions {
  accounts: Accounts;
  settings: Settings;
  budget: Budget;
}

/** Creator info for people: asked at every opening of the form, within the budget. */
export const createCreators = ({ accounts, settings, budget }: CreatorsOptions) => {
  const lately = new Map<number, { at: number; creator: CreatorInfo }>();

  const ask = async (account: Account): Promise<CreatorAnswer> => {
    const taken = await budget.take(account.id, ['creator_info']);
    if (!taken.ok) {
      throw new Problem({
        status: 429,
        code: 'too_many_creator_infos',
        message: 'The form was opened too often for this account in the last minute.',
        remedy: 'Wait a moment and open it again.',
        retryAt: new Date(taken.retryAt),
      });
    }
    try {
      const creator = await accounts.withAccessToken(account.id, (token) =>
        settings.client().creatorInfo(token),
      );
      const known = await accounts.rememberCreator(account.id, {
        nickname: creator.creatorNickname,
        handle: creator.creatorUsername,
      });
      if (known) lately.set(account.id, { at: Date.now(), creator });
      return { ok: true, creator };
    } catch (error) {
      if (!(error instanceof TikTokError)) throw error;
      if (error.name === 'TikTokCapReached' || error.code.startsWith('spam_risk')) {
        const retryAt = error.retryAfterMs === undefined ? null : Date.now() + error.retryAfterMs;
        return {
          ok: false,
          cannotPost: reason(error.code, error.message, error.userAction, retryAt),
        };
      }
      throw new Problem({
        status: error.name === 'TikTokScopeError' ? 409 : 503,
        code: error.code,
        message: error.message,
        remedy: error.userAction,
        ...(error.retryAfterMs === undefined
          ? {}
          : { retryAt: new Date(Date.now() + error.retryAfterMs) }),
      });
    }
  };

  return {
    ask,
    /** The answer that the open form was built from, or a new one. */
    async recent(account: Account): Promise<CreatorAnswer> {
      const known = lately.get(account.id);
      return known && Date.now() - known.at < FRESH_MS
        ? { ok: true, creator: known.creator }
        : ask(account);
    },

    /** The account was erased: nothing of its creator is remembered. */
    forget: (accountId: number): void => void lately.delete(accountId),
  };
};

export type Creators = ReturnType<typeof createCreators>;

export const creatorView = (creator: CreatorInfo, avatarUrl: string | null): CreatorInfoView => {
  const limits = creatorLimits(creator);
  return {
    nickname: limits.nickname,
    handle: creator.creatorUsername,
    avatarUrl,
    privacyLevels: limits.privacyLevels,
    commentDisabled: limits.commentDisabled,
    duetDisabled: limits.duetDisabled,
    stitchDisabled: limits.stitchDisabled,
    // TikTok's own maximum for any account over the API is ten minutes.
    maxVideoDurationSec: Math.min(limits.maxVideoDurationSec, 600),
  };
};
