import { type PostOptions } from './posts';

/**
 * The sentences that TikTok's reviewers compare literally (Content Sharing Guidelines, points 2 to
 * 4). Never translated: a translation may stand below, marked as an explanation.
 */
export const AUDITED = {
  music: "By posting, you agree to TikTok's Music Usage Confirmation",
  brandedAndMusic:
    "By posting, you agree to TikTok's Branded Content Policy and Music Usage Confirmation",
  promotional: "Your photo/video will be labeled as 'Promotional content'",
  paidPartnership: "Your photo/video will be labeled as 'Paid partnership'",
  disclosureIncomplete:
    'You need to indicate if your content promotes yourself, a third party, or both.',
  brandedNotPrivate: 'Branded content visibility cannot be set to private.',
} as const;

export const AUDITED_LINKS = {
  'Music Usage Confirmation':
    'https://www.tiktok.com/legal/page/global/music-usage-confirmation/en',
  'Branded Content Policy': 'https://www.tiktok.com/legal/page/global/bc-policy/en',
} as const;

/** Goes up when a sentence changes; stored with every consent. */
export const CONSENT_VERSION = '2026-11';

/** What the person agrees to when an Inbox draft is sent. Ours: TikTok asks for no sentence there. */
export const INBOX_CONSENT =
  'I send this to my TikTok inbox as a draft. I finish and publish it in the TikTok app.';

/** The declaration that belongs to these choices (guidelines, point 4). */
export const declarationFor = (
  shareType: 'inbox' | 'direct_post',
  options: Pick<PostOptions, 'discloseContent' | 'brandedContent'>,
): string => {
  if (shareType === 'inbox') return INBOX_CONSENT;
  return options.discloseContent && options.brandedContent
    ? AUDITED.brandedAndMusic
    : AUDITED.music;
};
