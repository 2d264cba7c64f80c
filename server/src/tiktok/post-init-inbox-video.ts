import { callApi, type CallContext, type CallOptions, type WithLogId } from './call';
import { buildInboxVideoBody, type InboxVideoInput } from './post-body-video';
import { initAnswer, type InitAnswer } from './post-init';
import { type BodyOptions } from './post-settings';

/**
 * Begins a video draft in the creator's inbox. Not idempotent. Needs `video.upload`; 6 a minute.
 * @throws TikTokError
 */
export const initInboxVideo = async (
  context: CallContext,
  accessToken: string,
  input: InboxVideoInput,
  options: CallOptions & BodyOptions = {},
): Promise<WithLogId<InitAnswer>> =>
  callApi(context, {
    method: 'POST',
    path: '/v2/post/publish/inbox/video/init/',
    accessToken,
    body: buildInboxVideoBody(input, options),
    schema: initAnswer,
    options,
  });
