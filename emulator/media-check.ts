import { pictureDimensions, sniff } from './media-sniff';
import { videoInfo } from './mp4-info';
import { type Account, type FailReason, type Media, type Publish } from './types';

const PULL_VIDEO_TYPES = ['video/mp4', 'video/quicktime', 'video/webm'];
const PULL_PHOTO_TYPES = ['image/jpeg', 'image/webp'];
const MAX_PICTURE_BYTES = 20_000_000;
const API_MAX_SEC = 600;

const checkVideo = async (
  publish: Publish,
  media: Media,
  account: Account,
): Promise<FailReason | undefined> => {
  if (!['mp4', 'mov', 'webm'].includes(sniff(media.head))) return 'file_format_check_failed';
  if (publish.source === 'PULL_FROM_URL' && !PULL_VIDEO_TYPES.includes(media.contentType)) {
    return 'file_format_check_failed';
  }
  if (media.file !== undefined) Object.assign(media, await videoInfo(media.file));
  const { durationSec, width, height } = media;
  // A draft may be longer than the account's limit, since the creator can trim it.
  const limit = publish.mode === 'direct' ? account.maxVideoPostDurationSec : API_MAX_SEC;
  if (durationSec !== undefined && durationSec > Math.min(limit, API_MAX_SEC)) {
    return 'duration_check_failed';
  }
  const sides = [width, height].filter((side) => side !== undefined);
  return sides.some((side) => side < 360 || side > 4096) ? 'picture_size_check_failed' : undefined;
};

const checkPicture = (media: Media): FailReason | undefined => {
  if (
    !['jpeg', 'webp'].includes(sniff(media.head)) ||
    !PULL_PHOTO_TYPES.includes(media.contentType)
  ) {
    return 'file_format_check_failed';
  }
  const size = pictureDimensions(media.head);
  if (!size) return 'file_format_check_failed';
  Object.assign(media, size);
  const tooLarge = media.bytes > MAX_PICTURE_BYTES || size.width > 1080 || size.height > 1920;
  return tooLarge ? 'picture_size_check_failed' : undefined;
};

/** Why TikTok would refuse the received bytes, if it would; one bad picture fails the whole post. */
export const checkMedia = async (
  publish: Publish,
  account: Account,
): Promise<FailReason | undefined> => {
  for (const media of publish.media) {
    const reason =
      publish.kind === 'video' ? await checkVideo(publish, media, account) : checkPicture(media);
    if (reason !== undefined) return reason;
  }
  return undefined;
};
