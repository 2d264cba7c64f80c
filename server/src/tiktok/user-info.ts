import { z } from 'zod';

import { callApi, type CallContext, type CallOptions, type WithLogId } from './call';
import { TikTokInputError } from './errors';
import { int64, maybe } from './json';

/** Which scope opens which field. [tiktok-api-v2-get-user-info] */
const FIELDS_BY_SCOPE = {
  'user.info.basic': [
    'open_id',
    'union_id',
    'avatar_url',
    'avatar_url_100',
    'avatar_large_url',
    'display_name',
  ],
  'user.info.profile': ['bio_description', 'profile_deep_link', 'is_verified', 'username'],
  'user.info.stats': ['follower_count', 'following_count', 'likes_count', 'video_count'],
} as const;

/** The fields that may be asked for; one too many refuses the whole call. */
export const userInfoFields = (grantedScopes: readonly string[]): string[] =>
  Object.entries(FIELDS_BY_SCOPE).flatMap(([scope, fields]) =>
    grantedScopes.includes(scope) ? fields : [],
  );

const text = maybe(z.string());
const userInfo = z
  .object({
    user: z.object({
      open_id: text,
      union_id: text,
      avatar_url: text,
      avatar_url_100: text,
      avatar_large_url: text,
      display_name: text,
      bio_description: text,
      profile_deep_link: text,
      is_verified: maybe(z.boolean()),
      username: text,
      follower_count: maybe(int64),
      following_count: maybe(int64),
      likes_count: maybe(int64),
      video_count: maybe(int64),
    }),
  })
  .transform(({ user }) => ({
    openId: user.open_id,
    unionId: user.union_id,
    avatarUrl: user.avatar_url,
    avatarUrl100: user.avatar_url_100,
    avatarLargeUrl: user.avatar_large_url,
    displayName: user.display_name,
    bioDescription: user.bio_description,
    profileDeepLink: user.profile_deep_link,
    isVerified: user.is_verified,
    /** Without "@". */
    username: user.username,
    followerCount: user.follower_count,
    followingCount: user.following_count,
    likesCount: user.likes_count,
    videoCount: user.video_count,
  }));
export type UserInfo = z.output<typeof userInfo>;

/**
 * The profile, as far as the granted scopes open it; the rest is undefined.
 * @throws TikTokError; TikTokInputError when no scope opens any field.
 */
export const fetchUserInfo = async (
  context: CallContext,
  accessToken: string,
  grantedScopes: readonly string[],
  options?: CallOptions,
): Promise<WithLogId<UserInfo>> => {
  const fields = userInfoFields(grantedScopes);
  if (fields.length === 0) {
    throw new TikTokInputError({
      grantedScopes: 'The account granted none of the permissions that open its profile.',
    });
  }
  return callApi(context, {
    method: 'GET',
    path: '/v2/user/info/',
    query: { fields: fields.join(',') },
    accessToken,
    schema: userInfo,
    options,
  });
};
