import { callApi, type CallContext, type CallOptions, type WithLogId } from './call';
import { buildDirectVideoBody, type DirectVideoInput } from './post-body-video';
import { initAnswer, type InitAnswer } from './post-init';
import { type BodyOptions } from './post-settings';

/**
 * Begins a direct video post. Not idempotent: with outcome `unknown` never call it again by itself.
 * With PULL_FROM_URL this call is the commit; with FILE_UPLOAD the last chunk is. 6 a minute.
 * @throws TikTokError
 */
export const initDirectVideo = async (
  context: CallContext,
  accessToken: string,
  input: DirectVideoInput,
  options: CallOptions & BodyOptions = {},
): Promise<WithLogId<InitAnswer>> =>
  callApi(context, {
    method: 'POST',
    path: '/v2/post/publish/video/init/',
    accessToken,
    body: buildDirectVideoBody(input, options),
    schema: initAnswer,
    options,
  });
