import { ADMIN, after, CONTENT, CREATOR, FIND_OUT, NEVER, NOW, rowsOf } from './error-row';
import { TIKTOK_LIMITS } from './limits';

const DAY = after(TIKTOK_LIMITS.capWindowMs);

/** `error.code` of the posting and display APIs. Their HTTP status is no guide: caps come as 200 too. */
export const API_ROWS = rowsOf('api', [
  [
    'access_token_invalid',
    'TikTokAuthError',
    NOW,
    "TikTok no longer accepts this account's access token.",
    'It is renewed by itself once. If that fails too, connect the account again.',
  ],
  [
    'scope_not_authorized',
    'TikTokScopeError',
    CREATOR,
    'The account did not grant the permission (scope) this needs.',
    'Connect the account again and leave that permission ticked.',
  ],
  [
    'scope_permission_missed',
    'TikTokScopeError',
    CREATOR,
    'Fields were asked for whose permission (scope) the account did not grant.',
    'Connect the account again and leave that permission ticked.',
  ],
  [
    'invalid_param',
    'TikTokRefused',
    CONTENT,
    'TikTok found something wrong in the request.',
    "Change what TikTok's message names, then send again.",
  ],
  [
    'invalid_params',
    'TikTokRefused',
    CONTENT,
    'TikTok found something wrong in the request.',
    "Change what TikTok's message names, then send again.",
  ],
  [
    'spam_risk_too_many_posts',
    'TikTokCapReached',
    DAY,
    'The account has reached the number of posts TikTok takes through apps in 24 hours (about 15, counted over all apps).',
    'Wait until the 24 hours are over, or post in the TikTok app.',
  ],
  [
    'spam_risk_too_many_pending_share',
    'TikTokCapReached',
    DAY,
    'The account holds too many drafts that nobody has finished yet (about 5 in 24 hours).',
    'Finish or discard drafts in the inbox of the TikTok app, or wait until the 24 hours are over.',
  ],
  [
    'spam_risk_user_banned_from_posting',
    'TikTokRefused',
    NEVER,
    'TikTok has banned this account from posting.',
    'Ask TikTok about it in the TikTok app. The ban is not about this post.',
  ],
  [
    'reached_active_user_cap',
    'TikTokCapReached',
    DAY,
    'Your TikTok app has reached the number of accounts that may post through it in 24 hours. It concerns the app, not this account.',
    'Wait until the 24 hours are over. An administrator can ask TikTok for a higher quota (an app without audit has 5).',
  ],
  [
    'unaudited_client_can_only_post_to_private_accounts',
    'TikTokRefused',
    CREATOR,
    'TikTok has not audited your app for Direct Post, and this TikTok account is public. "Only me" on the post is not enough: the account itself must be private.',
    'Set the account to private in the TikTok app (Settings, Privacy, Private account), or send to the inbox, or have the app audited.',
  ],
  [
    'url_ownership_unverified',
    'TikTokRefused',
    ADMIN,
    'TikTok may not fetch from this address: its domain or URL prefix is not verified for your TikTok app.',
    'An administrator verifies the media domain under "URL properties" of the TikTok app. Videos can be uploaded as a file instead.',
  ],
  [
    'privacy_level_option_mismatch',
    'TikTokRefused',
    CONTENT,
    'The chosen visibility is not one the account offers now; it may have become private or public since.',
    'Open the post, choose among the options shown now, and confirm again.',
  ],
  [
    'app_version_check_failed',
    'TikTokRefused',
    CREATOR,
    'The TikTok app on the phone of the account is too old for photo drafts (31.8 or newer is needed).',
    'Update the TikTok app on that phone, then send again.',
  ],
  [
    'rate_limit_exceeded',
    'TikTokRateLimited',
    after(TIKTOK_LIMITS.rateLimitWaitMs),
    'Too many calls in one minute for this account.',
    'Nothing to do: it is tried again by itself.',
  ],
  [
    'internal_error',
    'TikTokUnavailable',
    FIND_OUT,
    'TikTok had a fault of its own, and whether the call took effect is not known.',
    'Wait a little. If it was a post, look at the account before sending it again.',
  ],
  [
    'invalid_publish_id',
    'TikTokRefused',
    NEVER,
    'TikTok does not know this upload (publish_id), or knows it no longer.',
    'Look at the account to see whether the post is there, then say so on the post.',
  ],
  [
    'token_not_authorized_for_specified_publish_id',
    'TikTokRefused',
    NEVER,
    'This upload (publish_id) belongs to another TikTok account or another TikTok app.',
    'Check that the account is connected with the same TikTok app as when the post was sent.',
  ],
  [
    'publish_not_cancellable',
    'TikTokRefused',
    NEVER,
    'It is too late to cancel: TikTok is no longer fetching the media.',
    'Wait for the result. A published post can only be deleted in the TikTok app.',
  ],
]);
