import { readFile } from 'node:fs/promises';
import { pictureDimensions, sniff } from './media-sniff';

import { type Account, type FailReason, type Media, type Publish } from './types';
import { videoInfo } from './video-info';

const PULL_VIDEO_TYPES = ['video/mp4', 'video/quicktime', 'video/webm'];
const PULL_PHOTO_TYPES = ['image/jpeg', 'image/webp'];
const MAX_PICTURE_BYTES = 20_000_000;
const API_MAX_SEC = 600;
/** H.264, H.265, VP8 and VP9 (media-transfer-guide), as MediaInfo names them. */
const CODECS = ['AVC', 'HEVC', 'VP8', 'VP9'];
/** 23 to 60 (media-transfer-guide); a rate is measured, so 60 may read as 60.003. */
const FRAME_RATE = { min: 22.95, max: 60.05 };

const checkVideo = async (
  publish: Publish,
  media: Media,
  account: Account,
): Promise<FailReason | undefined> => {
  if (!['mp4', 'mov', 'webm'].includes(sniff(media.head))) return 'file_format_check_failed';
  if (publish.source === 'PULL_FROM_URL' && !PULL_VIDEO_TYPES.includes(media.contentType)) {
    return 'file_format_check_failed';
  }
  if (media.file === undefined) return undefined;
  const { codec, frameRate, ...info } = await videoInfo(media.file, media.sha256);
  Object.assign(media, info);
  // Also what has a sound and no picture, and a HEIC, whose box is that of an MP4.
  if (codec === undefined || !CODECS.includes(codec)) return 'file_format_check_failed';
  if (frameRate !== undefined && (frameRate < FRAME_RATE.min || frameRate > FRAME_RATE.max)) {
    return 'frame_rate_check_failed';
  }
  const { durationSec, width, height } = media;
  // A draft may be longer than the account's limit, since the creator can trim it.
  const limit = publish.mode === 'direct' ? account.maxVideoPostDurationSec : API_MAX_SEC;
  if (durationSec !== undefined && durationSec > Math.min(limit, API_MAX_SEC)) {
    return 'duration_check_failed';
  }
  const sides = [width, height].filter((side) => side !== undefined);
  return sides.some((side) => side < 360 || side > 4096) ? 'picture_size_check_failed' : undefined;
};

const checkPicture = async (media: Media): Promise<FailReason | undefined> => {
  if (
    !['jpeg', 'webp'].includes(sniff(media.head)) ||
    !PULL_PHOTO_TYPES.includes(media.contentType)
  ) {
    return 'file_format_check_failed';
  }
  if (media.bytes > MAX_PICTURE_BYTES) return 'picture_size_check_failed';
  const size =
    pictureDimensions(media.head) ??
    // Its frame header may stand behind more metadata than the beginning that is kept.
    (media.file === undefined ? undefined : pictureDimensions(await readFile(media.file)));
  if (!size) return 'file_format_check_failed';
  Object.assign(media, size);
  const tooLarge = size.width > 1080 || size.height > 1920;
  return tooLarge ? 'picture_size_check_failed' : undefined;
};

/** Why TikTok would refuse the received bytes, if it would; one bad picture fails the whole post. */
export const checkMedia = async (
  publish: Publish,
  account: Account,
): Promise<FailReason | undefined> => {
  for (const media of publish.media) {
    const reason =
      publish.kind === 'video'
        ? await checkVideo(publish, media, account)
        : await checkPicture(media);
    if (reason !== undefined) return reason;
  }
  return undefined;
};
