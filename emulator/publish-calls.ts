import { z } from 'zod';
import { authenticate, checkContentType, readJson, takeRate, type Caller } from './bearer';
import { type Context, type Core, type Handler } from './core';
import { ApiError } from './errors';
import { apiErrorReply, okReply } from './http';
import { type Json } from './json';
import { checkCreatorMayPost, privacyOptions } from './posting-rules';
import { failPublish } from './processing';
import { avatarUrl } from './users';
import { type Publish } from './types';

/** POST /v2/post/publish/creator_info/query/; caps and bans come as HTTP 200 on purpose. */
export const creatorInfo: Handler = (context) => {
  const { core, logId, call } = context;
  const caller = authenticate(context, ['video.publish']);
  takeRate(context, caller, core.settings.limits.creatorInfoPerMinute);
  checkContentType(context);
  const { account } = caller;
  try {
    checkCreatorMayPost(core, caller);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return apiErrorReply(logId, new ApiError(error.code, error.message, 200));
  }
  call.effect = true;
  return okReply(logId, {
    creator_avatar_url: avatarUrl(core, context.origin, account),
    creator_username: account.handle,
    creator_nickname: account.nickname,
    privacy_level_options: privacyOptions(account),
    comment_disabled: account.commentDisabled,
    duet_disabled: account.duetDisabled || account.private,
    stitch_disabled: account.stitchDisabled || account.private,
    max_video_post_duration_sec: account.maxVideoPostDurationSec,
  });
};

const idSchema = z.object({ publish_id: z.string().min(1) });

const ownPublish = (context: Context, caller: Caller): Publish => {
  const { publish_id } = readJson(context, idSchema);
  context.call.publishId = publish_id;
  const publish = context.core.state.publishes.get(publish_id);
  if (!publish) throw new ApiError('invalid_publish_id', 'The publish_id does not exist.');
  const { clientKey, openId } = caller.grant;
  if (publish.clientKey !== clientKey || publish.openId !== openId) {
    throw new ApiError(
      'token_not_authorized_for_specified_publish_id',
      'The token is not authorized for the specified publish_id.',
    );
  }
  return publish;
};

/** Raw int64 numbers in TikTok's own spelling; only posts that are public and past moderation. */
const publicIds = (core: Core, publish: Publish): Json | undefined => {
  const ids = publish.postIds
    .filter((id) => core.state.posts.get(id)?.publiclyAvailable)
    .map((id) => BigInt(id));
  if (ids.length > 0) return ids;
  return core.settings.quirks.emptyPostIdList === 'empty' ? [] : undefined;
};

/** POST /v2/post/publish/status/fetch/ */
export const statusFetch: Handler = (context) => {
  const { core, logId, call } = context;
  const caller = authenticate(context, ['video.publish', 'video.upload']);
  takeRate(context, caller, core.settings.limits.statusPerMinute);
  checkContentType(context);
  const publish = ownPublish(context, caller);
  call.effect = true;
  return okReply(logId, {
    status: publish.status,
    fail_reason: publish.failReason,
    publicaly_available_post_id: publicIds(core, publish),
    uploaded_bytes: publish.source === 'FILE_UPLOAD' ? publish.uploadedBytes : undefined,
    downloaded_bytes: publish.source === 'PULL_FROM_URL' ? publish.downloadedBytes : undefined,
  });
};

/** POST /v2/post/publish/cancel/: only while TikTok is still downloading. */
export const cancelPublish: Handler = (context) => {
  const { core, logId, call } = context;
  const caller = authenticate(context, ['video.publish', 'video.upload']);
  checkContentType(context);
  const publish = ownPublish(context, caller);
  if (!publish.downloading || publish.status !== 'PROCESSING_DOWNLOAD') {
    throw new ApiError('publish_not_cancellable', 'The publish can not be cancelled.');
  }
  call.effect = true;
  failPublish(core, publish, 'publish_cancelled');
  return okReply(logId);
};
