import { after, CONTENT, NEVER, NOW, rowsOf } from './error-row';
import { TIKTOK_LIMITS } from './limits';

const { photoBox, videoFrameRate, videoSide } = TIKTOK_LIMITS;

/** `fail_reason` of status/fetch and `reason` of post.publish.failed. Matched exactly, never in part. */
export const FAIL_REASON_ROWS = rowsOf('fail_reason', [
  [
    'file_format_check_failed',
    'TikTokRefused',
    CONTENT,
    'TikTok does not take this file format.',
    'Videos: MP4, MOV or WebM with H.264, H.265, VP8 or VP9. Pictures: JPEG or WebP.',
  ],
  [
    'duration_check_failed',
    'TikTokRefused',
    CONTENT,
    'The video is too long or too short for this account.',
    'Shorten it to what the account allows (shown in the composer; 10 minutes at most).',
  ],
  [
    'frame_rate_check_failed',
    'TikTokRefused',
    CONTENT,
    'TikTok does not take the frame rate of this video.',
    `Export it with ${videoFrameRate.min} to ${videoFrameRate.max} frames per second.`,
  ],
  [
    'picture_size_check_failed',
    'TikTokRefused',
    CONTENT,
    'The size in pixels is not one TikTok takes. For several pictures TikTok does not say which one it is.',
    `Pictures: fit into ${photoBox.width} x ${photoBox.height}. Videos: each side ${videoSide.min} to ${videoSide.max}.`,
  ],
  [
    'internal',
    'TikTokUnavailable',
    NOW,
    'TikTok failed to process the post through a fault of its own.',
    'Send it again.',
  ],
  [
    'video_pull_failed',
    'TikTokRefused',
    NOW,
    'TikTok could not fetch the video from your site: the connection broke, or it took more than an hour.',
    'Check that the media address can be reached from outside without a redirect, then send again, or upload as a file.',
  ],
  [
    'photo_pull_failed',
    'TikTokRefused',
    NOW,
    'TikTok could not fetch a picture from your site: the connection broke, or it took more than an hour.',
    'Check that the media address can be reached from outside without a redirect, then send again.',
  ],
  [
    'publish_cancelled',
    'TikTokRefused',
    NOW,
    'The post was cancelled before TikTok had fetched the media.',
    'Send it again if it is wanted after all.',
  ],
  [
    'auth_removed',
    'TikTokRefused',
    NEVER,
    'The owner of the account disconnected the app while TikTok was working on the post.',
    'TikTok will not finish this upload. Nothing more can be sent before the account is connected again.',
  ],
  [
    'spam_risk_too_many_posts',
    'TikTokCapReached',
    after(TIKTOK_LIMITS.capWindowMs),
    'The account has reached the number of posts TikTok takes through apps in 24 hours.',
    'Wait until the 24 hours are over, or post in the TikTok app.',
  ],
  [
    'spam_risk_user_banned_from_posting',
    'TikTokRefused',
    NEVER,
    'TikTok has banned this account from posting.',
    'Ask TikTok about it in the TikTok app. The ban is not about this post.',
  ],
  [
    'spam_risk_text',
    'TikTokRefused',
    CONTENT,
    'TikTok takes the text for spam.',
    'Change the caption. The same text will be refused again.',
  ],
  [
    'spam_risk',
    'TikTokRefused',
    NEVER,
    'TikTok takes the post for spam.',
    'Do not send this content again.',
  ],
]);
