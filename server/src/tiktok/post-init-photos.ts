import { callApi, type CallContext, type CallOptions, type WithLogId } from './call';
import { buildPhotosBody, type PhotosInput } from './post-body-photos';
import { initAnswer } from './post-init';
import { type BodyOptions } from './post-settings';

/**
 * Begins a photo post or draft. This call is the commit, and it is not idempotent. Needs
 * `video.publish` (DIRECT_POST) or `video.upload` (MEDIA_UPLOAD); 6 a minute.
 * @throws TikTokError
 */
export const initPhotos = async (
  context: CallContext,
  accessToken: string,
  input: PhotosInput,
  options: CallOptions & BodyOptions = {},
): Promise<WithLogId<{ publishId: string }>> => {
  const { publishId, logId } = await callApi(context, {
    method: 'POST',
    path: '/v2/post/publish/content/init/',
    accessToken,
    body: buildPhotosBody(input, options),
    schema: initAnswer,
    options,
  });
  return logId ? { publishId, logId } : { publishId };
};
