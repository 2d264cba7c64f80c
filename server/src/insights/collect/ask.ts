import { type Account, type Accounts } from '../../accounts';
import { Problem } from '../../http/problem';
import { outageDelay } from '../../posts/limits/backoff';
import { type Settings } from '../../settings';
import {
  TIKTOK_LIMITS,
  TikTokError,
  TikTokRateLimited,
  TikTokScopeError,
  type UserInfo,
  type VideoObject,
  type VideoPage,
} from '../../tiktok';
import { DAY, HOUR } from '../ages';
import { type CallLeave, type Calls } from './calls';
import { type Followed } from './followed';

/** No call was made, and when to try again (epoch ms). */
export interface NotAsked {
  asked: false;
  retryAt: number;
  /** Nothing more for anybody of this app; else only for this account. */
  wholeApp: boolean;
  error?: unknown;
}
export type Asked<T> = { asked: true; answer: T } | NotAsked;

/**
 * Asks TikTok for insights: each call within their part of the app's limits, stopped for the whole app
 * when TikTok says that it is too much, and put off for the account when something else fails.
 */
export const createAsk = ({
  accounts,
  settings,
  calls,
  followed,
  now,
  signal,
}: {
  accounts: Accounts;
  settings: Settings;
  calls: Calls;
  followed: Followed;
  now: () => Promise<number>;
  signal: AbortSignal;
}) => {
  const putOff = async (account: Account, error: unknown, scope: string): Promise<NotAsked> => {
    const at = await now();
    if (error instanceof TikTokRateLimited) {
      const retryAt = await calls.refused(account.clientKey);
      return { asked: false, retryAt, wholeApp: true, error };
    }
    const failures = (await followed.find(account.id))?.failures ?? 0;
    const isScope = error instanceof TikTokScopeError;
    // A sign-in that is lost is told elsewhere; until then there is nothing to ask for.
    const waitMs = isScope ? DAY : error instanceof Problem ? HOUR : outageDelay(failures);
    const retryAt = at + waitMs;
    await followed.failed(account.id, retryAt, {
      scope: isScope ? scope : null,
      failures: failures + 1,
    });
    return { asked: false, retryAt, wholeApp: false, error };
  };

  const ask = async <T>(
    account: Account,
    scope: string,
    call: (token: string) => Promise<T>,
  ): Promise<Asked<T>> => {
    const leave: CallLeave = await calls.take(account.clientKey);
    if (!leave.ok) return { asked: false, retryAt: leave.retryAt, wholeApp: true };
    try {
      const answer = await accounts.withAccessToken(account.id, call);
      await calls.answered(account.clientKey);
      await followed.succeeded(account.id);
      return { asked: true, answer };
    } catch (error) {
      if (!(error instanceof TikTokError) && !(error instanceof Problem)) throw error;
      if (signal.aborted) return { asked: false, retryAt: await now(), wholeApp: true, error };
      return putOff(account, error, scope);
    }
  };

  const client = () => settings.client();
  return {
    profile: (account: Account): Promise<Asked<UserInfo>> =>
      ask(account, 'user.info.stats', (token) =>
        client().users.info(token, account.grantedScopes, { signal }),
      ),

    /** At most as many as one call takes (`MOST_VIDEOS`). */
    videos: (account: Account, ids: readonly string[]): Promise<Asked<{ videos: VideoObject[] }>> =>
      ask(account, 'video.list', (token) => client().videos.query(token, ids, { signal })),

    /** @param cursor Unix ms; posts before it */
    list: (account: Account, cursor: number | undefined): Promise<Asked<VideoPage>> =>
      ask(account, 'video.list', (token) =>
        client().videos.list(token, cursor === undefined ? {} : { cursor }, { signal }),
      ),
  };
};

export type Ask = ReturnType<typeof createAsk>;

export const MOST_VIDEOS = TIKTOK_LIMITS.videosPerPage;

/** What shows more of an account than its name and picture. */
export const PROFILE_SCOPES: readonly string[] = ['user.info.stats', 'user.info.profile'];
