import { type Symptom } from '../../../../contracts/review-view';

/** What people meet when they post. */
export const SYMPTOMS_AFTER: readonly Symptom[] = [
  {
    id: 'unaudited-client',
    title: 'Direct posts are refused although the app is approved',
    words: [
      'unaudited_client_can_only_post_to_private_accounts',
      'Please review our integration guidelines',
      '403',
    ],
    causes: [
      'The Direct Post audit is a gate of its own, after the app review.',
      'The TikTok account is public: "Only me" alone is not enough.',
    ],
    remedy:
      'Set the account to private in the TikTok app and post with "Only me", or send drafts, or apply for the audit.',
    step: 'direct-post-audit',
  },
  {
    id: 'size-limits',
    title: 'The file is too large',
    words: [
      'video_size_too_large',
      'file_format_check_failed',
      'duration_check_failed',
      'picture_size_check_failed',
      'FileTooBig',
      '413',
      'Payload Too Large',
      'Request Entity Too Large',
    ],
    causes: [
      'The reverse proxy or Strapi refuses the upload before it is stored.',
      'The video is above 4 GB, longer than the account may post, or outside 360 to 4096 pixels.',
      'A picture is larger than 1080p or 20 MB.',
    ],
    remedy:
      'The check "Upload limit" shows what the way lets through. The form shows what TikTok takes for each file.',
    step: 'website',
  },
  {
    id: 'pending-shares',
    title: 'TikTok takes no more drafts or posts for now',
    words: [
      'spam_risk_too_many_pending_share',
      'spam_risk_too_many_posts',
      'reached_active_user_cap',
      'rate_limit_exceeded',
    ],
    causes: [
      'Five drafts wait in the inbox of the account (24 hours).',
      'The account posted about 15 times in 24 hours.',
      'The app reached its number of creators for the day.',
    ],
    remedy: 'Finish or delete drafts in the TikTok app, or wait: the post says when it goes on.',
    step: 'direct-post-audit',
  },
  {
    id: 'privacy-mismatch',
    title: 'The privacy level is refused',
    words: ['privacy_level_option_mismatch', 'invalid_params'],
    causes: [
      'The account changed between public and private since the form was opened.',
      'The app is not audited, and something other than "Only me" was chosen.',
    ],
    remedy: 'Open the form again: it asks TikTok anew what may be chosen.',
    step: 'direct-post-audit',
  },
  {
    id: 'pull-failed',
    title: 'TikTok cannot fetch the media',
    words: ['video_pull_failed', 'photo_pull_failed', 'PULL_FROM_URL'],
    causes: [
      'The address redirects, or is not https.',
      'A firewall or login keeps TikTok out.',
      'The host is not verified.',
    ],
    remedy:
      'Set `mediaUrl` to a public https host, verify it, and run the checks of domain verification.',
    step: 'domain-verification',
  },
  {
    id: 'token-invalid',
    title: 'The sign-in is no longer valid',
    words: ['access_token_invalid', 'invalid_grant', 'refresh_token'],
    causes: [
      'The person removed the app in TikTok’s settings.',
      'The mode was switched: sandbox accounts do not come along.',
      'A copy of the site renewed the sign-in.',
    ],
    remedy: 'Reconnect the account. Waiting posts go on by themselves.',
    step: 'submission',
  },
];
