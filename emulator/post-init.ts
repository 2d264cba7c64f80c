import { z } from 'zod';
import {
  authenticate,
  checkContentType,
  readJson,
  takeRate,
  invalidParams,
  type Caller,
} from './bearer';
import { type Context, type Core, type Handler } from './core';
import { okReply, type Reply } from './http';
import { newPublishId, newSecret, newUploadId } from './ids';
import { checkDirectPost, checkDraft } from './posting-rules';
import { NO_SETTINGS, startDownload } from './processing';
import { checkPullUrl, chunkPlanError, videoSourceSchema, type VideoSource } from './source-info';
import {
  PRIVACY_LEVELS,
  type Account,
  type PostSettings,
  type Publish,
  type UploadTask,
} from './types';

const flag = z.boolean().default(false);

/** A text of at most so many UTF-16 units. zod's own `max` counts code points. */
const text = (units: number) =>
  z
    .string()
    .refine((value) => value.length <= units, `longer than ${units} UTF-16 units`)
    .default('');

const videoInfoSchema = z.object({
  privacy_level: z.enum(PRIVACY_LEVELS),
  title: text(2200),
  disable_duet: flag,
  disable_stitch: flag,
  disable_comment: flag,
  // An invalid or absent timestamp means the first frame; it is no error.
  video_cover_timestamp_ms: z.number().int().nonnegative().optional().catch(undefined),
  brand_content_toggle: flag,
  brand_organic_toggle: flag,
  is_aigc: flag,
});

const directVideoSchema = z.object({ post_info: videoInfoSchema, source_info: videoSourceSchema });
const inboxVideoSchema = z.object({ source_info: videoSourceSchema });

const photoTexts = {
  title: text(90),
  description: text(4000),
};
const photoSource = z.object({
  source: z.literal('PULL_FROM_URL'),
  photo_images: z.array(z.string().min(1)).min(1).max(35),
  photo_cover_index: z.number().int().nonnegative(),
});
const photoSchema = z.discriminatedUnion('post_mode', [
  z.object({
    media_type: z.literal('PHOTO'),
    post_mode: z.literal('DIRECT_POST'),
    post_info: z.object({
      ...photoTexts,
      privacy_level: z.enum(PRIVACY_LEVELS),
      disable_comment: flag,
      auto_add_music: flag,
      brand_content_toggle: flag,
      brand_organic_toggle: flag,
    }),
    source_info: photoSource,
  }),
  z.object({
    media_type: z.literal('PHOTO'),
    post_mode: z.literal('MEDIA_UPLOAD'),
    post_info: z.object(photoTexts).default({ title: '', description: '' }),
    source_info: photoSource,
  }),
]);

/** TikTok's sentences for the two halves of an init body. */
const describe = (path: string): string => {
  if (path.startsWith('post_info')) return `The request post info is empty or incorrect: ${path}`;
  if (path.startsWith('source_info'))
    return `The request source info is empty or incorrect: ${path}`;
  return `The request parameter ${path || 'source'} is invalid`;
};

/** What takes effect: TikTok forces interactions off that the creator switched off (contract 5.1). */
const videoSettings = (info: z.output<typeof videoInfoSchema>, account: Account): PostSettings => ({
  ...NO_SETTINGS,
  privacyLevel: info.privacy_level,
  title: info.title,
  disableComment: info.disable_comment || account.commentDisabled,
  disableDuet: info.disable_duet || account.duetDisabled || account.private,
  disableStitch: info.disable_stitch || account.stitchDisabled || account.private,
  videoCoverTimestampMs: info.video_cover_timestamp_ms,
  brandContent: info.brand_content_toggle,
  brandOrganic: info.brand_organic_toggle,
  isAigc: info.is_aigc,
});

const store = (
  context: Context,
  caller: Caller,
  kind: Pick<Publish, 'kind' | 'mode' | 'source'>,
  details: Pick<Publish, 'settings' | 'urls'>,
): Publish => {
  const { core, call } = context;
  const publish: Publish = {
    ...kind,
    ...details,
    publishId: newPublishId(publishPrefix(kind)),
    clientKey: caller.app.clientKey,
    openId: caller.grant.openId,
    handle: caller.account.handle,
    initAt: core.clock.now(),
    status: kind.source === 'FILE_UPLOAD' ? 'PROCESSING_UPLOAD' : 'PROCESSING_DOWNLOAD',
    uploadedBytes: 0,
    downloadedBytes: 0,
    media: [],
    postIds: [],
    downloading: false,
  };
  core.state.publishes.set(publish.publishId, publish);
  call.publishId = publish.publishId;
  call.effect = true;
  return publish;
};

const publishPrefix = (kind: Pick<Publish, 'kind' | 'mode' | 'source'>) =>
  kind.kind === 'photo'
    ? (`photo/${kind.mode}/PULL_FROM_URL` as const)
    : (`video/${kind.mode}/${kind.source}` as const);

const createUploadTask = (
  core: Core,
  plan: VideoSource & { source: 'FILE_UPLOAD' },
): UploadTask => ({
  uploadId: newUploadId(),
  uploadToken: newSecret(),
  expiresAt: core.clock.now() + core.settings.delays.uploadUrlSec * 1000,
  videoSize: plan.video_size,
  chunkSize: plan.chunk_size,
  chunkCount: plan.total_chunk_count,
  received: 0,
  file: core.storage.create(),
});

const checkSource = (core: Core, caller: Caller, source: VideoSource): void => {
  if (source.source === 'PULL_FROM_URL') return checkPullUrl(core, caller.app, source.video_url);
  const wrong = chunkPlanError(source);
  if (wrong !== undefined) throw invalidParams(core, wrong);
};

const beginVideo = (
  context: Context,
  caller: Caller,
  mode: Publish['mode'],
  source: VideoSource,
  settings: PostSettings,
): Reply => {
  const { core, logId } = context;
  const urls = source.source === 'PULL_FROM_URL' ? [source.video_url] : [];
  const publish = store(
    context,
    caller,
    { kind: 'video', mode, source: source.source },
    { settings, urls },
  );
  if (source.source === 'PULL_FROM_URL') {
    startDownload(core, publish);
    return okReply(logId, { publish_id: publish.publishId });
  }
  const task = createUploadTask(core, source);
  publish.upload = task;
  const query = `upload_id=${task.uploadId}&upload_token=${task.uploadToken}`;
  return okReply(logId, {
    publish_id: publish.publishId,
    upload_url: `${context.origin}/video/?${query}`,
  });
};

/** POST /v2/post/publish/video/init/ */
export const directVideoInit: Handler = (context) => {
  const { core } = context;
  const caller = authenticate(context, ['video.publish']);
  takeRate(context, caller, core.settings.limits.initsPerMinute);
  checkContentType(context);
  const body = readJson(context, directVideoSchema, describe);
  const settings = videoSettings(body.post_info, caller.account);
  checkSource(core, caller, body.source_info);
  checkDirectPost(core, caller, settings);
  return beginVideo(context, caller, 'direct', body.source_info, settings);
};

/** POST /v2/post/publish/inbox/video/init/: a post_info, if sent, is ignored. */
export const inboxVideoInit: Handler = (context) => {
  const { core } = context;
  const caller = authenticate(context, ['video.upload']);
  takeRate(context, caller, core.settings.limits.initsPerMinute);
  checkContentType(context);
  const body = readJson(context, inboxVideoSchema, describe);
  checkSource(core, caller, body.source_info);
  checkDraft(core, caller);
  return beginVideo(context, caller, 'inbox', body.source_info, NO_SETTINGS);
};

const photoSettings = (body: z.output<typeof photoSchema>, account: Account): PostSettings => {
  const texts = {
    ...NO_SETTINGS,
    title: body.post_info.title,
    description: body.post_info.description,
    photoCoverIndex: body.source_info.photo_cover_index,
  };
  if (body.post_mode === 'MEDIA_UPLOAD') return texts;
  return {
    ...texts,
    privacyLevel: body.post_info.privacy_level,
    disableComment: body.post_info.disable_comment || account.commentDisabled,
    autoAddMusic: body.post_info.auto_add_music,
    brandContent: body.post_info.brand_content_toggle,
    brandOrganic: body.post_info.brand_organic_toggle,
  };
};

/** POST /v2/post/publish/content/init/: photos, always pulled. */
export const photoInit: Handler = (context) => {
  const { core, logId } = context;
  const caller = authenticate(context, ['video.publish', 'video.upload']);
  takeRate(context, caller, core.settings.limits.initsPerMinute);
  checkContentType(context);
  const body = readJson(context, photoSchema, describe);
  const mode = body.post_mode === 'DIRECT_POST' ? 'direct' : 'inbox';
  // The scope follows the mode; the first check only wanted one of the two.
  authenticate(context, [mode === 'direct' ? 'video.publish' : 'video.upload']);
  const { photo_images: urls, photo_cover_index: cover } = body.source_info;
  if (cover >= urls.length) {
    throw invalidParams(core, describe('source_info.photo_cover_index'));
  }
  urls.forEach((url) => checkPullUrl(core, caller.app, url));
  const settings = photoSettings(body, caller.account);
  if (mode === 'direct') checkDirectPost(core, caller, settings);
  else checkDraft(core, caller);
  const publish = store(
    context,
    caller,
    { kind: 'photo', mode, source: 'PULL_FROM_URL' },
    { settings, urls },
  );
  startDownload(core, publish);
  return okReply(logId, { publish_id: publish.publishId });
};
