import { normaliseContent, normaliseOptions } from '../../../../contracts/post-rules';
import {
  type CallOptions,
  type PhotosInput,
  planChunks,
  type TikTokClient,
  TikTokError,
  type VideoSource,
} from '../../tiktok';
import { type Taken } from '../limits/budget';
import { type Lease } from '../queue/lease';
import { type AttemptRow, type PostRow } from '../life/rows';
import { type PublisherContext } from '../context';

/** Milliseconds an init may take; the lease always outlasts it. */
export const INIT_TIMEOUT_MS = 30_000;
/** Slack between the end of a call's own deadline and the end of the lease. */
export const LEASE_MARGIN_MS = 10_000;

export interface Init {
  publishId: string;
  uploadUrl?: string | undefined;
  logId?: string | undefined;
}

const directVideo = (
  client: TikTokClient,
  token: string,
  post: PostRow,
  source: VideoSource,
  limits: CallOptions,
) => {
  const content = normaliseContent(post.kind, post.share_type, post.content);
  const options = normaliseOptions(post.kind, post.share_type, post.options);
  const input = {
    // The rules have refused a missing one; TikTok would too.
    privacyLevel: options.privacyLevel ?? 'SELF_ONLY',
    ...(content.caption === '' ? {} : { title: content.caption }),
    disableComment: !options.allowComment,
    disableDuet: !options.allowDuet,
    disableStitch: !options.allowStitch,
    ...(content.coverTimestampMs === null
      ? {}
      : { videoCoverTimestampMs: content.coverTimestampMs }),
    brandContentToggle: options.brandedContent,
    brandOrganicToggle: options.yourBrand,
    isAigc: options.aiGenerated,
    source,
  };
  return client.posts.initDirectVideo(token, input, limits);
};

const photos = (post: PostRow, photoImages: string[]): PhotosInput => {
  const content = normaliseContent(post.kind, post.share_type, post.content);
  const options = normaliseOptions(post.kind, post.share_type, post.options);
  const common = {
    ...(content.title === '' ? {} : { title: content.title }),
    ...(content.description === '' ? {} : { description: content.description }),
    photoImages,
    photoCoverIndex: content.photoCoverIndex,
  };
  if (post.share_type === 'inbox') return { postMode: 'MEDIA_UPLOAD', ...common };
  return {
    postMode: 'DIRECT_POST',
    ...common,
    privacyLevel: options.privacyLevel ?? 'SELF_ONLY',
    disableComment: !options.allowComment,
    autoAddMusic: options.autoAddMusic,
    brandContentToggle: options.brandedContent,
    brandOrganicToggle: options.yourBrand,
  };
};

/** Where TikTok gets the media of this attempt from. */
export const mediaUrls = ({ media }: PublisherContext, post: PostRow, attempt: AttemptRow) =>
  post.media.map((agreed, index) =>
    media.deliveryUrl(attempt.id, index, agreed, media.variantOf(agreed)),
  );

/**
 * Calls the init that belongs to this post. Renewing the token may have taken its time, and a process
 * may have been frozen meanwhile: the lease is made sure of right before each sending, and what was
 * taken from the budget counts from then.
 * @param taken what was taken from the budget for this call
 * @param urls where TikTok fetches the media; none for an upload
 * @param onSend called right before the call: until then nothing can have happened
 * @param onRefused called when TikTok's answer proves that nothing has happened after all. A dead token
 * is renewed after it; that this fails is no answer to the init.
 * @throws TikTokError, Problem, LeaseLost
 */
export const callInit = async (
  context: PublisherContext,
  lease: Lease,
  taken: Taken,
  urls: readonly string[] = [],
  onSend: () => void = () => undefined,
  onRefused: () => void = () => undefined,
): Promise<Init> => {
  const { accounts, settings, budget } = context;
  const { post } = lease;
  const client = settings.client();
  const source = (): VideoSource => {
    const [videoUrl] = urls;
    return videoUrl === undefined
      ? { source: 'FILE_UPLOAD', plan: planChunks(post.media[0]?.bytes ?? 0) }
      : { source: 'PULL_FROM_URL', videoUrl };
  };
  const limits = { signal: lease.signal, timeoutMs: INIT_TIMEOUT_MS };
  const init = (token: string): Promise<Init> => {
    if (post.kind === 'photo')
      return client.posts.initPhotos(token, photos(post, [...urls]), limits);
    return post.share_type === 'inbox'
      ? client.posts.initInboxVideo(token, { source: source() }, limits)
      : directVideo(client, token, post, source(), limits);
  };
  const send = async (token: string): Promise<Init> => {
    await budget.countFromNow(taken, ['creator_info']);
    await lease.secure(INIT_TIMEOUT_MS + LEASE_MARGIN_MS);
    onSend();
    try {
      return await init(token);
    } catch (error) {
      if (error instanceof TikTokError && error.outcome !== 'unknown') onRefused();
      throw error;
    }
  };
  // A token that is about to end is renewed before, not after the call.
  return accounts.withAccessToken(post.account_id, send, { anew: true });
};
