import { AUDITED } from './consent';

/**
 * The sentences of `post-rules`, in English: `{name}` stands for a value. The admin translates them
 * by their code, except those that TikTok's reviewers compare literally (AUDITED).
 */
export const RULE_TEXTS = {
  no_media: {
    message: 'Nothing to post is chosen.',
    remedy: 'Choose one video, or one or more pictures.',
  },
  one_video: {
    message: 'TikTok takes one video in a post.',
    remedy: 'Choose one of the videos.',
  },
  too_many_photos: {
    message: 'TikTok takes at most {limit} pictures in a post; {count} are chosen.',
    remedy: 'Remove some pictures.',
  },
  cover_out_of_range: {
    message: 'The picture chosen as the cover is not part of the post.',
    remedy: 'Choose another cover.',
  },
  caption_too_long: {
    message: 'The caption is {length} characters long; TikTok takes {limit}.',
    remedy: 'Shorten the caption.',
  },
  caption_too_long_to_paste: {
    message: 'The caption is {length} characters long. The API takes {limit}; the app may cut it.',
    remedy: 'Shorten the caption.',
  },
  title_too_long: {
    message: 'The title is {length} characters long; TikTok takes {limit}.',
    remedy: 'Shorten the title.',
  },
  description_too_long: {
    message: 'The description is {length} characters long; TikTok takes {limit}.',
    remedy: 'Shorten the description.',
  },
  video_too_long: {
    message: '{name} is {seconds} seconds long; {nickname} may post at most {limit} seconds.',
    remedy: 'Cut the video, choose another one, or send it to the inbox and trim it in the app.',
  },
  duration_unknown: {
    message: 'The length of this video could not be read. This account may post {limit} seconds.',
    remedy: 'Check the length of the video yourself.',
  },
  privacy_missing: {
    message: 'Choose who can view this post.',
    remedy: 'Choose one of the options that TikTok offers this account.',
  },
  privacy_not_offered: {
    message: 'TikTok does not offer this account the chosen audience.',
    remedy: 'Choose again who can view this post.',
  },
  unaudited_only_me: {
    message: 'TikTok has not audited this app: it may post for "Only me" alone.',
    remedy: 'Choose "Only me", or have the app audited by TikTok.',
  },
  unaudited_account_public: {
    message:
      'TikTok has not audited this app, so it may only post to private accounts, and {nickname} seems to be public.',
    remedy: 'Set the account to private in the TikTok app before you publish.',
  },
  comment_disabled: {
    message: 'Comments are switched off in the settings of this TikTok account.',
    remedy: 'Untick "Comment", or allow comments in the TikTok app.',
  },
  duet_disabled: {
    message: 'Duets are switched off in the settings of this TikTok account.',
    remedy: 'Untick "Duet", or allow duets in the TikTok app.',
  },
  stitch_disabled: {
    message: 'Stitches are switched off in the settings of this TikTok account.',
    remedy: 'Untick "Stitch", or allow stitches in the TikTok app.',
  },
  disclosure_incomplete: {
    message: AUDITED.disclosureIncomplete,
    remedy: 'Tick "Your brand", "Branded content" or both, or switch the disclosure off.',
  },
  branded_not_private: {
    message: AUDITED.brandedNotPrivate,
    remedy: 'Choose another audience, or untick "Branded content".',
  },
  branded_needs_audience: {
    message:
      'Branded content cannot be posted for "Only me". Choose another audience to tick this box.',
    remedy: 'Choose another audience.',
  },
  branded_needs_audit: {
    message:
      'Branded content cannot be posted for "Only me", and TikTok has not audited this app for anything else.',
    remedy: 'Have the app audited by TikTok.',
  },
  creator_not_asked: {
    message: 'TikTok has not yet said what this account may do.',
    remedy: 'Wait a moment, or open the form again.',
  },
  consent_missing: {
    message: 'Nobody has agreed to send this post.',
    remedy: 'Open the post in the form and press the publish button.',
  },
  consent_outdated: {
    message: 'What was agreed to is not the declaration that belongs to these choices.',
    remedy: 'Reload the page, read the sentence above the button and publish again.',
  },
} as const satisfies Record<string, { message: string; remedy: string }>;

export type RuleCode = keyof typeof RULE_TEXTS;

/** Never translated: they are TikTok's own. */
export const AUDITED_RULES: readonly RuleCode[] = ['disclosure_incomplete', 'branded_not_private'];
