import { z } from 'zod';

import { callApi, type CallContext, type CallOptions, type WithLogId } from './call';
import { count, maybe } from './json';
import { isPrivacyLevel } from './post-settings';

const creatorInfo = z
  .object({
    creator_avatar_url: maybe(z.string()),
    creator_username: z.string(),
    creator_nickname: z.string(),
    privacy_level_options: z.array(z.string()),
    comment_disabled: maybe(z.boolean()),
    duet_disabled: maybe(z.boolean()),
    stitch_disabled: maybe(z.boolean()),
    max_video_post_duration_sec: maybe(count),
  })
  .transform((wire) => ({
    /** Lives two hours. */
    creatorAvatarUrl: wire.creator_avatar_url,
    /** The handle, without "@". */
    creatorUsername: wire.creator_username,
    /** The display name the composer must show. */
    creatorNickname: wire.creator_nickname,
    /** What the account offers now; levels TikTok may add later are left out. */
    privacyLevelOptions: wire.privacy_level_options.filter(isPrivacyLevel),
    commentDisabled: wire.comment_disabled ?? false,
    duetDisabled: wire.duet_disabled ?? false,
    stitchDisabled: wire.stitch_disabled ?? false,
    /** Seconds. Undefined: TikTok did not say. */
    maxVideoPostDurationSec: wire.max_video_post_duration_sec,
  }));
export type CreatorInfo = z.output<typeof creatorInfo>;

/**
 * What the account may do right now. To be asked at every opening of the composer and again before
 * sending; 20 a minute. Needs `video.publish`. Caps come as HTTP 200 here.
 * [content-posting-api-reference-query-creator-info]
 * @throws TikTokError
 */
export const queryCreatorInfo = (
  context: CallContext,
  accessToken: string,
  options?: CallOptions,
): Promise<WithLogId<CreatorInfo>> =>
  callApi(context, {
    method: 'POST',
    path: '/v2/post/publish/creator_info/query/',
    accessToken,
    schema: creatorInfo,
    options,
  });
