import { type UserInfo } from '../tiktok';
import { type AccountRow } from './account-row';

type ProfileColumns = Partial<
  Pick<AccountRow, 'nickname' | 'handle' | 'verified' | 'avatarUrl' | 'counters' | 'unionId'>
> & { profileAt: number };

/**
 * What to store of a profile. What TikTok did not tell, for lack of a scope, stays as it was: creator
 * info may have told it.
 */
export const profileColumns = (info: UserInfo, nowMs: number): ProfileColumns => {
  const { followerCount, followingCount, likesCount, videoCount } = info;
  const avatarUrl = info.avatarUrl ?? info.avatarUrl100 ?? info.avatarLargeUrl;
  return {
    ...(info.displayName ? { nickname: info.displayName } : {}),
    ...(info.username ? { handle: info.username } : {}),
    ...(info.isVerified === undefined ? {} : { verified: info.isVerified }),
    ...(avatarUrl ? { avatarUrl } : {}),
    ...(info.unionId ? { unionId: info.unionId } : {}),
    // A counter that was not told is not known: it is no zero.
    ...(followerCount !== undefined &&
    followingCount !== undefined &&
    likesCount !== undefined &&
    videoCount !== undefined
      ? {
          counters: {
            followers: Number(followerCount),
            following: Number(followingCount),
            likes: Number(likesCount),
            videos: Number(videoCount),
          },
        }
      : {}),
    profileAt: nowMs,
  };
};
